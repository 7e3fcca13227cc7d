"""Photos from the field: kept with a case, and proof once an answer shows them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.models import Office
from pendopo.foundation.people.types import Actor
from pendopo.journey.cases import rules
from pendopo.journey.cases.models import Case, FieldPhoto, Message
from pendopo.journey.cases.services import answer_case
from pendopo.journey.cases.services.loading import for_staff
from pendopo.journey.cases.types import MessageKind, Outcome
from pendopo.journey.cases.workspace.events import FieldPhotoKept
from pendopo.journey.cases.workspace.handling import asking_office
from pendopo.journey.voice.photos import redraw, thumbnail
from pendopo.kernel.errors import BadInput, Refused
from pendopo.kernel.ids import new_id

MOST_PHOTOS = 20


@dataclass(frozen=True)
class Shot:
    """A photo as it came from the telephone; ``key`` tells a repeated sending from a second photo."""

    key: uuid.UUID
    source: IO[bytes]
    size: int
    note: str = ""
    latitude: float | None = None
    longitude: float | None = None


def keep_field_photo(*, case_id: uuid.UUID, shot: Shot, by: Actor, at: datetime) -> FieldPhoto:
    """Draw a photo anew and keep it with an open case; a second sending changes nothing.

    Raises
    ------
    CaseNotFound, NotAllowed
    Refused
        The case has ended.
    PhotoUnreadable, BadInput
        Not a photo, too large, or twenty already; nothing is kept.
    """
    known = FieldPhoto.objects.filter(submission_key=shot.key, case_id=case_id).first()
    if known is not None:
        return known
    _require_open(for_field(case_id, by, at))
    if shot.size > settings.MAX_PHOTO_BYTES:
        raise BadInput(_("Foto lebih dari 12 MB. Kecilkan dulu atau kirim foto lain."))
    # Before the transaction: drawing takes long, and nobody should wait for it.
    drawn = redraw(shot.source)
    return _store(case_id, shot, drawn, by, at)


def for_field(case_id: uuid.UUID, by: Actor, at: datetime) -> Case:
    """Return a case on which the actor works.

    Raises
    ------
    CaseNotFound, NotAllowed
    """
    with transaction.atomic():
        case = for_staff(case_id, by, at).case
        rules.require_handler(by, case)
        return case


def _require_open(case: Case) -> None:
    if case.status not in rules.OPEN:
        raise Refused(_("Laporan ini sudah dijawab atau ditutup."))
    if FieldPhoto.objects.filter(case=case).count() >= MOST_PHOTOS:
        raise BadInput(_("Paling banyak 20 foto untuk satu laporan."))


@transaction.atomic
def _store(
    case_id: uuid.UUID, shot: Shot, drawn: tuple[bytes, int, int], by: Actor, at: datetime
) -> FieldPhoto:
    case = for_staff(case_id, by, at).case
    clean, width, height = drawn
    office = Office.objects.get(id=asking_office(case, by))
    photo_id = new_id()
    photo = FieldPhoto.objects.create(
        id=photo_id,
        submission_key=shot.key,
        case=case,
        file=ContentFile(clean, name=f"{photo_id}.jpg"),
        note=shot.note.strip(),
        latitude=shot.latitude,
        longitude=shot.longitude,
        width=width,
        height=height,
        n_bytes=len(clean),
        office=office,
        by_ref=by.ref,
        at=at,
    )
    publish(
        FieldPhotoKept(case_id=case.id, photo_id=photo.id, office=office.code, at=at, by=by.ref)
    )
    return photo


@transaction.atomic
def answer_with_photos(  # noqa: PLR0913 -- each is a question of the form
    *,
    case_id: uuid.UUID,
    outcome: Outcome,
    text: str,
    proof: str,
    photos: Sequence[uuid.UUID] = (),
    keep_reason: str = "",
    by: Actor,
    at: datetime,
) -> Case:
    """Answer a case; field photos that go with it are its proof.

    Raises
    ------
    CaseNotFound, NotAllowed, AnswerEmpty
    BadInput
        A photo that is not of this case.
    """
    rows = FieldPhoto.objects.filter(case_id=case_id, id__in=photos)
    if rows.count() != len(set(photos)):
        raise BadInput(_("Pilih foto dari laporan ini."), field="photos")
    told = told_proof(proof, photos)
    case = answer_case(
        case_id=case_id,
        outcome=outcome,
        text=text,
        proof=told,
        keep_reason=keep_reason,
        by=by,
        at=at,
    )
    if not photos:
        return case
    answer = Message.objects.filter(case_id=case_id, kind=MessageKind.ANSWER).latest("at", "id")
    rows.update(answer=answer)
    return case


def told_proof(proof: str, photos: Sequence[uuid.UUID]) -> str:
    """Return the proof of an answer in words: what was written, or how many photos show it."""
    n_photos = len(photos)
    if proof.strip() or not n_photos:
        return proof.strip()
    return ngettext("%(n)s foto lapangan", "%(n)s foto lapangan", n_photos) % {"n": n_photos}


def content(photo: FieldPhoto) -> bytes:
    """Return a kept photo as JPEG."""
    with photo.file.open("rb") as source:
        return bytes(source.read())


def small(photo: FieldPhoto) -> bytes:
    """Return a small JPEG of a kept photo."""
    # It needs no more than the file, which every kept photo has.
    return thumbnail(photo)  # type: ignore[arg-type]
