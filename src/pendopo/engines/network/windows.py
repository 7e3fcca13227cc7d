"""Windows of the working day: work, rest between two stretches, and off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from pendopo.engines.clock import Calendar
from pendopo.engines.policy import working_time

DAY = 86_400


class Window(StrEnum):
    """What an office does at a moment; every moment has exactly one."""

    WORK = "work"
    REST = "rest"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Switch:
    """From this moment on another window holds, until the next switch."""

    at: datetime
    window: Window

    @property
    def epoch(self) -> int:
        """Return the moment in seconds since 1970."""
        return int(self.at.timestamp())


def window_at(at: datetime, calendar: Calendar) -> Window:
    """Return the window that holds at a moment; a window's end no longer belongs to it.

    Raises
    ------
    ClockError
        The moment has no zone or lies outside the calendar.
    """
    return Window(working_time(calendar.local(at, "at"), calendar))


def switches(calendar: Calendar, first: date, last: date) -> tuple[Switch, ...]:
    """Return every switch from the first minute of `first` to the last of `last`.

    The first is the window that holds as `first` begins. No instant depends on a
    gateway's own zone: each is given in UTC.
    """
    found: list[Switch] = []
    for day, second, window in _changes(calendar, first, last):
        if not found or found[-1].window != window:
            found.append(Switch(_instant(calendar, day, second), window))
    return tuple(found)


def _changes(calendar: Calendar, first: date, last: date) -> Iterator[tuple[date, int, Window]]:
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        hours = calendar.table.hours_of(ordinal)
        if not hours or hours[0][0] > 0:
            yield day, 0, Window.OFF
        for (begin, end), (later, _) in pairwise([*hours, (DAY, DAY)]):
            yield day, begin, Window.WORK
            if end < later < DAY:
                yield day, end, Window.REST
        if hours and hours[-1][1] < DAY:
            yield day, hours[-1][1], Window.OFF


def end_of(calendar: Calendar, last: date) -> datetime:
    """Return the midnight that ends a local day."""
    return _instant(calendar, last, DAY)


def _instant(calendar: Calendar, day: date, second: int) -> datetime:
    midnight = datetime(day.year, day.month, day.day, tzinfo=calendar.table.offset)
    return (midnight + timedelta(seconds=second)).astimezone(UTC)
