"""Reading what was put before an officer, and the breaches of every office."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Min, Q, QuerySet
from django.utils.translation import gettext as _

from pendopo.foundation.people.models import Office
from pendopo.foundation.people.selectors import offices_below
from pendopo.foundation.people.types import Actor, Role
from pendopo.journey.cases import rules, stepping
from pendopo.journey.cases.escalation.errors import EscalationNotFound
from pendopo.journey.cases.escalation.raising import running
from pendopo.journey.cases.escalation.types import Act, Target
from pendopo.journey.cases.models import Clock, Escalation, EscalationRule
from pendopo.journey.cases.selectors.paging import read_cursor, write_cursor
from pendopo.journey.cases.types import OFFICE_CLOCKS
from pendopo.kernel.time import local

# Who may have something put before them.
ROLES = (
    Role.VERIFIER,
    Role.ARBITER,
    Role.OFFICER,
    Role.HEAD,
    Role.INSPECTOR,
    Role.PPID,
    Role.PPID_SUPERIOR,
    Role.REGENT,
)
# In place of an office's code: limits that wait for a verifier have no office yet.
VERIFIERS = "verifikasi"
_SHOWN_WITH = ("case__office", "case__topic", "clock__policy", "rule", "of_office", "office")


@dataclass(frozen=True)
class Raised:
    """A late limit as the one before whom it was put sees it.

    Without ``is_open`` the case is not theirs to read: they know its number and limit, and
    may remind or explain.
    """

    row: Escalation
    is_open: bool
    acts: tuple[str, ...]


@dataclass(frozen=True)
class RaisedPage:
    """A page of them with the cursor of the next; empty when it is the last."""

    rows: Sequence[Raised]
    next_cursor: str


def raised_to(by: Actor, *, cursor: str = "", size: int = 25) -> RaisedPage:
    """Return what waits for the actor, the oldest limit first (one query)."""
    rows = waiting_for(by).select_related(*_SHOWN_WITH).order_by("due_at", "id")
    start = read_cursor(cursor)
    if start is not None and start.at is not None:
        rows = rows.filter(due_at__gte=start.at).filter(
            Q(due_at__gt=start.at) | Q(id__gt=start.last_id)
        )
    page = list(rows[: size + 1])
    last = page[size - 1] if len(page) > size else None
    return RaisedPage(
        [_raised(row, by) for row in page[:size]],
        write_cursor(last.due_at, last.id) if last else "",
    )


def n_raised_to(by: Actor, *, most: int = 1_000) -> int:
    """Return how many limits wait for the actor, counting no further than ``most``."""
    return waiting_for(by).order_by()[:most].count()


def one_raised_to(by: Actor, escalation_id: uuid.UUID) -> Raised:
    """Return one late limit put before the actor.

    Raises
    ------
    EscalationNotFound
        Unknown, ended, or put before others; all look the same.
    """
    row = waiting_for(by).select_related(*_SHOWN_WITH).filter(id=escalation_id).first()
    if row is None:
        raise EscalationNotFound(_("Eskalasi ini tidak ditemukan atau sudah selesai."))
    return _raised(row, by)


def waiting_for(by: Actor) -> QuerySet[Escalation]:
    """Return the rows put before a position that the actor holds; none of a stopped clock."""
    places = Q(pk=None)
    for mandate in by.mandates:
        if mandate.role in ROLES:
            places |= Q(office_id=mandate.office_id, role=mandate.role.value)
    return Escalation.objects.filter(places, ended_at=None, clock__stopped_at=None).exclude(
        case__accused_office_id__in=by.serves_under()
    )


def offices_to_take_over(by: Actor) -> list[Office]:
    """Return the offices to which a head may take a case: the own ones and what lies below."""
    below = offices_below(by.offices(Role.HEAD))
    return list(Office.objects.filter(id__in=below, is_active=True).order_by("code"))


def _raised(row: Escalation, by: Actor) -> Raised:
    is_open = rules.may_see(by, row.case)
    return Raised(row, is_open, _acts(row, is_open))


def _acts(row: Escalation, is_open: bool) -> tuple[str, ...]:
    if row.target in (Target.OFFICERS, Target.SUPERIOR):
        # They need no special step: they answer, ask, verify or decide.
        return ()
    may_take = is_open and row.role == Role.HEAD and stepping.may_follow(row.case, "assign")
    taken = (Act.TAKE_OVER.value,) if may_take else ()
    return (*taken, Act.REMIND.value, Act.EXPLAIN.value)


# --- breaches, for the inspectorate ----------------------------------------------------------


@dataclass(frozen=True)
class OfficeBreaches:
    """How many limits an office let pass that still run, and since when."""

    code: str
    name: str
    n_late: int
    n_secret: int
    oldest_due_at: datetime


def breaches_by_office(*, at: datetime) -> list[OfficeBreaches]:
    """Return the running limits that passed, by office, most first (one query)."""
    rows = (
        _late(at)
        .order_by()
        .values("office__code", "office__name")
        .annotate(
            n_late=Count("id"),
            n_secret=Count("id", filter=Q(case__is_secret=True)),
            oldest=Min("due_at"),
        )
        .order_by("-n_late", "office__name")
    )
    return [
        OfficeBreaches(
            row["office__code"] or VERIFIERS,
            row["office__name"] or _("Verifikasi"),
            row["n_late"],
            row["n_secret"],
            row["oldest"],
        )
        for row in rows
    ]


@dataclass(frozen=True)
class BreachPage:
    """A page of late clocks, each with whether its case is the reader's to open."""

    rows: Sequence[tuple[Clock, bool]]
    next_cursor: str


