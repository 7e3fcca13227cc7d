"""The register of breaches: recording, describing, letters, noting that they went out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.foundation.governance.personal_data import breaches, clocks, letters, showing
from pendopo.foundation.governance.personal_data.breach_forms import (
    KnownForm,
    NewBreachForm,
    SentForm,
    initial_of,
)
from pendopo.foundation.governance.personal_data.errors import BreachNotFound
from pendopo.foundation.governance.personal_data.request_forms import Nothing
from pendopo.foundation.governance.personal_data.types import Told
from pendopo.foundation.governance.personal_data.views import actor_in, tell
from pendopo.foundation.people.access import staff_page
from pendopo.foundation.people.types import Actor, Role
from pendopo.kernel.errors import BadInput, Refused
from pendopo.kernel.http import private_file, render_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@staff_page(Role.DPO)
@require_safe
@never_cache
def listed(request: HttpRequest) -> HttpResponse:
    """List every breach with its clocks."""
    by = clocks.wall(at=timezone.now())
    rows = [(row, showing.notice_faces(row, by=by)) for row in breaches.breaches()]
    return render_page(request, "governance/personal_data/breaches.html", {"rows": rows})


@staff_page(Role.DPO)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Record a breach."""
    at = timezone.now()
    form = NewBreachForm(request.POST or None, initial={"detected_at": at})
    if form.is_valid():
        try:
            row = breaches.record(
                known=form.known(),
                detected_at=form.cleaned_data["detected_at"],
                by=actor_in(request),
                at=at,
            )
        except BadInput as error:
            tell(form, error)
        else:
            messages.success(request, _("Tercatat. Kedua batas waktu mulai dihitung."))
            return redirect("governance:breach", row.number)
    status = 422 if form.errors else 200
    context = {"form": form}
    return render_page(request, "governance/personal_data/breach_new.html", context, status=status)


@staff_page(Role.DPO)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def one(request: HttpRequest, number: str) -> HttpResponse:
    """Show a breach; describe it anew, note that somebody was told, close it."""
    page, step = breaches.find(number), request.POST.get("step", "")
    if request.method != "POST" or step not in _STEPS:
        return _page(request, page)
    form_class, act = _STEPS[step]
    tried = form_class(request.POST)
    if tried.is_valid():
        try:
            messages.success(request, act(tried, number, actor_in(request), timezone.now()))
        except (BadInput, Refused) as error:
            tell(tried, error)
        else:
            return redirect("governance:breach", number)
    return _page(request, page, tried=tried)


def _describe(form: KnownForm, number: str, by: Actor, at: datetime) -> str:
    breaches.describe(number=number, known=form.known(), by=by, at=at)
    return _("Disimpan sebagai versi baru.")


def _sent(form: SentForm, number: str, by: Actor, at: datetime) -> str:
    breaches.note_sent(number=number, sending=form.sending(), by=by, at=at)
    return _("Tercatat terkirim; batas waktunya berhenti dihitung.")


def _close(_form: Nothing, number: str, by: Actor, at: datetime) -> str:
    breaches.close(number=number, by=by, at=at)
    return _("Kegagalan ini ditutup.")


_STEPS: Mapping[str, tuple[type[forms.Form], Callable[[Any, str, Actor, datetime], str]]] = {
    "describe": (KnownForm, _describe),
    "sent": (SentForm, _sent),
    "close": (Nothing, _close),
}


def _page(
    request: HttpRequest, page: breaches.BreachPage, *, tried: forms.Form | None = None
) -> HttpResponse:
    at = timezone.now()
    faces = showing.notice_faces(page.breach, by=clocks.wall(at=at))
    context: dict[str, Any] = {
        "page": page,
        "breach": page.breach,
        "notices": [(notice, face, _sent_form(notice.told, tried, at)) for notice, face in faces],
        "known_form": tried
        if isinstance(tried, KnownForm)
        else KnownForm(initial=initial_of(page.known)),
        "form": tried,
        "are_all_told": all(notice.sent_at for notice, _face in faces),
    }
    status = 422 if tried is not None else 200
    return render_page(request, "governance/personal_data/breach.html", context, status=status)


def _sent_form(told: str, tried: forms.Form | None, at: Any) -> SentForm:
    if isinstance(tried, SentForm) and tried.data.get("told") == told:
        tried.auto_id = f"{told}_%s"
        return tried
    return SentForm(initial={"told": told, "sent_at": at, "n_told": 1}, auto_id=f"{told}_%s")


@staff_page(Role.DPO)
@require_safe
@never_cache
def letter(request: HttpRequest, number: str, told: str) -> HttpResponse:
    """Show a letter ready to print; as plain text if asked."""
    if told not in Told.values:
        raise BreachNotFound(_("Pemberitahuan ini tidak diminta."))
    page = breaches.find(number)
    found = letters.letter_to(page, Told(told), at=timezone.now())
    if "teks" in request.GET:
        name = f"pemberitahuan-{number}-{told}.txt"
        return private_file(found.text.encode(), media_type="text/plain; charset=utf-8", name=name)
    context = {"letter": found, "number": number, "told": told, "label": Told(told).label}
    return render_page(request, "governance/personal_data/letter.html", context)
