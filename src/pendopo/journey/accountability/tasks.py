"""Recurring work of this room."""

from __future__ import annotations

from datetime import datetime, timedelta

from pendopo.foundation.ledger.subscriptions import duty
from pendopo.journey.accountability import services


@duty(every=timedelta(days=1))
def ask_about_indicators(at: datetime) -> None:
    """Ask offices whose figure lies outside, before the words become public."""
    services.ask_about_indicators(at=at)
