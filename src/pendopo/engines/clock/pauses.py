"""Pauses of a clock: the time in which the office waits for the reporter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from pendopo.engines.clock.calendar import Calendar
from pendopo.engines.clock.errors import ClockError

PAUSE_NAME = "Menunggu pelapor"

Span = tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch of time, `start` included and `end` excluded; no end means still open.

    A day is paused when any part of it lies inside a pause: the office is not asked
    to answer on a day in which it had to wait. Several pauses in one day take one day.
    """

    start: datetime
    end: datetime | None


def paused_spans(pauses: Sequence[Pause], calendar: Calendar) -> tuple[Span, ...]:
    """Turn pauses into sorted, disjoint stretches of whole local days.

    Returns
    -------
    tuple of (first day number, last day number or None while open)
    """
    spans = (_span(pause, calendar) for pause in pauses if pause.start != pause.end)
    merged: list[Span] = []
    for first, last in sorted(spans, key=lambda span: span[0]):
        if merged and _reaches(merged[-1], first):
            merged[-1] = (merged[-1][0], _later(merged[-1][1], last))
        else:
            merged.append((first, last))
    return tuple(merged)


def paused_seconds(pauses: Sequence[Pause], calendar: Calendar) -> tuple[Span, ...]:
    """Turn pauses into sorted, disjoint stretches of local seconds; no end while open.

    Periods of hours are paused to the second: only days are taken whole.
    """
    merged: list[Span] = []
    spans = (_exact(pause, calendar) for pause in pauses if pause.start != pause.end)
    for first, end in sorted(spans, key=lambda span: span[0]):
        if merged and (merged[-1][1] is None or first <= merged[-1][1]):
            merged[-1] = (merged[-1][0], _later(merged[-1][1], end))
        else:
            merged.append((first, end))
    return tuple(merged)


def _exact(pause: Pause, calendar: Calendar) -> Span:
    first = calendar.local_second(pause.start, "pause.start")
    if pause.end is None:
        return first, None
    if pause.end < pause.start:
        raise _backwards()
    return first, calendar.local_second(pause.end, "pause.end")


def is_paused(ordinal: int, spans: Sequence[Span]) -> bool:
    """Say whether a local day lies in one of the spans."""
    return any(first <= ordinal and (last is None or ordinal <= last) for first, last in spans)


def _span(pause: Pause, calendar: Calendar) -> Span:
    first = calendar.local(pause.start, "pause.start").toordinal()
    if pause.end is None:
        return first, None
    end = calendar.local(pause.end, "pause.end")
    if pause.end < pause.start:
        raise _backwards()
    ends_at_midnight = end.time() == time(0)
    last = end.date() - timedelta(days=1) if ends_at_midnight else end.date()
    return first, max(first, last.toordinal())


def _reaches(span: Span, day: int) -> bool:
    return span[1] is None or day <= span[1] + 1


def _later(one: int | None, two: int | None) -> int | None:
    return None if one is None or two is None else max(one, two)


def _backwards() -> ClockError:
    message = "Jeda tidak boleh berakhir sebelum dimulai."
    return ClockError(message)
