"""Recurring work of this room."""

from __future__ import annotations

from datetime import datetime, timedelta

from pendopo.foundation.ledger.subscriptions import duty
from pendopo.journey.clarification.services.keeping import drop_old_screenshots, forget_unanswered


@duty(every=timedelta(hours=6))
def drop_screenshots(at: datetime) -> None:
    """Delete pictures of rumours that nobody sorted in time."""
    drop_old_screenshots(at=at)


@duty(every=timedelta(days=1))
def forget_words(at: datetime) -> None:
    """Delete the words of claims that were set aside long ago."""
    forget_unanswered(at=at)
