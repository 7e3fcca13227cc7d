"""A table of day numbers that turns counting working days into two look-ups."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from pendopo.engines.clock.errors import ClockError
from pendopo.engines.clock.hours import DayHours, Season, WeekHours

FIRST_YEAR = 2000
LAST_YEAR = 2100
FIRST_ORDINAL = date(FIRST_YEAR, 1, 1).toordinal()
LAST_ORDINAL = date(LAST_YEAR, 12, 31).toordinal()

Ordinals = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class DayTable:
    """Day numbers of the working days from 2000 to 2100, and the hours of each day.

    Parameters
    ----------
    offset
        The zone's fixed distance from UTC.
    working
        int64 ndarray of shape (n_working_days,); proleptic day numbers, ascending.
    position
        int64 ndarray of shape (n_days + 2,); for each day of the range, how many
        working days come before it. One spare place lets "the day after the last
        day" be asked for.
    pattern
        int64 ndarray of shape (n_days,); which of `patterns` a day follows. 0 is the
        closed day.
    patterns
        The different opening hours that occur.
    closing
        int64 ndarray of shape (n_days,); the local second at which the day's hours
        end, 0 on a closed day.
    """

    offset: timezone
    working: Ordinals
    position: Ordinals
    pattern: Ordinals
    patterns: tuple[DayHours, ...]
    closing: Ordinals

    def position_of(self, ordinal: int) -> int:
        """Count the working days before this day: the index of the next one."""
        self.require(ordinal)
        return int(self.position[ordinal - FIRST_ORDINAL])

    def working_at(self, index: int) -> int:
        """Give the day number of the working day at this index."""
        if not 0 <= index < len(self.working):
            raise out_of_range()
        return int(self.working[index])

    def working_between(self, first: int, last: int) -> Ordinals:
        """Give the day numbers of the working days from `first` to `last`."""
        return self.working[self.position_of(first) : self.position_of(last + 1)]

    def is_working(self, ordinal: int) -> bool:
        """Say whether the day has opening hours."""
        self.require(ordinal)
        return ordinal <= LAST_ORDINAL and bool(self.pattern[ordinal - FIRST_ORDINAL])

    def closing_of(self, ordinal: int) -> int:
        """Give the local second at which the day's hours end, 0 on a closed day."""
        self.require(ordinal)
        return int(self.closing[ordinal - FIRST_ORDINAL]) if ordinal <= LAST_ORDINAL else 0

    def hours_of(self, ordinal: int) -> DayHours:
        """Give the day's hours as seconds of the local day, none on a closed day."""
        self.require(ordinal)
        if ordinal > LAST_ORDINAL:
            return ()
        return self.patterns[int(self.pattern[ordinal - FIRST_ORDINAL])]

    def require(self, ordinal: int) -> None:
        """Refuse a day outside the table."""
        if not FIRST_ORDINAL <= ordinal <= LAST_ORDINAL + 1:
            raise out_of_range()

    def require_year(self, year: int) -> None:
        """Refuse a year outside the table before any arithmetic can overflow."""
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise out_of_range()


def build_table(
    zone: str, hours: WeekHours, closed: Iterable[date], seasons: Iterable[Season] = ()
) -> DayTable:
    """Number the working days of the whole range once; a later season covers an earlier one."""
    pattern, patterns = _patterns(hours, closed, seasons)
    is_open = pattern > 0
    position = np.zeros(len(pattern) + 2, dtype=np.int64)
    np.cumsum(is_open, out=position[1:-1])
    position[-1] = position[-2]
    working = np.flatnonzero(is_open) + FIRST_ORDINAL
    ends = np.array([each[-1][1] if each else 0 for each in patterns], dtype=np.int64)
    closing = ends[pattern]
    for array in (working, position, pattern, closing):
        array.setflags(write=False)
    return DayTable(fixed_offset(zone), working, position, pattern, patterns, closing)


def _patterns(
    hours: WeekHours, closed: Iterable[date], seasons: Iterable[Season]
) -> tuple[Ordinals, tuple[DayHours, ...]]:
    codes: dict[DayHours, int] = {(): 0}
    days = np.arange(FIRST_ORDINAL, LAST_ORDINAL + 1, dtype=np.int64)
    # Day number 1 is a Monday, so day number minus one is the weekday modulo seven.
    weekday = (days - 1) % 7
    pattern = _codes(hours, codes)[weekday]
    for season in seasons:
        begin = max(season.first.toordinal() - FIRST_ORDINAL, 0)
        end = max(season.last.toordinal() - FIRST_ORDINAL + 1, 0)
        pattern[begin:end] = _codes(season.hours, codes)[weekday[begin:end]]
    shut = np.array([day.toordinal() for day in closed], dtype=np.int64)
    inside = shut[(shut >= FIRST_ORDINAL) & (shut <= LAST_ORDINAL)]
    pattern[inside - FIRST_ORDINAL] = 0
    return pattern, tuple(codes)


def _codes(hours: WeekHours, codes: dict[DayHours, int]) -> Ordinals:
    numbers = [codes.setdefault(day, len(codes)) for day in hours.days]
    return np.array(numbers, dtype=np.int64)


def fixed_offset(zone: str) -> timezone:
    """Read a zone's distance from UTC, refusing zones with summer time.

    Indonesia's three zones have had one offset each since 1988, so a deadline needs
    no transition rules; a zone that does would give wrong answers in bulk.
    """
    try:
        info = ZoneInfo(zone)
    except (ValueError, OSError, KeyError):
        message = f"Zona waktu '{zone}' tidak dikenal; contoh: Asia/Jakarta."
        raise ClockError(message) from None
    months = (
        datetime(year, month, 1, tzinfo=info)
        for year in range(FIRST_YEAR, LAST_YEAR + 1)
        for month in (1, 4, 7, 10)
    )
    offsets = {moment.utcoffset() for moment in months}
    only = offsets.pop()
    if offsets or only is None:
        message = f"Zona waktu '{zone}' berubah menurut musim dan tidak didukung."
        raise ClockError(message)
    return timezone(timedelta(seconds=only.total_seconds()))


def out_of_range() -> ClockError:
    """Say that a day lies outside the table."""
    message = f"Tanggal berada di luar kalender {FIRST_YEAR}-{LAST_YEAR}."
    return ClockError(message)
