"""Taking in what partners send: voices, and updates about the voices they sent."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.ecosystem.exchange.errors import NotPublic, ScopeMissing, SentDifferently
from pendopo.ecosystem.exchange.models import PartnerUpdate, PartnerVoice
from pendopo.ecosystem.exchange.rules import REOPENED
from pendopo.ecosystem.exchange.selectors.keys import repeated, submission_key_of
from pendopo.ecosystem.exchange.services.media import note_outside_photos
from pendopo.ecosystem.exchange.types import Accepted, Entry, PartnerKey, PostedUpdate, Scope
from pendopo.foundation.people.types import Actor
from pendopo.journey.cases import services as cases
from pendopo.journey.cases import stepping
from pendopo.journey.cases.models import Case
from pendopo.journey.cases.routing.links import listening_target
from pendopo.journey.cases.saving import save_step
from pendopo.journey.cases.services.loading import lock, work_on
from pendopo.journey.voice.photos import drop_waiting_photos, keep_photo
from pendopo.journey.voice.selectors import photos_waiting
from pendopo.journey.voice.services import receive_voice
from pendopo.journey.voice.types import Submission, Submitted
from pendopo.kernel.crypto import blind_index
from pendopo.kernel.ids import read_case_number
from pendopo.kernel.time import local

_ENDED = ("CLOSED", "FIXED", "CANCELLED")


def receive_entry(
    entry: Entry, *, photos: Sequence[Any] = (), key: PartnerKey, at: datetime
) -> Accepted:
    """Store a partner's voice; a repetition returns the first result and changes nothing.

    What repeats is told by ``resend_key``, or else by the same content from the same
    device within a day. Without either every call is a new voice.

    Raises
    ------
    ScopeMissing, BadInput, PhotoUnreadable
        Nothing is kept of it.
    SentDifferently
        The resend key came before with other content.
    """
    require_scope(key, Scope.SUBMIT)
    digest = _digest(entry, photos)
    submission_key, known = _recognised(entry, digest, key, at)
    if known is not None:
        if known.digest != digest:
            raise SentDifferently(
                _("Idempotency-Key ini sudah dipakai untuk isi yang lain."), field="Idempotency-Key"
            )
        sent = receive_voice(_submission(entry, submission_key), by=_actor(key), at=at)
        return _accepted(sent, is_new=False)
    try:
        for photo in photos:
            keep_photo(photo, size=photo.size or 0, submission_key=submission_key, at=at)
        return _accepted(_store(entry, submission_key, digest, key, at), is_new=True)
    except Exception:
        waiting = photos_waiting(submission_key).values_list("id", flat=True)
        drop_waiting_photos(list(waiting), submission_key=submission_key)
        raise


def require_scope(key: PartnerKey, scope: Scope) -> None:
    """Raise ScopeMissing unless the key allows it."""
    if scope.value not in key.scopes:
        raise ScopeMissing(_("Kunci ini tidak mencakup: %(scope)s.") % {"scope": scope.label})


@transaction.atomic
def _store(
    entry: Entry, submission_key: uuid.UUID, digest: str, key: PartnerKey, at: datetime
) -> Submitted:
    sent = receive_voice(_submission(entry, submission_key), by=_actor(key), at=at)
    _row, is_new = PartnerVoice.objects.get_or_create(
        voice_id=sent.voice_id,
        defaults={"key_id": key.id, "digest": digest, "received_at": sent.received_at},
    )
    if is_new:
        note_outside_photos(entry.media, voice_id=sent.voice_id, at=at)
    return sent


def _actor(key: PartnerKey) -> Actor:
    return Actor(ref=key.ref)


def _accepted(sent: Submitted, *, is_new: bool) -> Accepted:
    return Accepted(sent.voice_id, sent.number, sent.tracking_code, sent.received_at, is_new)


def _submission(entry: Entry, submission_key: uuid.UUID) -> Submission:
    return Submission(
        key=submission_key,
        kind=entry.kind,
        topic=entry.topic,
        title=entry.title,
        text=entry.text,
        place=entry.place,
        channel=entry.channel,
        is_anonymous=entry.is_anonymous,
        is_secret=entry.is_secret,
        contact=entry.contact,
        procedure_version_id=entry.procedure_version_id,
        answers=entry.answers,
    )


def _digest(entry: Entry, photos: Sequence[Any]) -> str:
    told = [
        entry.kind.value,
        entry.topic,
        entry.title,
        entry.text,
        str(entry.place),
        str(entry.contact),
        entry.is_anonymous,
        entry.is_secret,
        str(entry.procedure_version_id or ""),
        dict(entry.answers),
        entry.media,
        [photo.size for photo in photos],
    ]
    # Keyed: short words could be found by trying.
    return blind_index(json.dumps(told), purpose="partner_entry")


def _recognised(
    entry: Entry, digest: str, key: PartnerKey, at: datetime
) -> tuple[uuid.UUID, PartnerVoice | None]:
    """Return the key of the submission, and what was stored under it before."""
    if entry.resend_key:
        found = [repeated(key, entry.resend_key)]
    elif entry.device:
        days = (at, at - timedelta(days=1))
        found = [
            submission_key_of(f"{key.id}:device:{entry.device}:{digest}:{_day(moment)}")
            for moment in days
        ]
    else:
        return uuid.uuid4(), None
    rows = {
        row.voice.submission_key: row
        for row in PartnerVoice.objects.filter(
            voice__submission_key__in=found, key_id=key.id
        ).select_related("voice")
    }
    fresh = [row for row in rows.values() if _is_recent(row, entry, at)]
    return (fresh[0].voice.submission_key, fresh[0]) if fresh else (found[0], rows.get(found[0]))


def _is_recent(row: PartnerVoice, entry: Entry, at: datetime) -> bool:
    return bool(entry.resend_key) or row.received_at > at - timedelta(days=1)


def _day(at: datetime) -> str:
    return local(at, settings.PENDOPO_ZONE).date().isoformat()


@transaction.atomic
def take_update(update: PostedUpdate, *, key: PartnerKey, at: datetime) -> PartnerUpdate:
    """Take in an update about a voice that this key sent; a repetition changes nothing.

    The author's side may reply, accept an answer or contest it. Where the state of the
    case allows none of these, the words are kept as a note for the officers.

    Raises
    ------
    ScopeMissing
    NotPublic
        No voice of this key has the number.
    """
    require_scope(key, Scope.UPDATE)
    case = Case.objects.filter(
        number=read_case_number(update.number) or "", voice__partnervoice__key_id=key.id
    ).first()
    if case is None:
        raise NotPublic(_("Laporan ini tidak dikirim dengan kunci ini."))
    same = PartnerUpdate.objects.filter(key_id=key.id, case=case, update_id=update.update_id)
    known = same.first()
    if known is not None:
        return known
    taken_as = _take(case, update.word, update.words, _actor(key), at)
    note_outside_photos(update.media, voice_id=case.voice_id, at=at)
    return PartnerUpdate.objects.create(
        key_id=key.id, case=case, update_id=update.update_id, taken_as=taken_as, at=at
    )


def _take(case: Case, word: str, words: str, by: Actor, at: datetime) -> str:
    if word == REOPENED and words and stepping.may_follow(case, "reopen"):
        cases.reopen_case(case_id=case.id, text=words, by=by, at=at)
        return "reopen"
    if word in _ENDED and stepping.may_follow(case, "accept"):
        _note(case, words, by, at)
        cases.accept_answer(case_id=case.id, by=by, at=at)
        return "accept"
    is_heard = listening_target(case) is not None or stepping.may_follow(case, "reply")
    if words and is_heard:
        cases.reply_as_reporter(case_id=case.id, text=words, by=by, at=at)
        return "reply"
    _note(case, words or word, by, at)
    return "note"


def _note(case: Case, words: str, by: Actor, at: datetime) -> None:
    if words:
        work = work_on(lock(case.id), at)
        work.note(words, by=by, at=at)
        save_step(work)
