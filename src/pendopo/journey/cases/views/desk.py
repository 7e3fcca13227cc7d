"""The desk of an officer: one case, and a form for each step that is possible now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.foundation.people.access import actor_in, staff_page
from pendopo.foundation.people.types import Actor
from pendopo.journey.cases import forms, rules, selectors, services, stepping
from pendopo.journey.cases.errors import CaseNotFound
from pendopo.journey.cases.routing import showing
from pendopo.journey.cases.types import Outcome
from pendopo.journey.cases.views.desk_filling import FILLING, as_typed, filled
from pendopo.journey.cases.views.desk_steps import STEPS, initial_of, step_form
from pendopo.journey.cases.wording import STATUS_TONES, clock_face, suggestion_words
from pendopo.journey.cases.workspace import handling
from pendopo.journey.cases.workspace import selectors as inner
from pendopo.journey.cases.workspace.field import told_proof
from pendopo.journey.voice.masking import marked_text, masked
from pendopo.kernel.errors import BadInput, NotAllowed, Refused
from pendopo.kernel.http import render_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase


@staff_page(*rules.STAFF)
@require_safe
@never_cache
def desk(request: HttpRequest, number: str) -> HttpResponse:
    """Show a case with the steps that are possible now; who was named here has now seen it."""
    page = _page(request, number)
    case = selectors.staff_case(number, by=actor_in(request))
    handling.see_mentions(case_id=case.id, by=actor_in(request), at=timezone.now())
    return page


def step(name: str) -> Callable[..., HttpResponseBase]:
    """Return the door of one step; what cannot be done comes back with what was typed."""

    @staff_page(*rules.STAFF)
    @require_http_methods(["GET", "HEAD", "POST"])
    @never_cache
    def take(request: HttpRequest, number: str) -> HttpResponse:
        """Take one step on a case."""
        if request.method != "POST":
            return redirect("cases:desk", number)
        actor, at = actor_in(request), timezone.now()
        try:
            case = selectors.staff_case(number, by=actor, shown_with=())
        except CaseNotFound as error:
            return _kept(request, error)
        workspace = inner.workspace_of(case, by=actor, at=at)
        form = step_form(
            name,
            workspace,
            filled(request.POST, case),
            outcomes=stepping.outcomes_of(case),
            needs_topic=name == "verify" and selectors.lacking_to_verify(case).needs_topic,
        )
        if isinstance(form, forms.PublicStepForm):
            form.is_for_all = not case.is_secret
        if request.POST.get("action") in FILLING or not form.is_valid():
            return _unsent(request, number, form)
        try:
            if request.POST.get("action") == "preview" and name == "answer":
                return _preview(request, number, form)
            STEPS[name].service(case_id=case.id, by=actor, at=at, **form.cleaned_data)
        except (BadInput, Refused) as error:
            return _refused(request, number, form, error)
        messages.success(request, STEPS[name].done)
        return redirect("cases:desk", case.number)

    return take


def _unsent(request: HttpRequest, number: str, form: forms.StepForm) -> HttpResponse:
    """Show what was typed: with what was put in for the officer, or with what is wrong."""
    if request.POST.get("action") in FILLING:
        return _page(request, number, tried=as_typed(form))
    return _page(request, number, tried=form, status=422)


def _refused(
    request: HttpRequest, number: str, form: forms.StepForm, error: BadInput | Refused
) -> HttpResponse:
    field = getattr(error, "field", "")
    form.add_error(field if field in form.fields else None, error.message)
    return _page(request, number, tried=form, status=error.status)


@staff_page(*rules.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def identity(request: HttpRequest, number: str) -> HttpResponse:
    """Open the author's identity for a purpose, record it, and show it on this page once."""
    if request.method != "POST":
        return redirect("cases:desk", number)
    actor = actor_in(request)
    case = selectors.staff_case(number, by=actor)
    purposes = rules.purposes_for(actor, case)
    if not purposes:
        raise NotAllowed(
            _("Hanya yang menangani laporan ini yang dapat membuka identitas pelapor.")
        )
    form = forms.IdentityForm(request.POST, purposes=purposes)
    if not form.is_valid():
        return _page(request, number, tried=form, status=422)
    person = services.open_identity(
        case_id=case.id, purpose=form.cleaned_data["purpose"], by=actor, at=timezone.now()
    )
    return _page(request, number, person=person)


