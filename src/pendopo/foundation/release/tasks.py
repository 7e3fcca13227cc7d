"""Recurring work of this room."""

from __future__ import annotations

from datetime import datetime, timedelta

from pendopo.foundation.ledger.subscriptions import duty
from pendopo.foundation.release.services.publishing import publish_due


@duty(every=timedelta(minutes=1))
def publish_at_the_hour(at: datetime) -> None:
    """Let out the releases that are ready and whose hour has come."""
    publish_due(at=at)
