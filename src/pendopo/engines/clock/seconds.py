"""Working time by the second: how much of it lies before an instant, and when it is used up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from pendopo.engines.clock.hours import DAY
from pendopo.engines.clock.table import FIRST_ORDINAL, LAST_ORDINAL, DayTable, out_of_range

UNIX_EPOCH = date(1970, 1, 1).toordinal()

Seconds = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class SecondTable:
    """The opening hours of 2000-2100 on one axis.

    All instants are local seconds: UTC seconds since 1970 plus the zone's offset.

    Parameters
    ----------
    opens, shuts
        int64 ndarrays of shape (n_spans,); begin and end of each stretch of work.
    before
        int64 ndarray of shape (n_spans + 1,); working seconds before each stretch,
        and in the end all of them.
    """

    opens: Seconds
    shuts: Seconds
    before: Seconds

    def worked(self, instants: Seconds) -> Seconds:
        """Count the working seconds before each local instant; never falls with time."""
        place = np.searchsorted(self.opens, instants, side="right") - 1
        known = np.maximum(place, 0)
        inside = np.minimum(instants, self.shuts[known]) - self.opens[known]
        return np.where(place < 0, 0, self.before[known] + inside)

    def reached(self, amounts: Seconds) -> Seconds:
        """Give the first local instant by which so many seconds were worked.

        Raises
        ------
        ClockError
            If an amount is not reached within the table's years.
        """
        return self._at(amounts, "left")

    def opening(self, amounts: Seconds) -> Seconds:
        """Give the last such instant: work goes on right after it."""
        return self._at(amounts, "right")

    def _at(self, amounts: Seconds, side: str) -> Seconds:
        place = np.searchsorted(self.before, amounts, side=side) - 1  # type: ignore[call-overload]
        if place.size and (place.min() < 0 or place.max() >= len(self.opens)):
            raise out_of_range()
        ends: Seconds = self.opens[place] + amounts - self.before[place]
        return ends


def second_of(ordinal: int) -> int:
    """Give the local second at which a day begins."""
    return (ordinal - UNIX_EPOCH) * DAY


def day_of(second: int) -> int:
    """Give the day number in which a local second lies."""
    return second // DAY + UNIX_EPOCH


@lru_cache(maxsize=64)
def second_table(table: DayTable) -> SecondTable:
    """Lay the hours of all days end to end; made once for each table, when hours are asked."""
    first = np.arange(FIRST_ORDINAL - UNIX_EPOCH, LAST_ORDINAL - UNIX_EPOCH + 1) * DAY
    begins, ends = [], []
    for code, hours in enumerate(table.patterns):
        midnights = first[table.pattern == code]
        for begin, end in hours:
            begins.append(midnights + begin)
            ends.append(midnights + end)
    opens = np.sort(np.concatenate(begins))
    shuts = np.sort(np.concatenate(ends))
    before = np.zeros(len(opens) + 1, dtype=np.int64)
    np.cumsum(shuts - opens, out=before[1:])
    for array in (opens, shuts, before):
        array.setflags(write=False)
    return SecondTable(opens, shuts, before)
