"""Reading commitments: lists, one commitment, its history, what waits for an officer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pendopo.foundation.people.models import Office
from pendopo.foundation.people.types import Actor, Role
from pendopo.journey.commitments.errors import CommitmentNotFound
from pendopo.journey.commitments.models import Assessment, Change, Commitment, Milestone, Progress
from pendopo.journey.commitments.rules import OWNERS
from pendopo.journey.commitments.types import ChangeKind, Standing, TimelineEntry
from pendopo.journey.deliberation.models import OfficialResponse, ResponseItem
from pendopo.journey.deliberation.types import ResponseOutcome
from pendopo.kernel.time import format_date, from_iso, local, to_iso

PAGE = 20
PlaceT = TypeVar("PlaceT")
MOST_RESPONSES = 20


@dataclass(frozen=True)
class Slice:
    """A page of commitments with the cursor of the next one; empty when it is the last."""

    rows: Sequence[Commitment]
    next_cursor: str


def today(at: datetime) -> date:
    """Return the office's calendar day of an instant."""
    return local(at, settings.PENDOPO_ZONE).date()


# --- standing -------------------------------------------------------------------------


def with_standing(rows: QuerySet[Commitment], at: datetime) -> QuerySet[Any]:
    """Return the commitments with ``standing`` and ``percent`` (own report) at ``at``.

    Late is a running commitment whose own due date passed, or that of a milestone which
    is not done.
    """
    day = today(at)
    missed = Milestone.objects.filter(
        commitment=OuterRef("pk"), done_on__isnull=True, due_on__lt=day
    )
    newest = Progress.objects.filter(commitment=OuterRef("pk")).order_by("-at", "-id")
    standing = Case(
        When(stopped_at__isnull=False, then=Value(Standing.STOPPED.value)),
        When(fulfilled_at__isnull=False, then=Value(Standing.FULFILLED.value)),
        When(Q(due_on__lt=day) | Exists(missed), then=Value(Standing.LATE.value)),
        default=Value(Standing.ON_TRACK.value),
        output_field=CharField(),
    )
    return rows.select_related("office").annotate(
        standing=standing, percent=Subquery(newest.values("percent")[:1])
    )


# --- lists ----------------------------------------------------------------------------


def public_commitments(
    *,
    at: datetime,
    office_id: UUID | None = None,
    standing: str = "",
    cursor: str = "",
    size: int = PAGE,
) -> Slice:
    """Return a slice of all commitments, newest first (keyset pages)."""
    rows = with_standing(Commitment.objects.all(), at)
    if office_id:
        rows = rows.filter(office_id=office_id)
    if standing in Standing.values:
        rows = rows.filter(standing=standing)
    place = read_cursor(cursor, from_iso)
    if place:
        made_at, row_id = place
        rows = rows.filter(Q(made_at__lt=made_at) | Q(made_at=made_at, id__lt=row_id))
    page = list(rows.order_by("-made_at", "-id")[: size + 1])
    return _slice(page, size, lambda row: to_iso(row.made_at))


def own_commitments(
    *, by: Actor, at: datetime, is_ended: bool = False, cursor: str = "", size: int = PAGE
) -> Slice:
    """Return a slice of the actor's commitments, those due first at the top."""
    rows = with_standing(_own(by), at)
    ended = Q(fulfilled_at__isnull=False) | Q(stopped_at__isnull=False)
    rows = rows.filter(ended if is_ended else ~ended)
    place = read_cursor(cursor, date.fromisoformat)
    if place:
        due_on, row_id = place
        rows = rows.filter(Q(due_on__gt=due_on) | Q(due_on=due_on, id__gt=row_id))
    page = list(rows.order_by("due_on", "id")[: size + 1])
    return _slice(page, size, lambda row: row.due_on.isoformat())


def _own(by: Actor) -> QuerySet[Commitment]:
    rows = Commitment.objects.all()
    return rows if by.has_role(Role.REGENT) else rows.filter(office_id__in=by.offices(*OWNERS))


def _slice(page: list[Commitment], size: int, place: Callable[[Commitment], str]) -> Slice:
    last = page[size - 1] if len(page) > size else None
    return Slice(page[:size], f"{place(last)}~{last.id}" if last else "")


def read_cursor(cursor: str, read: Callable[[str], PlaceT]) -> tuple[PlaceT, UUID] | None:
    """Return the place and id written in a cursor; None if it cannot be read."""
    place, _sign, row_id = cursor.partition("~")
    try:
        return (read(place), UUID(row_id)) if row_id else None
    except ValueError:
        return None


def overdue_commitments(at: datetime) -> list[UUID]:
    """Return the running commitments past a due date whose passing was not told yet."""
    rows = Commitment.objects.filter(
        fulfilled_at__isnull=True, stopped_at__isnull=True, due_on__lt=today(at)
    ).exclude(overdue_told_for=F("due_on"))
    return list(rows.values_list("id", flat=True))


def commitments_of_office(office_id: UUID, *, at: datetime) -> QuerySet[Any]:
    """Return an office's commitments with their standing, newest first."""
    rows = with_standing(Commitment.objects.filter(office_id=office_id), at)
    return rows.order_by("-made_at", "-id")


def counts_by_office(at: datetime) -> dict[UUID, dict[str, int]]:
    """Return how many commitments each office has in each standing."""
    rows = with_standing(Commitment.objects.all(), at).values_list("office_id", "standing")
    counts: dict[UUID, dict[str, int]] = {}
    for office_id, standing in rows:
        of_office = counts.setdefault(office_id, {})
        of_office[standing] = of_office.get(standing, 0) + 1
    return counts


