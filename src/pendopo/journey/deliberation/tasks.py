"""Recurring work of this room."""

from __future__ import annotations

from datetime import datetime, timedelta

from pendopo.foundation.ledger.subscriptions import duty
from pendopo.journey.deliberation import mapping, services


@duty(every=timedelta(minutes=1))
def close_ended(at: datetime) -> None:
    """Close the deliberations whose time is over."""
    services.close_ended(at=at)


@duty(every=timedelta(minutes=1))
def refresh_maps(at: datetime) -> None:
    """Compute the maps whose votes changed."""
    mapping.refresh_maps(at=at)
