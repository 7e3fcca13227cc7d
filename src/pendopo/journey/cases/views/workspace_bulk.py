"""One action on many cases: choose, see exactly what will happen, then do it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.foundation.people.access import staff_page
from pendopo.journey.cases import rules
from pendopo.journey.cases.views.workspace import actor_of, back_to
from pendopo.journey.cases.workspace import bulk, forms
from pendopo.journey.cases.workspace import selectors as inner
from pendopo.kernel.http import render_page

if TYPE_CHECKING:
    from django.http import HttpRequest

    from pendopo.journey.cases.models import Case

_KEPT = "bulk_result"


@staff_page(*rules.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def many(request: HttpRequest) -> HttpResponse:
    """Ask what the action needs, show what it would do, and do it when told so."""
    actor, at = actor_of(request), timezone.now()
    action = request.POST.get("action", "")
    cases = bulk.chosen_cases(request.POST.getlist("number"), by=actor)
    if request.method != "POST" or action not in dict(forms.actions_for(actor)) or not cases:
        if request.method == "POST":
            messages.error(request, _("Centang dulu laporan yang dimaksud dan pilih tindakannya."))
        return redirect(back_to(request))
    step = request.POST.get("step", "choose")
    candidates = inner.candidates_for(cases, at=at) if action == "handler" else ()
    if step == "choose":
        return _page(request, action, cases, forms.bulk_form(action, candidates=candidates))
    form = forms.bulk_form(action, request.POST, candidates=candidates)
    if not form.is_valid():
        return _page(request, action, cases, form, status=422)
    if step != "do":
        lines = bulk.preview(action, cases, form.cleaned_data, by=actor, at=at)
        return _page(request, action, cases, form, lines=lines)
    lines = bulk.carry_out(action, cases, form.cleaned_data, by=actor, at=at)
    _keep(request, action, lines)
    return redirect("cases:bulk_done")


def _page(
    request: HttpRequest,
    action: str,
    cases: Sequence[Case],
    form: forms.StepForm,
    *,
    lines: Sequence[bulk.Line] | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "action": action,
        "label": forms.ACTION_LABELS[action],
        "cases": cases,
        "form": form,
        "lines": lines,
        "n_done": sum(not line.is_refused for line in lines or ()),
        "back": back_to(request),
    }
    return render_page(request, "cases/bulk.html", context, status=status)


def _keep(request: HttpRequest, action: str, lines: Sequence[bulk.Line]) -> None:
    """Keep the result for the next page, so that reloading it does nothing twice."""
    request.session[_KEPT] = {
        "action": action,
        "back": back_to(request),
        "lines": [[line.case.number, line.reason] for line in lines],
    }


@staff_page(*rules.STAFF)
@require_safe
@never_cache
def done(request: HttpRequest) -> HttpResponse:
    """Show what was done to which case, and what was refused and why."""
    kept = request.session.get(_KEPT)
    if kept is None:
        return redirect("cases:queue")
    n_done = sum(not reason for _number, reason in kept["lines"])
    context = {
        "label": forms.ACTION_LABELS[kept["action"]],
        "lines": kept["lines"],
        "n_done": n_done,
        "summary": ngettext(
            "Dilakukan pada %(n)s laporan.", "Dilakukan pada %(n)s laporan.", n_done
        )
        % {"n": n_done},
        "back": f"{kept['back']}#l-{kept['lines'][0][0]}",
    }
    return render_page(request, "cases/bulk_done.html", context)
