"""The procedures room."""

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    """What may be asked of the government; lies below the first stage of the journey."""

    name = "pendopo.journey.procedures"
    label = "procedures"
