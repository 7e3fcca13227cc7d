"""Counting what matches a filter of codes: exact for a million cases, from the spots.

A spot counts the cases of one coarse place, area, topic, office and state. Where few cases
match, or the part that is looked at holds few, finer cells are added up from the entries.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from pendopo.journey.cases.models import MapSpot, SearchEntry
from pendopo.journey.cases.models.search import NOWHERE, SPOT
from pendopo.journey.cases.rules import OPEN
from pendopo.journey.cases.search.mapping.types import COARSEST, Box, Cell, Grid, Overview
from pendopo.journey.cases.search.mapping.wording import areas_of, numbers_at
from pendopo.journey.cases.search.types import Query
from pendopo.journey.voice.selectors import topics_under

# So many cases that match are read one by one; of more, their spots are added up.
MOST_READ = 1_000
# So many cases in the band that is looked at are gone through in the index alone.
MOST_SCANNED = 50_000
_OPEN = [status.value for status in OPEN]
# Makes every coordinate positive, and no step leaves a rest: division rounds down.
_SHIFT = 180_000


def is_counted(query: Query) -> bool:
    """Return whether the spots know everything that is asked for."""
    return not (query.text.strip() or query.since or query.until or query.offices or query.kind)


def overview(query: Query, *, step: int) -> Overview:
    """Return all that matches by district, and on a grid of about ``step``, in a fixed number of queries."""
    rows = list(
        spots(query)
        .values("region")
        .annotate(n_cases=Sum("n"), n_open=_open_sum(), n_pointed=_pointed_sum())
    )
    counts = [(row["region"], row["n_cases"], row["n_open"]) for row in rows]
    return Overview(
        areas=areas_of(counts),
        n_cases=sum(row["n_cases"] for row in rows),
        n_pointed=sum(row["n_pointed"] for row in rows),
        grid=grid(query, step=step),
    )


def grid(query: Query, *, step: int, box: Box | None = None) -> Grid:
    """Return the cells of a grid of ``step``, or the coarsest where finer ones cost too much."""
    found = spots(query).exclude(north=NOWHERE)
    if box is not None:
        found = found.filter(_across(box), _along(box))
    coarse = _coarse(found)
    n_matching = sum(cell.n_cases for cell in coarse)
    if n_matching <= MOST_READ:
        # Named one by one: an estimate could lead the database through the whole band instead.
        known = list(found.values_list("id", flat=True))
        return Grid(step, _fine(Q(spot_id__in=known), step, box))
    if step < COARSEST and _n_in_band(box) <= MOST_SCANNED:
        return Grid(step, _fine(_condition(query, "spot__"), step, box))
    return Grid(COARSEST, coarse)


def spots(query: Query) -> QuerySet[MapSpot]:
    """Return the spots on which something matches."""
    return MapSpot.objects.filter(_condition(query), n__gt=0)


def _condition(query: Query, at: str = "") -> Q:
    asked = Q()
    if query.region:
        inside = {f"{at}region__startswith": f"{query.region}."}
        asked &= Q(**{f"{at}region": query.region}) | Q(**inside)
    if query.topic:
        asked &= Q(**{f"{at}topic__in": topics_under(query.topic)})
    if query.office:
        asked &= Q(**{f"{at}office": query.office})
    if query.status:
        asked &= Q(**{f"{at}status": query.status})
    return asked


def _open_sum() -> Coalesce:
    return Coalesce(Sum("n", filter=Q(status__in=_OPEN)), 0)


def _pointed_sum() -> Coalesce:
    return Coalesce(Sum("n", filter=~Q(north=NOWHERE)), 0)


def _across(box: Box) -> Q:
    return Q(north__range=(box.south // SPOT, box.north // SPOT))


def _along(box: Box) -> Q:
    return Q(east__range=(box.west // SPOT, box.east // SPOT))


def _n_in_band(box: Box | None) -> int:
    """Return how many entries stand between the southern and the northern edge, of any kind."""
    inside = _across(box) if box is not None else ~Q(north=NOWHERE)
    return int(MapSpot.objects.filter(inside).aggregate(n=Coalesce(Sum("n"), 0))["n"])


def _coarse(found: QuerySet[MapSpot]) -> tuple[Cell, ...]:
    rows = found.values("north", "east").annotate(n_cases=Sum("n"), n_open=_open_sum())
    middle = (SPOT - 1) / 2
    cells = (
        Cell(
            row["north"] * SPOT + middle, row["east"] * SPOT + middle, row["n_cases"], row["n_open"]
        )
        for row in rows
    )
    return in_order(cells)


def _fine(condition: Q, step: int, box: Box | None) -> tuple[Cell, ...]:
    rows = SearchEntry.objects.filter(condition, north__isnull=False, spot__isnull=False)
    if box is not None:
        rows = rows.filter(north__range=(box.south, box.north), east__range=(box.west, box.east))
    counted = list(
        rows.values(row=(F("north") + _SHIFT) / step, column=(F("east") + _SHIFT) / step).annotate(
            n_cases=Count("place"),
            n_open=Count("place", filter=Q(spot__status__in=_OPEN)),
            first=Min("place"),
            last=Max("place"),
        )
    )
    named = [_named(row["n_cases"], row["first"], row["last"]) for row in counted]
    numbers = numbers_at(place for places in named for place in places)
    middle = (step - 1) / 2
    return in_order(
        Cell(
            row["row"] * step - _SHIFT + middle,
            row["column"] * step - _SHIFT + middle,
            row["n_cases"],
            row["n_open"],
            tuple(sorted(numbers[place] for place in places if place in numbers)),
        )
        for row, places in zip(counted, named, strict=True)
    )


def _named(n_cases: int, first: int, last: int) -> set[int]:
    """Return the places of the cases of a cell, if there are so few that each can be named."""
    return {first, last} if n_cases <= 2 else set()


def in_order(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """Return cells with the fullest last, so that it is drawn above the others."""
    return tuple(sorted(cells, key=lambda cell: (cell.n_cases, cell.north, cell.east)))
