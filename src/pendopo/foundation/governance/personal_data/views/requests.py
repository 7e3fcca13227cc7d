"""The desk of requests: filing one for somebody who came, and every step until the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django import forms as django_forms
from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.foundation.governance.personal_data import (
    answering,
    breaches,
    clocks,
    holds,
    requesting,
    restricting,
    showing,
    subjects,
)
from pendopo.foundation.governance.personal_data import request_forms as forms
from pendopo.foundation.governance.personal_data.types import Evidence, RequestKind
from pendopo.foundation.governance.personal_data.views import actor_in, tell
from pendopo.foundation.people.access import staff_page
from pendopo.foundation.people.types import Role
from pendopo.kernel.errors import BadInput, Refused
from pendopo.kernel.http import private_file, render_page

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from pendopo.foundation.governance.models import DataRequest
    from pendopo.foundation.people.types import Actor

Act = Callable[[Any, "DataRequest", "Actor", "datetime"], str]


@staff_page(Role.DPO)
@require_safe
@never_cache
def desk(request: HttpRequest) -> HttpResponse:
    """Show what waits for the data-protection officer: requests and breaches with clocks."""
    at = timezone.now()
    by = clocks.wall(at=at)
    open_breaches = [row for row in breaches.breaches() if row.closed_at is None]
    context = {
        "queue": showing.queue(at=at),
        "answered": showing.answered(),
        "breaches": [(row, showing.notice_faces(row, by=by)) for row in open_breaches],
    }
    return render_page(request, "governance/personal_data/desk.html", context)


@staff_page(Role.FRONTDESK, Role.DPO)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """File a request for somebody who came and showed a document; show number and code once."""
    form = forms.DeskForm(request.POST or None)
    if form.is_valid():
        try:
            row = requesting.file_at_desk(
                contact=form.contact(),
                wish=form.wish(),
                evidence=Evidence(form.cleaned_data["evidence"]),
                by=actor_in(request),
                at=timezone.now(),
            )
        except BadInput as error:
            tell(form, error)
        else:
            # Not by a redirect: the code is shown here once and stored nowhere.
            context = {"row": row, "code": requesting.code_of(row)}
            return render_page(request, "governance/personal_data/filed.html", context)
    status = 422 if form.errors else 200
    context = {"form": form}
    return render_page(request, "governance/personal_data/desk_new.html", context, status=status)


@staff_page(Role.DPO)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def one(request: HttpRequest, number: str) -> HttpResponse:
    """Show a request with what is held of its applicant, and take one step on it."""
    row, by, at = answering.find(number), actor_in(request), timezone.now()
    step = request.POST.get("step", "")
    if request.method != "POST" or step not in _STEPS:
        return _page(request, row, _blank())
    form_class, act = _STEPS[step]
    tried = form_class(request.POST, auto_id=f"{step}_%s")
    if tried.is_valid():
        try:
            words = act(tried, row, by, at)
        except (BadInput, Refused) as error:
            tell(tried, error)
        else:
            messages.success(request, words)
            return redirect("governance:data_desk_one", number)
    return _page(request, row, _blank() | {step: tried}, tried=tried)


@staff_page(Role.DPO)
@require_POST
@never_cache
def contact(request: HttpRequest, number: str) -> HttpResponse:
    """Show the applicant's contact on this page once; the reading is recorded."""
    by, at = actor_in(request), timezone.now()
    person = answering.see_contact(number=number, by=by, at=at)
    row = answering.find(number)
    return _page(request, row, _blank(), person=person)


@staff_page(Role.DPO)
@require_POST
def copy(request: HttpRequest, number: str) -> HttpResponse:
    """Hand out the copy for an applicant who stands at the desk; recorded as a reading."""
    row = answering.find(number)
    content = answering.hand_out_copy(row=row, by=actor_in(request), at=timezone.now())
    name = f"data-pribadi-{row.number}.zip"
    return private_file(content, media_type="application/zip", name=name)


def _page(
    request: HttpRequest,
    row: DataRequest,
    asked: Mapping[str, django_forms.Form],
    *,
    tried: django_forms.Form | None = None,
    **more: Any,
) -> HttpResponse:
    page = showing.request_page(row, at=timezone.now())
    held = subjects.held_for(row)
    context = {
        "page": page,
        "row": row,
        "sizes": held.sizes,
        "n_persons": len(held.person_ids),
        "asked": asked,
        "form": tried,
        "is_erasure": row.kind == RequestKind.ERASURE,
        "is_correction": row.kind == RequestKind.CORRECTION,
        **more,
    }
    status = 422 if tried is not None else 200
    return render_page(request, "governance/personal_data/desk_one.html", context, status=status)


def _blank() -> dict[str, django_forms.Form]:
    return {name: form_class(auto_id=f"{name}_%s") for name, (form_class, _act) in _STEPS.items()}


def _examine(_form: forms.Nothing, row: DataRequest, by: Actor, at: datetime) -> str:
    answering.examine(number=row.number, by=by, at=at)
    return _("Permintaan Anda periksa; pemohon melihatnya.")


def _correct(form: forms.ContactForm, row: DataRequest, by: Actor, at: datetime) -> str:
    answering.correct(number=row.number, contact=form.contact(), by=by, at=at)
    return _("Data dibetulkan. Jawablah pemohonnya.")


def _erase(_form: forms.ConfirmForm, row: DataRequest, by: Actor, at: datetime) -> str:
    answering.erase(number=row.number, by=by, at=at)
    return _("Data dihapus. Laporannya ada di bawah; jawablah pemohonnya.")


def _answer(form: forms.AnswerForm, row: DataRequest, by: Actor, at: datetime) -> str:
    answering.answer(number=row.number, told=form.told(), by=by, at=at)
    return _("Jawaban disimpan dan batas waktunya berhenti dihitung.")


def _lift(_form: forms.Nothing, row: DataRequest, by: Actor, at: datetime) -> str:
    restricting.lift_restriction(number=row.number, by=by, at=at)
    return _("Pembatasan berakhir.")


def _hold(form: forms.HoldForm, row: DataRequest, by: Actor, at: datetime) -> str:
    person_ids = subjects.subjects_of(row)
    holds.place_on_persons(person_ids=person_ids, why=form.why(), by=by, at=at)
    return _("Data ini ditahan dan tidak terhapus sampai penahanannya berakhir.")


_STEPS: Mapping[str, tuple[type[django_forms.Form], Act]] = {
    "examine": (forms.Nothing, _examine),
    "correct": (forms.ContactForm, _correct),
    "erase": (forms.ConfirmForm, _erase),
    "answer": (forms.AnswerForm, _answer),
    "lift": (forms.Nothing, _lift),
    "hold": (forms.HoldForm, _hold),
}
