"""A map of many people as few weighted cells, so that grouping stays quick."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

GRID = 40
MOST_CELLS = GRID * GRID


@dataclass(frozen=True, eq=False, slots=True)
class Cells:
    """Occupied places of the map.

    Parameters
    ----------
    points : float64 ndarray of shape (n_cells, 2)
        Weighted mean position of the people in the cell.
    mass : float64 ndarray of shape (n_cells,)
        Weight of the people in the cell, more than 0.
    cell_of : intp ndarray of shape (n_people,)
        Cell of each person; -1 for a person of weight 0.
    """

    points: NDArray[np.float64]
    mass: NDArray[np.float64]
    cell_of: NDArray[np.intp]


def occupied_cells(positions: NDArray[np.float64], weights: NDArray[np.float64]) -> Cells:
    """Join people who stand close together.

    Up to 1,600 people nobody is moved: only equal positions join. Above that a grid
    of 40 by 40 is laid over the map.

    Parameters
    ----------
    positions : float64 ndarray of shape (n_people, 2)
        Not modified.
    weights : float64 ndarray of shape (n_people,)
        0 or more.
    """
    present = weights > 0
    place = _place(positions[present])
    mass = np.bincount(place, weights[present]).astype(np.float64)
    sums = [np.bincount(place, weights[present] * positions[present, axis]) for axis in range(2)]
    cell_of = np.full(len(positions), -1, dtype=np.intp)
    cell_of[present] = place
    return Cells(np.column_stack(sums) / mass[:, np.newaxis], mass, cell_of)


def _place(positions: NDArray[np.float64]) -> NDArray[np.intp]:
    if len(positions) <= MOST_CELLS:
        address = np.unique(positions, axis=0, return_inverse=True)[1]
    else:
        address = np.unique(_grid(positions), return_inverse=True)[1]
    return address.ravel().astype(np.intp)


def _grid(positions: NDArray[np.float64]) -> NDArray[np.intp]:
    low = positions.min(axis=0)
    width = np.maximum(positions.max(axis=0) - low, np.finfo(float).tiny)
    steps = np.minimum((positions - low) / width * GRID, GRID - 1).astype(np.intp)
    return steps[:, 0] * GRID + steps[:, 1]
