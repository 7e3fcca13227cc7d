"""Rumours through the REST API: partners tell of them, everyone reads what was answered."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import Field, Header, Query, Router, Schema, Status

from pendopo.ecosystem.exchange.api import REFUSALS, needs, partner
from pendopo.ecosystem.exchange.doors import caller
from pendopo.ecosystem.exchange.schemas import Given
from pendopo.ecosystem.exchange.types import Scope
from pendopo.foundation.people.types import Actor
from pendopo.journey.clarification import services
from pendopo.journey.clarification.listening import listening_key
from pendopo.journey.clarification.models import Verdict
from pendopo.journey.clarification.selectors import public
from pendopo.journey.clarification.types import Entry, SeenOn, Told

router = Router()
_LARGEST, _LONGEST_KEY = 100, 200


class ClaimIn(Given):
    """A rumour somebody saw. Names, accounts and numbers in it are covered before it is kept."""

    text: str = Field(min_length=10, max_length=5_000)
    seen_on: SeenOn
    seen_at: datetime | None = None
    link: Annotated[str, Field(max_length=1_000)] = ""
    n: int = Field(1, ge=1, le=100_000)


class SourceLine(Schema):
    """What a verdict rests on."""

    kind: str
    label: str
    url: str


class Clarification(Schema):
    """A verdict that stands."""

    number: str
    claim: str
    verdict: str
    explanation: str
    sources: list[SourceLine]
    office: str
    published_at: datetime | None
    version: int
    url: str


class ClaimOut(Schema):
    """The claim it belongs to, and the verdict where one stands already."""

    number: str
    is_new_claim: bool
    is_new: bool
    clarification: Clarification | None


class ClarificationPage(Schema):
    """Verdicts that stand, newest first or, for words, the likeliest first."""

    items: list[Clarification]


@router.post(
    "/claims",
    response={200: ClaimOut, 201: ClaimOut, **REFUSALS},
    summary=_("Laporkan kabar yang beredar"),
    tags=["partner"],
    openapi_extra=needs(Scope.LISTEN),
)
def tell(
    request: HttpRequest,
    claim: ClaimIn,
    idempotency_key: str = Header(
        ..., alias="Idempotency-Key", min_length=1, max_length=_LONGEST_KEY
    ),
) -> Status[ClaimOut]:
    """Take in a rumour; the same Idempotency-Key counts once."""
    key = partner(request, Scope.LISTEN)
    told = Told(
        key=listening_key(f"{key.id}:{idempotency_key}"),
        text=claim.text,
        seen_on=claim.seen_on,
        link=claim.link,
        entry=Entry.PARTNER,
        n=claim.n,
        seen_at=_with_zone(claim.seen_at),
    )
    received = services.receive_claim(told, by=Actor(ref=key.ref), at=timezone.now())
    standing = public.standing().filter(claim_id=received.claim_id).first()
    out = ClaimOut(
        number=received.number,
        is_new_claim=received.is_new_claim,
        is_new=not received.is_repetition,
        clarification=_line(request, standing) if standing else None,
    )
    return Status(200 if received.is_repetition else 201, out)


@router.get(
    "/clarifications",
    response={200: ClarificationPage, **REFUSALS},
    summary=_("Klarifikasi kabar yang berlaku"),
    tags=["register"],
)
def clarifications(
    request: HttpRequest,
    q: str = Query("", max_length=2_000),
    verdict: str = Query("", max_length=12),
    size: int = Query(25, ge=1, le=_LARGEST),
) -> ClarificationPage:
    """Give the verdicts that stand; ``q`` may be a whole message."""
    caller(request, at=timezone.now())
    found = public.found(public.Query(q, verdict))[:size]
    return ClarificationPage(items=[_line(request, row) for row in found])


def _with_zone(at: datetime | None) -> datetime | None:
    return at if at is None or at.tzinfo else timezone.make_aware(at)


def _line(request: HttpRequest, verdict: Verdict) -> Clarification:
    address = reverse("clarification:detail", args=[verdict.claim.number])
    return Clarification(
        number=verdict.claim.number,
        claim=verdict.claim.headline,
        verdict=verdict.verdict,
        explanation=verdict.explanation,
        sources=verdict.sources,
        office=verdict.office.code,
        published_at=verdict.release.published_at if verdict.release else None,
        version=verdict.version,
        url=request.build_absolute_uri(address),
    )
