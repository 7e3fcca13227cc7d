"""What everyone may read: verdicts whose release stands, never where or by whom it was spread."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from pendopo.engines.matching import keys_of
from pendopo.foundation.release.types import ReleaseState
from pendopo.journey.clarification.errors import ClaimNotFound
from pendopo.journey.clarification.masking import terms_told
from pendopo.journey.clarification.models import Claim, Sighting, Verdict, Wave, WordingKey
from pendopo.journey.clarification.selectors.desk import sighting_days
from pendopo.journey.clarification.showing import DayRow
from pendopo.journey.clarification.types import AsideReason, ClaimState, VerdictKind

PUBLIC = (ReleaseState.PUBLISHED, ReleaseState.CORRECTED, ReleaseState.WITHDRAWN)


def standing() -> QuerySet[Verdict]:
    """Return the verdicts that stand, newest first, with claim, topic and office."""
    rows = Verdict.objects.filter(release__state=ReleaseState.PUBLISHED)
    found = rows.select_related("claim__topic__office", "office", "release").defer(
        "release__archive", "release__text"
    )
    return found.order_by("-release__published_at", "-id")


@dataclass(frozen=True)
class Query:
    """What is looked for: words, maybe a whole message, and a verdict."""

    text: str = ""
    verdict: str = ""


def found(query: Query) -> list[Verdict] | QuerySet[Verdict]:
    """Return the verdicts a reader looks for; with words the likeliest first."""
    rows = standing()
    if query.verdict in VerdictKind.values:
        rows = rows.filter(verdict=query.verdict)
    terms = terms_told(query.text)
    if not query.text.strip():
        return rows
    return _ranked(rows, terms)


def _ranked(rows: QuerySet[Verdict], terms: frozenset[str]) -> list[Verdict]:
    """Return the verdicts whose wordings hold the most of the terms; half of them at least."""
    counted = (
        WordingKey.objects.filter(key__in=keys_of(terms))
        .values("wording_id", "wording__claim_id")
        .annotate(n=Count("key", distinct=True))
    )
    best: dict[uuid.UUID, int] = {}
    for row in counted.order_by("-n")[:200]:
        best.setdefault(row["wording__claim_id"], row["n"])
    enough = {claim: n for claim, n in best.items() if 2 * n >= len(terms)}
    verdicts = rows.filter(claim_id__in=enough)
    return sorted(verdicts, key=lambda verdict: -enough[verdict.claim_id])


@dataclass(frozen=True)
class PublicPage:
    """An answered claim as everyone may read it."""

    claim: Claim
    verdict: Verdict
    earlier: Sequence[Verdict]
    waves: Sequence[Wave]
    days: list[DayRow]

    @property
    def is_withdrawn(self) -> bool:
        """Return whether the newest verdict was withdrawn."""
        return self.verdict.release is not None and (
            self.verdict.release.state == ReleaseState.WITHDRAWN
        )


def public_page(number: str) -> PublicPage:
    """Return an answered claim (four queries).

    Raises
    ------
    ClaimNotFound
        Unknown, or never answered in public.
    """
    rows = Verdict.objects.filter(claim__number=number, release__state__in=PUBLIC)
    shown = rows.select_related("claim__topic__office", "office", "release")
    versions = list(shown.order_by("-version"))
    if not versions:
        raise ClaimNotFound(_("Klarifikasi ini tidak ditemukan."))
    claim = versions[0].claim
    return PublicPage(
        claim, versions[0], versions[1:], list(claim.waves.all()), sighting_days(claim.id)
    )


@dataclass(frozen=True)
class Receipt:
    """How far what somebody told of is: its claim, and the verdict where one stands."""

    claim: Claim
    verdict: Verdict | None
    due_at: datetime | None
    told_at: datetime


def receipt(sighting_id: uuid.UUID) -> Receipt:
    """Return how far a told rumour is.

    Raises
    ------
    ClaimNotFound
    """
    rows = Sighting.objects.select_related("claim__topic__office")
    row = rows.filter(id=sighting_id).first()
    if row is None:
        raise ClaimNotFound(_("Laporan ini tidak ditemukan."))
    claim = row.claim
    clock = claim.clocks.filter(stopped_at=None).order_by("due_at").first()
    return Receipt(
        claim, standing().filter(claim=claim).first(), clock.due_at if clock else None, row.at
    )


def aside_counts() -> list[tuple[str, int]]:
    """Return how many claims were not answered, by reason in words."""
    rows = Claim.objects.filter(state=ClaimState.SET_ASIDE).values("aside_reason")
    labels = dict(AsideReason.choices)
    counted = rows.annotate(n=Count("id")).order_by("-n", "aside_reason")
    return [(str(labels[row["aside_reason"]]), row["n"]) for row in counted]


def recently_aside(most: int) -> list[Claim]:
    """Return the claims last set aside; their words are not shown, to spread them no further."""
    rows = Claim.objects.filter(state=ClaimState.SET_ASIDE)
    return list(rows.order_by("-decided_at", "-id")[:most])
