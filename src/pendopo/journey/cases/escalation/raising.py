"""The duty: ends what is settled, takes back what changed, puts the rest before those above."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.models import Office
from pendopo.foundation.people.types import Role
from pendopo.journey.cases.escalation.directory import Directory, directory
from pendopo.journey.cases.escalation.events import CaseEscalated, CaseEscalationEnded
from pendopo.journey.cases.escalation.ladder import special_classes, window
from pendopo.journey.cases.escalation.types import EndReason, Target, Window
from pendopo.journey.cases.models import Case, Clock, Escalation, EscalationRule
from pendopo.journey.cases.types import ClockKind
from pendopo.kernel.calendars import office_calendar
from pendopo.kernel.ids import new_id
from pendopo.kernel.time import local

_BATCH = 500
_VOID = (EndReason.MOVED, EndReason.RECOMPUTED)
# A pause that has not ended; the two databases read JSON differently, but both as text.
OPEN_PAUSE = "null"


@dataclass(frozen=True)
class Escalated:
    """What one run did."""

    n_ended: int = 0
    n_raised: int = 0
    n_unplaced: int = 0


def escalate(*, at: datetime) -> Escalated:
    """Bring what is put before whom in line with the running clocks at ``at``.

    Each batch is one transaction, and a second run at the same instant changes nothing.
    """
    people = directory(at=at)
    n_ended = sum(_end(reason, rows, at) for reason, rows in _stale(at))
    n_placed = _place(people, at)
    raised = [row for rule in _rules(at) for row in _raise_rule(rule, people, at)]
    n_unplaced = sum(row.office_id is None for row in raised)
    return Escalated(n_ended, len(raised) + n_placed, n_unplaced)


def running(clocks: QuerySet[Clock]) -> QuerySet[Clock]:
    """Return the clocks that run and are not paused."""
    rows = clocks.filter(stopped_at=None)
    return rows.annotate(pauses_text=Cast("pauses", TextField())).exclude(
        pauses_text__contains=OPEN_PAUSE
    )


# --- what no longer waits ------------------------------------------------------------------


def _stale(at: datetime) -> Iterator[tuple[EndReason, QuerySet[Escalation]]]:
    waiting = Escalation.objects.filter(ended_at=None)
    yield EndReason.STOPPED, waiting.filter(clock__stopped_at__isnull=False)
    both = Q(of_office__isnull=False, clock__office__isnull=False)
    one = Q(of_office=None, clock__office__isnull=False) | Q(
        of_office__isnull=False, clock__office=None
    )
    moved = waiting.filter(both & ~Q(of_office=F("clock__office")) | one)
    yield EndReason.MOVED, moved.exclude(clock__kind=ClockKind.BOUNCE)
    later = Q(clock__due_at__gt=F("due_at"), clock__due_at__gte=at)
    yield EndReason.RECOMPUTED, waiting.filter(later)


def _end(reason: EndReason, rows: QuerySet[Escalation], at: datetime) -> int:
    n_ended = 0
    while batch := _end_batch(reason, rows, at):
        n_ended += batch
    return n_ended


@transaction.atomic
def _end_batch(reason: EndReason, rows: QuerySet[Escalation], at: datetime) -> int:
    batch = list(rows.order_by("id").values_list("id", "case_id")[:_BATCH])
    is_void = reason in _VOID
    Escalation.objects.filter(id__in=[each for each, _case in batch]).update(
        ended_at=at, end_reason=reason.value, is_void=is_void
    )
    publish(
        *(
            CaseEscalationEnded(case_id=case_id, escalation_id=each, reason=reason.value, at=at)
            for each, case_id in batch
        )
    )
    if is_void:
        remember_heads({case_id for _each, case_id in batch})
    return len(batch)


# --- who was nowhere to be found, and may be there now ---------------------------------------


def _place(people: Directory, at: datetime) -> int:
    n_placed, last_id = 0, uuid.UUID(int=0)
    while True:
        rows = Escalation.objects.filter(ended_at=None, office=None, id__gt=last_id).order_by("id")
        batch = list(rows.select_related("case__office", "clock__office", "rule")[:_BATCH])
        if not batch:
            return n_placed
        n_placed += _place_batch(batch, people, at)
        last_id = batch[-1].id


@transaction.atomic
def _place_batch(batch: Sequence[Escalation], people: Directory, at: datetime) -> int:
    placed = [row for row in batch if _put(row, people)]
    Escalation.objects.bulk_update(placed, ["office", "role", "target", "n_empty"])
    remember_heads({row.case_id for row in placed})
    publish(*(_told(row, people, at) for row in placed))
    return len(placed)


def _put(row: Escalation, people: Directory) -> bool:
    """Write on the row where its rung leads; False if nobody stands there."""
    found = people.find(row.case, _home(row.clock), Target(row.rule.target), row.rule.steps_up)
    row.n_empty = found.n_empty
    row.target = row.rule.target
    if found.rung is None:
        return False
    row.office_id, row.role = found.rung.office_id, found.rung.role
    row.target = found.rung.target.value
    return True


# --- what is due to be raised ------------------------------------------------------------------


def _rules(at: datetime) -> list[EscalationRule]:
    # A rung that ended still binds the clocks that began under it.
    return list(EscalationRule.objects.filter(valid_from__lte=_day(at)).order_by("level", "id"))


def _raise_rule(rule: EscalationRule, people: Directory, at: datetime) -> list[Escalation]:
    calendar = office_calendar(at=at)
    found = window(_day(at), rule.amount, rule.unit, calendar.is_working)
    if found is None:
        return []
    rows, raised = _concerned(rule, found, at), []
    last: tuple[datetime, uuid.UUID] | None = None
    while batch := _raise_batch(rule, _after(rows, last), people, at):
        raised += batch
        last = (batch[-1].due_at, batch[-1].clock_id)
    return raised


def _concerned(rule: EscalationRule, found: Window, at: datetime) -> QuerySet[Clock]:
    known = Escalation.objects.filter(clock=OuterRef("pk"), rule=rule, is_void=False)
    rows = running(Clock.objects.filter(kind=rule.clock, due_at__lt=_end_of(found.last_day)))
    rows = rows.filter(~Exists(known), started_at__gte=_start_of(rule.valid_from))
    if rule.valid_to is not None:
        rows = rows.filter(started_at__lt=_start_of(rule.valid_to))
    if found.is_early:
        rows = rows.filter(due_at__gte=at)
    if rule.case_class:
        return rows.filter(case__case_class=rule.case_class)
    return rows.exclude(case__case_class__in=_special(rule.clock))


def _special(clock: str) -> frozenset[str]:
    rows = EscalationRule.objects.filter(clock=clock).exclude(case_class="")
    return special_classes(rows).get(clock, frozenset())


def _after(rows: QuerySet[Clock], last: tuple[datetime, uuid.UUID] | None) -> QuerySet[Clock]:
    if last is None:
        return rows
    due_at, clock_id = last
    return rows.filter(due_at__gte=due_at).filter(Q(due_at__gt=due_at) | Q(id__gt=clock_id))


@transaction.atomic
def _raise_batch(
    rule: EscalationRule, rows: QuerySet[Clock], people: Directory, at: datetime
) -> list[Escalation]:
    rows = rows.select_related("case", "office").order_by("due_at", "id")
    if connection.vendor == "postgresql":
        rows = rows.select_for_update(of=("self",), no_key=True)
    batch = [_new(rule, clock, people, at) for clock in rows[:_BATCH]]
    Escalation.objects.bulk_create(batch)
    remember_heads({row.case_id for row in batch if row.role == Role.HEAD})
    publish(*(_told(row, people, at) for row in batch))
    return batch


def _new(rule: EscalationRule, clock: Clock, people: Directory, at: datetime) -> Escalation:
    row = Escalation(
        id=new_id(),
        case=clock.case,
        clock=clock,
        rule=rule,
        level=rule.level,
        of_office=_home(clock),
        due_at=clock.due_at,
        raised_at=at,
    )
    _put(row, people)
    return row


def _home(clock: Clock) -> Office | None:
    """Return the office that owes the step; a dispute is no office's."""
    return None if clock.kind == ClockKind.BOUNCE else clock.office


