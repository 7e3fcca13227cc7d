"""Recurring work of this room."""

from __future__ import annotations

from datetime import datetime, timedelta

from pendopo.foundation.ledger.subscriptions import duty
from pendopo.journey.evidence import services


@duty(every=timedelta(days=1))
def refresh_evidence(at: datetime) -> None:
    """Export the day's facts and publish the indicators anew."""
    services.refresh_evidence(at=at)
