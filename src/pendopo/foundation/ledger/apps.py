"""Wires the subscribers of every room once all are loaded."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class LedgerConfig(AppConfig):
    """The ledger knows no room; rooms register with it."""

    name = "pendopo.foundation.ledger"
    label = "ledger"

    def ready(self) -> None:
        """Import each room's events, subscribers and duties."""
        autodiscover_modules("events")
        autodiscover_modules("subscribers")
        autodiscover_modules("tasks")
