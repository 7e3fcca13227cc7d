"""The governance room."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """What may go out; every stage of the journey may ask it."""

    name = "pendopo.foundation.governance"
    label = "governance"
