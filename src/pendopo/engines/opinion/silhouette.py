"""How clearly groups are apart, counting every person in a cell."""

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import cdist


def pairwise_distances(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Measure all distances between cells; shape (n_cells, n_cells)."""
    return np.asarray(cdist(points, points), dtype=np.float64)


def weighted_silhouette(
    distances: NDArray[np.float64],
    mass: NDArray[np.float64],
    labels: NDArray[np.intp],
) -> float:
    """Average (d_other - d_own) / max(d_own, d_other) over people, -1..1.

    The same value as Rousseeuw's silhouette (1987, doi:10.1016/0377-0427(87)90125-7)
    of a table in which each cell is repeated ``mass`` times; a person alone in a
    group counts 0.

    Parameters
    ----------
    distances : float64 ndarray of shape (n_cells, n_cells)
        Not modified.
    mass : float64 ndarray of shape (n_cells,)
        People per cell.
    labels : intp ndarray of shape (n_cells,)
        Group of each cell, 0..n_groups-1, no group empty, at least two groups.
    """
    member = np.eye(labels.max() + 1)[labels] * mass[:, np.newaxis]
    sums, size = distances @ member, member.sum(axis=0)
    cell = np.arange(len(labels))
    company = size[labels] - 1
    own = np.divide(sums[cell, labels], company, out=np.zeros(len(labels)), where=company > 0)
    means = sums / size
    means[cell, labels] = np.inf
    other = means.min(axis=1)
    wider = np.maximum(own, other)
    score = np.divide(
        other - own, wider, out=np.zeros(len(labels)), where=(wider > 0) & (company > 0)
    )
    return float(mass @ score / mass.sum())
