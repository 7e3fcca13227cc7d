"""The rules by which clocks run, as officers read them: calendar, hours, limits, history."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pendopo.engines.clock import WEEKDAYS
from pendopo.foundation.people.access import staff_page
from pendopo.journey.cases.calendars import calendars_in_force
from pendopo.journey.cases.law_forms import HOUR_LABELS, span_words
from pendopo.journey.cases.selectors import law as selectors
from pendopo.journey.cases.services import RULE_KEEPERS
from pendopo.journey.cases.types import CaseClass, ClockKind
from pendopo.journey.cases.wording import UNIT_WORDS
from pendopo.journey.procedures.wording import CLOCK_NAMES
from pendopo.kernel.http import render_page
from pendopo.kernel.time import format_month, local, zone_label

if TYPE_CHECKING:
    from django.http import HttpRequest

FIRST_YEAR, LAST_YEAR = 2000, 2100


@staff_page()
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Lead to the rules, with the changes made last."""
    found = selectors.rule_changes(most=5)
    context = {"changes": found.rows, "is_more": bool(found.next_cursor)} | _may(request)
    return render_page(request, "cases/law/rules.html", context)


@staff_page()
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Show what closes offices in a year, each with its decree."""
    at = timezone.now()
    year = _year(request, at)
    found = selectors.rules_of_year(year, at=at)
    usual = calendars_in_force(at=at).usual
    by_month = selectors.working_days_by_month(usual, year)
    months = [
        (format_month(datetime(year, month, 1, tzinfo=at.tzinfo), language=_language()), n_days)
        for month, n_days in enumerate(by_month, start=1)
    ]
    context = {
        "year": year,
        "years": [each for each in (year - 1, year + 1) if FIRST_YEAR <= each <= LAST_YEAR],
        "days": found.days,
        "closures": [(rule, _span(rule)) for rule in found.closures],
        "ended": [_ended(row) for row in found.ended],
        "months": months,
        "n_days": sum(by_month),
    }
    return render_page(request, "cases/law/calendar.html", context | _may(request))


@staff_page()
@require_safe
def hours(request: HttpRequest) -> HttpResponse:
    """Show the hours of offices and their seasons."""
    standing, past = selectors.hour_rules(at=timezone.now())
    context = {
        "rules": [_hours(rule) for rule in standing],
        "past": [_hours(rule) for rule in past],
        "zone": zone_label(settings.PENDOPO_ZONE),
    }
    return render_page(request, "cases/law/hours.html", context | _may(request))


@staff_page()
@require_safe
def limits(request: HttpRequest) -> HttpResponse:
    """Show every limit in force with its legal basis, and the numbers of rules."""
    at = timezone.now()
    context = {
        "limits": [_limit(each) for each in selectors.limits(at=at)],
        "numbers": selectors.numbers(at=at),
    }
    return render_page(request, "cases/law/limits.html", context | _may(request))


@staff_page()
@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """Show who changed which rule, newest first."""
    found = selectors.rule_changes(request.GET.get("cursor", ""))
    context = {
        "changes": found.rows,
        "next": f"?cursor={found.next_cursor}" if found.next_cursor else "",
        "is_first": "cursor" not in request.GET,
    }
    return render_page(request, "cases/law/history.html", context)


def limit_name(clock: str, case_class: str, procedure: str = "") -> str:
    """Return which limit this is, in words: *Jawaban: Aspirasi*."""
    own = CLOCK_NAMES.get(clock, clock)
    name = str(ClockKind(clock).label) if clock in ClockKind.values else str(own)
    kind = CaseClass(case_class).label if case_class in CaseClass.values else case_class
    of_what = ", ".join(str(part) for part in (kind, procedure) if part)
    return f"{name}: {of_what}" if of_what else name


def unit_words(unit: str) -> str:
    """Return the name of a unit."""
    return str(UNIT_WORDS.get(unit, unit))


def _limit(found: selectors.Limit) -> dict[str, Any]:
    newest = found.newest
    return {
        "name": limit_name(newest.clock, newest.case_class, newest.procedure),
        "now": found.now and (found.now, unit_words(found.now.unit)),
        "coming": [(row, unit_words(row.unit)) for row in found.coming],
        "past": [(row, unit_words(row.unit)) for row in found.past],
        "newest": newest,
    }


def _hours(rule: Any) -> dict[str, Any]:
    labels = [str(HOUR_LABELS[name]) for name in WEEKDAYS]
    runs = [list(run) for _same, run in groupby(range(len(labels)), key=rule.hours.__getitem__)]
    return {
        "rule": rule,
        "days": _span(rule),
        "week": [
            (_run_words([labels[n] for n in run]), rule.hours[run[0]] or _("tutup")) for run in runs
        ],
    }


def _run_words(labels: list[str]) -> str:
    """Return weekdays that follow each other, in words: *Senin sampai Kamis*."""
    if len(labels) == 1:
        return labels[0]
    return _("%(first)s sampai %(last)s") % {"first": labels[0], "last": labels[-1]}


def _ended(row: Any) -> dict[str, Any]:
    return {"row": row, "days": _span(row)}


def _span(row: Any) -> str:
    """Return the days a row is about; nothing for a week that holds always."""
    if hasattr(row, "date"):
        return span_words(row.date, row.date)
    return span_words(row.first, row.last) if row.first else ""


def _year(request: HttpRequest, at: datetime) -> int:
    asked = request.GET.get("tahun", "")
    today = local(at, settings.PENDOPO_ZONE).year
    is_year = asked.isascii() and asked.isdigit() and FIRST_YEAR <= int(asked[:6]) <= LAST_YEAR
    return int(asked) if is_year else today


def _language() -> str:
    return get_language() or "id"


def _may(request: HttpRequest) -> dict[str, bool]:
    return {"may_change": request.actor.has_role(*RULE_KEEPERS)}  # type: ignore[attr-defined]
