"""The commitments room."""

from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    """A room of the journey."""

    name = "pendopo.journey.commitments"
    label = "commitments"