def _told(row: Escalation, people: Directory, at: datetime) -> CaseEscalated:
    return CaseEscalated(
        case_id=row.case_id,
        escalation_id=row.id,
        clock_id=row.clock_id,
        clock=row.clock.kind,
        level=row.level,
        target=row.target,
        office=people.offices[row.office_id].code if row.office_id else "",
        role=row.role,
        n_empty=row.n_empty,
        at=at,
    )


def remember_heads(case_ids: set[uuid.UUID]) -> None:
    """Write on the cases before the heads of which offices they were put (three queries)."""
    found: dict[uuid.UUID, list[str]] = {case_id: [] for case_id in case_ids}
    rows = Escalation.objects.filter(
        case_id__in=case_ids, role=Role.HEAD.value, is_void=False
    ).order_by("office__code")
    for case_id, code in rows.values_list("case_id", "office__code").distinct():
        found[case_id].append(code)
    cases = list(Case.objects.filter(id__in=case_ids).only("id", "raised_to"))
    changed = [case for case in cases if case.raised_to != found[case.id]]
    for case in changed:
        case.raised_to = found[case.id]
    Case.objects.bulk_update(changed, ["raised_to"], batch_size=_BATCH)


def _day(at: datetime) -> date:
    return local(at, settings.PENDOPO_ZONE).date()


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=ZoneInfo(settings.PENDOPO_ZONE))


def _end_of(day: date) -> datetime:
    return _start_of(day + timedelta(days=1))
