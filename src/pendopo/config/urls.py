"""Where each room's pages hang."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from pendopo.ecosystem.exchange import rest
from pendopo.foundation.people.access import public_page

ROOMS = (
    "pendopo.portal",
    "pendopo.foundation.people",
    "pendopo.foundation.governance",
    "pendopo.foundation.release",
    "pendopo.foundation.ledger",
    "pendopo.journey.procedures",
    "pendopo.journey.voice",
    "pendopo.journey.cases",
    "pendopo.journey.evidence",
    "pendopo.journey.clarification",
    "pendopo.journey.deliberation",
    "pendopo.journey.commitments",
    "pendopo.journey.accountability",
    "pendopo.ecosystem.exchange",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("bahasa/", public_page(set_language), name="set_language"),
    path("api/v1/", rest.routes()),
    *(path("", include(f"{room}.urls")) for room in ROOMS if find_spec(f"{room}.urls")),
]
