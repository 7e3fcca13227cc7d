"""Counting sightings, noticing that an answered rumour goes round again, and meeting that."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.types import Actor
from pendopo.foundation.release.models import Release
from pendopo.foundation.release.services import releases
from pendopo.foundation.release.services.releases import ReleaseWords
from pendopo.foundation.release.types import MaterialClass, ReleaseKind, ReleaseState
from pendopo.journey.clarification import events
from pendopo.journey.clarification.errors import WrongStep
from pendopo.journey.clarification.models import Claim, Verdict, Wave
from pendopo.journey.clarification.rules import TITLE_LENGTH, priority_of, require_triager
from pendopo.journey.clarification.selectors.law import priority_rows
from pendopo.journey.clarification.services import clocks
from pendopo.journey.clarification.services.loading import locked, told
from pendopo.journey.clarification.types import RANK, ClaimState, ClockKind, WaveAct
from pendopo.kernel.errors import BadInput
from pendopo.kernel.numbers import number_in_force

SHORTEST_NOTE = 10


def count(claim: Claim, *, n: int, seen_at: datetime, by: Actor, at: datetime) -> None:
    """Count sightings on a locked claim; what came back after a silence begins a new run."""
    quiet = timedelta(days=number_in_force("clarification.quiet_days", at=at))
    if seen_at - claim.last_seen_at >= quiet:
        claim.run_began_at, claim.n_run = seen_at, 0
    claim.n_seen += n
    if seen_at >= claim.run_began_at:
        claim.n_run += n
    claim.last_seen_at = max(claim.last_seen_at, seen_at)
    claim.save(update_fields=["n_seen", "n_run", "run_began_at", "last_seen_at"])
    if not claim.waves.exists():
        Wave.objects.create(claim=claim, number=1, began_at=claim.run_began_at, noticed_at=at)
    elif _is_new_wave(claim, at=at):
        _notice(claim, by=by, at=at)
    _raise_priority(claim, by=by, at=at)


def _raise_priority(claim: Claim, *, by: Actor, at: datetime) -> None:
    """Put a claim higher that spread while its answer was awaited; it is never put lower."""
    if claim.state != ClaimState.ASKED:
        return
    found = priority_of(claim.harm, claim.n_seen, priority_rows(at=at)).value
    if RANK[found] >= RANK[claim.priority]:
        return
    claim.priority = found
    claim.save(update_fields=["priority"])
    clock = clocks.hasten(claim, ClockKind.ANSWER, at=at)
    about = {"priority": found, "n_seen": claim.n_seen, "due_at": clock.due_at}
    publish(told(events.ClaimRaised, claim, by=by, at=at, **about))


def _is_new_wave(claim: Claim, *, at: datetime) -> bool:
    if claim.state != ClaimState.ANSWERED:
        return False
    last = claim.waves.order_by("-number").first()
    if last is None or last.began_at >= claim.run_began_at:
        return False
    first = claim.verdicts.filter(release__published_at__isnull=False).order_by("version").first()
    since = first.release.published_at if first and first.release else None
    is_after = since is not None and claim.run_began_at > since
    return is_after and claim.n_run >= number_in_force("clarification.wave_sightings", at=at)


def _notice(claim: Claim, *, by: Actor, at: datetime) -> None:
    number = claim.waves.count() + 1
    Wave.objects.create(claim=claim, number=number, began_at=claim.run_began_at, noticed_at=at)
    clock = clocks.begin(claim, ClockKind.WAVE, at=at)
    publish(
        told(
            events.WaveNoticed,
            claim,
            by=by,
            at=at,
            wave=number,
            began_at=claim.run_began_at,
            n_seen=claim.n_run,
            due_at=clock.due_at,
        )
    )


@transaction.atomic
def meet_wave(*, claim_id: uuid.UUID, act: WaveAct, note: str, by: Actor, at: datetime) -> Wave:
    """Settle what is done about the newest wave; its clock stops here, or at publication.

    An update waits for the next version of the verdict. Sharing anew drafts a release of the
    ordinary kind that leads to the verdict, to be completed at the desk of releases.

    Raises
    ------
    NotYours, ClaimNotFound
    WrongStep
        No wave waits.
    BadInput
        Nothing is to be done, without a reason.
    """
    require_triager(by)
    claim = locked(claim_id)
    wave = claim.waves.filter(number__gt=1, act="").order_by("-number").first()
    if wave is None:
        raise WrongStep(_("Tidak ada gelombang yang menunggu."))
    if act is WaveAct.NOTHING and len(note.strip()) < SHORTEST_NOTE:
        raise BadInput(_("Tulis mengapa gelombang ini dibiarkan."), field="note")
    wave.act, wave.note, wave.decided_at = act.value, note.strip(), at
    if act is WaveAct.RESHARE:
        wave.release = _share_anew(claim, wave, by=by, at=at)
    wave.save(update_fields=["act", "note", "decided_at", "release"])
    if act is WaveAct.NOTHING:
        clocks.stop(claim, ClockKind.WAVE, at=at)
    publish(told(events.WaveMet, claim, by=by, at=at, wave=wave.number, act=act.value))
    return wave


def _share_anew(claim: Claim, wave: Wave, *, by: Actor, at: datetime) -> Release:
    verdict = standing_verdict(claim)
    if verdict is None or verdict.release is None or claim.topic is None:
        raise WrongStep(_("Belum ada putusan yang dapat dibagikan ulang."))
    title = _("Beredar lagi: %(headline)s") % {"headline": claim.headline}
    text = _("Kabar ini beredar lagi (gelombang ke-%(n)s). Putusan kami tetap: %(title)s") % {
        "n": wave.number,
        "title": verdict.release.title,
    }
    words = ReleaseWords(
        topic=claim.topic,
        kind=ReleaseKind.NEWS.value,
        title=title[:TITLE_LENGTH],
        text=text,
        material_class=MaterialClass.RELEASABLE.value,
        source_code=claim.number,
    )
    return releases.draft(words=words, by=by, at=at)


def standing_verdict(claim: Claim) -> Verdict | None:
    """Return the newest verdict of a claim that is public."""
    rows = claim.verdicts.select_related("release").filter(release__state=ReleaseState.PUBLISHED)
    return rows.order_by("-version").first()
