"""The desk of those who own commitments: what is due, and each step."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.foundation.people.access import staff_page
from pendopo.foundation.people.selectors import active_offices
from pendopo.foundation.people.types import Actor, Role
from pendopo.journey.commitments import rules, selectors, services
from pendopo.journey.commitments.forms import (
    CommitmentForm,
    FulfilForm,
    MilestoneForm,
    MoveForm,
    ProgressForm,
    ReasonForm,
)
from pendopo.journey.commitments.views.public import next_link, standing_words
from pendopo.journey.deliberation.errors import DeliberationNotFound
from pendopo.journey.deliberation.selectors import get_response
from pendopo.kernel.errors import BadInput, Refused
from pendopo.kernel.http import render_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_READERS = (Role.OFFICER, Role.HEAD, Role.REGENT)
_DONE = {
    "kemajuan": gettext_lazy("Laporan kemajuan dicatat dan terbit."),
    "tonggak": gettext_lazy("Tonggak ditandai selesai beserta buktinya."),
    "penuhi": gettext_lazy("Komitmen dinyatakan terpenuhi."),
    "tenggat": gettext_lazy("Tenggat dipindah; alasannya terbit."),
    "hentikan": gettext_lazy("Komitmen dihentikan; alasannya terbit."),
}


@staff_page(*_READERS)
@require_safe
@never_cache
def desk(request: HttpRequest) -> HttpResponse:
    """List the commitments of the actor's offices, those due first at the top."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    is_ended = request.GET.get("akhir") == "1"
    found = selectors.own_commitments(
        by=actor, at=timezone.now(), is_ended=is_ended, cursor=request.GET.get("after", "")
    )
    context = {
        "rows": [(row, *standing_words(row)) for row in found.rows],
        "next": next_link(request, found.next_cursor),
        "is_ended": is_ended,
        "responses": selectors.responses_without_commitment(by=actor),
        "may_make": actor.has_role(Role.HEAD, Role.REGENT),
    }
    return render_page(request, "commitments/desk.html", context)


@staff_page(Role.HEAD, Role.REGENT)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def make(request: HttpRequest) -> HttpResponse:
    """Write a new commitment, from an official response if one is named."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    now, response = timezone.now(), _response(request.GET.get("tanggapan", ""))
    given = {
        "offices": _ownable(actor),
        "response_id": response.id if response else None,
        "initial": {"starts_on": selectors.today(now)},
    }
    form = CommitmentForm(request.POST or None, **given)
    if request.method == "POST" and form.is_valid():
        made = _try(form, lambda: _make(form, actor, now))
        if made is not None:
            messages.success(request, _("Komitmen %(number)s terbit.") % {"number": made.number})
            return redirect("commitments:manage", number=made.number)
    context = {"form": form, "response": response}
    status = 422 if form.errors else 200
    return render_page(request, "commitments/make.html", context, status=status)


def _make(form: CommitmentForm, by: Actor, at: datetime) -> Any:
    draft = form.draft()
    if draft.response_id is None:
        return services.make_commitment(draft=draft, keep_reason=form.keep_reason, by=by, at=at)
    return services.make_commitments_from_response(
        response_id=draft.response_id,
        drafts=[draft],
        keep_reason=form.keep_reason,
        by=by,
        at=at,
    )[0]


def _response(text: str) -> Any:
    try:
        return get_response(UUID(text)) if text else None
    except ValueError:
        raise DeliberationNotFound(_("Tanggapan ini tidak ditemukan.")) from None


def _ownable(actor: Actor) -> Any:
    offices = active_offices()
    return (
        offices if actor.has_role(Role.REGENT) else offices.filter(id__in=actor.offices(Role.HEAD))
    )


@staff_page(*_READERS)
@require_safe
@never_cache
def manage(request: HttpRequest, number: str) -> HttpResponse:
    """Show one commitment of the actor's office with the steps that may follow."""
    return _manage_page(request, number)


@staff_page(*_READERS)
@require_POST
def step(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """Take one step; what cannot be read comes back with its errors."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    now = timezone.now()
    commitment = selectors.own_commitment(number, by=actor, at=now)
    if name not in _DONE:
        raise Http404
    form = _forms(commitment, request.POST, only=name)[name]
    if form.is_valid() and _try(form, lambda: _take(name, form, commitment.id, actor, now)):
        messages.success(request, _DONE[name])
        return redirect("commitments:manage", number=commitment.number)
    return _manage_page(request, number, failed=(name, form))


def _take(name: str, form: Any, commitment_id: UUID, by: Actor, at: datetime) -> Any:
    common: Any = {"commitment_id": commitment_id, "by": by, "at": at}
    data, kept = form.cleaned_data, {"keep_reason": form.cleaned_data.get("keep_reason", "")}
    match name:
        case "kemajuan":
            words: Any = {"percent": data["percent"], "text": data["text"], "proof": form.proof()}
            return services.report_progress(**common, **words, **kept)
        case "tonggak":
            reached: Any = {"position": data["position"], "done_on": data["done_on"]}
            return services.complete_milestone(**common, **reached, proof=form.proof(), **kept)
        case "penuhi":
            return services.fulfil_commitment(**common)
        case "tenggat":
            return services.move_commitment(**common, **data)
        case _:
            return services.stop_commitment(**common, **data)


def _try(form: forms.Form, work: Any) -> Any:
    """Return what ``work`` gives; a refusal becomes an error of the form."""
    try:
        return work()
    except BadInput as error:
        form.add_error(error.field if error.field in form.fields else None, error.message)
    except Refused as error:
        form.add_error(None, error.message)
    return None


def _forms(commitment: Any, data: Any = None, *, only: str = "") -> dict[str, forms.Form]:
    waiting = selectors.milestones_of(commitment.id).filter(done_on__isnull=True)
    steps = list(waiting.values_list("position", "text"))

    def given(name: str) -> dict[str, Any]:
        return {"data": data if name == only else None, "prefix": name}

    return {
        "kemajuan": ProgressForm(**given("kemajuan")),
        "tonggak": MilestoneForm(steps=steps, **given("tonggak")),
        "penuhi": FulfilForm(**given("penuhi")),
        "tenggat": MoveForm(**given("tenggat")),
        "hentikan": ReasonForm(**given("hentikan")),
    }


def _manage_page(
    request: HttpRequest, number: str, failed: tuple[str, forms.Form] | None = None
) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    commitment = selectors.own_commitment(number, by=actor, at=timezone.now())
    label, tone = standing_words(commitment)
    offered = _forms(commitment) | ({failed[0]: failed[1]} if failed else {})
    milestones = list(selectors.milestones_of(commitment.id))
    is_running = commitment.fulfilled_at is None and commitment.stopped_at is None
    context = {
        "commitment": commitment,
        "label": label,
        "tone": tone,
        "milestones": milestones,
        "timeline": selectors.timeline(commitment),
        "steps": offered,
        "form": failed[1] if failed else None,
        "failed": failed[0] if failed else "",
        "is_running": is_running,
        "may_report": is_running and rules.may_report(actor, commitment.office_id),
        "may_change": is_running and _may_change(actor, commitment),
        "n_waiting": sum(step.done_on is None for step in milestones),
    }
    return render_page(request, "commitments/manage.html", context, status=422 if failed else 200)


def _may_change(actor: Actor, commitment: Any) -> bool:
    return actor.has_role(Role.REGENT) or commitment.office_id in actor.offices(Role.HEAD)
