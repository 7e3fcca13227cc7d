"""Reading cases: queue, register, one case, its timeline."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from pendopo.engines.clock import Remaining, due, remaining
from pendopo.engines.clock import Unit as ClockUnit
from pendopo.foundation.ledger.selectors import facts_about
from pendopo.foundation.people.types import Actor, Role
from pendopo.journey.cases import events, rules
from pendopo.journey.cases.errors import CaseNotFound
from pendopo.journey.cases.law import Law, law_in_force, pauses_of
from pendopo.journey.cases.models import Case, Clock, Message, Responsibility, SyncedRecord
from pendopo.journey.cases.types import (
    ArchiveReason,
    CaseClass,
    CaseFilter,
    ClockKind,
    CloseReason,
    MessageKind,
    Outcome,
    Status,
    TimelineEntry,
)
from pendopo.kernel.events import Fact
from pendopo.kernel.ids import read_case_number
from pendopo.kernel.time import from_iso, local, to_iso

_SHOWN_WITH = ("office", "topic", "region__parent")
_INTERNAL = (MessageKind.NOTE.value,)


# --- one case -----------------------------------------------------------------------


def case_of_voice(voice_id: uuid.UUID) -> Case | None:
    """Return the case of a voice, or None while it is being opened."""
    return Case.objects.select_related(*_SHOWN_WITH).filter(voice_id=voice_id).first()


def public_case(number: str) -> Case:
    """Return a public case by its number in any grouping.

    Raises
    ------
    CaseNotFound
        Unknown, not yet verified, or secret; all look the same.
    """
    canonical = read_case_number(number)
    case = (
        Case.objects.select_related(*_SHOWN_WITH, "voice")
        .filter(number=canonical, is_public=True)
        .first()
    )
    if case is None:
        raise CaseNotFound(_("Laporan dengan nomor ini tidak ditemukan atau tidak dibuka untuk umum."))
    return case


def staff_case(number: str, *, by: Actor) -> Case:
    """Return a case that the actor's positions cover.

    Raises
    ------
    CaseNotFound
        Unknown, or not theirs; the two look the same.
    """
    canonical = read_case_number(number)
    case = Case.objects.select_related(*_SHOWN_WITH, "voice").filter(number=canonical).first()
    if case is None or not rules.may_see(by, case):
        raise CaseNotFound(_("Laporan tidak ditemukan."))
    return case


def may_show_photos(voice_id: uuid.UUID, *, by: Actor) -> bool:
    """Return whether the photos of a voice may be shown to the actor."""
    case = Case.objects.filter(voice_id=voice_id).first()
    return case is not None and (case.is_public or rules.may_see(by, case))


def messages_of(case_id: uuid.UUID, *, is_internal_shown: bool = False) -> QuerySet[Message]:
    """Return the texts of a case, oldest first; notes only for staff."""
    rows = Message.objects.filter(case_id=case_id).select_related("office")
    return rows if is_internal_shown else rows.exclude(kind__in=_INTERNAL)


# --- clocks ---------------------------------------------------------------------------


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
    stopped_at: datetime | None
    stop_reason: str


def clocks_of(case_id: uuid.UUID, *, at: datetime) -> list[ClockView]:
    """Return the clocks of a case, oldest first, as they stand at ``at``."""
    law = law_in_force(at=at)
    rows = Clock.objects.filter(case_id=case_id).select_related("policy")
    return [_clock_view(clock, law, at) for clock in rows]


def _clock_view(clock: Clock, law: Law, at: datetime) -> ClockView:
    pauses = pauses_of(clock)
    is_paused = clock.stopped_at is None and bool(pauses) and pauses[-1].end is None
    left = None
    if clock.stopped_at is None:
        unit = ClockUnit(clock.policy.unit)
        found = due(clock.started_at, clock.policy.amount, unit, law.calendar, pauses)
        left = remaining(found, at, law.calendar, pauses)
    return ClockView(
        kind=clock.kind,
        label=str(clock.get_kind_display()),
        amount=clock.policy.amount,
        unit=clock.policy.unit,
        due_at=None if is_paused else clock.due_at,
        state=_clock_state(clock, left),
        remaining=left,
        legal_basis=clock.policy.legal_basis,
        is_confirmed=clock.policy.confidence == "verified",
        is_unsure=clock.is_unsure,
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


# --- timeline ---------------------------------------------------------------------------


def timeline(case: Case, *, is_internal_shown: bool = False) -> list[TimelineEntry]:
    """Return the history of a case from its facts, with the texts beside them."""
    texts = {
        message.id: message
        for message in messages_of(case.id, is_internal_shown=is_internal_shown)
    }
    entries = (_entry(fact, texts) for fact in facts_about(case.id))
    return [entry for entry in entries if entry is not None]


def _entry(fact: Fact, texts: dict[uuid.UUID, Message]) -> TimelineEntry | None:
    title = _title(fact)
    if title is None:
        return None
    message = texts.get(getattr(fact, "message_id", None) or uuid.UUID(int=0))
    return TimelineEntry(
        at=fact.at,
        code=type(fact).__name__,
        title=title,
        text=message.text if message else "",
        office=message.office.short_name if message and message.office else "",
        outcome=str(message.get_outcome_display()) if message and message.outcome else "",
        message_id=message.id if message else None,
    )


def _title(fact: Fact) -> str | None:
    match fact:
        case events.CaseOpened():
            return _("Laporan diterima")
        case events.CaseVerified():
            label = CaseClass(fact.case_class).label
            return _("Terverifikasi sebagai %(kind)s") % {"kind": str(label).lower()}
        case events.CaseAssigned():
            return _("Diteruskan ke perangkat daerah yang bertanggung jawab")
        case events.CaseQuestioned():
            return _("Petugas meminta keterangan")
        case events.CaseReplied():
            return _("Pelapor membalas")
        case events.CaseAnswered():
            return _("Dijawab: %(outcome)s") % {"outcome": Outcome(fact.outcome).label}
        case events.CaseClosed():
            return str(CloseReason(fact.reason).label)
        case events.CaseReopened():
            return _("Dibuka kembali oleh pelapor")
        case events.CaseArchived():
            reason = ArchiveReason(fact.reason).label
            return _("Diarsipkan: %(reason)s") % {"reason": str(reason).lower()}
        case events.CaseNumberLinked():
            return _("Tercatat juga di sistem lain")
        case events.CaseAdopted():
            label = Status(fact.status).label
            return _("Diambil alih dari sistem lain: %(status)s") % {"status": str(label).lower()}
    return None


# --- the queue of an officer ----------------------------------------------------------------


@dataclass(frozen=True)
class Slice:
    """A page of rows with the cursor of the next one; empty when it is the last."""

    rows: Sequence[Case]
    next_cursor: str


def queue(filters: CaseFilter, *, by: Actor, at: datetime) -> Slice:
    """Return a slice of the cases an officer may see, most urgent first.

    Keyset pages on (due, id): the cost does not grow with the page number or with
    the number of cases.
    """
    rows = _asked(_visible(by), filters, by, at).select_related(*_SHOWN_WITH)
    if filters.cursor:
        rows = _after_due(rows, filters.cursor)
    page = list(rows.order_by(F("due_at").asc(nulls_last=True), "id")[: filters.size + 1])
    is_more = len(page) > filters.size
    page = page[: filters.size]
    return Slice(page, _due_cursor(page[-1]) if is_more else "")


def _visible(by: Actor) -> QuerySet[Case]:
    rows = Case.objects.all()
    if not by.has_role(Role.INSPECTOR, Role.VERIFIER):
        rows = rows.exclude(case_class=CaseClass.COMPLAINT_OVERSIGHT)
    if by.has_role(Role.VERIFIER, Role.REGENT, Role.INSPECTOR, Role.FRONTDESK):
        return rows
    return rows.filter(office_id__in=by.offices(Role.OFFICER, Role.HEAD))


QUEUES: dict[str, str] = {
    "verify": "Menunggu verifikasi",
    "open": "Sedang ditangani",
    "late": "Lewat batas",
    "today": "Jatuh tempo hari ini",
    "waiting": "Menunggu pelapor",
    "answered": "Sudah dijawab",
    "all": "Semua",
}


def _asked(
    rows: QuerySet[Case], filters: CaseFilter, by: Actor, at: datetime
) -> QuerySet[Case]:
    open_states = [Status.RECEIVED.value, Status.ASSIGNED.value]
    conditions = {
        "verify": Q(status=Status.RECEIVED.value),
        "open": Q(status=Status.ASSIGNED.value),
        "late": Q(status__in=open_states, due_at__lt=at),
        "today": Q(status__in=open_states, due_at__gte=at, due_at__lt=_end_of_day(at)),
        "waiting": Q(status=Status.WAITING.value),
        "answered": Q(status=Status.ANSWERED.value),
    }
    rows = rows.filter(conditions.get(filters.queue, Q()))
    if filters.office_id:
        rows = rows.filter(office_id=filters.office_id)
    if filters.topic:
        rows = rows.filter(topic_id=filters.topic)
    if filters.region:
        rows = rows.filter(region_id__startswith=filters.region)
    if filters.text:
        number = read_case_number(filters.text)
        rows = rows.filter(Q(number=number) if number else Q(title__icontains=filters.text))
    return rows


def _end_of_day(at: datetime) -> datetime:
    here = local(at, settings.PENDOPO_ZONE)
    return here.replace(hour=23, minute=59, second=59, microsecond=999_999)


def _due_cursor(case: Case) -> str:
    return f"{to_iso(case.due_at) if case.due_at else ''}~{case.id}"


def _after_due(rows: QuerySet[Case], cursor: str) -> QuerySet[Case]:
    when, _sep, last = cursor.partition("~")
    try:
        last_id = uuid.UUID(last)
        due_at = from_iso(when) if when else None
    except ValueError:
        return rows
    if due_at is None:
        return rows.filter(due_at__isnull=True, id__gt=last_id)
    return rows.filter(
        Q(due_at__gt=due_at) | Q(due_at=due_at, id__gt=last_id) | Q(due_at__isnull=True)
    )


def queue_counts(*, by: Actor, at: datetime, most: int = 1_000) -> dict[str, int]:
    """Return how many cases each queue holds, counting no further than ``most``."""
    return {
        name: _asked(_visible(by), CaseFilter(queue=name), by, at).order_by()[:most].count()
        for name in QUEUES
        if name not in {"all", "answered"}
    }


# --- the public register -------------------------------------------------------------------


def public_cases(
    *, topic: str = "", office_id: uuid.UUID | None = None, region: str = "", status: str = "",
    text: str = "", cursor: str = "", size: int = 20,
) -> Slice:
    """Return a slice of the public cases, newest first (keyset pages)."""
    rows = Case.objects.filter(is_public=True).select_related(*_SHOWN_WITH)
    if topic:
        rows = rows.filter(topic_id=topic)
    if office_id:
        rows = rows.filter(office_id=office_id)
    if region:
        rows = rows.filter(region_id__startswith=region)
    if status:
        rows = rows.filter(status=status)
    if text:
        number = read_case_number(text)
        rows = rows.filter(Q(number=number) if number else Q(title__icontains=text))
    if cursor:
        rows = _after_opened(rows, cursor)
    page = list(rows.order_by("-opened_at", "-id")[: size + 1])
    is_more = len(page) > size
    page = page[:size]
    return Slice(page, f"{to_iso(page[-1].opened_at)}~{page[-1].id}" if is_more else "")


def _after_opened(rows: QuerySet[Case], cursor: str) -> QuerySet[Case]:
    when, _sep, last = cursor.partition("~")
    try:
        opened_at, last_id = from_iso(when), uuid.UUID(last)
    except ValueError:
        return rows
    return rows.filter(Q(opened_at__lt=opened_at) | Q(opened_at=opened_at, id__lt=last_id))


def suggested_office(topic_code: str, region_code: str, *, at: datetime) -> Responsibility | None:
    """Return who answers for a topic in an area today; the narrowest area wins."""
    day = at.date()
    rows = (
        Responsibility.objects.filter(topic_id=topic_code, valid_from__lte=day)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))
        .select_related("office")
    )
    fitting = [row for row in rows if region_code.startswith(row.region_code)]
    return max(fitting, key=lambda row: len(row.region_code), default=None)


def open_cases_past_due(office_id: uuid.UUID, *, at: datetime) -> QuerySet[Case]:
    """Return an office's open cases whose legal limit has passed, oldest limit first."""
    return (
        Case.objects.filter(
            office_id=office_id,
            status__in=[Status.ASSIGNED.value, Status.WAITING.value],
            due_at__lt=at,
        )
        .select_related("topic")
        .order_by("due_at", "id")
    )


def synced_records(system: str, numbers: Sequence[str]) -> dict[str, SyncedRecord]:
    """Return what another system last said, by its number, with the case and its voice."""
    rows = SyncedRecord.objects.filter(system=system, external_number__in=numbers)
    return {
        row.external_number: row
        for row in rows.select_related("case__voice", "case__office")
    }


def classes_without_policy(*, at: datetime) -> list[str]:
    """Return the classes for which no answer limit is in force."""
    law = law_in_force(at=at)
    return [
        str(case_class.label)
        for case_class in CaseClass
        if not law.has_policy(ClockKind.ANSWER.value, case_class.value, at.date())
    ]
