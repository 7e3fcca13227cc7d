"""Which limits a rung concerns on a day; no queries, no clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Protocol

from pendopo.journey.cases.escalation.types import Window

WORK_DAYS, CALENDAR_DAYS = "work_days", "calendar_days"
# Three years hold a hundred working days however many holidays a decree adds.
_MOST_DAYS = 1_100
_ONE = timedelta(days=1)


class UnfitOffset(ValueError):
    """An offset's unit is neither work_days nor calendar_days."""


class Step(Protocol):
    """What a row of the ladder says about its class."""

    clock: str
    case_class: str


def window(
    today: date, amount: int, unit: str, is_working: Callable[[date], bool]
) -> Window | None:
    """Return which limits lie ``amount`` days in the past (negative: ahead) on a day.

    A limit of day D is put before someone on the first day that has at least ``amount``
    working days after D; before the limit, when at most as many are left. None where the
    calendar has no such day within three years.

    Raises
    ------
    UnfitOffset
        The unit is unknown.
    """
    if unit == CALENDAR_DAYS:
        return Window(today - timedelta(days=amount), amount < 0)
    if unit != WORK_DAYS:
        message = f"unit must be {WORK_DAYS} or {CALENDAR_DAYS}, got {unit!r}"
        raise UnfitOffset(message)
    last = _back(today, amount, is_working) if amount >= 0 else _ahead(today, -amount, is_working)
    return None if last is None else Window(last, amount < 0)


def _back(today: date, amount: int, is_working: Callable[[date], bool]) -> date | None:
    """Return the last day after which ``amount`` working days have begun."""
    day = today
    for _ in range(_MOST_DAYS):
        if amount == 0:
            return day
        amount -= is_working(day)
        day -= _ONE
    return None


def _ahead(today: date, amount: int, is_working: Callable[[date], bool]) -> date | None:
    """Return the last day up to which no more than ``amount`` working days are left."""
    day = today
    for _ in range(_MOST_DAYS):
        amount -= is_working(day + _ONE)
        if amount < 0:
            return day
        day += _ONE
    return None


def special_classes(steps: Iterable[Step]) -> dict[str, frozenset[str]]:
    """Return by clock the classes that have a ladder of their own."""
    found: dict[str, set[str]] = {}
    for step in steps:
        if step.case_class:
            found.setdefault(step.clock, set()).add(step.case_class)
    return {clock: frozenset(classes) for clock, classes in found.items()}


def days_between(first: date, last: date) -> Iterator[date]:
    """Yield the days from ``first`` to ``last``, both included."""
    while first <= last:
        yield first
        first += _ONE
