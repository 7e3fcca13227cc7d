"""Rates that do not depend on whom the routing asked: every answer over its chance of being asked."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pendopo.engines.opinion.ballots import AGREE, Ballots
from pendopo.engines.opinion.errors import BadOption

LEAST_EFFECTIVE = 30


@dataclass(frozen=True, eq=False, slots=True)
class ExposureRates:
    """Agreement as if everybody had been asked everything with the same chance.

    Parameters
    ----------
    agree : float64 ndarray of shape (n_groups, n_statements)
        Weighted share of votes that agree, passes included, 0..1; 0 without votes.
    n_effective : float64 ndarray of shape (n_groups, n_statements)
        So many equal votes would be as sure as these unequal ones.
    """

    agree: NDArray[np.float64]
    n_effective: NDArray[np.float64]

    @property
    def may_rank(self) -> NDArray[np.bool_]:
        """Tell which statements have enough votes in every group; shape (n_statements,)."""
        return np.asarray((self.n_effective >= LEAST_EFFECTIVE).all(axis=0), dtype=np.bool_)


def exposure_rates(
    ballots: Ballots,
    chances: NDArray[np.float64],
    labels: NDArray[np.intp] | None = None,
    weights: NDArray[np.float64] | None = None,
) -> ExposureRates:
    """Estimate rates by Hájek's weighting: sum(agree / chance) / sum(1 / chance).

    Parameters
    ----------
    ballots : Ballots
        Not modified.
    chances : float64 ndarray of shape (n_votes,)
        With what probability the statement of each vote was drawn for that person when it
        was shown, more than 0 and at most 1, in the order of ``ballots.values``.
    labels : intp ndarray of shape (n_people,), optional
        Group of each person, -1 for none; all in one group if left out.
    weights : float64 ndarray of shape (n_people,), optional
        How much each person counts besides, 0 or more.

    Raises
    ------
    BadOption
        If a chance is not in (0, 1] or their number is not that of the votes.
    """
    if chances.shape != ballots.values.shape or not ((chances > 0) & (chances <= 1)).all():
        raise BadOption(name="chances", value=chances.shape, allowed="satu tiap suara, 0 < p <= 1")
    rows = ballots.rows()
    group = np.zeros(ballots.n_people, dtype=np.intp) if labels is None else labels
    mass = (1.0 if weights is None else weights[rows]) / chances
    counted = group[rows] >= 0
    shape = (max(int(group.max(initial=0)) + 1, 1), ballots.n_statements)
    place = (group[rows] * ballots.n_statements + ballots.indices)[counted]
    mass = np.broadcast_to(mass, rows.shape)[counted]
    total, squares, agree = (
        np.bincount(place, each, minlength=shape[0] * shape[1]).reshape(shape)
        for each in (mass, mass * mass, mass * (ballots.values[counted] == AGREE))
    )
    nothing = np.zeros(shape)
    return ExposureRates(
        agree=np.divide(agree, total, out=nothing.copy(), where=total > 0),
        n_effective=np.divide(total * total, squares, out=nothing.copy(), where=squares > 0),
    )
