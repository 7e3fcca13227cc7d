"""Where public cases lie: counts by district, and cells of a grid.

In: what is asked of the register. Out: exact counts for areas, topics, offices and states,
however many there are; for words and days the newest that match, and whether there are more.
Points were rounded when they were entered (``search.entering``); nothing finer is stored here.
"""

from __future__ import annotations

from types import ModuleType

from pendopo.journey.cases.search.mapping import counting, newest
from pendopo.journey.cases.search.mapping.newest import MOST
from pendopo.journey.cases.search.mapping.types import (
    COARSEST,
    STEPS,
    Area,
    Box,
    Cell,
    Grid,
    Overview,
)
from pendopo.journey.cases.search.mapping.wording import landmarks
from pendopo.journey.cases.search.types import Query

__all__ = [
    "COARSEST",
    "MOST",
    "STEPS",
    "Area",
    "Box",
    "Cell",
    "Grid",
    "Overview",
    "grid",
    "landmarks",
    "overview",
]


def overview(query: Query, *, step: int) -> Overview:
    """Return what matches by district and on a grid of about ``step`` thousandths of a degree."""
    found: Overview = _source(query).overview(query, step=step)
    return found


def grid(query: Query, *, step: int, box: Box | None = None) -> Grid:
    """Return the cells in a part of the map."""
    found: Grid = _source(query).grid(query, step=step, box=box)
    return found


def _source(query: Query) -> ModuleType:
    return counting if counting.is_counted(query) else newest
