"""Finding the claims that a text tells anew: along an index of terms, then word by word."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from pendopo.engines.matching import keys_of, retelling
from pendopo.journey.clarification.masking import terms_told
from pendopo.journey.clarification.models import Claim, Wording, WordingKey
from pendopo.journey.clarification.types import ClaimState
from pendopo.kernel.numbers import number_in_force

# How many wordings that share the most terms are compared.
_READ = 40


@dataclass(frozen=True)
class Likely:
    """A claim that a text may tell anew; ``percent`` as the thresholds count."""

    claim: Claim
    percent: int


def likely_claims(
    text: str, *, at_least: int, but: uuid.UUID | None = None, most: int = 5
) -> list[Likely]:
    """Return the claims that a text tells at least so likely, best first (two queries)."""
    terms = terms_told(text)
    if not terms:
        return []
    shared = WordingKey.objects.filter(key__in=keys_of(terms))
    if but:
        shared = shared.exclude(wording__claim_id=but)
    best = shared.values("wording_id").annotate(n=Count("key")).order_by("-n", "-wording_id")
    ids = [row["wording_id"] for row in best[:_READ]]
    wordings = Wording.objects.filter(id__in=ids).select_related("claim__joined_to", "claim__topic")
    return _best(terms, wordings, at_least)[:most]


def _best(terms: frozenset[str], wordings: Iterable[Wording], at_least: int) -> list[Likely]:
    found: dict[uuid.UUID, Likely] = {}
    for wording in wordings:
        claim = wording.claim
        if claim.state == ClaimState.JOINED and claim.joined_to:
            claim = claim.joined_to
        percent = round(100 * retelling(terms, terms_told(wording.text)))
        if percent >= at_least and (claim.id not in found or percent > found[claim.id].percent):
            found[claim.id] = Likely(claim, percent)
    return sorted(found.values(), key=lambda each: (-each.percent, each.claim.number))


def threshold(name: str, *, at: datetime) -> int:
    """Return a percentage of the rules in force: ``join`` or ``suggest`` (one query)."""
    return number_in_force(f"clarification.{name}_percent", at=at)
