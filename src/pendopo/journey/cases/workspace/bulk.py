"""One action on many cases: first tried and taken back, then done, each case for itself."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from pendopo.foundation.people.types import Actor
from pendopo.journey.cases import rules
from pendopo.journey.cases.models import Case
from pendopo.journey.cases.services import assign_case, close_case
from pendopo.journey.cases.workspace.handling import add_note, change_topic, choose_handler
from pendopo.kernel.errors import PendopoError

MOST = 100
Service = Callable[..., object]
# Action → the service that does it; the form gives its other arguments.
ACTIONS: Mapping[str, Service] = {
    "handler": choose_handler,
    "assign": assign_case,
    "topic": change_topic,
    "note": add_note,
    "close": close_case,
}


@dataclass(frozen=True)
class Line:
    """What happens, or happened, to one case; a reason if it is refused."""

    case: Case
    reason: str = ""

    @property
    def is_refused(self) -> bool:
        """Return whether the action cannot be done on this case."""
        return bool(self.reason)


def chosen_cases(numbers: Sequence[str], *, by: Actor) -> list[Case]:
    """Return those of the numbered cases that the actor may see, in their order, 100 at most."""
    wanted = list(dict.fromkeys(numbers))[:MOST]
    found = {case.number: case for case in _shown().filter(number__in=wanted)}
    cases = [found[number] for number in wanted if number in found]
    return [case for case in cases if rules.may_see(by, case)]


def _shown() -> QuerySet[Case]:
    return Case.objects.select_related("office", "topic")


def preview(
    action: str, cases: Sequence[Case], values: Mapping[str, Any], *, by: Actor, at: datetime
) -> list[Line]:
    """Return what the action would do: it is really tried on each case, and taken back.

    So the preview cannot differ from what is done, whatever rules there are.
    """
    return [_tried(action, case, values, by, at) for case in cases]


def carry_out(
    action: str, cases: Sequence[Case], values: Mapping[str, Any], *, by: Actor, at: datetime
) -> list[Line]:
    """Do the action on each case in a transaction of its own; a refusal stops no other case."""
    return [_done(action, case, values, by, at) for case in cases]


def _tried(action: str, case: Case, values: Mapping[str, Any], by: Actor, at: datetime) -> Line:
    try:
        with transaction.atomic():
            ACTIONS[action](case_id=case.id, by=by, at=at, **values)
            transaction.set_rollback(True)
    except PendopoError as error:
        return Line(case, error.message)
    return Line(case)


def _done(action: str, case: Case, values: Mapping[str, Any], by: Actor, at: datetime) -> Line:
    try:
        ACTIONS[action](case_id=case.id, by=by, at=at, **values)
    except PendopoError as error:
        return Line(case, error.message)
    return replace(Line(case), case=_shown().get(id=case.id))


def common_office(cases: Sequence[Case]) -> uuid.UUID | None:
    """Return the office that has all the cases; None if they lie at several."""
    offices = {case.office_id for case in cases}
    return offices.pop() if len(offices) == 1 else None
