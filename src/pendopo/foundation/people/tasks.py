"""Recurring work of this room."""

from __future__ import annotations

from datetime import datetime, timedelta

from pendopo.foundation.ledger.subscriptions import duty
from pendopo.foundation.people import sign_in


@duty(every=timedelta(hours=1))
def purge_sign_in_codes(at: datetime) -> None:
    """Forget codes and the contacts they were sent to."""
    sign_in.purge_codes(at=at)
