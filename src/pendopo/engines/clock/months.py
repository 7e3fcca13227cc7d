"""Calendar months after a day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from pendopo.engines.clock.table import LAST_YEAR, out_of_range


def add_months(ordinal: int, months: int) -> int:
    """Give the same day of a later month, or that month's last day if it is shorter."""
    day = date.fromordinal(ordinal)
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > LAST_YEAR:
        raise out_of_range()
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)).toordinal()
