"""The outlets of releases: Mastodon accounts and webhooks, and what was sent there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.ecosystem.exchange.news.forms import NewOutletForm, OutletForm
from pendopo.ecosystem.exchange.selectors import news as selectors
from pendopo.ecosystem.exchange.services.news import save_outlet
from pendopo.foundation.people.access import staff_page
from pendopo.foundation.people.types import Role
from pendopo.kernel.http import render_page

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest, HttpResponse

_KEPT = ("label", "kind", "url", "account", "is_active")


@staff_page(Role.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def outlets(request: HttpRequest) -> HttpResponse:
    """List the outlets with what was last sent, and enter a new one."""
    form = NewOutletForm(request.POST or None, initial={"is_active": True})
    rows = list(selectors.outlets())
    if request.method == "POST" and form.is_valid():
        if any(row.code == form.cleaned_data["code"] for row in rows):
            form.add_error("code", _("Kode ini sudah dipakai."))
        elif not _clashes(form, rows, form.cleaned_data["code"]):
            return _save(request, selectors.new_outlet(form.cleaned_data["code"]), form)
    context = {"form": form, "rows": rows, "dispatches": selectors.last_dispatches()}
    status = 422 if form.errors else 200
    return render_page(request, "exchange/outlets.html", context, status=status)


@staff_page(Role.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def outlet(request: HttpRequest, code: str) -> HttpResponse:
    """Change the entry of an outlet."""
    row = selectors.outlet(code)
    form = OutletForm(request.POST or None, initial={name: getattr(row, name) for name in _KEPT})
    is_sound = request.method == "POST" and form.is_valid()
    if is_sound and not _clashes(form, selectors.outlets(), code):
        return _save(request, row, form)
    context = {"form": form, "row": row}
    status = 422 if form.errors else 200
    return render_page(request, "exchange/outlet.html", context, status=status)


def _clashes(form: OutletForm, rows: Any, code: str) -> bool:
    account = form.cleaned_data["account"]
    is_taken = account and any(row.account == account and row.code != code for row in rows)
    if is_taken:
        form.add_error("account", _("Akun ini sudah punya saluran."))
    return bool(is_taken)


def _save(request: HttpRequest, row: Any, form: OutletForm) -> HttpResponse:
    for name in _KEPT:
        setattr(row, name, form.cleaned_data[name])
    row.secret = form.cleaned_data["secret"] or row.secret
    save_outlet(row, by=request.actor, at=timezone.now())  # type: ignore[attr-defined]
    messages.success(request, _("Saluran kabar disimpan."))
    return redirect("exchange:outlets")
