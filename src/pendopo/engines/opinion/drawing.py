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
        People whose whole group is too small for a mark.
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
    few, cells of twice the width are tried, up to the whole map; whoever is still
    alone joins the mark of the nearest person of the same group.

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
    mark_of = _marks(positions, labels, least, grid)
    low, high = positions.min(axis=0), positions.max(axis=0)
    return MapPoints(
        marks=_drawn(positions, labels, mark_of),
        n_hidden=int((mark_of < 0).sum()),
        low=(float(low[0]), float(low[1])),
        high=(float(high[0]), float(high[1])),
    )


def _marks(
    positions: NDArray[np.float64], labels: NDArray[np.intp], least: int, grid: int
) -> NDArray[np.intp]:
    """Number the mark of each person; -1 where the group is smaller than ``least``."""
    mark_of = np.full(len(positions), -1, dtype=np.intp)
    while grid >= 1:
        waiting = np.flatnonzero(mark_of < 0)
        address = np.column_stack([labels, _steps(positions, grid)])[waiting]
        kinds = np.unique(address, axis=0, return_inverse=True)[1].ravel()
        is_enough = np.bincount(kinds) >= least
        number = np.cumsum(is_enough) + mark_of.max()
        mark_of[waiting] = np.where(is_enough, number, -1)[kinds]
        grid //= 2
    for person in np.flatnonzero(mark_of < 0).tolist():
        mark_of[person] = _nearest_of_group(person, positions, labels, mark_of)
    return mark_of


def _steps(positions: NDArray[np.float64], grid: int) -> NDArray[np.intp]:
    low = positions.min(axis=0)
    width = np.maximum(positions.max(axis=0) - low, np.finfo(float).tiny)
    return np.minimum((positions - low) / width * grid, grid - 1).astype(np.intp)


def _nearest_of_group(
    person: int,
    positions: NDArray[np.float64],
    labels: NDArray[np.intp],
    mark_of: NDArray[np.intp],
) -> int:
    """Send someone left alone to the mark of the nearest person of the same group."""
    company = np.flatnonzero((labels == labels[person]) & (mark_of >= 0))
    if company.size == 0:
        return -1
    gap = positions[company] - positions[person]
    return int(mark_of[company[np.argmin((gap * gap).sum(axis=1))]])


def _drawn(
    positions: NDArray[np.float64], labels: NDArray[np.intp], mark_of: NDArray[np.intp]
) -> tuple[Mark, ...]:
    shown = mark_of >= 0
    size = np.bincount(mark_of[shown])
    x, y = (np.bincount(mark_of[shown], positions[shown, axis]) / size for axis in range(2))
    group = np.zeros(len(size), dtype=np.intp)
    group[mark_of[shown]] = labels[shown]
    marks = map(Mark, x.tolist(), y.tolist(), size.tolist(), group.tolist())
    return tuple(sorted(marks, key=lambda each: (-each.n_people, each.x, each.y)))
