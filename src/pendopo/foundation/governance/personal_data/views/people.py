"""What people do about their own data: rights, requests, consents, the public register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.foundation.governance.personal_data import (
    answering,
    consents,
    register,
    requesting,
    showing,
)
from pendopo.foundation.governance.personal_data.errors import RequestNotFound
from pendopo.foundation.governance.personal_data.request_forms import TrackForm, WishForm
from pendopo.foundation.governance.personal_data.types import Proof
from pendopo.foundation.governance.personal_data.views import actor_in, tell
from pendopo.foundation.people.access import citizen_page, public_page
from pendopo.kernel.errors import BadInput
from pendopo.kernel.http import client_address, private_file, render_page

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@public_page
@require_safe
def activities(request: HttpRequest) -> HttpResponse:
    """Show the register of processing in short: what is done, why, and for how long."""
    context = {"rows": register.activities()}
    return render_page(request, "governance/personal_data/activities.html", context)


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def track(request: HttpRequest) -> HttpResponse:
    """Ask for number and code of a request, and open it."""
    form = TrackForm(request.POST or None)
    if form.is_valid():
        told = form.cleaned_data
        try:
            row = requesting.tracked(told["number"], told["code"], address=client_address(request))
        except RequestNotFound as error:
            tell(form, error)
        else:
            requesting.hold(request.session, row, at=timezone.now())
            return redirect("governance:data_request", row.number)
    status = 422 if form.errors else 200
    return render_page(
        request, "governance/personal_data/track.html", {"form": form}, status=status
    )


@public_page
@require_safe
@never_cache
def data_request(request: HttpRequest, number: str) -> HttpResponse:
    """Show a request to the one who holds it; its secret code too, as long as it is open."""
    at = timezone.now()
    row = requesting.held(request.session, number, by=actor_in(request), at=at)
    if row is None:
        return redirect("governance:data_track")
    page = showing.request_page(row, at=at)
    context = {"page": page, "row": row, "code": requesting.code_of(row) if page.is_open else ""}
    return render_page(request, "governance/personal_data/request.html", context)


@public_page
@require_POST
def copy(request: HttpRequest, number: str) -> HttpResponse:
    """Hand the copy of the data to the one who holds the request."""
    at, by = timezone.now(), actor_in(request)
    row = requesting.held(request.session, number, by=by, at=at)
    if row is None:
        return redirect("governance:data_track")
    content = answering.hand_out_copy(row=row, by=by, at=at)
    name = f"data-pribadi-{row.number}.zip"
    return private_file(content, media_type="application/zip", name=name)


@citizen_page
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def own(request: HttpRequest) -> HttpResponse:
    """List a signed-in person's requests, and take a new one."""
    at, by = timezone.now(), actor_in(request)
    form = WishForm(request.POST or None)
    if form.is_valid():
        try:
            row = requesting.file_request(
                person_id=_person(request), wish=form.wish(), proof=Proof.ACCOUNT, by=by, at=at
            )
        except BadInput as error:
            tell(form, error)
        else:
            requesting.hold(request.session, row, at=at)
            messages.success(request, _("Permintaan diterima. Simpan nomor dan kodenya."))
            return redirect("governance:data_request", row.number)
    context = {"form": form, "rows": showing.requests_of(_person(request))}
    status = 422 if form.errors else 200
    return render_page(request, "governance/personal_data/own.html", context, status=status)


@citizen_page
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def consent(request: HttpRequest) -> HttpResponse:
    """Show for which purposes a person consented; give or take back."""
    person_id, by, at = _person(request), actor_in(request), timezone.now()
    purpose = request.POST.get("purpose", "")
    if request.method == "POST" and request.POST.get("step") == "give":
        consents.give(person_id=person_id, purpose=purpose, by=by, at=at)
        messages.success(request, _("Persetujuan Anda tercatat."))
        return redirect("governance:consents")
    if request.method == "POST":
        consents.withdraw(person_id=person_id, purpose=purpose, by=by, at=at)
        messages.success(request, _("Persetujuan ditarik; berlaku seketika."))
        return redirect("governance:consents")
    context = {"asked": consents.asked_of(person_id)}
    return render_page(request, "governance/personal_data/consents.html", context)


def _person(request: HttpRequest) -> UUID:
    person_id = actor_in(request).person_id
    if person_id is None:
        message = "an active account always has a person"
        raise RuntimeError(message)
    return person_id
