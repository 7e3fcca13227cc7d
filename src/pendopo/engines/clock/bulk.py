"""A million deadlines at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import numpy as np
import numpy.typing as npt

from pendopo.engines.clock.calendar import Calendar
from pendopo.engines.clock.deadline import Unit, require_amount, require_unit
from pendopo.engines.clock.errors import ClockError
from pendopo.engines.clock.hourly import HOUR
from pendopo.engines.clock.hours import DAY
from pendopo.engines.clock.seconds import UNIX_EPOCH, second_table
from pendopo.engines.clock.table import FIRST_ORDINAL, LAST_ORDINAL

Instants = npt.NDArray[np.datetime64]
Whole = npt.NDArray[np.int64]


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
    offset = calendar.offset_seconds
    local = _seconds(starts, calendar) + offset
    count = _COUNTED.get(unit, _day_ends)
    return (count(local, amount, unit, calendar) - offset).astype("datetime64[s]")


def _day_ends(local: Whole, amount: int, unit: Unit, calendar: Calendar) -> Whole:
    table = calendar.table
    places = _receipt_places(local, calendar)
    index = table.position[places]
    if unit is Unit.WORK_DAYS:
        last = _take(table.working, index + amount)
    else:
        received = _take(table.working, index)
        last = _months_on(received, amount) if unit is Unit.MONTHS else received + amount
    if last.size and int(last.max()) > LAST_ORDINAL:
        raise _outside()
    return (last - UNIX_EPOCH) * DAY + (DAY - 1)


def _hourly_ends(local: Whole, amount: int, unit: Unit, calendar: Calendar) -> Whole:
    del unit
    _receipt_places(local, calendar)
    axis = second_table(calendar.table)
    begin = axis.worked(local)
    if amount:
        return axis.reached(begin + amount * HOUR)
    return np.maximum(local, axis.opening(begin))


def _round_the_clock(local: Whole, amount: int, unit: Unit, calendar: Calendar) -> Whole:
    del unit
    _receipt_places(local, calendar)
    return local + amount * HOUR


_COUNTED = {Unit.WORK_HOURS: _hourly_ends, Unit.HOURS: _round_the_clock}


def _months_on(days: Whole, months: int) -> Whole:
    """Give the same day of a later month, or that month's last day if it is shorter."""
    dates = (days - UNIX_EPOCH).astype("datetime64[D]")
    month = dates.astype("datetime64[M]")
    target = month + months
    last = (target + 1).astype("datetime64[D]") - 1
    same = target.astype("datetime64[D]") + (dates - month.astype("datetime64[D]"))
    return np.minimum(same, last).astype(np.int64) + UNIX_EPOCH


def _seconds(starts: Instants | Sequence[datetime], calendar: Calendar) -> Whole:
    if not isinstance(starts, np.ndarray):
        whole = [int(calendar.local(start).timestamp()) for start in starts]
        return np.array(whole, dtype=np.int64)
    if starts.dtype.kind != "M" or np.isnat(starts).any():
        message = "Daftar waktu harus datetime64 dalam UTC tanpa nilai kosong."
        raise ClockError(message)
    return starts.astype("datetime64[s]").astype(np.int64)


def _receipt_places(local: Whole, calendar: Calendar) -> Whole:
    """Give each start's place in the table, one day later if after closing time."""
    places = local // DAY + (UNIX_EPOCH - FIRST_ORDINAL)
    if places.size and (places.min() < 0 or places.max() > LAST_ORDINAL - FIRST_ORDINAL):
        raise _outside()
    closing = calendar.table.closing[places]
    return places + (local % DAY > closing)


def _take(working: Whole, index: Whole) -> Whole:
    if index.size and int(index.max()) >= len(working):
        raise _outside()
    return working[index]


def _outside() -> ClockError:
    message = "Ada waktu yang berada di luar kalender."
    return ClockError(message)
