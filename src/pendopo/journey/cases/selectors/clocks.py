"""Reading clocks: how each stands at an instant."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pendopo.engines.clock import Remaining, SkippedDay, due, remaining
from pendopo.engines.clock import Unit as ClockUnit
from pendopo.journey.cases.law import Law, law_in_force, pauses_of
from pendopo.journey.cases.models import Clock
from pendopo.journey.cases.types import OFFICE_CLOCKS, CaseClass, ClockKind


@dataclass(frozen=True)
class ClockView:
    """A legal clock as a reader sees it."""

    kind: str
    label: str
    amount: int
    unit: str
    due_at: datetime | None
    state: str
    remaining: Remaining | None
    legal_basis: str
    is_confirmed: bool
    is_unsure: bool
    skipped: tuple[SkippedDay, ...]
    stopped_at: datetime | None
    stop_reason: str


def clocks_of(case_id: uuid.UUID, *, at: datetime) -> list[ClockView]:
    """Return the clocks of a case, oldest first, as they stand at ``at``."""
    law = law_in_force(at=at)
    rows = Clock.objects.filter(case_id=case_id).select_related("policy")
    return [_clock_view(clock, law, at) for clock in rows]


def running_clocks(
    case_ids: Iterable[uuid.UUID], *, at: datetime, kinds: Iterable[ClockKind] = OFFICE_CLOCKS
) -> dict[uuid.UUID, ClockView]:
    """Return of each case the running clock that ends first, in three queries for all."""
    law = law_in_force(at=at)
    wanted = [kind.value for kind in kinds]
    rows = Clock.objects.filter(case_id__in=list(case_ids), kind__in=wanted, stopped_at=None)
    latest_first = rows.select_related("policy").order_by("-due_at")
    first_to_end = {row.case_id: row for row in latest_first}
    return {case_id: _clock_view(row, law, at) for case_id, row in first_to_end.items()}


def _clock_view(clock: Clock, law: Law, at: datetime) -> ClockView:
    pauses = pauses_of(clock)
    is_paused = clock.stopped_at is None and bool(pauses) and pauses[-1].end is None
    unit = ClockUnit(clock.policy.unit)
    calendar = law.calendar_of(clock.office_id)
    amount = clock.policy.amount + clock.extra
    found = due(clock.started_at, amount, unit, calendar, pauses)
    left = remaining(found, at, calendar, pauses) if clock.stopped_at is None else None
    return ClockView(
        kind=clock.kind,
        label=str(clock.get_kind_display()),
        amount=amount,
        unit=clock.policy.unit,
        due_at=None if is_paused else clock.due_at,
        state=_clock_state(clock, left),
        remaining=left,
        legal_basis=clock.policy.legal_basis,
        is_confirmed=clock.policy.confidence == "verified",
        is_unsure=clock.is_unsure,
        skipped=(*found.delayed, *found.skipped) if left is not None else (),
        stopped_at=clock.stopped_at,
        stop_reason=clock.stop_reason,
    )


def _clock_state(clock: Clock, left: Remaining | None) -> str:
    if left is None:
        return "stopped" if (clock.stopped_at or clock.due_at) <= clock.due_at else "stopped_late"
    if left.is_paused:
        return "paused"
    if left.is_late:
        return "late"
    return "near" if left.days <= 1 else "on_time"


def classes_without_policy(*, at: datetime) -> list[str]:
    """Return the classes for which no answer limit is in force."""
    law = law_in_force(at=at)
    return [
        str(case_class.label)
        for case_class in CaseClass
        if not law.has_policy(ClockKind.ANSWER.value, case_class.value, at)
    ]
