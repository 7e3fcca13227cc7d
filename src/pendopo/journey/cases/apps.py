"""The cases room."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Second room of the journey."""

    name = "pendopo.journey.cases"
    label = "cases"
