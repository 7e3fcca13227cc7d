"""Clocks, waves and days of sightings, as pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext

from pendopo.engines.clock import Calendar, Unit, due, remaining
from pendopo.journey.clarification.models import ClaimClock

_NEAR_HOURS = 1


def face_of(clock: ClaimClock, calendar: Calendar, *, at: datetime) -> dict[str, Any]:
    """Return a clock as ``components/clock.html`` takes it."""
    limit = due(clock.started_at, clock.amount, Unit(clock.unit), calendar)
    left = remaining(limit, clock.stopped_at or at, calendar)
    is_running = clock.stopped_at is None
    hours = -left.days if left.is_late else left.days
    return {
        "name": str(clock.get_kind_display()),
        "state": _state(left.is_late, hours, is_running=is_running),
        "due": clock.due_at,
        "remaining": hours if is_running else None,
        "unit": unit_words(clock.unit, clock.amount),
        "unit_left": unit_words(clock.unit, left.days),
        "elapsed": min(max(clock.amount - hours, 0), clock.amount) if is_running else None,
        "length": clock.amount if is_running else None,
        "legal_basis": clock.legal_basis,
        "unconfirmed": not clock.is_confirmed,
        "note": _("Dipenuhi sesudah batas waktu.") if not is_running and left.is_late else "",
    }


def _state(is_late: bool, hours: int, *, is_running: bool) -> str:
    if not is_running:
        return "stopped"
    if is_late:
        return "late"
    return "near" if hours <= _NEAR_HOURS else "on_time"


def unit_words(unit: str, amount: int) -> str:
    """Return what a clock or a number of a rule counts."""
    words = {
        "hours": npgettext("satuan waktu", "jam", "jam", amount),
        "work_hours": npgettext("satuan waktu", "jam kerja", "jam kerja", amount),
        "work_days": npgettext("satuan waktu", "hari kerja", "hari kerja", amount),
        "calendar_days": npgettext("satuan waktu", "hari", "hari", amount),
        "times": ngettext("kali", "kali", amount),
        "percent": "%",
    }
    return words.get(unit, unit)


@dataclass(frozen=True)
class DayRow:
    """How often a claim was seen on one day, by kind of channel."""

    day: date
    n: int
    channels: str


def days_of(rows: Iterable[tuple[date, str, int]]) -> list[DayRow]:
    """Return sightings as (day, channel in words, count) put together by day, newest first."""
    days: dict[date, list[tuple[str, int]]] = {}
    for day, channel, n in rows:
        days.setdefault(day, []).append((channel, n))
    return [_day(day, parts) for day, parts in sorted(days.items(), reverse=True)]


def _day(day: date, parts: Sequence[tuple[str, int]]) -> DayRow:
    ordered = sorted(parts, key=lambda part: (-part[1], part[0]))
    words = ", ".join(f"{channel} {n}" for channel, n in ordered)
    return DayRow(day, sum(n for _channel, n in parts), words)
