"""The register of breaches: what is known, who must be told by when, and when they were told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation.governance.models import (
    Breach,
    BreachNotice,
    WrittenDocument,
)
from pendopo.foundation.governance.personal_data import clocks, documents, events
from pendopo.foundation.governance.personal_data.documents import require_officer
from pendopo.foundation.governance.personal_data.errors import BreachNotFound
from pendopo.foundation.governance.personal_data.types import Channel, DocumentKind, Told
from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.types import Actor
from pendopo.kernel.errors import BadInput, Refused
from pendopo.kernel.ids import draw_case_number
from pendopo.kernel.time import local

# Told in every case, each within hours of its own article; the public has none in the law.
_ALWAYS = (Told.AUTHORITY, Told.SUBJECTS)
_RULES = {
    Told.AUTHORITY: "breach_authority_hours",
    Told.SUBJECTS: "breach_subjects_hours",
    Told.CSIRT: "breach_csirt_hours",
}


@dataclass(frozen=True)
class BreachPage:
    """A breach with what is known of it, and who is told."""

    breach: Breach
    document: WrittenDocument
    versions: list[WrittenDocument]
    notices: list[BreachNotice]

    @property
    def known(self) -> Mapping[str, Any]:
        """Return what is known, as it was last written."""
        return dict(self.document.definition)


def find(number: str) -> BreachPage:
    """Return a breach by its number.

    Raises
    ------
    BreachNotFound
    """
    row = Breach.objects.filter(number=number).first()
    if row is None:
        raise BreachNotFound(_("Kegagalan ini tidak tercatat."))
    versions = documents.versions(DocumentKind.BREACH, number)
    return BreachPage(row, versions[0], versions, list(row.notices.all()))


def breaches() -> list[Breach]:
    """Return every breach, newest first, with its notices."""
    return list(Breach.objects.prefetch_related("notices"))


@transaction.atomic
def record(*, known: Mapping[str, Any], detected_at: datetime, by: Actor, at: datetime) -> Breach:
    """Enter a breach in the register; both clocks of the law run from when it was detected.

    Raises
    ------
    NotOfficer
    BadInput
        It was detected in the future, or before there was the law.
    NoNumber
        The installation's law was not loaded.
    """
    require_officer(by)
    _require_past(detected_at, at)
    number = f"PI-{draw_case_number(local(at, settings.PENDOPO_ZONE).year)}"
    row = Breach.objects.create(
        number=number, detected_at=detected_at, recorded_at=at, by_ref=by.ref
    )
    documents.write(DocumentKind.BREACH, number, known, by=by, at=at)
    _add_notices(row, known)
    publish(
        events.BreachRecorded(
            breach_id=row.id, number=number, detected_at=detected_at, at=at, by=by.ref
        )
    )
    return row


def _require_past(detected_at: datetime, at: datetime) -> None:
    if detected_at > at:
        raise BadInput(_("Waktu diketahui tidak dapat di masa depan."), field="detected_at")


def _add_notices(row: Breach, known: Mapping[str, Any]) -> None:
    wanted = [*_ALWAYS]
    wanted += [Told.CSIRT] if known.get("is_cyber") else []
    wanted += [Told.PUBLIC] if known.get("is_public") else []
    there = set(row.notices.values_list("told", flat=True))
    for told in wanted:
        if told.value not in there:
            clock = clocks.begun(_RULES[told], since=row.detected_at) if told in _RULES else {}
            BreachNotice.objects.create(breach=row, told=told, **clock)


@transaction.atomic
def describe(*, number: str, known: Mapping[str, Any], by: Actor, at: datetime) -> WrittenDocument:
    """Write anew what is known of a breach; every version stays.

    Raises
    ------
    NotOfficer, BreachNotFound
    """
    require_officer(by)
    row = _open(number)
    written = documents.write(DocumentKind.BREACH, number, known, by=by, at=at)
    _add_notices(row, known)
    return written


def _open(number: str) -> Breach:
    row = Breach.objects.select_for_update(no_key=True).filter(number=number).first()
    if row is None:
        raise BreachNotFound(_("Kegagalan ini tidak tercatat."))
    if row.closed_at is not None:
        raise Refused(_("Kegagalan ini sudah ditutup."))
    return row


@dataclass(frozen=True)
class Sending:
    """That somebody was told: when, how, and how many."""

    told: Told
    sent_at: datetime
    channel: Channel
    n_told: int


@transaction.atomic
def note_sent(*, number: str, sending: Sending, by: Actor, at: datetime) -> BreachNotice:
    """Note that a notice went out and stop its clock, late or not.

    Raises
    ------
    NotOfficer
    BreachNotFound
        This breach asks for no such notice.
    BadInput
        It went out in the future, or before the breach was detected.
    Refused
        It was noted already.
    """
    require_officer(by)
    row = _open(number)
    notice = row.notices.select_for_update(no_key=True).filter(told=sending.told).first()
    if notice is None:
        raise BreachNotFound(_("Pemberitahuan ini tidak diminta."))
    if notice.sent_at is not None:
        raise Refused(_("Pemberitahuan ini sudah dicatat terkirim."))
    if not row.detected_at <= sending.sent_at <= at:
        raise BadInput(
            _("Waktu kirim terletak antara waktu diketahui dan sekarang."), field="sent_at"
        )
    notice.sent_at, notice.channel = sending.sent_at, sending.channel.value
    notice.n_told = sending.n_told
    notice.save(update_fields=["sent_at", "channel", "n_told"])
    publish(
        events.BreachNoticeSent(
            breach_id=row.id,
            number=number,
            told=sending.told,
            channel=sending.channel,
            sent_at=sending.sent_at,
            n_told=sending.n_told,
            is_late=notice.due_at is not None and sending.sent_at > notice.due_at,
            at=at,
            by=by.ref,
        )
    )
    return notice


@transaction.atomic
def close(*, number: str, by: Actor, at: datetime) -> Breach:
    """Close a breach once everyone who must be told was told.

    Raises
    ------
    NotOfficer, BreachNotFound
    Refused
        Somebody was not told yet.
    """
    require_officer(by)
    row = _open(number)
    if row.notices.filter(sent_at=None).exists():
        raise Refused(_("Masih ada pemberitahuan yang belum dikirim."))
    row.closed_at = at
    row.save(update_fields=["closed_at"])
    publish(events.BreachClosed(breach_id=row.id, number=number, at=at, by=by.ref))
    return row
