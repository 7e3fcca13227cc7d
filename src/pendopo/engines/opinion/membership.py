"""How surely a person belongs to each group: a chance, not a hard label."""

import numpy as np
from numpy.typing import NDArray

from pendopo.engines.opinion.placing import Placing

# No group is a point: a little width keeps the chances of a tight group finite.
LEAST_WIDTH = 1e-6


def group_chances(placing: Placing, labels: NDArray[np.intp]) -> NDArray[np.float64]:
    """Give each person's chance of belonging to each group.

    Each group is taken for a normal distribution of its members' places, weighed by its
    size, and each person for one around their own place: whoever answered little has an
    ellipse that covers several groups.

    Parameters
    ----------
    placing : Placing
        Not modified.
    labels : intp ndarray of shape (n_people,)
        Group 0..n_groups-1 or -1 for none; not modified.

    Returns
    -------
    float64 ndarray of shape (n_people, n_groups)
        Rows add up to 1; no columns if nobody has a group. People without a group have
        chances too.
    """
    n_groups = int(labels.max(initial=-1)) + 1
    if n_groups == 0:
        return np.zeros((len(labels), 0))
    logs = np.column_stack([_log_weight(placing, labels == g) for g in range(n_groups)])
    logs -= logs.max(axis=1, keepdims=True)
    chances = np.exp(logs)
    return np.asarray(chances / chances.sum(axis=1, keepdims=True), dtype=np.float64)


def _log_weight(placing: Placing, member: NDArray[np.bool_]) -> NDArray[np.float64]:
    places = placing.people[member]
    centre = places.mean(axis=0)
    away = places - centre
    within = np.array([away[:, 0] ** 2, away[:, 0] * away[:, 1], away[:, 1] ** 2]).mean(axis=1)
    xx, xy, yy = (within + placing.spread).T + np.array([[LEAST_WIDTH], [0.0], [LEAST_WIDTH]])
    gap = placing.people - centre
    area = xx * yy - xy * xy
    distance = (yy * gap[:, 0] ** 2 - 2 * xy * gap[:, 0] * gap[:, 1] + xx * gap[:, 1] ** 2) / area
    return np.asarray(np.log(member.sum()) - (distance + np.log(area)) / 2, dtype=np.float64)
