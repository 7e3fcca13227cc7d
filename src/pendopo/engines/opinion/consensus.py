"""What people of different groups agree on, and how sure that is."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv

from pendopo.engines.opinion.counts import Counts

LOW, MIDDLE, HIGH = 0.05, 0.50, 0.95
LEAST_VOTES_PER_GROUP = 30


class Reading(StrEnum):
    """The plain reading of one statement."""

    BROAD_AGREEMENT = "broad-agreement"
    BROAD_DISAGREEMENT = "broad-disagreement"
    CONTESTED = "contested"
    MIXED = "mixed"
    TOO_FEW_VOTES = "too-few-votes"


@dataclass(frozen=True, eq=False, slots=True)
class Consensus:
    """Four ways to look at agreement across groups, per statement.

    Parameters
    ----------
    group_informed : float64 ndarray of shape (n_statements,)
        See ``group_informed_consensus``.
    bridge : float64 ndarray of shape (n_statements,)
        Geometric mean over groups of the median agreement rate, 0..1; comparable
        between different numbers of groups.
    floor : float64 ndarray of shape (n_statements,)
        Smallest 5 % quantile of the agreement rate over groups, 0..1; no large group
        can lift it alone.
    readings : tuple of Reading, one per statement
    """

    group_informed: NDArray[np.float64]
    bridge: NDArray[np.float64]
    floor: NDArray[np.float64]
    readings: tuple[Reading, ...]


def group_informed_consensus(counts: Counts) -> NDArray[np.float64]:
    """Multiply over groups (agree + 1) / (cast + 2).

    The chance that one person drawn from each group would all agree. After Small et
    al. (2021), doi:10.6035/recerca.5516; passes stand in the denominator.

    Returns
    -------
    float64 ndarray of shape (n_statements,)
        In (0, 1); compare only runs with equal n_groups.
    """
    rate = (counts.agree + 1) / (counts.cast + 2)
    return np.asarray(rate.prod(axis=0), dtype=np.float64)


def rate_quantile(
    chosen: NDArray[np.int64 | np.float64], cast: NDArray[np.int64 | np.float64], level: float
) -> NDArray[np.float64]:
    """Give a quantile of Beta(1 + chosen, 1 + cast - chosen), the rate's posterior."""
    # Weighted counts may differ in the last bit; the second parameter stays above 0.
    quantile = betaincinv(1.0 + chosen, 1.0 + np.maximum(cast - chosen, 0.0), level)
    return np.asarray(quantile, dtype=np.float64)


def consensus(counts: Counts) -> Consensus:
    """Compare agreement across groups; with one group, describe all people.

    A rate is agreement among all votes cast, passes included, as in the
    group-informed figure.
    """
    return compared(counts.agree, counts.disagree, counts.cast)


def compared(
    agree: NDArray[np.int64 | np.float64],
    disagree: NDArray[np.int64 | np.float64],
    cast: NDArray[np.int64 | np.float64],
) -> Consensus:
    """Compare agreement across groups from counts, or from weighted votes.

    Parameters
    ----------
    agree, disagree, cast : ndarray of shape (n_groups, n_statements)
        0 or more; ``cast`` includes passes. Not modified.
    """
    low = rate_quantile(agree, cast, LOW)
    middle = rate_quantile(agree, cast, MIDDLE)
    return Consensus(
        group_informed=np.asarray(((agree + 1) / (cast + 2)).prod(axis=0), dtype=np.float64),
        bridge=np.exp(np.log(middle).mean(axis=0)),
        floor=low.min(axis=0),
        readings=_readings(agree, disagree, cast, low),
    )


def _readings(
    agree: NDArray[np.int64 | np.float64],
    disagree: NDArray[np.int64 | np.float64],
    cast: NDArray[np.int64 | np.float64],
    low: NDArray[np.float64],
) -> tuple[Reading, ...]:
    high = rate_quantile(agree, cast, HIGH)
    refused = rate_quantile(disagree, cast, LOW)
    # The first that holds is the reading.
    conditions = {
        Reading.TOO_FEW_VOTES: cast.min(axis=0) < LEAST_VOTES_PER_GROUP,
        Reading.BROAD_AGREEMENT: low.min(axis=0) > MIDDLE,
        Reading.BROAD_DISAGREEMENT: refused.min(axis=0) > MIDDLE,
        Reading.CONTESTED: (low > MIDDLE).any(axis=0) & (high < MIDDLE).any(axis=0),
    }
    names = list(conditions)
    place = np.select(list(conditions.values()), range(len(names)), default=len(names))
    return tuple([*names, Reading.MIXED][i] for i in place.tolist())
