"""A verdict as machines read it: ``ClaimReview`` of schema.org, without anyone who spread it."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from pendopo.journey.clarification.models import Claim, Verdict
from pendopo.journey.clarification.types import MEANINGS, RATINGS, VerdictKind

# What would end the element, or begin one inside it.
_UNSAFE = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}
_BEST, _WORST = 5, 1


def claim_review(claim: Claim, verdict: Verdict, *, url: str) -> dict[str, Any]:
    """Return the verdict as schema.org's ClaimReview; satire has no number, only a name."""
    published = verdict.release.published_at if verdict.release else None
    rating: dict[str, Any] = {
        "@type": "Rating",
        "alternateName": str(VerdictKind(verdict.verdict).label),
        "ratingExplanation": str(MEANINGS[verdict.verdict]),
    }
    if verdict.verdict in RATINGS:
        numbers = {"ratingValue": RATINGS[verdict.verdict]}
        rating |= numbers | {"bestRating": _BEST, "worstRating": _WORST}
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": url,
        "datePublished": published.date().isoformat() if published else None,
        "claimReviewed": claim.headline,
        "author": {
            "@type": "GovernmentOrganization",
            "name": settings.PENDOPO_GOVERNMENT or verdict.office.name,
        },
        "reviewRating": rating,
        "itemReviewed": {
            "@type": "Claim",
            "datePublished": claim.received_at.date().isoformat(),
            "name": claim.headline,
        },
        "citation": [
            {"@type": "CreativeWork", "name": each["label"], "url": each["url"]}
            for each in verdict.sources
            if each["url"]
        ],
    }


def script_of(document: dict[str, Any]) -> SafeString:
    """Return a document as the content of a data element: nothing in it can end the element."""
    text = json.dumps(document, ensure_ascii=False).translate(_UNSAFE)
    return mark_safe(text)  # noqa: S308 -- escaped above
