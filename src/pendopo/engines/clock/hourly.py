"""Periods in hours, counted to the second: inside opening hours, or round the clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from pendopo.engines.clock.calendar import Calendar, DayKind, SkippedDay
from pendopo.engines.clock.hours import DAY
from pendopo.engines.clock.pauses import PAUSE_NAME, Span
from pendopo.engines.clock.seconds import SecondTable, day_of, second_of, second_table

HOUR = 3600


@dataclass(frozen=True, slots=True)
class HourlyEnd:
    """The end of a period of working hours.

    Parameters
    ----------
    second
        Local second of the end; None while an open pause keeps it unknown.
    counted, skipped
        The days on which some time was used, and those on which none was.
    left
        Working seconds still to go when the open pause began; 0 without one.
    until
        Local second up to which the explanation reaches.
    """

    second: int | None
    counted: tuple[date, ...]
    skipped: tuple[SkippedDay, ...]
    left: int
    until: int


def hourly_end(arrival: int, hours: int, calendar: Calendar, spans: Sequence[Span]) -> HourlyEnd:
    """Say when `hours` of opening time, without the pauses, have gone by after an arrival.

    Parameters
    ----------
    arrival
        Local second.
    spans
        Pauses as sorted, disjoint stretches of local seconds.
    """
    axis = second_table(calendar.table)
    begin = _worked(axis, arrival)
    end, left = begin + hours * HOUR, 0
    until = None
    for first, last in spans:
        lower = max(_worked(axis, first), begin)
        if lower >= end:
            break
        if last is None:
            until, left = max(first, arrival), end - lower
            break
        end += max(0, _worked(axis, last) - lower)
    second = _instant(axis, arrival, begin, end) if until is None else None
    shown = second if second is not None else until or arrival
    counted, skipped = _explain(arrival, shown, calendar, spans)
    return HourlyEnd(second, counted, skipped, left, shown)


def round_the_clock_end(arrival: int, hours: int, spans: Sequence[Span]) -> HourlyEnd:
    """Say when `hours` of time by day and night, without the pauses, have gone by.

    Parameters
    ----------
    arrival
        Local second.
    spans
        Pauses as sorted, disjoint stretches of local seconds.
    """
    end, left, until = arrival + hours * HOUR, 0, None
    for first, last in spans:
        lower = max(first, arrival)
        if lower >= end:
            break
        if last is None:
            until, left = lower, end - lower
            break
        end += max(0, last - lower)
    shown = end if until is None else until
    counted, skipped = _passed_days(arrival, shown, spans)
    return HourlyEnd(end if until is None else None, counted, skipped, left, shown)


def _passed_days(
    arrival: int, until: int, spans: Sequence[Span]
) -> tuple[tuple[date, ...], tuple[SkippedDay, ...]]:
    counted: list[date] = []
    skipped: list[SkippedDay] = []
    for ordinal in range(day_of(arrival), day_of(max(until - 1, arrival)) + 1):
        day, midnight = date.fromordinal(ordinal), second_of(ordinal)
        if passed_seconds(max(midnight, arrival), min(midnight + DAY, until), spans):
            counted.append(day)
        else:
            skipped.append(SkippedDay(day, PAUSE_NAME, DayKind.PAUSE))
    return tuple(counted), tuple(skipped)


def passed_seconds(first: int, last: int, spans: Sequence[Span]) -> int:
    """Count the seconds from one local second to another, without the pauses."""
    total = max(0, last - first)
    for begin, end in spans:
        upper = last if end is None else min(end, last)
        total -= max(0, upper - max(begin, first))
    return total


def working_seconds(first: int, last: int, calendar: Calendar, spans: Sequence[Span]) -> int:
    """Count the opening seconds from one local second to another, without the pauses."""
    axis = second_table(calendar.table)
    total = max(0, _worked(axis, last) - _worked(axis, first))
    for begin, end in spans:
        lower = max(begin, first)
        upper = last if end is None else min(end, last)
        total -= max(0, _worked(axis, upper) - _worked(axis, lower)) if upper > lower else 0
    return total


def _worked(axis: SecondTable, second: int) -> int:
    return int(axis.worked(np.array([second], dtype=np.int64))[0])


def _instant(axis: SecondTable, arrival: int, begin: int, end: int) -> int:
    """Give the end; a period of nothing ends when the office next works."""
    amounts = np.array([end], dtype=np.int64)
    if end > begin:
        return int(axis.reached(amounts)[0])
    return max(arrival, int(axis.opening(amounts)[0]))


def _explain(
    arrival: int, until: int, calendar: Calendar, spans: Sequence[Span]
) -> tuple[tuple[date, ...], tuple[SkippedDay, ...]]:
    counted: list[date] = []
    skipped: list[SkippedDay] = []
    first, last = day_of(arrival), day_of(max(until - 1, arrival))
    for ordinal in range(first, last + 1):
        day, midnight = date.fromordinal(ordinal), second_of(ordinal)
        begin, end = max(midnight, arrival), min(midnight + DAY, until)
        if working_seconds(begin, end, calendar, spans):
            counted.append(day)
        elif not calendar.is_working(day):
            skipped.append(calendar.why_closed(day))
        elif working_seconds(begin, end, calendar, ()):
            skipped.append(SkippedDay(day, PAUSE_NAME, DayKind.PAUSE))
        else:
            skipped.append(SkippedDay(day, "Di luar jam kerja", DayKind.AFTER_HOURS))
    return tuple(counted), tuple(skipped)
