"""Reading the queue of an officer, most urgent first."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from pendopo.foundation.people.types import Actor, Role
from pendopo.journey.cases import rules
from pendopo.journey.cases.models import Case
from pendopo.journey.cases.routing.offices import INSPECTORS_OWN, supported_cases

# By module: the package's own entering reads through these selectors.
from pendopo.journey.cases.search.selectors import find_case_ids
from pendopo.journey.cases.search.types import Query, Scope
from pendopo.journey.cases.selectors.paging import (
    SHOWN_WITH,
    Slice,
    lies_in,
    read_cursor,
    write_cursor,
)
from pendopo.journey.cases.types import CaseClass, CaseFilter, Status
from pendopo.journey.cases.workspace.selectors import handled_by
from pendopo.kernel.ids import read_case_number
from pendopo.kernel.time import local

QUEUES = {
    "mine": _("Tugas saya"),
    "office": _("Perangkat daerah saya"),
    "verify": _("Menunggu verifikasi"),
    "open": _("Sedang ditangani"),
    "late": _("Lewat batas"),
    "today": _("Jatuh tempo hari ini"),
    "waiting": _("Menunggu pelapor"),
    "objected": _("Keberatan diperiksa"),
    "answered": _("Sudah dijawab"),
    "decide": _("Kewenangan diperselisihkan"),
    "support": _("Kami dukung atau amati"),
    "all": _("Semua"),
}
_STATUS_OF = {
    "verify": Status.RECEIVED.value,
    "open": Status.ASSIGNED.value,
    "waiting": Status.WAITING.value,
    "objected": Status.OBJECTED.value,
    "answered": Status.ANSWERED.value,
}
_WITH_OFFICE = (Status.ASSIGNED.value, Status.OBJECTED.value)
# How often the search is asked again where the tab or the actor's positions leave hits out.
_MOST_LOOKS = 8
_OPEN = Q(status__in=[status.value for status in rules.OPEN])


def queue(filters: CaseFilter, *, by: Actor, at: datetime) -> Slice:
    """Return a slice of the cases an officer may see, most urgent first.

    Keyset pages: first what has a limit, by (due, id), then what has none, newest
    first. Two queries at most, each along one index, because one order over both
    parts would sort every case there is.
    """
    if filters.text and not read_case_number(filters.text):
        return _searched(filters, by, at)
    rows = _asked(_visible(by, filters.queue), filters, by, at).select_related(*SHOWN_WITH)
    most = filters.size + 1
    cursor = read_cursor(filters.cursor)
    page: list[Case] = []
    if cursor is None or cursor.at is not None:
        page = list(
            _dated(rows, cursor.at, cursor.last_id)[:most] if cursor else _dated(rows)[:most]
        )
        cursor = None
    if len(page) < most:
        # By due as well, although it is NULL: PostgreSQL else does not see that the index fits.
        undated = rows.filter(due_at=None).order_by("-due_at", "-id")
        if cursor is not None:
            undated = undated.filter(id__lt=cursor.last_id)
        page += undated[: most - len(page)]
    last = page[filters.size - 1] if len(page) > filters.size else None
    return Slice(page[: filters.size], write_cursor(last.due_at, last.id) if last else "")


def _dated(
    rows: QuerySet[Case], due_at: datetime | None = None, last_id: uuid.UUID | None = None
) -> QuerySet[Case]:
    rows = rows.filter(due_at__isnull=False).order_by("due_at", "id")
    if due_at is None or last_id is None:
        return rows
    # Written so that the database can begin at the cursor; a plain OR makes it sort.
    return rows.filter(due_at__gte=due_at).filter(Q(due_at__gt=due_at) | Q(id__gt=last_id))


def _visible(by: Actor, name: str) -> QuerySet[Case]:
    """Return the cases for which ``rules.may_see`` holds, or which the actor's office supports."""
    # Nobody reads what accuses an office in which they serve, whatever else they are.
    rows = Case.objects.exclude(accused_office_id__in=by.serves_under())
    if name == "support":
        return rows.filter(supported_cases(by))
    if not by.has_role(Role.INSPECTOR):
        # A report of integrity is read by inspectors alone (``rules.is_inspectors_own``).
        rows = rows.exclude(INSPECTORS_OWN)
    if by.has_role(Role.VERIFIER):
        return rows
    own = Q(office_id__in=by.offices(*rules.HANDLERS)) | _arbitrated(by)
    own |= Q(kind__in=[kind for kind, roles in rules.NAMED_FOR.items() if by.has_role(*roles)])
    if by.has_role(*rules.SEE_ALL_OPEN):
        own |= Q(is_secret=False) & ~Q(case_class="")
    if by.has_role(Role.INSPECTOR):
        return rows.filter(
            own | Q(case_class=CaseClass.COMPLAINT_OVERSIGHT) | Q(accused_office__isnull=False)
        )
    return rows.filter(own).exclude(case_class=CaseClass.COMPLAINT_OVERSIGHT)


