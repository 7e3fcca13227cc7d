"""Working calendars, built once for each content from the closed days in force."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.conf import settings
from django.db.models import Q

from pendopo.engines.clock import Calendar, ClosedDay, Season, WeekHours
from pendopo.kernel import models
from pendopo.kernel.time import local

# Date, name, kind, confidence.
Row = tuple[date, str, str, str]
ALL_YEARS = range(2000, 2101)


@dataclass(frozen=True)
class SeasonRow:
    """A stretch of days with other hours, as plain values."""

    first: date
    last: date
    hours: tuple[str, ...]
    name: str
    is_confirmed: bool


@dataclass(frozen=True)
class Pattern:
    """How an office works: its hours (none given: the usual ones) and its seasons.

    ``closes_by_decree`` is False for an office that keeps a watch on holidays.
    """

    hours: tuple[str, ...] = ()
    seasons: tuple[SeasonRow, ...] = ()
    closes_by_decree: bool = True


USUAL = Pattern()


def rows_in_force(*, at: datetime) -> tuple[Row, ...]:
    """Return the closed days in force at ``at`` (one query).

    A decree may be replaced during the year, so rows carry their own validity.
    """
    day = local(at, settings.PENDOPO_ZONE).date()
    rows = models.ClosedDay.objects.filter(in_force_on(day))
    return tuple(rows.values_list("date", "name", "kind", "confidence"))


def in_force_on(day: date) -> Q:
    """Return the condition that a dated row is in force on a day."""
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gt=day))


Source = Callable[[datetime], Calendar]
_SOURCES: list[Source] = []


def register_calendar(source: Source) -> None:
    """Let a later room, which knows the hours of offices, make the usual calendar."""
    if source not in _SOURCES:
        _SOURCES.append(source)


def usual_calendar(*, at: datetime) -> Calendar:
    """Return the calendar of offices without hours of their own, as far as any room knows it."""
    return _SOURCES[-1](at) if _SOURCES else office_calendar(at=at)


def office_calendar(*, at: datetime) -> Calendar:
    """Return the calendar of an office without hours of its own, without local closures."""
    return build_calendar(rows_in_force(at=at))


@lru_cache(maxsize=64)
def build_calendar(
    rows: tuple[Row, ...], pattern: Pattern = USUAL, own_rows: tuple[Row, ...] = ()
) -> Calendar:
    """Return the calendar of these closed days; its table is built once per content.

    ``own_rows`` are the closures of the office itself: they close even a watch.
    """
    kept = (*rows, *own_rows) if pattern.closes_by_decree else own_rows
    return Calendar.of(
        settings.PENDOPO_ZONE,
        [
            ClosedDay(day, name, kind, confirmed=confidence == "verified")
            for day, name, kind, confidence in kept
        ],
        hours=WeekHours.read(pattern.hours) if pattern.hours else None,
        seasons=[
            Season(
                row.first,
                row.last,
                WeekHours.read(row.hours),
                row.name,
                confirmed=row.is_confirmed,
            )
            for row in pattern.seasons
        ],
        # No decree can move a watch that works on holidays.
        known_years=None if pattern.closes_by_decree else ALL_YEARS,
    )
