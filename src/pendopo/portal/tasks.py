"""Recurring work of the portal."""

from __future__ import annotations

from datetime import datetime

from pendopo.foundation.ledger.subscriptions import duty
from pendopo.portal.figures import COUNTED_EVERY, count_figures


@duty(every=COUNTED_EVERY)
def count_home_figures(at: datetime) -> None:
    """Count the figures of the home page, so that no reader waits for them."""
    count_figures(at)
