"""What the data-protection officer does with a request: examine, fulfil, answer, refuse."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from pendopo.foundation.governance.models import DataRequest, RestrictedPerson
from pendopo.foundation.governance.personal_data import events
from pendopo.foundation.governance.personal_data.documents import newest, require_officer
from pendopo.foundation.governance.personal_data.errors import (
    AlreadyAnswered,
    NothingHeld,
    NotYetErased,
    RequestNotFound,
)
from pendopo.foundation.governance.personal_data.package import packed
from pendopo.foundation.governance.personal_data.subjects import held_for, subjects_of
from pendopo.foundation.governance.personal_data.types import (
    DocumentKind,
    Outcome,
    Proof,
    RequestKind,
    RequestState,
)
from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.correcting import correct_person
from pendopo.foundation.people.messages import send_message
from pendopo.foundation.people.models import Person
from pendopo.foundation.people.services import erase_by_table, read_person
from pendopo.foundation.people.types import Actor, CodeChannel, Contact, ReadPurpose
from pendopo.kernel.errors import BadInput
from pendopo.kernel.numbers import number_in_force

log = logging.getLogger("pendopo.governance")
COPIED = (RequestKind.ACCESS.value, RequestKind.PORTABILITY.value)


@dataclass(frozen=True)
class Answer:
    """What the applicant is told; a refusal names its ground."""

    outcome: Outcome
    words: str
    ground: str = ""


def find(number: str) -> DataRequest:
    """Return a request by its number.

    Raises
    ------
    RequestNotFound
    """
    found = DataRequest.objects.filter(number=number).first()
    if found is None:
        raise RequestNotFound(_("Permintaan ini tidak ditemukan."))
    return found


def _open(number: str, by: Actor) -> DataRequest:
    require_officer(by)
    row = DataRequest.objects.select_for_update(no_key=True).filter(number=number).first()
    if row is None:
        raise RequestNotFound(_("Permintaan ini tidak ditemukan."))
    if row.state == RequestState.ANSWERED:
        raise AlreadyAnswered(_("Permintaan ini sudah dijawab."))
    return row


@transaction.atomic
def examine(*, number: str, by: Actor, at: datetime) -> DataRequest:
    """Take a request up; the applicant sees that somebody did.

    Raises
    ------
    NotOfficer, RequestNotFound, AlreadyAnswered
    """
    row = _open(number, by)
    if row.state == RequestState.RECEIVED:
        row.state = RequestState.EXAMINED.value
        row.save(update_fields=["state"])
        publish(events.DataRequestExamined(data_request_id=row.id, number=number, at=at, by=by.ref))
    return row


@transaction.atomic
def see_contact(*, number: str, by: Actor, at: datetime) -> Person:
    """Open the applicant's contact; the reading is recorded and the applicant sees it.

    Raises
    ------
    NotOfficer, RequestNotFound
    """
    require_officer(by)
    row = find(number)
    return _read(row, row.person_id, by, at)


def _read(row: DataRequest, person_id: UUID, by: Actor, at: datetime) -> Person:
    purpose = ReadPurpose.DATA_REQUEST
    return read_person(person_id, by=by, purpose=purpose, at=at, about_id=row.id)


@transaction.atomic
def correct(*, number: str, contact: Contact, by: Actor, at: datetime) -> DataRequest:
    """Put right what is kept of every subject of the request.

    Raises
    ------
    NotOfficer, RequestNotFound, AlreadyAnswered
    BadInput
        Nothing was told, or the telephone number cannot be read.
    """
    row = _open(number, by)
    for person_id in subjects_of(row):
        correct_person(person_id, contact, by=by, at=at)
    parts = "+".join(sorted(name for name, value in vars(contact).items() if value))
    fact = events.DataCorrected(
        data_request_id=row.id, number=number, parts=parts, at=at, by=by.ref
    )
    publish(fact)
    return row


@transaction.atomic
def erase(*, number: str, by: Actor, at: datetime) -> DataRequest:
    """Erase all subjects of the request through the declared erasers, and keep the report.

    Raises
    ------
    NotOfficer, RequestNotFound, AlreadyAnswered
    MustBeKept, HoldsPosition
        Something stands against it; nothing was erased.
    """
    row = _open(number, by)
    _tell(
        row,
        _(
            "Permintaan %(number)s: data Anda sedang dihapus. Sesudah ini kami tidak lagi "
            "menyimpan alamat untuk mengabari Anda; jawabannya dapat dibaca dengan nomor "
            "dan kodenya."
        ),
    )
    erased: dict[str, int] = {}
    person_ids = subjects_of(row)
    for person_id in person_ids:
        for label, n_rows in erase_by_table(person_id, by=by, at=at).rows.items():
            erased[label] = erased.get(label, 0) + n_rows
    row.report = {"erased": {label: n for label, n in erased.items() if n}, "kept": _left(row)}
    row.wish = ""
    row.save(update_fields=["report", "wish"])
    publish(
        events.DataErased(
            data_request_id=row.id,
            number=number,
            n_persons=len(person_ids),
            n_rows=sum(erased.values()),
            at=at,
            by=by.ref,
        )
    )
    return row


def _left(row: DataRequest) -> Mapping[str, int]:
    return held_for(row).sizes


@transaction.atomic
def answer(*, number: str, told: Answer, by: Actor, at: datetime) -> DataRequest:
    """Answer a request and stop its clock; a granted copy may be fetched from now on.

    Raises
    ------
    NotOfficer, RequestNotFound, AlreadyAnswered
    BadInput
        No words, or a refusal without a ground.
    NotYetErased
        An erasure is granted before it was done.
    DocumentNotFound
        The ground is none of the documents.
    """
    row = _open(number, by)
    _require_whole(row, told)
    is_granted = told.outcome != Outcome.REFUSED
    row.state = RequestState.ANSWERED.value
    row.answered_at, row.outcome, row.answer = at, told.outcome.value, told.words.strip()
    row.ground = "" if is_granted else told.ground
    if is_granted and row.kind in COPIED:
        row.copy_until = at + timedelta(days=number_in_force("personal_data.package_days", at=at))
    row.save()
    if is_granted and row.kind == RequestKind.RESTRICTION:
        RestrictedPerson.objects.bulk_create(
            RestrictedPerson(request=row, person_id=person_id) for person_id in subjects_of(row)
        )
    publish(
        events.DataRequestAnswered(
            data_request_id=row.id,
            number=number,
            outcome=told.outcome,
            ground=row.ground,
            is_late=row.due_at is not None and at > row.due_at,
            at=at,
            by=by.ref,
        )
    )
    _tell(
        row,
        _(
            "Permintaan %(number)s atas data pribadi Anda sudah dijawab. Buka jawabannya "
            "dengan masuk, atau dengan nomor dan kodenya."
        ),
    )
    return row


def _require_whole(row: DataRequest, told: Answer) -> None:
    if not told.words.strip():
        raise BadInput(_("Tulis jawaban untuk pemohon."), field="words")
    if told.outcome == Outcome.REFUSED:
        if not told.ground:
            raise BadInput(_("Pilih alasan penolakan."), field="ground")
        newest(DocumentKind.GROUND, told.ground)
    elif row.kind == RequestKind.ERASURE and "erased" not in row.report:
        raise NotYetErased(_("Jalankan penghapusannya dulu, atau tolak dengan alasan."))


def _tell(row: DataRequest, words: str) -> None:
    """Send a short word to the applicant once the change is kept; without contact, nothing."""
    person = Person.objects.get(id=row.person_id)
    to = person.email or person.phone
    if not to:
        return
    channel = CodeChannel.EMAIL if person.email else CodeChannel.SMS
    # The language of the one who asked is not kept; the record's is Indonesian.
    with translation.override("id"):
        subject = _("Permintaan atas data pribadi Anda")
        text = words % {"number": row.number}

    def send() -> None:
        try:
            send_message(channel, to, subject=subject, text=text)
        except OSError as error:
            log.warning("data_request.not_told error=%s", type(error).__name__)

    transaction.on_commit(send)


@transaction.atomic
def hand_out_copy(*, row: DataRequest, by: Actor, at: datetime) -> bytes:
    """Return the copy of the data as an archive; the handing out is recorded.

    An officer hands it out at the desk alone, and that counts as a reading.

    Raises
    ------
    NothingHeld
        No copy was granted, its days are over, or an officer asks for one that its
        applicant fetches alone.
    """
    if row.copy_until is None or at > row.copy_until:
        raise NothingHeld(_("Salinan ini tidak tersedia, atau masa unduhnya sudah lewat."))
    is_by_officer = by.is_staff and by.person_id != row.person_id
    if is_by_officer:
        require_officer(by)
        if row.proof != Proof.DESK:
            raise NothingHeld(_("Salinan ini diunduh sendiri oleh pemohonnya."))
        for person_id in subjects_of(row):
            _read(row, person_id, by, at)
    publish(
        events.CopyHandedOut(
            data_request_id=row.id, number=row.number, is_by_officer=is_by_officer, at=at, by=by.ref
        )
    )
    return packed(row, held_for(row), at=at)
