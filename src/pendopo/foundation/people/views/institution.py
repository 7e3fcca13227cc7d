"""The screens of the institution: the tree of offices, and one office with its positions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.foundation.people import appointing, showing, tree
from pendopo.foundation.people import institution_forms as forms
from pendopo.foundation.people.access import actor_in, staff_page
from pendopo.foundation.people.types import Actor, Role
from pendopo.kernel.errors import BadInput, Refused
from pendopo.kernel.http import render_page
from pendopo.kernel.time import local

if TYPE_CHECKING:
    from datetime import datetime

    from django import forms as django_forms
    from django.http import HttpRequest, HttpResponse

    from pendopo.foundation.people.models import Office


@dataclass(frozen=True)
class Told:
    """What is said after a step; ``password`` is shown with it once, and stored nowhere."""

    words: str
    password: str = ""


Act = Callable[[Any, "Office", Actor, "datetime"], Told]


@staff_page(Role.ADMIN)
@require_safe
@never_cache
def offices(request: HttpRequest) -> HttpResponse:
    """Show the tree of offices, with who heads each."""
    context = {
        "branches": showing.branches(at=timezone.now()),
        "closed": showing.closed_offices(),
    }
    return render_page(request, "people/institution/tree.html", context)


@staff_page(Role.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def add(request: HttpRequest) -> HttpResponse:
    """Add an office to the tree."""
    by, at = actor_in(request), timezone.now()
    first = {"valid_from": local(at, settings.PENDOPO_ZONE).date(), "kind": "dinas"}
    if request.method != "POST":
        form = forms.NewOfficeForm(initial=first)
        return render_page(request, "people/institution/add.html", {"form": form})
    form = forms.NewOfficeForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        try:
            made = tree.add_office(
                code=told["code"],
                words=form.words(),
                parent=told["parent"],
                valid_from=told["valid_from"],
                by=by,
                at=at,
            )
        except BadInput as error:
            _tell(form, error)
        else:
            messages.success(request, _("Perangkat daerah ditambahkan. Angkat kepalanya di sini."))
            return redirect("people:office", made.code)
    return render_page(request, "people/institution/add.html", {"form": form}, status=422)


@staff_page(Role.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def office(request: HttpRequest, code: str) -> HttpResponse:
    """Show an office; rename, move or close it, appoint somebody, end a position."""
    by, at = actor_in(request), timezone.now()
    page = showing.office_page(code, at=at)
    step = request.POST.get("step", "")
    if request.method != "POST" or step not in _STEPS:
        return _page(request, page, _blank(page, at))
    form_class, act = _STEPS[step]
    tried = form_class(request.POST, initial=_words_of(page.office), auto_id=f"{step}_%s")
    if tried.is_valid():
        try:
            told = act(tried, page.office, by, at)
        except (BadInput, Refused) as error:
            _tell(tried, error)
        else:
            return _after(request, code, told, at)
    return _page(request, page, _blank(page, at) | {step: tried}, tried=tried)


def _after(request: HttpRequest, code: str, told: Told, at: datetime) -> HttpResponse:
    if told.password:
        # Not by a message: those wait in a cookie.
        page = showing.office_page(code, at=at)
        return _page(request, page, _blank(page, at), told=told)
    messages.success(request, told.words)
    return redirect("people:office", code)


def _rename(form: forms.OfficeWordsForm, office: Office, by: Actor, at: datetime) -> Told:
    tree.rename_office(office_id=office.id, words=form.words(), by=by, at=at)
    return Told(_("Keterangan perangkat daerah disimpan."))


def _move(form: forms.MoveForm, office: Office, by: Actor, at: datetime) -> Told:
    tree.move_office(office_id=office.id, parent=form.cleaned_data["parent"], by=by, at=at)
    return Told(_("Letaknya dalam susunan disimpan."))


def _close(form: forms.CloseForm, office: Office, by: Actor, at: datetime) -> Told:
    tree.close_office(office_id=office.id, valid_to=form.cleaned_data["valid_to"], by=by, at=at)
    return Told(_("Perangkat daerah ditutup."))


def _appoint(form: forms.AppointForm, office: Office, by: Actor, at: datetime) -> Told:
    _position, password = appointing.appoint(form.appointment(), office_id=office.id, by=by, at=at)
    return Told(_("Jabatan diberikan."), password)


def _end(form: forms.EndPositionForm, _office: Office, by: Actor, at: datetime) -> Told:
    told = form.cleaned_data
    appointing.end_position(position_id=told["position"], valid_to=told["valid_to"], by=by, at=at)
    return Told(_("Akhir jabatan disimpan."))


_STEPS: Mapping[str, tuple[type[django_forms.Form], Act]] = {
    "rename": (forms.OfficeWordsForm, _rename),
    "move": (forms.MoveForm, _move),
    "close": (forms.CloseForm, _close),
    "appoint": (forms.AppointForm, _appoint),
    "end": (forms.EndPositionForm, _end),
}


def _blank(page: showing.OfficePage, at: datetime) -> dict[str, django_forms.Form]:
    office, today = page.office, local(at, settings.PENDOPO_ZONE).date()
    parent = office.parent.code if office.parent else ""
    return {
        "rename": forms.OfficeWordsForm(initial=_words_of(office), auto_id="rename_%s"),
        "move": forms.MoveForm(initial={"parent": parent}, auto_id="move_%s"),
        "close": forms.CloseForm(initial={"valid_to": today}, auto_id="close_%s"),
        "appoint": forms.AppointForm(initial={"valid_from": today}, auto_id="appoint_%s"),
    }


def _words_of(office: Office) -> dict[str, str]:
    return {name: getattr(office, name) for name in ("name", "short_name", "kind", "region_code")}


def _page(
    request: HttpRequest,
    page: showing.OfficePage,
    asked: dict[str, django_forms.Form],
    *,
    tried: django_forms.Form | None = None,
    **more: Any,
) -> HttpResponse:
    context = {"page": page, "office": page.office, "asked": asked, "form": tried, **more}
    status = 422 if tried is not None else 200
    return render_page(request, "people/institution/office.html", context, status=status)


def _tell(form: django_forms.Form, error: BadInput | Refused) -> None:
    field = getattr(error, "field", "")
    form.add_error(field if field in form.fields else None, error.message)
