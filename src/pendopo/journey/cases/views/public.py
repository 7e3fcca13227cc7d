"""The public page of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from pendopo.foundation.people.access import public_page
from pendopo.journey.cases import selectors
from pendopo.journey.cases.wording import STATUS_TONES, clock_face
from pendopo.kernel.http import render_page

if TYPE_CHECKING:
    from django.http import HttpRequest


@public_page
@require_safe
def public(request: HttpRequest, number: str) -> HttpResponse:
    """Show a case to everyone."""
    page = selectors.public_page(number, at=timezone.now())
    if number != page.case.number:
        return redirect("cases:public", page.case.number)
    context = {
        "page": page,
        "case": page.case,
        "tone": STATUS_TONES[page.case.status],
        "clocks": [clock_face(clock) for clock in page.clocks],
    }
    return render_page(request, "cases/public.html", context)
