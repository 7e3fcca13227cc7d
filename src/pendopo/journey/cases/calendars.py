"""The calendars of all offices, as the rows in force make them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings

from pendopo.engines.clock import Calendar
from pendopo.journey.cases.models import CalendarRule
from pendopo.kernel.calendars import (
    Pattern,
    Row,
    SeasonRow,
    build_calendar,
    in_force_on,
    rows_in_force,
)
from pendopo.kernel.time import local

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Calendars:
    """The usual calendar, and those of offices that work otherwise."""

    usual: Calendar
    own: Mapping[uuid.UUID, Calendar] = field(default_factory=dict)

    def of(self, office_id: uuid.UUID | None) -> Calendar:
        """Return the calendar of an office; the usual one before any is responsible."""
        return self.usual if office_id is None else self.own.get(office_id, self.usual)


@dataclass(frozen=True)
class CalendarRows:
    """What calendars are made of, so that a change can be tried before it is made."""

    closed: tuple[Row, ...]
    rules: tuple[CalendarRule, ...]

    def build(self) -> Calendars:
        """Return the calendars these rows make."""
        offices = {rule.office_id for rule in self.rules if rule.office_id is not None}
        own = {office: self._calendar(office) for office in offices}
        return Calendars(self._calendar(None), own)

    def _calendar(self, office_id: uuid.UUID | None) -> Calendar:
        mine = [rule for rule in self.rules if rule.office_id == office_id]
        shared = [rule for rule in self.rules if rule.office_id is None]
        own_week = _newest(mine, CalendarRule.Kind.WEEK)
        week = own_week or _newest(shared, CalendarRule.Kind.WEEK)
        # The usual Ramadan hours would close an office of six days on Saturday.
        seasons = mine if own_week and office_id else [*shared, *mine]
        pattern = Pattern(
            hours=tuple(week.hours) if week else (),
            seasons=tuple(_seasons(seasons)),
            closes_by_decree=not (week and week.works_on_holidays),
        )
        closures = shared if office_id is None else [*shared, *mine]
        return build_calendar(self.closed, pattern, tuple(_closed(closures, pattern)))


def rows_of_calendars(*, at: datetime) -> CalendarRows:
    """Return the rows in force at ``at`` (two queries)."""
    day = local(at, settings.PENDOPO_ZONE).date()
    rules = CalendarRule.objects.filter(in_force_on(day)).order_by("valid_from", "id")
    return CalendarRows(rows_in_force(at=at), tuple(rules))


def calendars_in_force(*, at: datetime) -> Calendars:
    """Return every office's calendar at ``at`` (two queries, however many offices)."""
    return rows_of_calendars(at=at).build()


def usual_calendar_in_force(at: datetime) -> Calendar:
    """Return the calendar of offices without hours of their own."""
    return calendars_in_force(at=at).usual


def days_of(rule: CalendarRule) -> Iterator[Row]:
    """Yield the closed days of a closure, as the calendar takes them."""
    if rule.first is None or rule.last is None:
        return
    day = rule.first
    while day <= rule.last:
        yield day, rule.name, rule.reason, rule.confidence
        day += ONE_DAY


def _newest(rules: Iterable[CalendarRule], kind: str) -> CalendarRule | None:
    found = [rule for rule in rules if rule.kind == kind]
    return found[-1] if found else None


def _seasons(rules: Iterable[CalendarRule]) -> Iterator[SeasonRow]:
    for rule in rules:
        if rule.kind == CalendarRule.Kind.SEASON and rule.first and rule.last:
            confirmed = rule.confidence == "verified"
            yield SeasonRow(rule.first, rule.last, tuple(rule.hours), rule.name, confirmed)


def _closed(rules: Iterable[CalendarRule], pattern: Pattern) -> Iterator[Row]:
    for rule in rules:
        is_decreed = rule.reason == CalendarRule.Reason.LOCAL and rule.office_id is None
        if rule.kind == CalendarRule.Kind.CLOSED and (pattern.closes_by_decree or not is_decreed):
            yield from days_of(rule)
