"""Marks for drawing the map, each standing for several people."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pendopo.engines.opinion.analysis import OpinionMap
from pendopo.engines.opinion.errors import BadOption

LEAST_PEOPLE_PER_MARK = 5
FINEST_GRID = 32


@dataclass(frozen=True, slots=True)
class Mark:
    """A place where ``n_people`` of one group stand; ``group`` is -1 for none."""

    x: float
    y: float
    n_people: int
    group: int


@dataclass(frozen=True, slots=True)
class MapPoints:
    """All that a page needs to draw the map.

    Parameters
    ----------
    marks : tuple of Mark
        Largest first, so that small ones are drawn on top.
    n_hidden : int
        People too few, in their group, to be shown as a mark.
    low, high : tuple of two float
        Corners that hold every person.
    """

    marks: tuple[Mark, ...]
    n_hidden: int
    low: tuple[float, float]
    high: tuple[float, float]


def map_points(
    result: OpinionMap, *, least: int = LEAST_PEOPLE_PER_MARK, grid: int = FINEST_GRID
) -> MapPoints:
    """Join people into marks of at least ``least`` people of the same group.

    Where people stand close, a mark is a cell of the finest grid; where they are
    few, cells of twice the width are tried, up to the whole map.

    Parameters
    ----------
    result : OpinionMap
        Not modified.
    least : int
        1 or more.
    grid : int
        Cells along each side of the finest grid, 1 or more.

    Raises
    ------
    BadOption
        If ``least`` or ``grid`` is less than 1.
    """
    if min(least, grid) < 1:
        raise BadOption(name="least, grid", value=(least, grid), allowed="mulai 1")
    positions, labels = result.positions, result.grouping.labels
    marks: list[Mark] = []
    waiting = np.ones(len(positions), dtype=bool)
    while waiting.any() and grid >= 1:
        marks += _marks(positions, labels, waiting, grid, least)
        grid //= 2
    low, high = positions.min(axis=0), positions.max(axis=0)
    return MapPoints(
        marks=tuple(sorted(marks, key=lambda each: (-each.n_people, each.x, each.y))),
        n_hidden=int(waiting.sum()),
        low=(float(low[0]), float(low[1])),
        high=(float(high[0]), float(high[1])),
    )


def _marks(
    positions: NDArray[np.float64],
    labels: NDArray[np.intp],
    waiting: NDArray[np.bool_],
    grid: int,
    least: int,
) -> list[Mark]:
    """Make the marks of one grid and take their people off ``waiting``."""
    people = np.flatnonzero(waiting)
    steps = _steps(positions, grid)[people]
    address = np.column_stack([labels[people], steps])
    kinds, place = np.unique(address, axis=0, return_inverse=True)
    size = np.bincount(place.ravel(), minlength=len(kinds))
    found = []
    for kind in np.flatnonzero(size >= least).tolist():
        members = people[place.ravel() == kind]
        x, y = positions[members].mean(axis=0).tolist()
        found.append(Mark(x, y, len(members), int(kinds[kind, 0])))
        waiting[members] = False
    return found


def _steps(positions: NDArray[np.float64], grid: int) -> NDArray[np.intp]:
    low = positions.min(axis=0)
    width = np.maximum(positions.max(axis=0) - low, np.finfo(float).tiny)
    return np.minimum((positions - low) / width * grid, grid - 1).astype(np.intp)
