"""Recurring work of this room."""

from __future__ import annotations

from datetime import datetime, timedelta

from pendopo.foundation.ledger.subscriptions import duty
from pendopo.journey.voice import photos


@duty(every=timedelta(hours=6))
def drop_abandoned_photos(at: datetime) -> None:
    """Forget photos that were never sent."""
    photos.drop_abandoned_photos(at=at)
