"""What the worker does for followers: notes facts, sends messages, forgets."""

from __future__ import annotations

from datetime import datetime, timedelta

from pendopo.foundation.ledger.subscriptions import duty, subscribe
from pendopo.journey.cases.events import CaseFact
from pendopo.journey.cases.following import rules, services, telling


@subscribe(*dict.fromkeys((*rules.TOLD_OF_CASE, *rules.TOLD_AROUND)))
def note_for_followers(fact: CaseFact) -> None:
    """Note what followers are to be told; a repeated delivery finds it noted."""
    services.note(fact)


@duty(every=timedelta(minutes=1))
def tell_followers(at: datetime) -> None:
    """Send what is due."""
    telling.send_due(at=at)


@duty(every=timedelta(hours=1))
def forget_followers(at: datetime) -> None:
    """Forget addresses that never confirmed."""
    services.purge(at=at)
