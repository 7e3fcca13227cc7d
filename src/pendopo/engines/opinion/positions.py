"""Where people and statements stand on the map."""

import numpy as np
from numpy.typing import NDArray

from pendopo.engines.opinion.axes import Axes, centred
from pendopo.engines.opinion.ballots import Ballots


def people_positions(ballots: Ballots, axes: Axes) -> NDArray[np.float64]:
    """Place each person; those with few votes are moved outwards by sqrt(M / n).

    Without that factor a person who answered little would sit near the middle only
    for having answered little. It enlarges their noise as well: show such people,
    do not label them. After Small et al. (2021), doi:10.6035/recerca.5516.

    Returns
    -------
    float64 ndarray of shape (n_people, 2)
        Unitless; 0, 0 is the average vote and the place of those who cast none.
    """
    n_votes = np.maximum(ballots.votes_per_person(), 1)
    scale = np.sqrt(ballots.n_statements / n_votes)
    raw = centred(ballots, axes.centre) @ axes.loadings
    return np.asarray(scale[:, np.newaxis] * raw, dtype=np.float64)


def statement_positions(axes: Axes) -> NDArray[np.float64]:
    """Place each statement where someone stands who only agrees with it.

    Returns
    -------
    float64 ndarray of shape (n_statements, 2)
        On the scale of ``people_positions``; the distance to 0, 0 is how strongly
        the statement divides people.
    """
    reach = np.sqrt(axes.centre.size) * (1 - axes.centre)
    return np.asarray(reach[:, np.newaxis] * axes.loadings, dtype=np.float64)


def extremity(positions: NDArray[np.float64]) -> NDArray[np.float64]:
    """Measure the distance to the middle of the map; shape (n_statements,)."""
    return np.hypot(positions[:, 0], positions[:, 1])
