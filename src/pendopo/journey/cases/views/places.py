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
    from collections.abc import Iterable, Sequence

    from django.http import HttpRequest

_NUMBER = r"-?[0-9]{1,3}(?:\.[0-9]{1,8})?"
_BOX = re.compile(rf"({_NUMBER}),({_NUMBER}),({_NUMBER}),({_NUMBER})")
# The picture: its width and largest circle in points, how many circles at most below each other.
_WIDTH, _LARGEST, _ROWS = 320, 11, 20
_PICTURE_STEP = 5


@public_page
@require_safe
def map_page(request: HttpRequest) -> HttpResponse:
    """Show where public cases lie, by district and as a picture."""
    form = PublicFilter(request.GET)
    found = mapping.overview(form.query(), step=_PICTURE_STEP)
    context = {
        "filter_form": form,
        "areas": [(area, _query(request, area.code)) for area in found.areas],
        "found": found,
        "picture": _picture(found.grid),
        "asked": query_string(request.GET),
        "is_filtered": form.is_asked,
    }
    return render_page(request, "cases/map.html", context)


@public_page
@require_safe
@conditional_page
def points(request: HttpRequest) -> JsonResponse:
    """Hand out the cells that the moving map asks for; coarser ones where they would be too many."""
    step, box = request.GET.get("petak", "20"), request.GET.get("batas", "")
    if step not in map(str, mapping.STEPS):
        raise BadInput(_("Ukuran petak ini tidak dikenal."), field="petak")
    form = PublicFilter(request.GET)
    found = mapping.grid(form.query(), step=int(step), box=_box(box) if box else None)
    rows = [
        [round(cell.north / 1000, 4), round(cell.east / 1000, 4), cell.n_cases, cell.n_open]
        + ([list(cell.numbers)] if cell.numbers else [])
        for cell in found.cells
    ]
    answer = {
        "petak": found.step,
        "hanya_terbaru": found.is_cut,
        "titik": rows,
        "tempat": mapping.landmarks(),
    }
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


def _picture(grid: mapping.Grid) -> dict[str, Any] | None:
    """Return circles on a drawing in which north is up; None without a point."""
    if not grid.cells:
        return None
    south, north = _span(cell.north for cell in grid.cells)
    west, east = _span(cell.east for cell in grid.cells)
    # A degree of longitude is shorter than one of latitude, the more the farther from the equator.
    narrow = math.cos(math.radians((north + south) / 2000))
    scale = _WIDTH / max((east - west) * narrow, north - south, 1)
    cells = _joined(grid, step=(north - south) / _ROWS)
    largest = max(cell.n_cases for cell in cells)
    margin = _LARGEST + 1
    return {
        "width": round((east - west) * narrow * scale) + 2 * margin,
        "height": round((north - south) * scale) + 2 * margin,
        "circles": [
            (
                round((cell.east - west) * narrow * scale + margin, 1),
                round((north - cell.north) * scale + margin, 1),
                round(2 + (_LARGEST - 2) * math.sqrt(cell.n_cases / largest), 1),
            )
            for cell in cells
        ],
    }


def _span(values: Iterable[float]) -> tuple[float, float]:
    known = list(values)
    return min(known), max(known)


def _joined(grid: mapping.Grid, *, step: float) -> list[mapping.Cell]:
    """Return cells of which no more than fit stand in the picture, each in its weighted middle."""
    groups: dict[tuple[int, int], list[mapping.Cell]] = {}
    side = max(step, grid.step)
    for cell in grid.cells:
        groups.setdefault((math.floor(cell.north / side), math.floor(cell.east / side)), []).append(
            cell
        )
    return sorted(map(_one_of, groups.values()), key=lambda cell: cell.n_cases)


def _one_of(cells: Sequence[mapping.Cell]) -> mapping.Cell:
    n_cases = sum(cell.n_cases for cell in cells)
    return mapping.Cell(
        sum(cell.north * cell.n_cases for cell in cells) / n_cases,
        sum(cell.east * cell.n_cases for cell in cells) / n_cases,
        n_cases,
        sum(cell.n_open for cell in cells),
    )
