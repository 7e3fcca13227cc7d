"""What the worker does for the duties towards people's data."""

from __future__ import annotations

from datetime import datetime, timedelta

from pendopo.foundation.governance.personal_data import retention
from pendopo.foundation.ledger.subscriptions import duty


@duty(every=timedelta(days=1))
def run_retention(at: datetime) -> None:
    """Erase what is older than its period, under the rules that the officer released."""
    retention.run_released(at=at)
