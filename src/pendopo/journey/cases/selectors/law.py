"""Reading rules: closed days of a year, hours of offices, limits, numbers, and who changed them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.conf import settings
from django.db.models import Model, Q, QuerySet

from pendopo.engines.clock import Calendar
from pendopo.journey.cases.models import CalendarRule, ClockPolicy, RuleChange
from pendopo.journey.cases.selectors.paging import read_cursor, write_cursor
from pendopo.kernel.errors import NotFound
from pendopo.kernel.models import ClosedDay, RuleNumber
from pendopo.kernel.time import local

_PAGE = 30
RowT = TypeVar("RowT", bound=Model)


@dataclass(frozen=True)
class RulesOfYear:
    """What closes offices in a year: by decree for all, and closures of one or all."""

    days: list[ClosedDay]
    closures: list[CalendarRule]
    ended: list[ClosedDay | CalendarRule]


@dataclass(frozen=True)
class Limit:
    """A limit in force (None before its first row begins) with the rows around it."""

    now: ClockPolicy | None
    coming: list[ClockPolicy]
    past: list[ClockPolicy]

    @property
    def newest(self) -> ClockPolicy:
        """Return the row a new one would follow."""
        return [row for row in (*self.past, self.now, *self.coming) if row is not None][-1]


@dataclass(frozen=True)
class ChangePage:
    """A page of changes, newest first, with the cursor of the next one."""

    rows: list[RuleChange]
    next_cursor: str


def rules_of_year(year: int, *, at: datetime) -> RulesOfYear:
    """Return every closed day and closure that touches a year (two queries)."""
    today = _day(at)
    days = list(ClosedDay.objects.filter(date__year=year).order_by("date", "valid_from"))
    touching = Q(first__lte=date(year, 12, 31), last__gte=date(year, 1, 1))
    rules = CalendarRule.objects.filter(touching, kind=CalendarRule.Kind.CLOSED)
    closures = list(rules.select_related("office").order_by("first", "valid_from"))
    return RulesOfYear(
        [day for day in days if _stands(day, today)],
        [rule for rule in closures if _stands(rule, today)],
        [
            *(day for day in days if not _stands(day, today)),
            *(rule for rule in closures if not _stands(rule, today)),
        ],
    )


def hour_rules(*, at: datetime) -> tuple[list[CalendarRule], list[CalendarRule]]:
    """Return the weeks and seasons that stand, and those that were ended (one query)."""
    today = _day(at)
    rows = CalendarRule.objects.exclude(kind=CalendarRule.Kind.CLOSED)
    rules = list(rows.select_related("office").order_by("office__code", "kind", "first"))
    standing = [rule for rule in rules if _stands(rule, today)]
    return standing, [rule for rule in rules if not _stands(rule, today)]


def limits(*, at: datetime) -> list[Limit]:
    """Return the limits by clock and class, each with its coming and past rows (one query)."""
    today = _day(at)
    groups: dict[tuple[str, str, str], list[ClockPolicy]] = {}
    for row in ClockPolicy.objects.order_by("procedure", "clock", "case_class", "valid_from"):
        groups.setdefault((row.procedure, row.clock, row.case_class), []).append(row)
    return [_limit(rows, today) for rows in groups.values()]


def numbers(*, at: datetime) -> list[RuleNumber]:
    """Return the newest row of each number in force (one query)."""
    today = _day(at)
    rows = RuleNumber.objects.filter(valid_from__lte=today).order_by("code", "valid_from")
    return list({row.code: row for row in rows if _stands(row, today)}.values())


def rule_changes(cursor: str = "", *, most: int = _PAGE) -> ChangePage:
    """Return changes of rules before a cursor, newest first."""
    rows: QuerySet[RuleChange] = RuleChange.objects.select_related("office")
    after = read_cursor(cursor)
    if after is not None and after.at is not None:
        rows = rows.filter(Q(at__lt=after.at) | Q(at=after.at, id__lt=after.last_id))
    found = list(rows.order_by("-at", "-id")[: most + 1])
    is_more = len(found) > most
    shown = found[:most]
    return ChangePage(shown, write_cursor(shown[-1].at, shown[-1].id) if is_more else "")


def one_closed_day(day_id: int) -> ClosedDay:
    """Return a closed day that was not ended.

    Raises
    ------
    NotFound
    """
    return _one(ClosedDay.objects.filter(id=day_id, valid_to=None))


def one_calendar_rule(rule_id: uuid.UUID) -> CalendarRule:
    """Return a calendar rule that was not ended.

    Raises
    ------
    NotFound
    """
    rows = CalendarRule.objects.filter(id=rule_id, valid_to=None)
    return _one(rows.select_related("office"))


def one_limit(policy_id: int) -> ClockPolicy:
    """Return a limit.

    Raises
    ------
    NotFound
    """
    return _one(ClockPolicy.objects.filter(id=policy_id))


def one_number(code: str) -> RuleNumber:
    """Return the newest row of a number.

    Raises
    ------
    NotFound
    """
    return _one(RuleNumber.objects.filter(code=code).order_by("-valid_from"))


def working_days_by_month(calendar: Calendar, year: int) -> list[int]:
    """Return how many working days each month of a year has."""
    days = calendar.working_days(date(year, 1, 1), date(year, 12, 31))
    return [sum(day.month == month for day in days) for month in range(1, 13)]


def _one(rows: QuerySet[RowT]) -> RowT:
    found = rows.first()
    if found is None:
        raise NotFound
    return found


def _limit(rows: Iterable[ClockPolicy], today: date) -> Limit:
    standing = [row for row in rows if row.valid_from <= today and _stands(row, today)]
    now = standing[-1] if standing else None
    coming = [row for row in rows if row.valid_from > today]
    past = [row for row in rows if row is not now and row not in coming]
    return Limit(now, coming, past)


def _stands(row: ClosedDay | CalendarRule | ClockPolicy | RuleNumber, today: date) -> bool:
    return row.valid_to is None or row.valid_to > today


def _day(at: datetime) -> date:
    return local(at, settings.PENDOPO_ZONE).date()
