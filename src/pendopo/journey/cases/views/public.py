"""The public page of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pendopo.foundation.people.access import public_page
from pendopo.journey.cases import rules, selectors
from pendopo.journey.cases.errors import CaseNotFound
from pendopo.journey.cases.routing.links import links_of, merged_target
from pendopo.journey.cases.wording import STATUS_TONES, clock_face
from pendopo.journey.cases.workspace.selectors import proof_photos
from pendopo.kernel.http import render_page

if TYPE_CHECKING:
    from django.http import HttpRequest


@public_page
@require_safe
def public(request: HttpRequest, number: str) -> HttpResponse:
    """Show a case to everyone."""
    try:
        page = selectors.public_page(number, at=timezone.now())
    except CaseNotFound:
        if target := merged_target(number):
            messages.info(request, _("Laporan yang Anda cari digabung ke laporan ini."))
            return redirect("cases:public", target)
        raise
    if number != page.case.number:
        return redirect("cases:public", page.case.number)
    context = {
        "page": page,
        "case": page.case,
        "tone": STATUS_TONES[page.case.status],
        "clocks": [clock_face(clock) for clock in page.clocks],
        "links": links_of(page.case),
        "proof": proof_photos(page.case.id),
        "may_join": page.case.status in rules.OPEN,
    }
    return render_page(request, "cases/public.html", context)