# --- one commitment -------------------------------------------------------------------


def commitment_by_number(number: str, *, at: datetime) -> Commitment:
    """Return a commitment with its standing; CommitmentNotFound if unknown."""
    # PostgreSQL refuses a NUL with a fault; no number has one.
    canonical = number.strip().upper().replace("\x00", "")
    rows = with_standing(Commitment.objects.filter(number=canonical), at)
    found: Commitment | None = rows.select_related(
        "office", "response__deliberation", "response__office"
    ).first()
    if found is None:
        raise CommitmentNotFound(_("Komitmen dengan nomor ini tidak ditemukan."))
    return found


def own_commitment(number: str, *, by: Actor, at: datetime) -> Commitment:
    """Return a commitment of the actor's office, or any for the head of the government.

    Raises
    ------
    CommitmentNotFound
        Unknown, or not theirs; the two look the same.
    """
    found = commitment_by_number(number, at=at)
    if not by.has_role(Role.REGENT) and found.office_id not in by.offices(*OWNERS):
        raise CommitmentNotFound(_("Komitmen dengan nomor ini tidak ditemukan."))
    return found


def lock_commitment(commitment_id: UUID) -> Commitment:
    """Return a commitment with its office, locked until the transaction ends."""
    rows = Commitment.objects.select_for_update(of=("self",), no_key=True).select_related("office")
    found = rows.filter(id=commitment_id).first()
    if found is None:
        raise CommitmentNotFound(_("Komitmen ini tidak ditemukan."))
    return found


def milestones_of(commitment_id: UUID) -> QuerySet[Milestone]:
    """Return the milestones of a commitment in order."""
    return Milestone.objects.filter(commitment_id=commitment_id)


def changes_of(commitment_id: UUID) -> QuerySet[Change]:
    """Return what changed about a promise since it was made, oldest first."""
    return Change.objects.filter(commitment_id=commitment_id)


def assessments_of(commitment_id: UUID) -> QuerySet[Assessment]:
    """Return the independent readings, newest first."""
    return Assessment.objects.filter(commitment_id=commitment_id).order_by("-at", "-id")


def newest_report(commitment_id: UUID) -> Progress | None:
    """Return the owner's last report."""
    rows = Progress.objects.filter(commitment_id=commitment_id)
    return rows.order_by("-at", "-id").first()


def timeline(commitment: Commitment, *, most: int = 60) -> list[TimelineEntry]:
    """Return the public history of a commitment, newest first."""
    reports = Progress.objects.filter(commitment=commitment).order_by("-at", "-id")[:most]
    steps = milestones_of(commitment.id)
    entries = [
        TimelineEntry(commitment.made_at, _("Komitmen dibuat"), by=commitment.position_title),
        *(_reported(row) for row in reports),
        *(_reached(row, row.recorded_at) for row in steps if row.recorded_at),
        *(_changed(row) for row in changes_of(commitment.id)),
    ]
    if commitment.fulfilled_at is not None:
        entries.append(TimelineEntry(commitment.fulfilled_at, str(Standing.FULFILLED.label)))
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _reported(row: Progress) -> TimelineEntry:
    title = _("Laporan pemilik: %(percent)d%%") % {"percent": row.percent}
    text = f"{row.text} {row.proof_text}".strip()
    return TimelineEntry(row.at, title, text, row.position_title, row.proof_url)


def _reached(row: Milestone, at: datetime) -> TimelineEntry:
    title = _("Tonggak %(position)d selesai: %(text)s") % {
        "position": row.position,
        "text": row.text,
    }
    return TimelineEntry(at, title, row.proof_text, url=row.proof_url)


def _changed(row: Change) -> TimelineEntry:
    title = str(row.get_kind_display())
    if row.kind == ChangeKind.MOVED and row.due_after is not None:
        title = _("Tenggat dipindah dari %(before)s ke %(after)s") % {
            "before": _day(row.due_before),
            "after": _day(row.due_after),
        }
    text = f"{row.get_reason_display()}. {row.text}"
    return TimelineEntry(row.at, title, text, row.position_title)


def _day(day: date) -> str:
    return format_date(day, language=get_language() or "id")


# --- official responses ---------------------------------------------------------------


def responses_without_commitment(*, by: Actor) -> list[OfficialResponse]:
    """Return responses that accepted something but became no commitment, oldest first."""
    kept = (ResponseOutcome.ACCEPTED.value, ResponseOutcome.PARTLY.value)
    rows = OfficialResponse.objects.filter(
        Exists(ResponseItem.objects.filter(response=OuterRef("pk"), outcome__in=kept)),
        commitments__isnull=True,
    )
    if not by.has_role(Role.REGENT):
        rows = rows.filter(office_id__in=by.offices(Role.HEAD))
    return list(
        rows.select_related("deliberation", "office").order_by("issued_at", "id")[:MOST_RESPONSES]
    )


def running_commitments(*, at: datetime, most: int) -> list[Commitment]:
    """Return unfinished promises, those due first at the top."""
    rows = with_standing(Commitment.objects.all(), at).filter(
        fulfilled_at__isnull=True, stopped_at__isnull=True
    )
    return list(rows.select_related("office").order_by("due_on", "id")[:most])


def ties_to(office: Office) -> list[str]:
    """Tell how many unfinished promises keep an office from being closed."""
    n_running = Commitment.objects.filter(
        office=office, fulfilled_at__isnull=True, stopped_at__isnull=True
    ).count()
    return [_("Masih ada %(n)s komitmen yang berjalan.") % {"n": n_running}] if n_running else []
