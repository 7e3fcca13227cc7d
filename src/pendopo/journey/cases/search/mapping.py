"""Where public cases lie: counts by district, and points gathered on a grid.

Only the newest ``MOST`` that match are drawn, so a map costs the same whatever the past holds.
Points were rounded when they were entered (``search.entering``); nothing finer is stored here.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings

from pendopo.journey.cases.models import Case, SearchEntry
from pendopo.journey.cases.rules import OPEN
from pendopo.journey.cases.search.selectors import find_case_ids
from pendopo.journey.cases.search.types import Query, Scope
from pendopo.kernel.regions import parts_of, region_names

MOST = 2_000
# Kemendagri codes: two digits for province, regency and district with dots between.
_DISTRICT = 8
_NAMED = 3


@dataclass(frozen=True)
class Placed:
    """A public case on the map; null where its author gave no point."""

    case_id: uuid.UUID
    number: str
    is_open: bool
    region: str
    north: int | None
    east: int | None


@dataclass(frozen=True)
class Cell:
    """Cases that lie together; ``north`` and ``east`` in thousandths of a degree, its middle."""

    north: float
    east: float
    n_cases: int
    n_open: int
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class Area:
    """How many of the cases drawn lie in a district."""

    code: str
    name: str
    n_cases: int
    n_open: int


@dataclass(frozen=True)
class Box:
    """The part of the map that is looked at, in thousandths of a degree."""

    south: int
    west: int
    north: int
    east: int

    def holds(self, placed: Placed) -> bool:
        """Return whether a case lies in it."""
        if placed.north is None or placed.east is None:
            return False
        return self.south <= placed.north <= self.north and self.west <= placed.east <= self.east


def placed_cases(query: Query, *, most: int = MOST) -> list[Placed]:
    """Return the newest public cases that match, with their points, in three queries."""
    ids = find_case_ids(query, scope=Scope.PUBLIC, most=most).case_ids
    points = {
        case_id: (north, east)
        for case_id, north, east in SearchEntry.objects.filter(
            case_id__in=ids, north__isnull=False
        ).values_list("case_id", "north", "east")
    }
    rows = Case.objects.filter(id__in=ids, is_public=True)
    return [
        Placed(case_id, number, status in _OPEN, region or "", *points.get(case_id, (None, None)))
        for case_id, number, status, region in rows.values_list(
            "id", "number", "status", "region_id"
        )
    ]


_OPEN = frozenset(status.value for status in OPEN)


def by_district(placed: Iterable[Placed]) -> list[Area]:
    """Return the districts by name; what names no district comes last, without a code."""
    counts: dict[str, list[int]] = {}
    for one in placed:
        code = one.region[:_DISTRICT] if len(one.region) >= _DISTRICT else ""
        tally = counts.setdefault(code, [0, 0])
        tally[0] += 1
        tally[1] += one.is_open
    names = region_names(set(counts))
    areas = (Area(code, names.get(code, code), *tally) for code, tally in counts.items())
    return sorted(areas, key=lambda area: (not area.code, area.name.casefold()))


def gathered(placed: Iterable[Placed], *, step: int, box: Box | None = None) -> list[Cell]:
    """Return the cells of a grid of ``step`` thousandths of a degree, the fullest last."""
    cells: dict[tuple[int, int], list[Placed]] = {}
    for one in placed:
        if one.north is None or one.east is None or (box and not box.holds(one)):
            continue
        cells.setdefault((one.north // step, one.east // step), []).append(one)
    found = (_cell(key, members, step) for key, members in cells.items())
    return sorted(found, key=lambda cell: (cell.n_cases, cell.north, cell.east))


def _cell(key: tuple[int, int], members: Sequence[Placed], step: int) -> Cell:
    middle = (step - 1) / 2
    return Cell(
        key[0] * step + middle,
        key[1] * step + middle,
        len(members),
        sum(one.is_open for one in members),
        tuple(sorted(one.number for one in members)) if len(members) <= _NAMED else (),
    )


def bounds(placed: Iterable[Placed]) -> Box | None:
    """Return the box around all points; None if there is none."""
    points = [(one.north, one.east) for one in placed if one.north is not None]
    if not points:
        return None
    norths, easts = [north for north, _ in points], [east for _, east in points if east is not None]
    return Box(min(norths), min(easts), max(norths), max(easts))


def landmarks() -> list[tuple[float, float, str]]:
    """Return where the districts lie, with their names: a map without tiles needs them."""
    rows = parts_of(settings.PENDOPO_REGION).filter(latitude__isnull=False)
    return [(row.latitude or 0.0, row.longitude or 0.0, row.name) for row in rows]
