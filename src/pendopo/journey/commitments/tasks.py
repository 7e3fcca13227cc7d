"""Recurring work of this room."""

from __future__ import annotations

from datetime import datetime, timedelta

from pendopo.foundation.ledger.subscriptions import duty
from pendopo.journey.commitments import services


@duty(every=timedelta(days=1))
def tell_overdue(at: datetime) -> None:
    """Tell of due dates that passed without fulfilment."""
    services.tell_overdue(at=at)
