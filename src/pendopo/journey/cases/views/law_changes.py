"""Changing rules: a form, what it would move, and only then the change."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from pendopo.engines.clock import WEEKDAYS
from pendopo.foundation.people.access import actor_in, staff_page
from pendopo.journey.cases import services
from pendopo.journey.cases.amending import Effect, effect_of
from pendopo.journey.cases.law_forms import (
    CalendarForm,
    ClosingForm,
    EndingForm,
    HoursForm,
    LimitForm,
    NumberForm,
    SeasonForm,
)
from pendopo.journey.cases.selectors import law as selectors
from pendopo.journey.cases.services import RULE_KEEPERS
from pendopo.journey.cases.types import ClockKind
from pendopo.journey.cases.views.law import limit_name, unit_words
from pendopo.kernel.http import render_page

if TYPE_CHECKING:
    from django.http import HttpRequest

_CALENDAR, _HOURS = "cases:law_calendar", "cases:law_hours"
_FORMS = {"week": HoursForm, "season": SeasonForm, "closed": ClosingForm}


@staff_page(*RULE_KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def close_days(request: HttpRequest) -> HttpResponse:
    """Close one office or all on some days."""
    return _amend(request, ClosingForm, _("Tambah hari tutup"), back=_CALENDAR)


@staff_page(*RULE_KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def set_hours(request: HttpRequest) -> HttpResponse:
    """Give one office or all the hours of a week."""
    title = _("Tetapkan jam kerja")
    first = _usual_hours() | {"office": request.GET.get("kantor", "")}
    return _amend(request, HoursForm, title, back=_HOURS, first=first)


@staff_page(*RULE_KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def set_season(request: HttpRequest) -> HttpResponse:
    """Give one office or all other hours for some days."""
    title = _("Tetapkan jam kerja sementara")
    return _amend(request, SeasonForm, title, back=_HOURS, first=_usual_hours())


@staff_page(*RULE_KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def end_day(request: HttpRequest, day_id: int) -> HttpResponse:
    """End a holiday that was withdrawn."""
    row = selectors.one_closed_day(day_id)
    title = _("Akhiri: %(name)s") % {"name": row.name}
    return _amend(request, EndingForm, title, back=_CALENDAR, row=row)


@staff_page(*RULE_KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def correct_day(request: HttpRequest, day_id: int) -> HttpResponse:
    """Put a corrected holiday in the place of one that stands."""
    row = selectors.one_closed_day(day_id)
    first = _words_of(row) | {"kind": row.kind, "first": row.date, "last": row.date}
    title = _("Betulkan: %(name)s") % {"name": row.name}
    return _amend(request, ClosingForm, title, back=_CALENDAR, row=row, first=first)


@staff_page(*RULE_KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def end_rule(request: HttpRequest, rule_id: uuid.UUID) -> HttpResponse:
    """End a closure, a week or a season."""
    row = selectors.one_calendar_rule(rule_id)
    title = _("Akhiri: %(name)s") % {"name": row.name}
    return _amend(request, EndingForm, title, back=_back(row), row=row)


@staff_page(*RULE_KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def correct_rule(request: HttpRequest, rule_id: uuid.UUID) -> HttpResponse:
    """Put a corrected closure, week or season in the place of one that stands."""
    row = selectors.one_calendar_rule(rule_id)
    first = _words_of(row) | {
        "kind": row.reason,
        "first": row.first,
        "last": row.last,
        "office": row.office.code if row.office else "",
        "works_on_holidays": row.works_on_holidays,
        **_days_of(row.hours),
    }
    title = _("Betulkan: %(name)s") % {"name": row.name}
    return _amend(request, _FORMS[row.kind], title, back=_back(row), row=row, first=first)


@staff_page(*RULE_KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def change_limit(request: HttpRequest, policy_id: int) -> HttpResponse:
    """Let a limit be another one from a day on."""
    policy, at = selectors.one_limit(policy_id), timezone.now()
    form = LimitForm(request.POST if request.method == "POST" else None, at=at, policy=policy)
    if request.method == "POST" and form.is_valid():
        services.set_limit(
            policy=policy, limit=form.limit(), decree=form.decree(), by=actor_in(request), at=at
        )
        messages.success(request, _("Batas waktu yang baru tersimpan. Yang berjalan tetap."))
        return redirect("cases:law_limits")
    context = {
        "form": form,
        "title": _("Ubah batas waktu: %(name)s")
        % {"name": limit_name(policy.clock, policy.case_class)},
        "now": f"{policy.amount} {unit_words(policy.unit)}",
        "basis": policy.legal_basis,
        "back": "cases:law_limits",
        "button": _("Simpan"),
    }
    return _form_page(request, context)


@staff_page(*RULE_KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def change_number(request: HttpRequest, code: str) -> HttpResponse:
    """Let a number of a rule be another one from a day on."""
    number, at = selectors.one_number(code), timezone.now()
    asked = request.POST if request.method == "POST" else None
    form = NumberForm(asked, at=at, amount=number.amount)
    if request.method == "POST" and form.is_valid():
        services.set_number(
            number=number,
            amount=form.cleaned_data["amount"],
            since=form.cleaned_data["since"],
            decree=form.decree(),
            by=actor_in(request),
            at=at,
        )
        messages.success(request, _("Angka yang baru tersimpan."))
        return redirect("cases:law_limits")
    context = {
        "form": form,
        "title": _("Ubah angka aturan"),
        "now": f"{number.explanation} {number.amount}",
        "basis": number.legal_basis,
        "back": "cases:law_limits",
        "button": _("Simpan"),
    }
    return _form_page(request, context)


def _amend(
    request: HttpRequest,
    form_class: Any,
    title: str,
    *,
    back: str,
    row: Any = None,
    first: dict[str, Any] | None = None,
) -> HttpResponse:
    """Ask, show what would move, and change the calendar once that was seen."""
    at = timezone.now()
    step = request.POST.get("step", "")
    form = form_class(request.POST if step else None, at=at, initial=first or {})
    if step in ("preview", "save") and form.is_valid():
        amendment = form.amendment(row)
        if step == "save":
            services.amend_calendar(amendment=amendment, by=actor_in(request), at=at)
            messages.success(
                request,
                _("Aturan tersimpan. Batas waktu yang berjalan dihitung ulang oleh sistem."),
            )
            return redirect(back)
        return _preview(request, form, title, effect_of(amendment, at=at), amendment.summary)
    context = {
        "form": form,
        "title": title,
        "back": back,
        "button": _("Lihat akibatnya"),
        "step": "preview",
    }
    return _form_page(request, context, is_asked_again=step == "edit")


def _form_page(
    request: HttpRequest, context: dict[str, Any], *, is_asked_again: bool = False
) -> HttpResponse:
    is_refused = request.method == "POST" and not is_asked_again
    return render_page(request, "cases/law/form.html", context, status=422 if is_refused else 200)


def _preview(
    request: HttpRequest, form: CalendarForm, title: str, effect: Effect, summary: str
) -> HttpResponse:
    context = {
        "title": title,
        "summary": summary,
        "answers": [(name, request.POST.get(name, "")) for name in form.fields],
        "effect": effect,
        "n_moved": effect.n_later + effect.n_earlier,
        "later": length_words(effect.longest_later),
        "earlier": length_words(effect.longest_earlier),
        "kinds": [(_clock_name(kind), n) for kind, n in sorted(effect.n_moved.items())],
    }
    return render_page(request, "cases/law/preview.html", context)


def length_words(length: timedelta) -> str:
    """Return how far a limit moves: in days, or in hours below one."""
    if length.days:
        return ngettext("%(n)s hari", "%(n)s hari", length.days) % {"n": length.days}
    hours = -(-length.seconds // 3600)
    return ngettext("%(n)s jam", "%(n)s jam", hours) % {"n": hours}


def _clock_name(kind: str) -> str:
    return str(ClockKind(kind).label) if kind in ClockKind.values else kind


def _words_of(row: Any) -> dict[str, Any]:
    return {"name": row.name, "legal_basis": row.legal_basis, "source": row.source}


def _days_of(hours: list[str]) -> dict[str, str]:
    return dict(zip(WEEKDAYS, hours, strict=False))


def _usual_hours() -> dict[str, Any]:
    """Return the hours that hold for all offices, to start from."""
    standing, _past = selectors.hour_rules(at=timezone.now())
    weeks = [rule for rule in standing if rule.kind == "week" and rule.office_id is None]
    return dict(_days_of(weeks[-1].hours)) if weeks else {}


def _back(row: Any) -> str:
    return _CALENDAR if row.kind == "closed" else _HOURS