def breaches_of(
    office_id: uuid.UUID | None, *, by: Actor, at: datetime, cursor: str = "", size: int = 25
) -> BreachPage:
    """Return an office's running limits that passed, oldest first (one query)."""
    of_office = Q(office=None) if office_id is None else Q(office_id=office_id)
    rows = _late(at).filter(of_office).order_by("due_at", "id")
    start = read_cursor(cursor)
    if start is not None and start.at is not None:
        rows = rows.filter(due_at__gte=start.at).filter(
            Q(due_at__gt=start.at) | Q(id__gt=start.last_id)
        )
    page = list(rows.select_related("case__topic", "policy")[: size + 1])
    last = page[size - 1] if len(page) > size else None
    return BreachPage(
        [(clock, rules.may_see(by, clock.case)) for clock in page[:size]],
        write_cursor(last.due_at, last.id) if last else "",
    )


def _late(at: datetime) -> QuerySet[Clock]:
    kinds = [kind.value for kind in OFFICE_CLOCKS]
    return running(Clock.objects.filter(kind__in=kinds, due_at__lt=at))


# --- for the health page --------------------------------------------------------------------


@dataclass(frozen=True)
class LadderGaps:
    """Where the ladder led nowhere, or past the place it meant."""

    n_unplaced: int
    n_passed_by: int


def ladder_gaps() -> LadderGaps:
    """Return how many waiting limits reached nobody, or another than was meant (one query)."""
    counts = Escalation.objects.filter(ended_at=None).aggregate(
        unplaced=Count("id", filter=Q(office=None)),
        passed=Count("id", filter=Q(office__isnull=False, n_empty__gt=0)),
    )
    return LadderGaps(counts["unplaced"], counts["passed"])


def clocks_without_ladder(*, at: datetime) -> list[str]:
    """Return the limits of offices that no rung in force watches, by name (one query)."""
    day = local(at, settings.PENDOPO_ZONE).date()
    in_force = EscalationRule.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day
    )
    watched = set(in_force.order_by().values_list("clock", flat=True).distinct())
    return [str(kind.label) for kind in OFFICE_CLOCKS if kind.value not in watched]
