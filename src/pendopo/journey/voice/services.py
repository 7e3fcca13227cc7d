"""Receiving voices."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from pendopo.engines import merkle
from pendopo.foundation.ledger.receipts import first_fact_of
from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.selectors import active_offices
from pendopo.foundation.people.services import register_person
from pendopo.foundation.people.types import Actor
from pendopo.journey.procedures.rules import documents_asked, whole_answers, wrong_answers
from pendopo.journey.procedures.selectors import running_version_of_kind
from pendopo.journey.procedures.selectors import version as procedure_version
from pendopo.journey.voice.events import VoiceReceived
from pendopo.journey.voice.models import Document, Photo, Topic, Voice
from pendopo.journey.voice.rules import tracking_code, tracking_index
from pendopo.journey.voice.types import Submission, Submitted
from pendopo.kernel.errors import BadInput
from pendopo.kernel.ids import draw_case_number
from pendopo.kernel.models import Region
from pendopo.kernel.time import local

_TRIES = 5


def digest_of(title: str, text: str, *, code: str, answers: str = "") -> str:
    """Return the SHA-256 of the words with the tracking code, for their author to prove them.

    The code, known to the author alone, keeps anyone from finding short words by trying.
    """
    words = {"title": title, "text": text, "code": code}
    return merkle.digest(merkle.canonical(words | ({"answers": answers} if answers else {}))).hex()


def receive_voice(submission: Submission, *, by: Actor, at: datetime) -> Submitted:
    """Store a voice with its reporter and photos, and publish ``VoiceReceived``.

    Sending the same submission again returns the first result and changes nothing.

    Raises
    ------
    BadInput
        Unknown topic, region or office, or answers or documents that the procedure asks for are
        missing; ``field`` names the question or requirement.
    """
    for _attempt in range(_TRIES):
        known = _already(submission)
        if known is not None:
            return known
        try:
            return _store(submission, by=by, at=at)
        except IntegrityError:
            # The number was drawn before, or the same form arrived twice at once.
            continue
    return _store(submission, by=by, at=at)


def _already(submission: Submission) -> Submitted | None:
    voice = Voice.objects.filter(submission_key=submission.key).first()
    if voice is None:
        return None
    fact_id = first_fact_of(voice.id, "VoiceReceived")
    if fact_id is None:
        message = f"voice {voice.id} has no fact"
        raise RuntimeError(message)
    return Submitted(
        voice.id, voice.number, tracking_code(submission.key), fact_id, voice.received_at
    )


@transaction.atomic
def _store(submission: Submission, *, by: Actor, at: datetime) -> Submitted:
    _require_known(submission)
    reporter_id = by.person_id if by.person_id and not by.is_staff else None
    if reporter_id is None and not submission.contact.is_empty:
        reporter_id = register_person(submission.contact, at=at).id
    voice = unsaved_voice(submission, reporter_id=reporter_id, at=at)
    if voice.procedure_version_id is None:
        voice.procedure_version = running_version_of_kind(voice.kind)
    voice.save(force_insert=True)
    n_photos = Photo.objects.filter(submission_key=submission.key).update(voice=voice)
    if submission.procedure_version_id:
        Document.objects.filter(submission_key=submission.key).update(voice=voice)
    (fact_id,) = publish(received_fact(voice, n_photos=n_photos, by=by))
    return Submitted(voice.id, voice.number, tracking_code(submission.key), fact_id, at)


def _require_known(submission: Submission) -> None:
    # Without a topic the verifier chooses: a wrong guess would be worse than none.
    topic, code = submission.topic, submission.place.region_code
    if topic and not Topic.objects.filter(code=topic, is_active=True).exists():
        raise BadInput(_("Pilih topik dari daftar."), field="topic")
    if code and not Region.objects.filter(code=code).exists():
        raise BadInput(_("Pilih wilayah dari daftar."), field="region")
    accused = submission.accused_office_id
    if accused and not active_offices().filter(id=accused).exists():
        raise BadInput(_("Pilih kantor dari daftar."), field="accused")
    if submission.procedure_version_id:
        _require_answered(submission, submission.procedure_version_id)


def _require_answered(submission: Submission, version_id: uuid.UUID) -> None:
    """Hold the answers against the definition, whichever door they came through."""
    definition = procedure_version(version_id).definition
    told = whole_answers(
        definition, submission.answers, title=submission.title, text=submission.text
    )
    if wrong := wrong_answers(definition, told):
        raise BadInput(_("Jawaban ini belum lengkap atau belum sesuai."), field=wrong[0])
    waiting = Document.objects.filter(submission_key=submission.key)
    given = set(waiting.values_list("requirement", flat=True))
    for row in documents_asked(definition, told):
        if row.is_required and row.code not in given:
            raise BadInput(
                _("Berkas “%(name)s” belum dilampirkan.") % {"name": row.label}, field=row.code
            )


def unsaved_voice(
    submission: Submission,
    *,
    reporter_id: uuid.UUID | None,
    at: datetime,
    number: str = "",
    is_tracked: bool = True,
) -> Voice:
    """Return the voice row of a submission, not yet saved."""
    code = tracking_code(submission.key) if is_tracked else ""
    place = submission.place
    return Voice(
        submission_key=submission.key,
        number=number or draw_case_number(local(at, settings.PENDOPO_ZONE).year),
        external_number=submission.external_number,
        kind=submission.kind.value,
        procedure_version_id=submission.procedure_version_id,
        answers=json.dumps(dict(submission.answers)) if submission.answers else "",
        topic_id=submission.topic or None,
        title=submission.title.strip(),
        text=submission.text.strip(),
        region_id=place.region_code or None,
        place_note=place.note.strip(),
        latitude=place.latitude,
        longitude=place.longitude,
        channel=submission.channel.value,
        is_anonymous=submission.is_anonymous,
        is_secret=submission.is_secret,
        accused_office_id=submission.accused_office_id,
        reporter_id=reporter_id,
        tracking_index=tracking_index(code),
        received_at=at,
    )


def received_fact(voice: Voice, *, n_photos: int, by: Actor) -> VoiceReceived:
    """Return the fact that tells of a voice."""
    return VoiceReceived(
        voice_id=voice.id,
        number=voice.number,
        kind=voice.kind,
        channel=voice.channel,
        topic=voice.topic_id or "",
        region=voice.region_id or "",
        is_anonymous=voice.is_anonymous,
        is_secret=voice.is_secret,
        n_photos=n_photos,
        digest=digest_of(
            voice.title,
            voice.text,
            code=tracking_code(voice.submission_key),
            answers=voice.answers,
        ),
        at=voice.received_at,
        by=by.ref,
    )


def without_contact(submission: Submission) -> Submission:
    """Return the submission as it is for someone who gives no identity at all."""
    return replace(submission, contact=type(submission.contact)())


def register_topics(topics: Iterable[tuple[str, str]], *, parent: tuple[str, str]) -> None:
    """Add topics another system uses; they are not offered on our own form."""
    wanted = dict(topics)
    if not wanted:
        return
    Topic.objects.get_or_create(code=parent[0], defaults={"label": parent[1], "is_active": False})
    Topic.objects.bulk_create(
        (
            Topic(code=code, label=label[:120], parent_id=parent[0], is_active=False)
            for code, label in wanted.items()
        ),
        ignore_conflicts=True,
    )
