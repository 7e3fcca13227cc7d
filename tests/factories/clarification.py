"""Makers of claims for tests, at any point of their way."""

from __future__ import annotations

import uuid
from datetime import timedelta
from functools import lru_cache

from django.conf import settings
from tests.factories.governance import ship_policies
from tests.factories.people import actor_for, make_office, make_officer
from tests.factories.release import AT, make_mandate, make_topic, position_of

from pendopo.foundation.governance.models import PolicyVersion
from pendopo.foundation.ledger.delivery import deliver_due
from pendopo.foundation.people.types import ANONYMOUS, Role
from pendopo.foundation.release.models import Release
from pendopo.foundation.release.services import releases
from pendopo.foundation.release.services.publishing import publish_due
from pendopo.journey.clarification import services
from pendopo.journey.clarification.loading import priorities_of
from pendopo.journey.clarification.models import Claim, PriorityRule
from pendopo.journey.clarification.types import (
    Harm,
    SeenOn,
    Source,
    Told,
    TriageWords,
    VerdictKind,
    VerdictWords,
)
from pendopo.kernel.models import RuleNumber
from pendopo.portal.law_loader import numbers_of

TEXT = "Vaksin polio di puskesmas mengandung zat yang menyebabkan anak lumpuh."
RETOLD = "Awas! Vaksin polio di puskesmas mengandung zat penyebab anak lumpuh, sebarkan!"
OTHER = "Uang pangkal sekolah negeri wajib dibayar tunai kepada panitia minggu depan."
HEADLINE = "Vaksin polio menyebabkan anak lumpuh"
EXPLANATION = "Vaksin polio sudah dipakai puluhan tahun dan tidak menyebabkan kelumpuhan."


@lru_cache
def _numbers():
    # Read once: the files take longer to parse than most tests take to run.
    return tuple(numbers_of(settings.DATA_ROOT / "rules"))


@lru_cache
def _priorities():
    return tuple(priorities_of(settings.DATA_ROOT / "rules" / "clarification.yaml"))


def make_rules() -> None:
    """Store the numbers and priorities as they are shipped."""
    rows = [RuleNumber(**row) for row in _numbers()]
    RuleNumber.objects.bulk_create(rows, ignore_conflicts=True)
    PriorityRule.objects.bulk_create(PriorityRule(**row) for row in _priorities())


def health_office():
    """The office that owns the facts about health."""
    return make_office("dinkes", name="Dinas Kesehatan")


def clarifier():
    """Who sorts claims."""
    office = make_office("diskominfo", name="Dinas Komunikasi")
    return actor_for(make_officer(Role.CLARIFIER, office), AT)


def owner(role=Role.OFFICER):
    """Somebody at the office that owns the facts."""
    return actor_for(make_officer(role, health_office()), AT)


def speaker(*topics):
    """Somebody with a mandate on topics, on health if none is named."""
    account = make_officer(Role.OFFICER, make_office("humas", name="Bagian Humas"))
    topics = topics or (make_topic("kesehatan", office=health_office()),)
    make_mandate(*topics, position=position_of(account))
    return actor_for(account, AT)


def told(text=TEXT, **changes) -> Told:
    """What somebody tells of a rumour."""
    return Told(**({"key": uuid.uuid4(), "text": text, "seen_on": SeenOn.WHATSAPP} | changes))


def make_claim(text=TEXT, *, at=AT, by=ANONYMOUS, **changes) -> Claim:
    """A claim that just came in, or the one it was joined to."""
    received = services.receive_claim(told(text, **changes), by=by, at=at)
    return Claim.objects.get(id=received.claim_id)


def make_triaged(claim=None, *, harm=Harm.HEALTH, at=AT, headline=HEADLINE) -> Claim:
    """A claim whose owner of facts was asked."""
    topic = make_topic("kesehatan", office=health_office())
    words = TriageWords(headline, harm, topic)
    made = claim or make_claim(at=at)
    return services.triage(claim_id=made.id, words=words, by=clarifier(), at=at)


def verdict_words(**changes) -> VerdictWords:
    """A sound answer with a source."""
    sources = (Source("document", "Surat Dinas Kesehatan 440/12", "https://dinkes.example/12"),)
    words = {
        "verdict": VerdictKind.FALSE,
        "quote": "Vaksin polio menyebabkan anak lumpuh.",
        "explanation": EXPLANATION,
        "sources": sources,
    }
    return VerdictWords(**(words | changes))


def make_stated(claim=None, *, at=AT, **changes) -> Claim:
    """A claim about which the owner of the facts stated a verdict."""
    made = claim or make_triaged(at=at)
    services.state_verdict(claim_id=made.id, words=verdict_words(**changes), by=owner(), at=at)
    return Claim.objects.get(id=made.id)


def make_proposed(claim=None, *, by=None, at=AT) -> Release:
    """The release of a verdict that waits for its approvals."""
    if not PolicyVersion.objects.exists():
        ship_policies()
    made = claim or make_stated(at=at)
    return services.propose(claim_id=made.id, by=by or speaker(), at=at)


def let_out(release: Release, *, at=AT) -> None:
    """Approve a release as the head of the owning office, and let it out."""
    head = actor_for(make_officer(Role.HEAD, release.topic.office), at)
    releases.approve(release_id=release.id, kind="fact_owner", by=head, at=at)
    publish_due(at=at)
    deliver_due(at=at + timedelta(seconds=1))


def make_answered(claim=None, *, at=AT) -> Claim:
    """A claim whose verdict went out."""
    release = make_proposed(make_stated(claim, at=at) if claim else None, at=at)
    let_out(release, at=at)
    return Claim.objects.get(verdicts__release=release)
