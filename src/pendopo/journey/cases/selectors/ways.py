"""Reading what an author and the PPID may still do: what the clocks of a case leave open."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db.models import Q

from pendopo.foundation.people.models import Office, Position
from pendopo.foundation.people.types import Role
from pendopo.journey.cases import stepping, windows
from pendopo.journey.cases.models import Case, Clock
from pendopo.journey.procedures.selectors import version
from pendopo.kernel.time import local


def shut_steps(case: Case, *, at: datetime) -> frozenset[str]:
    """Return the steps that may follow the case's state, but not by its clocks.

    Without a query for cases whose procedure has no such steps.
    """
    steps = [step for step in windows.CLOCKED_STEPS if stepping.may_follow(case, step)]
    if not steps:
        return frozenset()
    clocks = list(Clock.objects.filter(case=case))
    return frozenset(step for step in steps if windows.refusal(step, clocks, at))


def author_steps(case: Case, *, at: datetime, reopen_ends: datetime | None) -> frozenset[str]:
    """Return what the author may do now; ``reopen_ends`` closes the way back to the office."""
    steps = {step for step in stepping.AUTHOR_STEPS if stepping.may_follow(case, step)}
    if reopen_ends is not None and at > reopen_ends:
        steps.discard("reopen")
    return frozenset(steps - shut_steps(case, at=at))


def grounds_of(version_id: uuid.UUID | None) -> list[tuple[str, str]]:
    """Return the grounds of objection that a procedure's version names, by letter."""
    if version_id is None:
        return []
    return [
        (code, label) for code, label, _mark in version(version_id).definition.objection_grounds
    ]


def superior_office(*, at: datetime) -> Office | None:
    """Return the office where the superior of the PPID serves; None if nobody does."""
    day = local(at, settings.PENDOPO_ZONE).date()
    rows = Position.objects.filter(role=Role.PPID_SUPERIOR.value, valid_from__lte=day)
    rows = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), office__is_active=True)
    found = rows.select_related("office").order_by("office__code").first()
    return found.office if found else None
