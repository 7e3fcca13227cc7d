"""Recurring work: cases and releases on their way out, what others say, photos elsewhere."""

from __future__ import annotations

from datetime import datetime, timedelta

from pendopo.ecosystem.exchange import services
from pendopo.ecosystem.exchange.services import news
from pendopo.foundation.ledger.subscriptions import duty


@duty(every=timedelta(seconds=30))
def send_cases_on(at: datetime) -> None:
    """Send what officers passed on."""
    services.send_waiting(at=at)


@duty(every=timedelta(minutes=1))
def take_remote_updates(at: datetime) -> None:
    """Take what other servers say; each server is asked every five minutes."""
    services.pull_due(at=at)


@duty(every=timedelta(seconds=10))
def fetch_outside_photos(at: datetime) -> None:
    """Fetch photos that lie elsewhere."""
    services.fetch_waiting_photos(at=at)


@duty(every=timedelta(seconds=30))
def send_releases_on(at: datetime) -> None:
    """Send what was released to the outlets."""
    news.send_due(at=at)
