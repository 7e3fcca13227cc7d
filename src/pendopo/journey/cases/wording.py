"""States, clocks and reasons in words, as the pages of this room show them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext_lazy, ngettext, npgettext
from django.utils.translation import gettext as _

from pendopo.engines.clock import DayKind, Remaining, SkippedDay
from pendopo.journey.cases.routing.offices import Suggestion
from pendopo.journey.cases.selectors import ClockView
from pendopo.journey.cases.types import Status, StopReason
from pendopo.kernel.time import format_date
from pendopo.ui.templatetags.pendopo_ui import local_time_text

STATUS_TONES = {
    Status.RECEIVED.value: "neutral",
    Status.ASSIGNED.value: "info",
    Status.WAITING.value: "warning",
    Status.OBJECTED.value: "warning",
    Status.ANSWERED.value: "success",
    Status.CLOSED.value: "success",
    Status.ARCHIVED.value: "neutral",
}
UNIT_WORDS = {
    "hours": gettext_lazy("jam"),
    "work_hours": gettext_lazy("jam kerja"),
    "work_days": gettext_lazy("hari kerja"),
    "calendar_days": gettext_lazy("hari kalender"),
    "months": gettext_lazy("bulan"),
    "percent": gettext_lazy("persen"),
    "devices": gettext_lazy("perangkat"),
    "requests": gettext_lazy("permintaan"),
    "severity": gettext_lazy("bobot"),
    "values": gettext_lazy("nilai berbeda"),
    "questions": gettext_lazy("pertanyaan"),
    "people": gettext_lazy("orang"),
}
CLOCK_TONES = {"on_time": "info", "near": "warning", "late": "danger", "paused": "neutral"}
_UNNAMED = {DayKind.WEEKEND.value, DayKind.PAUSE.value, DayKind.AFTER_HOURS.value}


def remaining_words(left: Remaining) -> str:
    """Return how a running clock stands: *sisa 3 hari kerja*, *lewat 2 hari kerja*."""
    amount = {"n": left.days, "unit": unit_of(left.unit.value, left.days)}
    if left.is_paused:
        return (
            ngettext("dijeda, sisa %(n)s %(unit)s", "dijeda, sisa %(n)s %(unit)s", left.days)
            % amount
        )
    if left.is_late:
        if not left.days:
            return _("lewat waktu")
        return ngettext("lewat %(n)s %(unit)s", "lewat %(n)s %(unit)s", left.days) % amount
    if not left.days:
        return _("hari terakhir")
    return ngettext("sisa %(n)s %(unit)s", "sisa %(n)s %(unit)s", left.days) % amount


def unit_of(unit: str, days: int) -> str:
    """Return the unit in the number that ``days`` asks for; English has two."""
    if unit == "hours":
        return npgettext("satuan waktu", "jam", "jam", days)
    if unit == "work_hours":
        return npgettext("satuan waktu", "jam kerja", "jam kerja", days)
    if unit == "calendar_days":
        return npgettext("satuan waktu", "hari kalender", "hari kalender", days)
    return npgettext("satuan waktu", "hari kerja", "hari kerja", days)


def clock_face(clock: ClockView) -> dict[str, Any]:
    """Return a legal clock as ``components/clock.html`` takes it."""
    left = clock.remaining
    days = None if left is None else (-left.days if left.is_late else left.days)
    return {
        "name": clock.label,
        "state": "late" if clock.state == "stopped_late" else clock.state,
        "due": clock.due_at,
        "remaining": days,
        "unit": UNIT_WORDS.get(clock.unit, clock.unit),
        "unit_left": unit_of(clock.unit, abs(days or 0)),
        "elapsed": None if days is None else min(max(clock.amount - days, 0), clock.amount),
        "length": None if days is None else clock.amount,
        "legal_basis": clock.legal_basis,
        "unconfirmed": clock.is_unsure or not clock.is_confirmed,
        "note": _stop_words(clock) if clock.stopped_at else _skipped_words(clock.skipped),
    }


def _stop_words(clock: ClockView) -> str:
    return _("%(reason)s pada %(at)s.") % {
        "reason": StopReason(clock.stop_reason).label,
        "at": local_time_text(clock.stopped_at),
    }


def _skipped_words(days: Iterable[SkippedDay]) -> str:
    """Return the closed days by name; weekends go without saying."""
    named = [f"{day.name} ({_day_words(day.date)})" for day in days if day.kind not in _UNNAMED]
    return _("Tidak dihitung: %(days)s.") % {"days": ", ".join(named)} if named else ""


def _day_words(day: date) -> str:
    return format_date(day, language=get_language() or "id")


def suggestion_words(suggestion: Suggestion, place: str) -> str:
    """Return why an office is suggested."""
    if suggestion.row is None:
        return _("Disarankan %(office)s: prosedur “%(procedure)s” menyebutnya sebagai pemilik.") % {
            "office": suggestion.office.name,
            "procedure": suggestion.procedure,
        }
    row = suggestion.row
    words = {
        "office": row.office.name,
        "topic": str(row.topic),
        "since": _day_words(row.valid_from),
    }
    if not row.region_code:
        return (
            _(
                "Disarankan %(office)s: topik “%(topic)s” di seluruh daerah ini menjadi tugasnya "
                "sejak %(since)s."
            )
            % words
        )
    return _(
        "Disarankan %(office)s: topik “%(topic)s” di wilayah %(place)s menjadi tugasnya "
        "sejak %(since)s."
    ) % (words | {"place": place or row.region_code})
