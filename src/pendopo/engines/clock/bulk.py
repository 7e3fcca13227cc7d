"""A million deadlines at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import numpy as np
import numpy.typing as npt

from pendopo.engines.clock.calendar import Calendar
from pendopo.engines.clock.deadline import Unit, require_amount, require_unit
from pendopo.engines.clock.errors import ClockError
from pendopo.engines.clock.table import FIRST_ORDINAL, LAST_ORDINAL

DAY = 86_400
UNIX_EPOCH = date(1970, 1, 1).toordinal()

Instants = npt.NDArray[np.datetime64]


def due_many(
    starts: Instants | Sequence[datetime],
    amount: int,
    unit: Unit,
    calendar: Calendar,
) -> Instants:
    """Compute the end of a period for many arrivals, without pauses.

    Parameters
    ----------
    starts
        datetime64 ndarray of shape (n_starts,) in UTC, or aware datetimes.

    Returns
    -------
    datetime64[s] ndarray of shape (n_starts,)
        UTC instants, equal to ``due(...).at`` one by one.

    Raises
    ------
    ClockError
        If a start is missing or any period leaves the calendar's years.
    """
    unit = require_unit(unit)
    require_amount(amount)
    table = calendar.table
    offset = int(table.offset.utcoffset(None).total_seconds())
    seconds = _seconds(starts, calendar) + offset
    places = _receipt_days(seconds, calendar)
    index = table.position[places]
    by_work = unit is Unit.WORK_DAYS
    days = _take(table.working, index + amount if by_work else index)
    last = days if by_work else days + amount
    if last.size and int(last.max()) > LAST_ORDINAL:
        raise _outside()
    ends = (last - UNIX_EPOCH) * DAY + (DAY - 1) - offset
    return ends.astype("datetime64[s]")


def _seconds(starts: Instants | Sequence[datetime], calendar: Calendar) -> npt.NDArray[np.int64]:
    if not isinstance(starts, np.ndarray):
        whole = [int(calendar.local(start).timestamp()) for start in starts]
        return np.array(whole, dtype=np.int64)
    if starts.dtype.kind != "M" or np.isnat(starts).any():
        message = "Daftar waktu harus datetime64 dalam UTC tanpa nilai kosong."
        raise ClockError(message)
    return starts.astype("datetime64[s]").astype(np.int64)


def _receipt_days(seconds: npt.NDArray[np.int64], calendar: Calendar) -> npt.NDArray[np.int64]:
    """Give each start's place in the table, one day later if after closing time."""
    shut = calendar.closing
    closing = shut.hour * 3600 + shut.minute * 60 + shut.second
    places = seconds // DAY + (UNIX_EPOCH - FIRST_ORDINAL)
    if places.size and (places.min() < 0 or places.max() > LAST_ORDINAL - FIRST_ORDINAL):
        raise _outside()
    late: npt.NDArray[np.int64] = places + (seconds % DAY > closing)
    return late


def _take(working: npt.NDArray[np.int64], index: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    if index.size and int(index.max()) >= len(working):
        raise _outside()
    return working[index]


def _outside() -> ClockError:
    message = "Ada waktu yang berada di luar kalender."
    return ClockError(message)