def _arbitrated(by: Actor) -> Q:
    """Return the condition of the cases that an arbiter has to settle, or that were settled."""
    known = Q(is_disputed=True) | Q(is_decided=True, is_secret=False)
    areas = [one.region_code for one in by.mandates if one.role is Role.ARBITER]
    found = Q(pk__in=())
    for area in areas:
        found |= known & lies_in(area) if area else known
    return found


def _asked(rows: QuerySet[Case], filters: CaseFilter, by: Actor, at: datetime) -> QuerySet[Case]:
    conditions = {
        "mine": handled_by(by.person_id) & _OPEN,
        "office": Q(office_id__in=by.offices()) & _OPEN,
        "verify": Q(status=Status.RECEIVED.value),
        "open": Q(status=Status.ASSIGNED.value),
        # Only open cases that wait for nobody have a due instant (a database constraint).
        "late": Q(due_at__lt=at),
        "today": Q(due_at__gte=at, due_at__lt=_end_of_day(at)),
        "waiting": Q(status=Status.WAITING.value),
        "objected": Q(status=Status.OBJECTED.value),
        "answered": Q(status=Status.ANSWERED.value),
        "decide": Q(is_disputed=True),
    }
    rows = rows.filter(conditions.get(filters.queue, Q()))
    if filters.office_id:
        rows = rows.filter(office_id=filters.office_id)
    if filters.topic:
        rows = rows.filter(topic_id=filters.topic)
    if filters.region:
        rows = rows.filter(lies_in(filters.region))
    number = read_case_number(filters.text) if filters.text else ""
    return rows.filter(number=number) if number else rows


def _searched(filters: CaseFilter, by: Actor, at: datetime) -> Slice:
    """Return what holds the words, newest first, as far as the actor may see it.

    The search knows offices and states; what it does not know is left out here, so a page
    may hold fewer rows than there are hits, and a few more than asked.
    """
    rows = _asked(_visible(by, filters.queue), filters, by, at).select_related(*SHOWN_WITH)
    found: list[Case] = []
    cursor, query = filters.cursor, _query(filters, by)
    for _look in range(_MOST_LOOKS):
        hits = find_case_ids(query, scope=Scope.STAFF, most=filters.size, after=cursor)
        shown = rows.in_bulk(hits.case_ids) if hits.case_ids else {}
        found += [shown[case_id] for case_id in hits.case_ids if case_id in shown]
        cursor = hits.next_cursor
        if not cursor or len(found) >= filters.size:
            break
    return Slice(found, cursor)


def _query(filters: CaseFilter, by: Actor) -> Query:
    own = tuple(one.office_code for one in by.mandates if one.role in rules.HANDLERS)
    named = (role for roles in rules.NAMED_FOR.values() for role in roles)
    sees_more = by.has_role(Role.VERIFIER, Role.ARBITER, *rules.SEE_ALL_OPEN, *named)
    return Query(
        text=filters.text,
        topic=filters.topic,
        region=filters.region,
        status=_STATUS_OF.get(filters.queue, ""),
        offices=() if sees_more else own or ("-",),
    )


def _end_of_day(at: datetime) -> datetime:
    here = local(at, settings.PENDOPO_ZONE)
    return here.replace(hour=23, minute=59, second=59, microsecond=999_999)


def queue_counts(*, by: Actor, at: datetime, most: int = 1_000) -> dict[str, int]:
    """Return how many cases each queue holds, counting no further than ``most``."""
    return {
        name: _asked(_visible(by, name), CaseFilter(queue=name), by, at).order_by()[:most].count()
        for name in QUEUES
        if name not in {"all", "answered"}
    }


def open_cases_past_due(office_id: uuid.UUID, *, at: datetime) -> QuerySet[Case]:
    """Return an office's open cases whose legal limit has passed, oldest limit first."""
    return (
        Case.objects.filter(office_id=office_id, status__in=_WITH_OFFICE, due_at__lt=at)
        .select_related("topic")
        .order_by("due_at", "id")
    )
