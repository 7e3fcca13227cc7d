"""Other servers, and the cases that were passed on to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.ecosystem.exchange import selectors, services
from pendopo.ecosystem.exchange.forms import EndpointForm, NewEndpointForm, PassForm
from pendopo.ecosystem.exchange.types import Passing
from pendopo.foundation.people.access import actor_in, staff_page
from pendopo.foundation.people.types import Role
from pendopo.journey.cases import rules as casework
from pendopo.journey.cases import selectors as cases
from pendopo.kernel.errors import Refused
from pendopo.kernel.http import private_file, render_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_TONES = {
    Passing.QUEUED.value: "info",
    Passing.PENDING.value: "info",
    Passing.SENT.value: "success",
    Passing.REFUSED.value: "danger",
    Passing.FAILED.value: "danger",
}
_KEPT = ("label", "base_url", "jurisdiction_id", "wire", "is_active", "services")


@staff_page(Role.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def endpoints(request: HttpRequest) -> HttpResponse:
    """List the other servers, and enter a new one."""
    form = NewEndpointForm(request.POST or None, initial={"is_active": True})
    if request.method == "POST" and form.is_valid():
        if any(row.code == form.cleaned_data["code"] for row in selectors.endpoints()):
            form.add_error("code", _("Kode ini sudah dipakai."))
        else:
            row = selectors.new_endpoint(form.cleaned_data["code"])
            return _save(request, row, form)
    context = {"form": form, "rows": list(selectors.endpoints())}
    status = 422 if form.errors else 200
    return render_page(request, "exchange/endpoints.html", context, status=status)


@staff_page(Role.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def endpoint(request: HttpRequest, code: str) -> HttpResponse:
    """Change the entry of another server."""
    row = selectors.endpoint(code)
    initial = {name: getattr(row, name) for name in _KEPT} | {"services": _pairs(row.services)}
    form = EndpointForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        return _save(request, row, form)
    status = 422 if form.errors else 200
    return render_page(request, "exchange/endpoint.html", {"form": form, "row": row}, status=status)


def _save(request: HttpRequest, row: Any, form: EndpointForm) -> HttpResponse:
    for name in _KEPT:
        setattr(row, name, form.cleaned_data[name])
    row.api_key = form.cleaned_data["api_key"] or row.api_key
    services.save_endpoint(row, by=actor_in(request), at=timezone.now())
    messages.success(request, _("Sistem tujuan disimpan."))
    return redirect("exchange:endpoints")


def _pairs(services_told: dict[str, str]) -> str:
    return "\n".join(f"{topic or '*'} = {code}" for topic, code in services_told.items())


@staff_page(*casework.HANDLERS, Role.VERIFIER)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def pass_on(request: HttpRequest, number: str) -> HttpResponse:
    """Show where a case was sent and how long ago, and send it to one more server."""
    actor, now = actor_in(request), timezone.now()
    case = cases.staff_case(number, by=actor)
    known = list(selectors.active_endpoints())
    form = PassForm(request.POST or None, systems=[(row.code, row.label) for row in known])
    if request.method == "POST" and form.is_valid():
        chosen = next(row for row in known if row.code == form.cleaned_data["system"])
        try:
            site = request.build_absolute_uri("/")
            services.pass_on(number=case.number, endpoint=chosen, by=actor, at=now, site=site)
        except Refused as error:
            form.add_error("system", error.message)
        else:
            messages.success(request, _("Laporan masuk antrean pengiriman."))
            return redirect("exchange:pass_on", number=case.number)
    rows = [
        {"row": row, "label": row.get_state_display(), "tone": _TONES[row.state]}
        for row in selectors.passed_on(case.id)
    ]
    context = {
        "case": case,
        "form": form if known else None,
        "rows": rows,
        "photos": list(selectors.outside_photos(case.voice_id)),
        "now": now,
    }
    status = 422 if form.errors else 200
    return render_page(request, "exchange/pass_on.html", context, status=status)


@staff_page(*casework.HANDLERS, Role.VERIFIER)
@require_safe
@never_cache
def outside_photo(request: HttpRequest, number: str, photo_id: UUID) -> HttpResponse:
    """Show an officer a photo that came from outside and is not public."""
    case = cases.staff_case(number, by=actor_in(request))
    content = selectors.kept_photo(photo_id, voice_id=case.voice_id)
    return private_file(content, media_type="image/jpeg", name=f"{photo_id}.jpg")
