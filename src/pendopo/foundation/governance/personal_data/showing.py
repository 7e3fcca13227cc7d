"""What the pages of requests and breaches show, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pendopo.foundation.governance.models import Breach, BreachNotice, DataRequest
from pendopo.foundation.governance.personal_data import clocks, documents, events
from pendopo.foundation.governance.personal_data.types import (
    DocumentKind,
    Outcome,
    RequestState,
    Told,
)
from pendopo.foundation.ledger.selectors import facts_about
from pendopo.kernel.events import Fact

OUTCOME_TONES = {
    Outcome.GRANTED.value: "success",
    Outcome.PARTLY.value: "warning",
    Outcome.REFUSED.value: "neutral",
}
CONTACT_WORDS = {
    "name": gettext_lazy("nama"),
    "phone": gettext_lazy("telepon"),
    "email": gettext_lazy("surel"),
    "nik": gettext_lazy("NIK"),
    "address": gettext_lazy("alamat"),
}


@dataclass(frozen=True)
class RequestPage:
    """A request as its applicant and the officer see it."""

    row: DataRequest
    status: str
    tone: str
    clock: dict[str, Any]
    events: list[dict[str, Any]]
    ground: str
    ground_law: str
    has_copy: bool
    is_restricting: bool

    @property
    def is_open(self) -> bool:
        """Return whether it waits for an answer."""
        return self.row.state != RequestState.ANSWERED


def request_page(row: DataRequest, *, at: datetime) -> RequestPage:
    """Return everything that its applicant may know about a request."""
    ground = documents.newest(DocumentKind.GROUND, row.ground).definition if row.ground else {}
    return RequestPage(
        row=row,
        status=status_of(row),
        tone=OUTCOME_TONES.get(row.outcome, "info"),
        clock=clock_of(row, by=clocks.wall(at=at)),
        events=[
            {"title": words, "at": fact.at}
            for fact in facts_about(row.id)
            if (words := _words(fact))
        ],
        ground=documents.shown(ground, "name"),
        ground_law=str(ground.get("law", "")),
        has_copy=row.copy_until is not None and at <= row.copy_until,
        is_restricting=row.restricted.exists(),
    )


def status_of(row: DataRequest) -> str:
    """Return where a request stands: its outcome once it was answered."""
    if row.outcome:
        return str(Outcome(row.outcome).label)
    return str(RequestState(row.state).label)


def clock_of(row: DataRequest, *, by: clocks.Wall) -> dict[str, Any]:
    """Return the clock of a request for its component."""
    name = _("Batas menjawab permintaan")
    return clocks.face(row, name, since=row.received_at, stopped_at=row.answered_at, by=by)


def queue(*, at: datetime) -> list[tuple[DataRequest, dict[str, Any]]]:
    """Return the requests that wait, the most urgent first, each with its clock."""
    rows = DataRequest.objects.exclude(state=RequestState.ANSWERED).order_by("due_at", "id")
    by = clocks.wall(at=at)
    return [(row, clock_of(row, by=by)) for row in rows]


def answered(most: int = 30) -> list[tuple[DataRequest, str, str, bool]]:
    """Return the requests answered last: status, tone, and whether the answer was late."""
    rows = DataRequest.objects.filter(state=RequestState.ANSWERED).order_by("-answered_at", "-id")
    return [(row, status_of(row), OUTCOME_TONES[row.outcome], _is_late(row)) for row in rows[:most]]


def _is_late(row: DataRequest) -> bool:
    return bool(row.due_at and row.answered_at and row.answered_at > row.due_at)


def requests_of(person_id: Any) -> list[tuple[DataRequest, str, str]]:
    """Return a person's own requests, newest first, with status and tone."""
    rows = DataRequest.objects.filter(person_id=person_id).order_by("-received_at", "-id")
    return [(row, status_of(row), OUTCOME_TONES.get(row.outcome, "info")) for row in rows]


def notice_faces(breach: Breach, *, by: clocks.Wall) -> list[tuple[BreachNotice, dict[str, Any]]]:
    """Return who must be told of a breach, each with its clock."""
    since = breach.detected_at
    return [(row, _face_of(row, since, by)) for row in breach.notices.all()]


def _face_of(row: BreachNotice, since: datetime, by: clocks.Wall) -> dict[str, Any]:
    name = str(Told(row.told).label)
    return clocks.face(row, name, since=since, stopped_at=row.sent_at, by=by)


def _words(fact: Fact) -> str:
    tell = _TOLD.get(type(fact))
    return tell(fact) if tell else ""


def _corrected(fact: events.DataCorrected) -> str:
    parts = [str(CONTACT_WORDS[each]) for each in fact.parts.split("+") if each]
    return _("Data dibetulkan: %(parts)s") % {"parts": ", ".join(parts)}


def _erased(fact: events.DataErased) -> str:
    return ngettext("Data dihapus: %(n)s baris", "Data dihapus: %(n)s baris", fact.n_rows) % {
        "n": fact.n_rows
    }


def _answered(fact: events.DataRequestAnswered) -> str:
    told = {"outcome": Outcome(fact.outcome).label}
    if fact.is_late:
        return _("Dijawab sesudah batas waktu: %(outcome)s") % told
    return _("Dijawab: %(outcome)s") % told


def _handed(fact: events.CopyHandedOut) -> str:
    return _("Salinan diserahkan di loket") if fact.is_by_officer else _("Salinan diunduh")


_TOLD: Mapping[type[Fact], Callable[[Any], str]] = {
    events.DataRequestReceived: lambda _fact: _("Permintaan diterima"),
    events.DataRequestExamined: lambda _fact: _("Diperiksa pejabat pelindungan data pribadi"),
    events.DataCorrected: _corrected,
    events.DataErased: _erased,
    events.CopyHandedOut: _handed,
    events.DataRequestAnswered: _answered,
    events.RestrictionLifted: lambda _fact: _("Pembatasan berakhir"),
}
