"""Keys of partners: made once, shown once, taken back at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from pendopo.ecosystem.exchange import selectors, services
from pendopo.ecosystem.exchange.forms import KeyForm
from pendopo.ecosystem.exchange.types import Scope
from pendopo.foundation.people.access import actor_in, staff_page
from pendopo.foundation.people.types import Role
from pendopo.kernel.http import render_page

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse


@staff_page(Role.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def keys(request: HttpRequest) -> HttpResponse:
    """List the keys, and make a new one."""
    now, form = timezone.now(), KeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        issued = services.issue_key(
            label=form.cleaned_data["label"],
            office=form.office_chosen(),
            scopes=form.scopes_chosen(),
            per_minute=form.cleaned_data["per_minute"],
            days=form.cleaned_data["days"],
            by=actor_in(request),
            at=now,
        )
        # Answered and not redirected: the secret must not be stored on its way to the next page.
        return _page(request, KeyForm(), now, secret=issued.secret)
    return _page(request, form, now, status=422 if form.errors else 200)


@staff_page(Role.ADMIN)
@require_POST
def revoke(request: HttpRequest, key_id: UUID) -> HttpResponse:
    """Take a key back."""
    services.revoke_key(key_id=key_id, by=actor_in(request), at=timezone.now())
    messages.success(request, _("Kunci dicabut; panggilan dengannya ditolak mulai sekarang."))
    return redirect("exchange:keys")


def _page(
    request: HttpRequest, form: KeyForm, now: datetime, *, secret: str = "", status: int = 200
) -> HttpResponse:
    rows = [_row(key, now) for key in selectors.all_keys()]
    context = {"form": form, "rows": rows, "secret": secret}
    return render_page(request, "exchange/keys.html", context, status=status)


def _row(key: Any, now: datetime) -> dict[str, Any]:
    labels = dict(Scope.choices)
    if key.revoked_at is not None:
        state, tone = _("Dicabut"), "neutral"
    elif key.expires_at is not None and key.expires_at <= now:
        state, tone = _("Habis masa berlaku"), "warning"
    else:
        state, tone = _("Berlaku"), "success"
    scopes = [labels[scope] for scope in key.scopes]
    return {"key": key, "scopes": scopes, "state": state, "tone": tone}
