"""Recurring work that keeps the search in step."""

from __future__ import annotations

from datetime import datetime, timedelta

from pendopo.foundation.ledger.subscriptions import duty
from pendopo.journey.cases.search import services


@duty(every=timedelta(seconds=5))
def enter_changed_cases(_at: datetime) -> None:
    """Enter the cases that changed; what is searched lags behind by seconds."""
    services.enter_changed()


@duty(every=timedelta(minutes=10))
def enter_missing_cases(_at: datetime) -> None:
    """Enter cases that imports brought without notice, some thousands at a time."""
    services.enter_missing()


@duty(every=timedelta(hours=6))
def drop_empty_spots(_at: datetime) -> None:
    """Forget the spots of the map that every case has left."""
    services.drop_empty_spots()
