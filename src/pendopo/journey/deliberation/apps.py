"""The deliberation room."""

from django.apps import AppConfig


class DeliberationConfig(AppConfig):
    """A room of the journey."""

    name = "pendopo.journey.deliberation"
    label = "deliberation"
