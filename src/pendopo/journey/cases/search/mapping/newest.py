"""Gathering the newest cases that match words or days: those the spots do not know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pendopo.journey.cases.models import SearchEntry
from pendopo.journey.cases.rules import OPEN
from pendopo.journey.cases.search.mapping.counting import in_order
from pendopo.journey.cases.search.mapping.types import Box, Cell, Grid, Overview
from pendopo.journey.cases.search.mapping.wording import areas_of, numbers_at
from pendopo.journey.cases.search.selectors import find_places
from pendopo.journey.cases.search.types import Query, Scope

MOST = 500
_OPEN = frozenset(status.value for status in OPEN)


@dataclass(frozen=True)
class Placed:
    """A public case on the map; null where its author gave no point."""

    place: int
    is_open: bool
    region: str
    north: int | None
    east: int | None


def overview(query: Query, *, step: int) -> Overview:
    """Return the newest that match by district and on a grid, in a fixed number of queries."""
    placed, is_cut = _placed(query)
    return Overview(
        areas=areas_of((one.region, 1, int(one.is_open)) for one in placed),
        n_cases=len(placed),
        n_pointed=sum(one.north is not None for one in placed),
        grid=Grid(step, gathered(placed, step=step), is_cut),
        is_cut=is_cut,
    )


def grid(query: Query, *, step: int, box: Box | None = None) -> Grid:
    """Return the cells in which the newest that match lie."""
    placed, is_cut = _placed(query)
    return Grid(step, gathered(placed, step=step, box=box), is_cut)


def _placed(query: Query) -> tuple[list[Placed], bool]:
    asked = replace(query, is_oldest_first=False)
    found = find_places(asked, scope=Scope.PUBLIC, most=MOST + 1)
    rows = SearchEntry.objects.filter(place__in=found[:MOST], spot__isnull=False).values_list(
        "place", "spot__status", "spot__region", "north", "east"
    )
    placed = [
        Placed(place, status in _OPEN, region, north, east)
        for place, status, region, north, east in rows
    ]
    return placed, len(found) > MOST


def gathered(placed: Iterable[Placed], *, step: int, box: Box | None = None) -> tuple[Cell, ...]:
    """Return the cells of a grid of ``step`` thousandths of a degree, the fullest last."""
    cells: dict[tuple[int, int], list[Placed]] = {}
    for one in placed:
        if one.north is not None and one.east is not None and _is_in(box, one.north, one.east):
            cells.setdefault((one.north // step, one.east // step), []).append(one)
    few = [one.place for members in cells.values() if len(members) <= 2 for one in members]
    numbers = numbers_at(few)
    return in_order(_cell(key, members, step, numbers) for key, members in cells.items())


def _is_in(box: Box | None, north: int, east: int) -> bool:
    return box is None or (box.south <= north <= box.north and box.west <= east <= box.east)


def _cell(
    key: tuple[int, int], members: Sequence[Placed], step: int, numbers: dict[int, str]
) -> Cell:
    middle = (step - 1) / 2
    return Cell(
        key[0] * step + middle,
        key[1] * step + middle,
        len(members),
        sum(one.is_open for one in members),
        tuple(sorted(numbers[one.place] for one in members if one.place in numbers)),
    )
