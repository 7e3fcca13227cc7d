"""Taking in a rumour: its traces are covered, it is known again or new, and counted."""

from __future__ import annotations

import uuid
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from pendopo.engines.matching import keys_of
from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.types import Actor
from pendopo.journey.clarification import events
from pendopo.journey.clarification.masking import kept_text, reduced_link, terms_told
from pendopo.journey.clarification.models import (
    Claim,
    Screenshot,
    Sighting,
    Wording,
    WordingKey,
)
from pendopo.journey.clarification.selectors.recognising import likely_claims, threshold
from pendopo.journey.clarification.services import waves
from pendopo.journey.clarification.services.beginning import begin
from pendopo.journey.clarification.services.loading import locked, told
from pendopo.journey.clarification.types import ClaimState, Received, Told
from pendopo.journey.voice.photos import redraw
from pendopo.kernel.errors import BadInput
from pendopo.kernel.ids import new_id
from pendopo.kernel.time import local

_TRIES = 5
_SHORTEST, _LONGEST = 10, 5_000
_MOST_TIMES = 100_000


def receive_claim(rumour: Told, *, by: Actor, at: datetime) -> Received:
    """Store that a rumour was seen, with the claim it tells, new or known.

    The words are masked and the address reduced before anything is written. Sending the same
    form again returns the first result and changes nothing.

    Raises
    ------
    BadInput
        No words that tell of anything, or a count that cannot be.
    PhotoUnreadable
        The picture is none.
    """
    text = _require_words(rumour)
    picture = redraw(rumour.screenshot) if rumour.screenshot else None
    for attempt in range(_TRIES):
        known = _already(rumour.key)
        if known is not None:
            return known
        try:
            return _store(rumour, text, picture, by=by, at=at)
        except IntegrityError:
            # The serial was drawn before, or the same form arrived twice at once.
            if attempt == _TRIES - 1:
                raise
    raise AssertionError


def _require_words(rumour: Told) -> str:
    text = kept_text(rumour.text)
    if not _SHORTEST <= len(text) <= _LONGEST or not terms_told(text):
        raise BadInput(_("Tulis isi kabarnya, paling sedikit satu kalimat."), field="text")
    if not 1 <= rumour.n <= _MOST_TIMES:
        raise BadInput(_("Jumlahnya dari 1 sampai 100.000."), field="n")
    return text


def _already(key: uuid.UUID) -> Received | None:
    row = Sighting.objects.select_related("claim").filter(submission_key=key).first()
    if row is None:
        return None
    is_new = not row.claim.sightings.filter(at__lt=row.at).exclude(id=row.id).exists()
    return Received(row.claim_id, row.claim.number, row.id, is_new, is_repetition=True)


@transaction.atomic
def _store(
    rumour: Told, text: str, picture: tuple[bytes, int, int] | None, *, by: Actor, at: datetime
) -> Received:
    seen_at = min(rumour.seen_at or at, at)
    likely = likely_claims(text, at_least=threshold("join", at=at), most=1)
    if likely:
        claim, likeness = locked(likely[0].claim.id), likely[0].percent
    else:
        claim, likeness = begin(text, by=by, at=at, seen_at=seen_at), 100
    sighting = Sighting.objects.create(
        claim=claim,
        wording=_wording(claim, text, at=seen_at),
        submission_key=rumour.key,
        seen_on=rumour.seen_on.value,
        entry=rumour.entry.value,
        link=reduced_link(rumour.link) if rumour.link else "",
        n=rumour.n,
        likeness=likeness,
        at=seen_at,
        day=local(seen_at, settings.PENDOPO_ZONE).date(),
        reporter_id=rumour.reporter_id,
    )
    if picture:
        _keep(picture, sighting, at=at)
    publish(
        told(
            events.ClaimSeen,
            claim,
            by=by,
            at=at,
            sighting_id=sighting.id,
            seen_on=sighting.seen_on,
            entry=sighting.entry,
            n=sighting.n,
            likeness=likeness,
            has_screenshot=picture is not None,
        )
    )
    waves.count(claim, n=rumour.n, seen_at=seen_at, by=by, at=at)
    return Received(claim.id, claim.number, sighting.id, is_new_claim=not likely)


def _wording(claim: Claim, text: str, *, at: datetime) -> Wording:
    digest = sha256(" ".join(text.casefold().split()).encode()).hexdigest()
    wording, is_made = Wording.objects.get_or_create(
        claim=claim, digest=digest, defaults={"text": text, "first_seen_at": at}
    )
    if is_made:
        WordingKey.objects.bulk_create(
            WordingKey(wording=wording, key=key) for key in keys_of(terms_told(text))
        )
    return wording


def _keep(picture: tuple[bytes, int, int], sighting: Sighting, *, at: datetime) -> None:
    if sighting.claim.state != ClaimState.NEW:
        # It would only be looked at while the claim is sorted.
        return
    content, width, height = picture
    name = new_id()
    Screenshot.objects.create(
        id=name,
        sighting=sighting,
        file=ContentFile(content, name=f"{name}.jpg"),
        width=width,
        height=height,
        n_bytes=len(content),
        added_at=at,
    )
