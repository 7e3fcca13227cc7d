"""Sorting claims: what they may do, whose facts they are about, or why they are not answered."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import Max, QuerySet, Sum
from django.utils.translation import gettext as _

from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.types import SYSTEM, Actor
from pendopo.journey.clarification import events
from pendopo.journey.clarification.errors import ClaimNotFound, WrongStep
from pendopo.journey.clarification.masking import kept_text
from pendopo.journey.clarification.models import Claim, Screenshot, Sighting, Wording
from pendopo.journey.clarification.rules import priority_of, require_triager
from pendopo.journey.clarification.selectors.law import priority_rows
from pendopo.journey.clarification.services import clocks
from pendopo.journey.clarification.services.beginning import begin
from pendopo.journey.clarification.services.loading import locked, require_state, told
from pendopo.journey.clarification.types import (
    AsideReason,
    ClaimState,
    ClockKind,
    ReferredTo,
    TriageWords,
)
from pendopo.kernel.errors import BadInput

_SHORTEST = 10


@transaction.atomic
def triage(*, claim_id: uuid.UUID, words: TriageWords, by: Actor, at: datetime) -> Claim:
    """Settle harm and owner of a claim; the table of rules gives its priority and clock.

    Raises
    ------
    NotYours, ClaimNotFound
    WrongStep
        It is answered, set aside or joined already.
    BadInput
        The headline says nothing, or seems to name a person.
    """
    require_triager(by)
    claim = locked(claim_id)
    require_state(claim, ClaimState.NEW, ClaimState.ASKED)
    claim.headline = _sound_headline(words.headline)
    claim.harm, claim.topic = words.harm.value, words.topic
    claim.priority = priority_of(claim.harm, claim.n_seen, priority_rows(at=at)).value
    claim.state, claim.decided_at = ClaimState.ASKED.value, at
    claim.save(update_fields=["headline", "harm", "topic", "priority", "state", "decided_at"])
    clocks.stop(claim, ClockKind.TRIAGE, ClockKind.ANSWER, at=at)
    clock = clocks.begin(claim, ClockKind.ANSWER, at=at)
    publish(
        told(
            events.ClaimTriaged,
            claim,
            by=by,
            at=at,
            harm=claim.harm,
            priority=claim.priority,
            topic=words.topic.code,
            office=words.topic.office.code,
            n_seen=claim.n_seen,
            due_at=clock.due_at,
        )
    )
    drop_screenshots(claim, by=by, at=at)
    return claim


def _sound_headline(text: str) -> str:
    headline = " ".join(text.split())
    if len(headline) < _SHORTEST:
        raise BadInput(_("Tulis kabarnya dalam satu kalimat."), field="headline")
    if kept_text(headline) != headline:
        raise BadInput(
            _("Judul ini tampaknya memuat nama, akun, nomor, atau tautan. Tulis tanpa itu."),
            field="headline",
        )
    return headline


@transaction.atomic
def set_aside(
    *,
    claim_id: uuid.UUID,
    reason: AsideReason,
    referred_to: ReferredTo | None,
    note: str,
    by: Actor,
    at: datetime,
) -> Claim:
    """Decide not to answer a claim, with a reason everyone may read.

    Raises
    ------
    NotYours, ClaimNotFound, WrongStep
    BadInput
        Referred without saying to whom.
    """
    require_triager(by)
    claim = locked(claim_id)
    require_state(claim, ClaimState.NEW, ClaimState.ASKED)
    if (reason is AsideReason.REFERRED) != (referred_to is not None):
        raise BadInput(
            _("Pilih lembaga tujuan bila diteruskan, dan hanya bila diteruskan."),
            field="referred_to",
        )
    claim.aside_reason, claim.aside_note = reason.value, kept_text(note)
    claim.referred_to = referred_to.value if referred_to else ""
    claim.state, claim.decided_at = ClaimState.SET_ASIDE.value, at
    claim.save(update_fields=["aside_reason", "aside_note", "referred_to", "state", "decided_at"])
    clocks.stop(claim, ClockKind.TRIAGE, ClockKind.ANSWER, at=at)
    told_of = {"reason": claim.aside_reason, "referred_to": claim.referred_to}
    publish(told(events.ClaimSetAside, claim, by=by, at=at, **told_of))
    drop_screenshots(claim, by=by, at=at)
    return claim


@transaction.atomic
def take_up(*, claim_id: uuid.UUID, by: Actor, at: datetime) -> Claim:
    """Sort a claim anew that was set aside.

    Raises
    ------
    NotYours, ClaimNotFound, WrongStep
    """
    require_triager(by)
    claim = locked(claim_id)
    require_state(claim, ClaimState.SET_ASIDE)
    claim.state, claim.aside_reason = ClaimState.NEW.value, ""
    claim.referred_to = claim.aside_note = ""
    claim.save(update_fields=["state", "aside_reason", "referred_to", "aside_note"])
    clocks.begin(claim, ClockKind.TRIAGE, at=at)
    publish(told(events.ClaimTakenUp, claim, by=by, at=at))
    return claim


@transaction.atomic
def join(*, claim_id: uuid.UUID, into_id: uuid.UUID, by: Actor, at: datetime) -> Claim:
    """Join a claim that is not sorted yet to another that tells the same.

    Its wordings and sightings go along, so that the next telling is recognised.

    Raises
    ------
    NotYours, ClaimNotFound
    WrongStep
        It was sorted already, or the other is itself joined to one.
    """
    require_triager(by)
    # In order of id, so that two joins at once cannot wait for each other.
    found = {each: locked(each) for each in sorted({claim_id, into_id})}
    claim, into = found[claim_id], found[into_id]
    require_state(claim, ClaimState.NEW)
    if claim.id == into.id or into.state == ClaimState.JOINED:
        raise BadInput(_("Pilih kabar lain sebagai tujuannya."), field="into")
    _move_wordings(claim, into)
    claim.sightings.update(claim=into)
    into.n_seen += claim.n_seen
    into.last_seen_at = max(into.last_seen_at, claim.last_seen_at)
    into.save(update_fields=["n_seen", "last_seen_at"])
    claim.state, claim.joined_to = ClaimState.JOINED.value, into
    claim.save(update_fields=["state", "joined_to"])
    clocks.stop(claim, ClockKind.TRIAGE, at=at)
    publish(told(events.ClaimJoined, claim, by=by, at=at, into_id=into.id, n_seen=claim.n_seen))
    if into.state != ClaimState.NEW:
        drop_screenshots(into, by=by, at=at)
    return into


@transaction.atomic
def split(*, wording_id: uuid.UUID, by: Actor, at: datetime) -> Claim:
    """Make a claim of its own from one wording that tells something else, with its sightings.

    Raises
    ------
    NotYours, ClaimNotFound
    WrongStep
        It is the only wording of its claim.
    """
    require_triager(by)
    wording = Wording.objects.filter(id=wording_id).first()
    if wording is None:
        raise ClaimNotFound(_("Kabar ini tidak ditemukan."))
    claim = locked(wording.claim_id)
    if claim.wordings.count() == 1:
        raise WrongStep(_("Kabar ini hanya punya satu bunyi."))
    moved = claim.sightings.filter(wording=wording)
    n, seen_at = _seen(moved, wording)
    own = begin(wording.text, by=by, at=at, seen_at=seen_at)
    moved.update(claim=own)
    Wording.objects.filter(id=wording.id).update(claim=own)
    own.n_seen = own.n_run = n
    own.save(update_fields=["n_seen", "n_run"])
    claim.n_seen, claim.n_run = max(claim.n_seen - n, 0), max(claim.n_run - n, 0)
    claim.save(update_fields=["n_seen", "n_run"])
    publish(told(events.ClaimSplit, claim, by=by, at=at, into_id=own.id, n_seen=n))
    return own


def _seen(moved: QuerySet[Sighting], wording: Wording) -> tuple[int, datetime]:
    found = moved.aggregate(n=Sum("n"), last=Max("at"))
    return found["n"] or 0, found["last"] or wording.first_seen_at


def _move_wordings(claim: Claim, into: Claim) -> None:
    known = set(into.wordings.values_list("digest", flat=True))
    fresh: list[Wording] = [each for each in claim.wordings.all() if each.digest not in known]
    Wording.objects.filter(id__in=[each.id for each in fresh]).update(claim=into)


def drop_screenshots(claim: Claim, *, by: Actor = SYSTEM, at: datetime) -> int:
    """Delete the pictures of a claim's sightings; returns how many."""
    pictures = list(Screenshot.objects.filter(sighting__claim=claim))
    for picture in pictures:
        picture.file.delete(save=False)
        picture.delete()
    if pictures:
        publish(told(events.ScreenshotsDropped, claim, by=by, at=at, n=len(pictures)))
    return len(pictures)
