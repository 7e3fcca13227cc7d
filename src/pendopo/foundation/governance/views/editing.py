"""Editing a draft: one rule on a form, or the whole text; faults are shown with their lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from pendopo.engines.policy import read_rules
from pendopo.engines.written import Fault, write_text
from pendopo.foundation.governance import selectors, services
from pendopo.foundation.governance.errors import PolicyNotFound, RulesUnsound
from pendopo.foundation.governance.forms import WrittenForm
from pendopo.foundation.governance.rule_forms import RuleForm, rule_in, with_rule, without_rule
from pendopo.foundation.governance.rules import EDITORS
from pendopo.foundation.governance.starting import fresh_rules
from pendopo.foundation.people.access import staff_page
from pendopo.kernel.http import render_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.http import HttpRequest, HttpResponse


@staff_page(*EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new_rule(request: HttpRequest, code: str) -> HttpResponse:
    """Add a rule to the draft."""
    return _rule_page(request, code, selectors.newest(code).definition, None)


@staff_page(*EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def rule(request: HttpRequest, code: str, rule_id: str) -> HttpResponse:
    """Edit one rule of the draft; the first edit makes the draft."""
    raw = selectors.newest(code).definition
    found = rule_in(raw, rule_id)
    if found is None:
        raise PolicyNotFound(_("Aturan ini tidak ditemukan."))
    return _rule_page(request, code, raw, found)


def _rule_page(
    request: HttpRequest, code: str, raw: dict[str, Any], found: dict[str, Any] | None
) -> HttpResponse:
    form = RuleForm(found, request.POST or None)
    problems: list[dict[str, Any]] = []
    if form.is_valid():
        told = form.rule()
        if found is None and rule_in(raw, told["id"]):
            form.add_error("id", _("Kode ini sudah dipakai."))
        else:
            problems = _problems(_faults_of_saving(request, with_rule(raw, told)), has_lines=False)
            if not problems:
                return redirect("governance:desk_one", code)
    context = {"code": code, "form": form, "problems": problems, "rule": found}
    status = 422 if form.errors or problems else 200
    return render_page(request, "governance/rule.html", context, status=status)


@staff_page(*EDITORS)
@require_POST
def remove_rule(request: HttpRequest, code: str, rule_id: str) -> HttpResponse:
    """Take a rule out of the draft."""
    raw = selectors.newest(code).definition
    found = rule_in(raw, rule_id)
    if found is None:
        raise PolicyNotFound(_("Aturan ini tidak ditemukan."))
    faults = _faults_of_saving(request, without_rule(raw, rule_id))
    if not faults:
        return redirect("governance:desk_one", code)
    problems = _problems(faults, has_lines=False)
    context = {"code": code, "form": RuleForm(found), "problems": problems, "rule": found}
    return render_page(request, "governance/rule.html", context, status=422)


@staff_page(*EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def written(request: HttpRequest, code: str) -> HttpResponse:
    """Edit the whole draft as YAML."""
    return _written_page(request, code, selectors.newest(code).definition)


@staff_page(*EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Write a rule set that is not there yet, from a short beginning."""
    return _written_page(request, "", fresh_rules())


def _written_page(request: HttpRequest, code: str, raw: Mapping[str, Any]) -> HttpResponse:
    form = WrittenForm(request.POST or None, initial={"text": write_text(raw)})
    problems: list[dict[str, Any]] = []
    if form.is_valid():
        reading = read_rules(form.cleaned_data["text"], selectors.definitions())
        faults: Iterable[Fault] = reading.faults
        if reading.is_sound and code and reading.raw["code"] != code:
            form.add_error("text", _("Kode himpunan aturan tidak dapat diganti di sini."))
        elif reading.is_sound and not (faults := _faults_of_saving(request, reading.raw)):
            return redirect("governance:desk_one", reading.raw["code"])
        problems = _problems(faults)
    context = {"code": code, "form": form, "problems": problems}
    status = 422 if form.errors or problems else 200
    return render_page(request, "governance/written.html", context, status=status)


def _faults_of_saving(request: HttpRequest, raw: Mapping[str, Any]) -> tuple[Fault, ...]:
    actor = request.actor  # type: ignore[attr-defined]
    try:
        services.save_draft(raw=raw, by=actor, at=timezone.now())
    except RulesUnsound as error:
        return error.faults
    messages.success(request, _("Rancangan disimpan."))
    return ()


def _problems(faults: Iterable[Fault], *, has_lines: bool = True) -> list[dict[str, Any]]:
    return [
        {
            "place": fault.place,
            "message": fault.words(_),
            "line": fault.line if has_lines else 0,
        }
        for fault in faults
    ]
