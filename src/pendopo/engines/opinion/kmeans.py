"""Weighted k-means on the cells of a map."""

import numpy as np
from numpy.typing import NDArray

from pendopo.engines.opinion.cells import Cells

STARTS = 8
MOST_ROUNDS = 100


def nearest(points: NDArray[np.float64], centres: NDArray[np.float64]) -> NDArray[np.intp]:
    """Name the nearest centre of each point; shape (n_points,)."""
    return np.argmin(_distances(points, centres), axis=1)


def weighted_kmeans(
    cells: Cells, k: int, rng: np.random.Generator, starts: int = STARTS
) -> NDArray[np.float64]:
    """Find the centres with the smallest weighted sum of squared distances.

    Each start spreads its first centres by weighted distance (k-means++, Arthur and
    Vassilvitskii 2007), then moves them until nothing changes.

    Returns
    -------
    float64 ndarray of shape (k, 2)
        Ordered by x, then y. A centre may be left without cells if fewer than k
        positions differ.
    """
    best, least = np.zeros((k, 2)), np.inf
    for _ in range(starts):
        centres = _settled(cells, _spread(cells, k, rng))
        cost = float(cells.mass @ _distances(cells.points, centres).min(axis=1))
        if cost < least:
            best, least = centres, cost
    return best[np.lexsort((best[:, 1], best[:, 0]))]


def _distances(points: NDArray[np.float64], centres: NDArray[np.float64]) -> NDArray[np.float64]:
    # By subtraction, not by the binomial formula: far from 0 that one loses digits.
    across = points[:, :1] - centres[:, 0]
    along = points[:, 1:] - centres[:, 1]
    return across * across + along * along


def _spread(cells: Cells, k: int, rng: np.random.Generator) -> NDArray[np.float64]:
    chosen = [_draw(cells.mass, rng)]
    for _ in range(k - 1):
        gap = _distances(cells.points, cells.points[chosen]).min(axis=1)
        chosen.append(_draw(cells.mass * gap, rng))
    return cells.points[chosen]


def _draw(chances: NDArray[np.float64], rng: np.random.Generator) -> int:
    ladder = np.cumsum(chances)
    step = np.searchsorted(ladder, rng.random() * ladder[-1], side="right")
    return min(int(step), len(chances) - 1)


def _settled(cells: Cells, centres: NDArray[np.float64]) -> NDArray[np.float64]:
    labels = nearest(cells.points, centres)
    for _ in range(MOST_ROUNDS):  # pragma: no branch -- a guard, cells are few
        centres = _means(cells, labels, centres)
        moved = nearest(cells.points, centres)
        if np.array_equal(moved, labels):
            break
        labels = moved
    return centres


def _means(
    cells: Cells, labels: NDArray[np.intp], centres: NDArray[np.float64]
) -> NDArray[np.float64]:
    k = len(centres)
    mass = np.bincount(labels, cells.mass, minlength=k)
    sums = np.column_stack(
        [np.bincount(labels, cells.mass * cells.points[:, axis], minlength=k) for axis in range(2)]
    )
    filled = mass[:, np.newaxis] > 0
    return np.divide(sums, mass[:, np.newaxis], out=centres.copy(), where=filled)
