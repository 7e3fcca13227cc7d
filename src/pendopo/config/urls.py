"""Where each room's pages hang."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

ROOMS = (
    "pendopo.portal",
    "pendopo.foundation.people",
    "pendopo.foundation.ledger",
    "pendopo.journey.voice",
    "pendopo.journey.cases",
    "pendopo.journey.evidence",
    "pendopo.journey.deliberation",
    "pendopo.journey.commitments",
    "pendopo.journey.accountability",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"{room}.urls")) for room in ROOMS if find_spec(f"{room}.urls")
]
