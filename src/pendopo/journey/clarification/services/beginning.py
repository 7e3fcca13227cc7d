"""Beginning a claim under the year's next number."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.db.models import Max

from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.types import Actor
from pendopo.journey.clarification import events, rules
from pendopo.journey.clarification.models import Claim
from pendopo.journey.clarification.services import clocks
from pendopo.journey.clarification.services.loading import told
from pendopo.journey.clarification.types import ClockKind
from pendopo.kernel.time import local

_HEADLINE = 160


def begin(text: str, *, by: Actor, at: datetime, seen_at: datetime) -> Claim:
    """Store a claim of masked words with its clock; the caller's transaction holds both."""
    year = local(at, settings.PENDOPO_ZONE).year
    last = Claim.objects.filter(year=year).aggregate(last=Max("serial"))["last"]
    serial = (last or 0) + 1
    claim = Claim.objects.create(
        number=rules.make_number(year, serial),
        year=year,
        serial=serial,
        headline=_first_words(text),
        received_at=at,
        last_seen_at=seen_at,
        run_began_at=seen_at,
    )
    clock = clocks.begin(claim, ClockKind.TRIAGE, at=at)
    digest = sha256(text.encode()).hexdigest()
    publish(told(events.ClaimReceived, claim, by=by, at=at, digest=digest, due_at=clock.due_at))
    return claim


def _first_words(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _HEADLINE else f"{line[: _HEADLINE - 1].rsplit(' ', 1)[0]}…"
