"""A change of the calendar before it is made: what it adds and ends, and what it would move."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np

from pendopo.engines.clock import Calendar, Pause, Unit, due, due_many
from pendopo.foundation.people.models import Office
from pendopo.journey.cases import rules
from pendopo.journey.cases.calendars import CalendarRows, rows_of_calendars
from pendopo.journey.cases.models import CalendarRule, Clock, RuleChange
from pendopo.kernel.models import ClosedDay
from pendopo.kernel.time import from_iso

_FIELDS = (
    "kind",
    "started_at",
    "due_at",
    "pauses",
    "office_id",
    "policy__amount",
    "extra",
    "policy__unit",
)


@dataclass(frozen=True)
class Amendment:
    """A change of working days or hours: rows that begin and rows that end.

    ``summary`` names the rule for the history, ``first`` and ``last`` the days it
    is about.
    """

    rule: RuleChange.Rule
    action: RuleChange.Action
    summary: str
    legal_basis: str
    office: Office | None = None
    first: date | None = None
    last: date | None = None
    new_days: tuple[ClosedDay, ...] = ()
    new_rules: tuple[CalendarRule, ...] = ()
    ended_days: tuple[ClosedDay, ...] = ()
    ended_rules: tuple[CalendarRule, ...] = ()

    def applied_to(self, rows: CalendarRows) -> CalendarRows:
        """Return the rows as they would stand afterwards."""
        gone = {_row(day) for day in self.ended_days}
        ended = {rule.id for rule in self.ended_rules}
        closed = [row for row in rows.closed if row not in gone]
        kept = [rule for rule in rows.rules if rule.id not in ended]
        added = (_row(day) for day in self.new_days)
        return CalendarRows((*closed, *added), (*kept, *self.new_rules))


@dataclass(frozen=True)
class Effect:
    """How far running clocks would move.

    ``n_moved`` counts by kind of clock; the longest moves are given both ways.
    """

    n_running: int = 0
    n_later: int = 0
    n_earlier: int = 0
    longest_later: timedelta = timedelta(0)
    longest_earlier: timedelta = timedelta(0)
    n_moved: Counter[str] = field(default_factory=Counter)


def effect_of(amendment: Amendment, *, at: datetime) -> Effect:
    """Return what the change would do to the running clocks, without writing anything."""
    after = amendment.applied_to(rows_of_calendars(at=at)).build()
    statuses = [status.value for status in rules.CLOCKED]
    rows = Clock.objects.filter(stopped_at=None, case__status__in=statuses).values_list(*_FIELDS)
    groups: dict[tuple[str, int, str, uuid.UUID | None], list[Any]] = defaultdict(list)
    for kind, started, due_at, pauses, office, amount, extra, unit in rows.iterator(
        chunk_size=5_000
    ):
        groups[kind, amount + extra, unit, office].append((started, due_at, pauses))
    moves = (
        (kind, shift)
        for (kind, amount, unit, office), clocks in groups.items()
        for shift in _shifts(clocks, amount, Unit(unit), after.of(office))
    )
    return _sum(moves, sum(map(len, groups.values())))


def _shifts(clocks: list[Any], amount: int, unit: Unit, calendar: Calendar) -> Iterator[timedelta]:
    plain = [(started, due_at) for started, due_at, pauses in clocks if not pauses]
    ends = due_many(_utc(started for started, _ in plain), amount, unit, calendar)
    now = _utc(due_at for _, due_at in plain)
    for seconds in (ends - now).astype(np.int64)[ends != now].tolist():
        yield timedelta(seconds=seconds)
    for started, due_at, stored in clocks:
        if stored:
            pauses = [Pause(from_iso(a), from_iso(b) if b else None) for a, b in stored]
            found = due(started, amount, unit, calendar, pauses).at
            if found is not None and found != due_at:
                yield found - due_at


def _utc(instants: Iterable[datetime]) -> Any:
    naive = [instant.astimezone(UTC).replace(tzinfo=None) for instant in instants]
    return np.array(naive, dtype="datetime64[s]")


def _sum(moves: Iterable[tuple[str, timedelta]], n_running: int) -> Effect:
    later: list[timedelta] = []
    earlier: list[timedelta] = []
    by_kind: Counter[str] = Counter()
    for kind, shift in moves:
        by_kind[kind] += 1
        (later if shift > timedelta(0) else earlier).append(shift)
    return Effect(
        n_running=n_running,
        n_later=len(later),
        n_earlier=len(earlier),
        longest_later=max(later, default=timedelta(0)),
        longest_earlier=-min(earlier, default=timedelta(0)),
        n_moved=by_kind,
    )


def _row(day: ClosedDay) -> tuple[date, str, str, str]:
    return day.date, day.name, day.kind, day.confidence
