"""Recurring work: the files of the day."""

from __future__ import annotations

from datetime import datetime, timedelta

from pendopo.foundation.ledger.subscriptions import duty
from pendopo.journey.cases.opendata import services


@duty(every=timedelta(days=1))
def make_open_data(at: datetime) -> None:
    """Write the public cases as files anew."""
    services.make_edition(at=at)
