"""The field: what to visit, a map without tiles, and photos from the spot."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.foundation.people.access import public_page, staff_page
from pendopo.journey.cases import rules, selectors
from pendopo.journey.cases.types import Status
from pendopo.journey.cases.views.workspace import actor_of
from pendopo.journey.cases.wording import CLOCK_TONES, remaining_words
from pendopo.journey.cases.workspace import field, plan, rounds
from pendopo.journey.cases.workspace import selectors as inner
from pendopo.journey.cases.workspace.forms import FieldPhotoForm, NearForm
from pendopo.kernel.errors import BadInput, Refused
from pendopo.kernel.http import render_page
from pendopo.kernel.ids import new_id

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

_CACHE = "private, max-age=31536000, immutable"


@staff_page(*rules.HANDLERS)
@require_safe
@never_cache
def visits(request: HttpRequest) -> HttpResponse:
    """List what waits in the field; with a position, what is near first."""
    context = _round(request) | {"is_map": False}
    return render_page(request, "cases/field.html", context)


@staff_page(*rules.HANDLERS)
@require_safe
@never_cache
def visits_map(request: HttpRequest) -> HttpResponse:
    """Show the same list on a map that needs no tiles."""
    context = _round(request)
    drawing = rounds.plan_of([row["stop"] for row in context["rows"]], context["here"])
    numbers = {dot.key: dot.number for dot in drawing.dots} if drawing else {}
    for row in context["rows"]:
        row["number"] = numbers.get(row["stop"].case.number)
    sizes = {"plan": drawing, "width": plan.WIDTH, "height": plan.HEIGHT, "is_map": True}
    return render_page(request, "cases/field.html", context | sizes)


def _round(request: HttpRequest) -> dict[str, Any]:
    near = NearForm(request.GET)
    here, at = near.here(), timezone.now()
    is_own = request.GET.get("saya") == "1"
    found = rounds.round_of(
        actor_of(request),
        here=here,
        is_own=is_own,
        cursor=request.GET.get("cursor", ""),
        at=at,
    )
    clocks = selectors.running_clocks((stop.case.id for stop in found.stops), at=at)
    rows = [{"stop": stop, **_due(clocks.get(stop.case.id))} for stop in found.stops]
    kept = request.GET.copy()
    kept.pop("cursor", None)
    parameters = request.GET.copy()
    parameters["cursor"] = found.next_cursor
    return {
        "rows": rows,
        "here": here,
        "near_form": near,
        "is_own": is_own,
        "query": kept.urlencode(),
        "next": f"?{parameters.urlencode()}" if found.next_cursor else "",
    }


def _due(clock: selectors.ClockView | None) -> dict[str, Any]:
    left = clock.remaining if clock else None
    return {
        "words": remaining_words(left) if left else "",
        "clock_tone": CLOCK_TONES.get(clock.state, "neutral") if clock else "neutral",
    }


@staff_page(*rules.HANDLERS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def visit(request: HttpRequest, number: str) -> HttpResponse:
    """Show one case on the spot, and keep a photo of it."""
    actor, at = actor_of(request), timezone.now()
    case = field.for_field(selectors.staff_case(number, by=actor).id, actor, at)
    if request.method != "POST":
        return _visit(request, case, FieldPhotoForm(initial={"key": new_id()}), at)
    form = FieldPhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        return _visit(request, case, form, at, status=422)
    try:
        field.keep_field_photo(case_id=case.id, shot=_shot(form), by=actor, at=at)
    except (BadInput, Refused) as error:
        form.add_error("photo" if isinstance(error, BadInput) else None, error.message)
        return _visit(request, case, form, at, status=error.status)
    messages.success(request, _("Foto tersimpan. Pilih foto ini sebagai bukti saat menjawab."))
    return redirect("cases:visit", case.number)


def _shot(form: FieldPhotoForm) -> field.Shot:
    told = form.cleaned_data
    return field.Shot(
        key=told["key"],
        source=told["photo"],
        size=told["photo"].size,
        note=told["note"],
        latitude=told["latitude"],
        longitude=told["longitude"],
    )


def _visit(
    request: HttpRequest, case: Any, form: FieldPhotoForm, at: datetime, *, status: int = 200
) -> HttpResponse:
    clocks = selectors.running_clocks([case.id], at=at)
    context = {
        "case": case,
        "stop": rounds.stop_of(case),
        "photos": inner.workspace_photos(case.id),
        "form": form,
        "may_answer": case.status in (Status.ASSIGNED, Status.WAITING),
        **_due(clocks.get(case.id)),
    }
    return render_page(request, "cases/visit.html", context, status=status)


@public_page
@require_safe
def field_photo(request: HttpRequest, photo_id: uuid.UUID) -> HttpResponse:
    """Show a field photo: as proof of a public answer to everyone, else to who sees the case."""
    return _jpeg(field.content(inner.field_photo(photo_id, by=actor_of(request))))


@public_page
@require_safe
def small_field_photo(request: HttpRequest, photo_id: uuid.UUID) -> HttpResponse:
    """Show a field photo small, to the same people."""
    return _jpeg(field.small(inner.field_photo(photo_id, by=actor_of(request))))


def _jpeg(content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="image/jpeg")
    response["Cache-Control"] = _CACHE
    response["X-Content-Type-Options"] = "nosniff"
    return response
