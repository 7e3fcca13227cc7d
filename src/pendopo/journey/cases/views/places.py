"""Public cases by place: a table and a small picture first, a map to move about on a tap."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from pendopo.foundation.people.access import public_page
from pendopo.journey.cases.search import mapping
from pendopo.journey.cases.search.forms import PublicFilter
from pendopo.journey.cases.views.register import query_string
from pendopo.kernel.errors import BadInput
from pendopo.kernel.http import render_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

# Thousandths of a degree: about 110 m, 550 m, 2 km.
STEPS = (1, 5, 20)
_NUMBER = r"-?[0-9]{1,3}(?:\.[0-9]{1,8})?"
_BOX = re.compile(rf"({_NUMBER}),({_NUMBER}),({_NUMBER}),({_NUMBER})")
_WIDTH, _LARGEST = 320, 11


@public_page
@require_safe
def map_page(request: HttpRequest) -> HttpResponse:
    """Show where the newest public cases lie, by district and as a picture."""
    form = PublicFilter(request.GET)
    placed = mapping.placed_cases(form.query())
    n_pointed = sum(one.north is not None for one in placed)
    context = {
        "filter_form": form,
        "areas": [(area, _query(request, area.code)) for area in mapping.by_district(placed)],
        "n_cases": len(placed),
        "n_pointed": n_pointed,
        "is_cut": len(placed) >= mapping.MOST,
        "most": mapping.MOST,
        "picture": _picture(placed),
        "asked": query_string(request.GET),
        "is_filtered": form.is_asked,
    }
    return render_page(request, "cases/map.html", context)


@public_page
@require_safe
@conditional_page
def points(request: HttpRequest) -> JsonResponse:
    """Hand out the cells that the moving map asks for."""
    step, box = request.GET.get("petak", "20"), request.GET.get("batas", "")
    if step not in map(str, STEPS):
        raise BadInput(_("Ukuran petak ini tidak dikenal."), field="petak")
    form = PublicFilter(request.GET)
    cells = mapping.gathered(
        mapping.placed_cases(form.query()), step=int(step), box=_box(box) if box else None
    )
    rows = [
        [round(cell.north / 1000, 4), round(cell.east / 1000, 4), cell.n_cases, cell.n_open]
        + ([list(cell.numbers)] if cell.numbers else [])
        for cell in cells
    ]
    answer = {"petak": int(step), "titik": rows, "tempat": mapping.landmarks()}
    response = JsonResponse(answer)
    response["Cache-Control"] = "public, max-age=60"
    return response


def _box(text: str) -> mapping.Box:
    match = _BOX.fullmatch(text)
    if match is None:
        raise BadInput(_("Batas peta ini tidak dapat dibaca."), field="batas")
    south, west, north, east = (float(part) * 1000 for part in match.groups())
    return mapping.Box(math.floor(south), math.floor(west), math.ceil(north), math.ceil(east))


def _query(request: HttpRequest, region: str) -> str:
    asked = request.GET.copy()
    asked["region"] = region
    return query_string(asked)


def _picture(placed: Sequence[mapping.Placed]) -> dict[str, Any] | None:
    """Return circles on a drawing in which north is up; None without a point."""
    box = mapping.bounds(placed)
    if box is None:
        return None
    # A degree of longitude is shorter than one of latitude, the more the farther from the equator.
    narrow = math.cos(math.radians((box.north + box.south) / 2000))
    scale = _WIDTH / max((box.east - box.west) * narrow, (box.north - box.south), 1)
    step = max(STEPS[1], (box.north - box.south) // 24)
    cells = mapping.gathered(placed, step=step)
    largest = max(cell.n_cases for cell in cells)
    # The middle of a cell may lie half a cell outside the points.
    margin = _LARGEST + 1 + round(step * scale / 2)
    return {
        "width": round((box.east - box.west) * narrow * scale) + 2 * margin,
        "height": round((box.north - box.south) * scale) + 2 * margin,
        "circles": [
            (
                round((cell.east - box.west) * narrow * scale + margin, 1),
                round((box.north - cell.north) * scale + margin, 1),
                round(2 + (_LARGEST - 2) * math.sqrt(cell.n_cases / largest), 1),
            )
            for cell in cells
        ],
    }
