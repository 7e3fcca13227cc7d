"""A case on paper: number, code, limits and history; nobody's identity unless opened for a purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.foundation.people.access import staff_page
from pendopo.journey.cases import forms, rules, selectors, services
from pendopo.journey.cases.views.workspace import actor_of
from pendopo.journey.cases.wording import clock_face
from pendopo.journey.cases.workspace import selectors as inner
from pendopo.journey.cases.workspace.qr import qr_of
from pendopo.kernel.http import render_page

if TYPE_CHECKING:
    from django.http import HttpRequest

    from pendopo.foundation.people.models import Person


@staff_page(*rules.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def printed(request: HttpRequest, number: str) -> HttpResponse:
    """Show a case for printing on A4; with a purpose also who reported it, which is recorded."""
    actor, at = actor_of(request), timezone.now()
    case = selectors.staff_case(number, by=actor)
    purposes = rules.purposes_for(actor, case) if case.voice.reporter_id else ()
    form = forms.IdentityForm(request.POST or None, purposes=purposes)
    person: Person | None = None
    if request.method == "POST" and form.is_valid():
        person = services.open_identity(
            case_id=case.id, purpose=form.cleaned_data["purpose"], by=actor, at=at
        )
    name = "cases:public" if case.is_public else "cases:desk"
    address = request.build_absolute_uri(reverse(name, args=[case.number]))
    entries = selectors.timeline(case, is_internal_shown=True)
    context = {
        "sheet": inner.sheet_of(case, entries, is_open=person is not None),
        "clocks": [clock_face(clock) for clock in selectors.clocks_of(case.id, at=at)],
        "case": case,
        "address": address,
        "qr": qr_of(address),
        "at": at,
        "person": person,
        "form": form if purposes else None,
    }
    status = 422 if request.method == "POST" and person is None else 200
    return render_page(request, "cases/print.html", context, status=status)
