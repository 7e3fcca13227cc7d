"""One's own pages: what is held, who looked, a copy, and the way out."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.auth import logout
from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from pendopo.foundation.people import selectors, services
from pendopo.foundation.people.access import citizen_page, public_page
from pendopo.foundation.people.forms import EraseForm
from pendopo.foundation.people.types import PURPOSE_LABELS, ROLE_LABELS, ReadPurpose, Role
from pendopo.kernel.http import render_page
from pendopo.kernel.time import from_iso, to_iso

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pendopo.foundation.people.types import Actor

_PAGE = 25


def _person_id(request: HttpRequest) -> UUID:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if actor.person_id is None:
        message = "an active account always has a person"
        raise RuntimeError(message)
    return actor.person_id


@citizen_page
@never_cache
@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """Show the signed-in person's own data and where to go from here."""
    person = selectors.own_person(_person_id(request))
    return render_page(request, "people/account.html", {"person": person})


@citizen_page
@never_cache
@require_GET
def reads(request: HttpRequest) -> HttpResponse:
    """Show every time an officer opened this person's data."""
    found = selectors.reads_before(
        _person_id(request), _cursor(request.GET.get("sebelum", "")), _PAGE + 1
    )
    rows = [
        {
            "at": row.at,
            "office": row.office.name if row.office else "–",
            "role": ROLE_LABELS[Role(row.role)],
            "purpose": PURPOSE_LABELS[ReadPurpose(row.purpose)],
        }
        for row in found[:_PAGE]
    ]
    last = found[_PAGE - 1] if len(found) > _PAGE else None
    older = f"?sebelum={to_iso(last.at)}_{last.id}" if last else ""
    return render_page(request, "people/reads.html", {"rows": rows, "older": older})


def _cursor(text: str) -> tuple[datetime, UUID] | None:
    at, _, read_id = text.partition("_")
    try:
        return from_iso(at), UUID(read_id)
    except ValueError:
        return None


@citizen_page
@never_cache
@require_GET
def own_data(request: HttpRequest) -> HttpResponse:
    """Hand out everything held about this person as one JSON file."""
    held = selectors.everything_about(_person_id(request))
    document = {"made_at": to_iso(timezone.now()), "held": held}
    return JsonResponse(
        document,
        json_dumps_params={"ensure_ascii": False, "indent": 2},
        headers={"Content-Disposition": 'attachment; filename="data-saya.json"'},
    )


@citizen_page
@never_cache
@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Erase the signed-in person after a confirmation, and sign out."""
    form = EraseForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render_page(request, "people/erase.html", {"form": form}, status=status)
    actor: Actor = request.actor  # type: ignore[attr-defined]
    services.erase_own_data(_person_id(request), by=actor, at=timezone.now())
    logout(request)
    return redirect("people:erased")


@public_page
@require_GET
def erased(request: HttpRequest) -> HttpResponse:
    """Say that the data is gone."""
    return render_page(request, "people/erased.html")
