"""Recurring work: statements are not kept for ever."""

from __future__ import annotations

from datetime import datetime, timedelta

from pendopo.foundation.governance.models import Attestation
from pendopo.foundation.governance.selectors import day_of
from pendopo.foundation.ledger.subscriptions import duty
from pendopo.kernel.numbers import number_in_force


@duty(every=timedelta(days=1))
def forget_attestations(at: datetime) -> None:
    """Delete statements that ended longer ago than they may be kept."""
    kept = timedelta(days=number_in_force("learning.kept_days", at=at))
    Attestation.objects.filter(valid_to__lt=day_of(at) - kept).delete()
