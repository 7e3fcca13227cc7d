"""Recurring work of this room."""

from __future__ import annotations

from datetime import datetime, timedelta

from pendopo.foundation.ledger.subscriptions import duty
from pendopo.journey.voice import documents, photos


@duty(every=timedelta(hours=6))
def drop_abandoned_photos(at: datetime) -> None:
    """Forget photos that were never sent."""
    photos.drop_abandoned_photos(at=at)


@duty(every=timedelta(hours=6))
def drop_abandoned_documents(at: datetime) -> None:
    """Forget documents that were never sent."""
    documents.drop_abandoned_documents(at=at)