def _kept(request: HttpRequest, error: CaseNotFound) -> HttpResponse:
    """Hand back what was typed for a case that has meanwhile gone to others."""
    text = request.POST.get("text", "").strip()
    if not text:
        raise error
    return render_page(request, "cases/kept.html", {"text": text}, status=error.status)


def _preview(request: HttpRequest, number: str, form: forms.StepForm) -> HttpResponse:
    told = form.cleaned_data
    rules.require_substance(told["text"], told["proof"])
    proof = told_proof(told["proof"], told.get("photos", ()))
    rules.require_proof(told["outcome"], proof)
    parts = (*marked_text(told["text"]), *marked_text(proof))
    preview = {
        "outcome": Outcome(told["outcome"]).label,
        "text": masked(told["text"]),
        "proof": masked(proof),
        "found": [(part.text, part.found.label) for part in parts if part.found],
    }
    return _page(request, number, tried=form, preview=preview)


def _page(
    request: HttpRequest,
    number: str,
    *,
    tried: forms.StepForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    actor, at = actor_in(request), timezone.now()
    shown = selectors.desk(number, by=actor, at=at)
    workspace = inner.workspace_of(shown.case, by=actor, at=at)
    context = {
        "desk": shown,
        "case": shown.case,
        "tone": STATUS_TONES[shown.case.status],
        "clocks": [clock_face(clock) for clock in shown.clocks],
        "workspace": workspace,
        "step_forms": _step_forms(shown, workspace, actor, tried),
        "identity_form": _identity_form(shown, tried),
        "suggestion": _suggestion(shown),
        "routing": showing.panel(shown.case, by=actor, at=at),
        "application": selectors.application_of(shown.case),
        "may_open_documents": rules.may_open_documents(actor, shown.case),
        "form": tried,
        **more,
    }
    return render_page(request, "cases/desk.html", context, status=status)


def _step_forms(
    shown: selectors.Desk, workspace: inner.Workspace, actor: Actor, tried: forms.StepForm | None
) -> list[dict[str, Any]]:
    """Return the forms of the possible steps; the one tried stays, with what was typed."""
    typed = tried.STEP if tried else ""
    possible = {*shown.steps, *inner.possible_steps(actor, shown.case)}
    steps = [step for step in STEPS if step in possible or step == typed]
    expected = next((step for step in shown.steps if step in STEPS), "")
    return [
        {
            "step": step,
            "words": STEPS[step],
            "own_title": stepping.title_of(shown.case, step),
            "lacking": shown.lacking if step == "verify" else None,
            "url": reverse(f"cases:{step}", args=[shown.case.number]),
            "form": tried
            if step == typed
            else step_form(
                step,
                workspace,
                outcomes=stepping.outcomes_of(shown.case),
                needs_topic=shown.lacking.needs_topic,
                initial=initial_of(step, shown),
            ),
            "is_open": step == (typed or expected),
            "ready": selectors.ready_texts(shown.case, step) if step in rules.TEXT_STEPS else (),
            "is_gone": step not in possible,
        }
        for step in steps
    ]


def _identity_form(shown: selectors.Desk, tried: forms.StepForm | None) -> forms.StepForm | None:
    if not shown.has_reporter or not shown.purposes:
        return None
    if isinstance(tried, forms.IdentityForm):
        return tried
    return forms.IdentityForm(purposes=shown.purposes)


def _suggestion(shown: selectors.Desk) -> str:
    if shown.suggestion is None:
        return ""
    return suggestion_words(shown.suggestion, _place(shown))


def _place(shown: selectors.Desk) -> str:
    """Return the name of the area for which an office is suggested."""
    row = shown.suggestion.row if shown.suggestion else None
    region = shown.case.region
    around = {place.code: place.name for place in (region, region and region.parent) if place}
    return around.get(row.region_code, "") if row else ""
