"""The accountability room."""

from django.apps import AppConfig


class AccountabilityConfig(AppConfig):
    """A room of the journey."""

    name = "pendopo.journey.accountability"
    label = "accountability"
