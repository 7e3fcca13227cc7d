"""Whether two ways of grouping the same people tell the same story."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment


def contingency(first: NDArray[np.intp], second: NDArray[np.intp]) -> NDArray[np.int64]:
    """Count people by group in both ways; shape (n_first, n_second)."""
    shape = (int(first.max()) + 1, int(second.max()) + 1)
    both = np.bincount(first * shape[1] + second, minlength=shape[0] * shape[1])
    return both.reshape(shape).astype(np.int64)


def adjusted_rand(first: NDArray[np.intp], second: NDArray[np.intp]) -> float:
    """Give the adjusted Rand index of Hubert and Arabie (1985): 1 equal, 0 chance.

    Parameters
    ----------
    first, second : intp ndarray of shape (n_people,)
        Groups 0 or more, at least one person; the names of groups do not matter.
    """
    table = contingency(first, second)
    together = _pairs(table).sum()
    rows, columns = _pairs(table.sum(axis=1)).sum(), _pairs(table.sum(axis=0)).sum()
    everyone = _pairs(table.sum())
    by_chance = rows * columns / everyone if everyone else 0.0
    most = (rows + columns) / 2
    if most == by_chance:
        return 1.0
    return float((together - by_chance) / (most - by_chance))


def matched(labels: NDArray[np.intp], reference: NDArray[np.intp]) -> NDArray[np.intp]:
    """Rename groups so that as many people as possible keep their reference group."""
    table = contingency(labels, reference)
    side = max(table.shape)
    square = np.zeros((side, side), dtype=np.int64)
    square[: table.shape[0], : table.shape[1]] = table
    renamed = np.asarray(linear_sum_assignment(-square)[1], dtype=np.intp)
    return renamed[labels]


def _pairs(people: NDArray[np.int64]) -> NDArray[np.float64]:
    return np.asarray(people * (people - 1) / 2, dtype=np.float64)
