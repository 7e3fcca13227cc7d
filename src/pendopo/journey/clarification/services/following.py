"""What happens to a claim when a release of it goes out or is withdrawn."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from pendopo.foundation.ledger.selectors import facts_about
from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.types import SYSTEM
from pendopo.journey.clarification import events
from pendopo.journey.clarification.models import Verdict, Wave
from pendopo.journey.clarification.services import clocks
from pendopo.journey.clarification.services.loading import locked, told
from pendopo.journey.clarification.types import ClaimState, ClockKind, WaveAct


@transaction.atomic
def follow_release(*, release_id: uuid.UUID, at: datetime) -> None:
    """Let a claim stand answered once its verdict went out; told twice it changes nothing."""
    wave = Wave.objects.filter(release_id=release_id).first()
    if wave is not None:
        clocks.stop(locked(wave.claim_id), ClockKind.WAVE, at=at)
        return
    verdict = Verdict.objects.filter(release_id=release_id).first()
    if verdict is None:
        return
    claim = locked(verdict.claim_id)
    is_told = _is_told(claim.id, "VerdictPublished", release_id)
    if is_told:
        return
    claim.state = ClaimState.ANSWERED.value
    claim.save(update_fields=["state"])
    clocks.stop(claim, ClockKind.ANSWER, ClockKind.PUBLISH, at=at)
    newest = claim.waves.order_by("-number").first()
    if newest is not None and newest.act == WaveAct.UPDATE:
        clocks.stop(claim, ClockKind.WAVE, at=at)
    about = {"verdict": verdict.verdict, "version": verdict.version, "release_id": release_id}
    publish(told(events.VerdictPublished, claim, by=SYSTEM, at=at, **about))


@transaction.atomic
def follow_withdrawal(*, release_id: uuid.UUID, at: datetime) -> None:
    """Ask the owner of the facts anew once a verdict was withdrawn."""
    verdict = Verdict.objects.filter(release_id=release_id).first()
    if verdict is None:
        return
    claim = locked(verdict.claim_id)
    if claim.state != ClaimState.ANSWERED or _is_told(claim.id, "VerdictWithdrawn", release_id):
        return
    claim.state = ClaimState.ASKED.value
    claim.save(update_fields=["state"])
    clocks.begin(claim, ClockKind.ANSWER, at=at)
    about = {"version": verdict.version, "release_id": release_id}
    publish(told(events.VerdictWithdrawn, claim, by=SYSTEM, at=at, **about))


def _is_told(claim_id: uuid.UUID, name: str, release_id: uuid.UUID) -> bool:
    return any(
        type(fact).__name__ == name and fact.payload()["release_id"] == str(release_id)
        for fact in facts_about(claim_id)
    )
