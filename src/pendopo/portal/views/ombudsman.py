"""The way on outside the government: a letter to print and a file to send along."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pendopo.foundation.people.access import public_page
from pendopo.kernel.http import render_page
from pendopo.portal import commission, letters, ombudsman
from pendopo.portal.letters import CaseFile
from pendopo.portal.views.tracking import ask_for_code, held_voice

if TYPE_CHECKING:
    from django.http import HttpRequest


@public_page
@require_safe
@never_cache
def letter(request: HttpRequest, number: str) -> HttpResponse:
    """Show the holder of a voice a letter to the Ombudsman, ready but for name and address."""
    held = held_voice(request, number)
    if held is None:
        return ask_for_code(number)
    document = ombudsman.case_file(held, at=timezone.now())
    context = {
        "number": held.number,
        "letter": ombudsman.letter_of(document),
        "conditions": ombudsman.conditions(at=timezone.now()),
        "is_nameless": held.reporter_id is None,
    }
    return render_page(request, "portal/ombudsman.html", context)


@public_page
@require_safe
@never_cache
def file(request: HttpRequest, number: str) -> HttpResponse:
    """Hand the holder of a voice its case file: limits, chronology, answers, receipts."""
    held = held_voice(request, number)
    if held is None:
        return ask_for_code(number)
    return _as_file(ombudsman.case_file(held, at=timezone.now()))


@public_page
@require_safe
@never_cache
def commission_letter(request: HttpRequest, number: str) -> HttpResponse:
    """Show the author of a request a letter to the Information Commission."""
    held = held_voice(request, number)
    if held is None:
        return ask_for_code(number)
    document = commission.case_file(held, at=timezone.now())
    context = {
        "number": held.number,
        "letter": commission.letter_of(document),
        "conditions": commission.conditions(document),
    }
    return render_page(request, "portal/commission.html", context)


@public_page
@require_safe
@never_cache
def commission_file(request: HttpRequest, number: str) -> HttpResponse:
    """Hand the author of a request its case file: limits, chronology, answers, receipts."""
    held = held_voice(request, number)
    if held is None:
        return ask_for_code(number)
    return _as_file(commission.case_file(held, at=timezone.now()))


def _as_file(document: CaseFile) -> HttpResponse:
    name = f"berkas-{document.voice.number}.json"
    return HttpResponse(
        json.dumps(letters.as_json(document), ensure_ascii=False, indent=2) + "\n",
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
