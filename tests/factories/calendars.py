"""Rules for tests: hours, closures and decrees."""

from __future__ import annotations

from datetime import date

from pendopo.journey.cases.models import CalendarRule

OFFICE_HOURS = ["07.30-12.00, 13.00-16.00"] * 4 + ["07.30-11.30, 13.00-16.30", "", ""]
SIX_DAYS = ["07.30-14.00"] * 4 + ["07.30-11.00", "07.30-12.30", ""]
ALWAYS = ["00.00-24.00"] * 7
FASTING = ["08.00-12.00, 12.30-15.00"] * 4 + ["08.00-11.30, 12.30-15.30", "", ""]


def make_rule(kind: str = "week", **values) -> CalendarRule:
    """Return a calendar rule in force since 2020, the usual week unless told otherwise."""
    given = {
        "name": "Aturan contoh",
        "hours": [] if kind == "closed" else OFFICE_HOURS,
        "reason": "penutupan" if kind == "closed" else "",
        "legal_basis": "Keputusan Bupati 1/2026 (contoh)",
        "confidence": "verified",
        "source": "contoh",
        "valid_from": date(2020, 1, 1),
    }
    return CalendarRule.objects.create(kind=kind, **(given | values))
