"""Recurring work: counts of the network are not kept for ever."""

from __future__ import annotations

from datetime import datetime, timedelta

from pendopo.foundation.governance.network import logs
from pendopo.foundation.ledger.subscriptions import duty


@duty(every=timedelta(days=1))
def forget_network_use(at: datetime) -> None:
    """Delete counts of the network that are older than they may be kept."""
    logs.forget_use(at=at)
