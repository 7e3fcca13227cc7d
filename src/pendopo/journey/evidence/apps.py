"""The evidence room."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """A room of the journey."""

    name = "pendopo.journey.evidence"
    label = "evidence"
