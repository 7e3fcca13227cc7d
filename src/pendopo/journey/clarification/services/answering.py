"""The owner of the facts states a verdict; somebody with a mandate brings it out as a release."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.types import Actor
from pendopo.foundation.release.models import Release
from pendopo.foundation.release.rules import digest_of
from pendopo.foundation.release.services import releases
from pendopo.foundation.release.services.releases import ReleaseWords
from pendopo.foundation.release.types import EDITABLE, MaterialClass, ReleaseKind, ReleaseState
from pendopo.journey.clarification import events, rules
from pendopo.journey.clarification.errors import WrongStep
from pendopo.journey.clarification.masking import kept_text
from pendopo.journey.clarification.models import Claim, Verdict
from pendopo.journey.clarification.services import clocks
from pendopo.journey.clarification.services.loading import locked, require_state, told
from pendopo.journey.clarification.types import ClaimState, ClockKind, VerdictWords
from pendopo.kernel.errors import BadInput

_STATABLE = (ClaimState.ASKED, ClaimState.STATED, ClaimState.PROPOSED, ClaimState.ANSWERED)
_SHORTEST = 20


@transaction.atomic
def state_verdict(*, claim_id: uuid.UUID, words: VerdictWords, by: Actor, at: datetime) -> Verdict:
    """State what is true about a claim, with sources; a public one gets a new version.

    Raises
    ------
    ClaimNotFound, NotYours
    WrongStep
        It is not sorted yet or set aside, or its words wait for approvals.
    BadInput
        No explanation or source, or the quoted claim holds what tells of a person.
    """
    claim = locked(claim_id)
    require_state(claim, *_STATABLE)
    topic = claim.topic
    if topic is None:
        raise WrongStep(_("Kabar ini belum dipilah."))
    rules.require_owner(by, topic.office_id)
    _require_sound(words)
    verdict = _open_version(claim) or Verdict(claim=claim, version=_next_version(claim))
    verdict.verdict, verdict.quote = words.verdict.value, words.quote.strip()
    verdict.explanation, verdict.keep_reason = words.explanation.strip(), words.keep_reason
    verdict.election, verdict.legal_process = words.election, words.legal_process
    verdict.sources = [
        {"kind": each.kind, "label": each.label.strip(), "url": each.url} for each in words.sources
    ]
    verdict.office, verdict.stated_ref, verdict.stated_at = topic.office, by.ref, at
    verdict.save()
    if claim.state == ClaimState.ASKED:
        claim.state = ClaimState.STATED.value
        claim.save(update_fields=["state"])
        clocks.stop(claim, ClockKind.ANSWER, at=at)
        clocks.begin(claim, ClockKind.PUBLISH, at=at)
    publish(
        told(
            events.ClaimStated,
            claim,
            by=by,
            at=at,
            verdict=verdict.verdict,
            version=verdict.version,
            office=topic.office.code,
            digest=digest_of({"text": text_of(verdict)}),
        )
    )
    return verdict


def _require_sound(words: VerdictWords) -> None:
    if kept_text(words.quote) != words.quote.strip():
        raise BadInput(
            _("Kutipan ini tampaknya memuat nama, akun, nomor, atau tautan. Tulis tanpa itu."),
            field="quote",
        )
    if len(words.explanation.strip()) < _SHORTEST:
        raise BadInput(_("Jelaskan faktanya."), field="explanation")
    if not words.sources:
        raise BadInput(_("Sebutkan sedikitnya satu sumber."), field="sources")


def _open_version(claim: Claim) -> Verdict | None:
    """Return the version whose words may still change; refuse while one waits for approvals."""
    newest = claim.verdicts.select_related("release").order_by("-version").first()
    if newest is None or newest.release is None:
        return newest
    if newest.release.state in EDITABLE:
        return newest
    if newest.release.state in (ReleaseState.WAITING, ReleaseState.READY):
        raise WrongStep(
            _("Putusan ini sedang menunggu persetujuan; kembalikan dahulu di meja rilis.")
        )
    return None


def _next_version(claim: Claim) -> int:
    last = claim.verdicts.aggregate(last=Max("version"))["last"]
    return (last or 0) + 1


@transaction.atomic
def propose(*, claim_id: uuid.UUID, by: Actor, at: datetime) -> Release:
    """Bring the stated verdict out as a release of the actor, whose own mandate counts.

    The release is held with the rules that forbid it, or waits for its approvals; from here on
    it is like every other release.

    Raises
    ------
    ClaimNotFound
    WrongStep
        Nothing is stated, or what is stated waits or went out already.
    NotYours
        The actor is no member of staff.
    """
    claim = locked(claim_id)
    verdict = _open_version(claim)
    if verdict is None or claim.topic is None:
        raise WrongStep(_("Belum ada jawaban pemilik fakta yang dapat diajukan."))
    words = _release_words(claim, verdict)
    verdict.release = _written(claim, verdict, words, by=by, at=at)
    verdict.save(update_fields=["release"])
    release = releases.submit(release_id=verdict.release.id, by=by, at=at, keeper=rules.SOURCE_KIND)
    if claim.state == ClaimState.STATED:
        claim.state = ClaimState.PROPOSED.value
        claim.save(update_fields=["state"])
    publish(
        told(
            events.VerdictProposed,
            claim,
            by=by,
            at=at,
            verdict=verdict.verdict,
            version=verdict.version,
            release_id=release.id,
            state=release.state,
        )
    )
    return release


def text_of(verdict: Verdict) -> str:
    """Return the text with which a verdict goes out."""
    return rules.release_text(
        verdict=verdict.verdict,
        quote=verdict.quote,
        explanation=verdict.explanation,
        sources=verdict.sources,
    )


def _release_words(claim: Claim, verdict: Verdict) -> ReleaseWords:
    if claim.topic is None:
        raise WrongStep(_("Kabar ini belum dipilah."))
    address = next((each["url"] for each in verdict.sources if each["url"]), "")
    return ReleaseWords(
        topic=claim.topic,
        kind=ReleaseKind.CLARIFICATION.value,
        title=rules.release_title(verdict.verdict, claim.headline),
        text=text_of(verdict),
        material_class=MaterialClass.RELEASABLE.value,
        source_kind=rules.SOURCE_KIND,
        source_code=claim.number,
        source_url=address,
        election=verdict.election,
        legal_process=verdict.legal_process,
        keep_reason=verdict.keep_reason,
    )


def _written(
    claim: Claim, verdict: Verdict, words: ReleaseWords, *, by: Actor, at: datetime
) -> Release:
    keeper = rules.SOURCE_KIND
    own = verdict.release
    if own is not None and own.author_ref == by.ref:
        return releases.redraft(release_id=own.id, words=words, by=by, at=at, keeper=keeper)
    replaces = _public_release(claim)
    if own is not None and own.replaces_id:
        # Somebody else's draft holds the place of the correction.
        raise WrongStep(_("Koreksi ini sudah diajukan orang lain; ia yang melanjutkannya."))
    return releases.draft(words=words, by=by, at=at, replaces=replaces, keeper=keeper)


def _public_release(claim: Claim) -> Release | None:
    rows = Release.objects.filter(verdict__claim=claim, state=ReleaseState.PUBLISHED)
    return rows.order_by("-version").first()
