"""Whether the same groups would come out had other, similar people taken part."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pendopo.engines.opinion.agreement import adjusted_rand, matched
from pendopo.engines.opinion.axes import principal_axes
from pendopo.engines.opinion.ballots import Ballots
from pendopo.engines.opinion.cells import occupied_cells
from pendopo.engines.opinion.kmeans import nearest, weighted_kmeans
from pendopo.engines.opinion.placing import ridge_placing

LEAST_MEDIAN = 0.80
LEAST_LOWER_DECILE = 0.60
SECURE_SHARE = 0.90
REPLICATE_STARTS = 4


@dataclass(frozen=True, eq=False, slots=True)
class Stability:
    """How one division into groups fared over the replicates.

    Parameters
    ----------
    median, lower_decile : float
        Adjusted Rand index between the published and the replicate groups, at most 1.
    held : float64 ndarray of shape (n_people,)
        Share of replicates that kept each person in the published group, 0..1.
    """

    median: float
    lower_decile: float
    held: NDArray[np.float64]

    @property
    def is_stable(self) -> bool:
        """Tell whether the groups may be shown."""
        return self.median >= LEAST_MEDIAN and self.lower_decile >= LEAST_LOWER_DECILE

    @property
    def secure_share(self) -> float:
        """Share of people who kept their group in nine of ten replicates, 0..1."""
        return float((self.held >= SECURE_SHARE).mean())


def bootstrap_stability(
    ballots: Ballots,
    eligible: NDArray[np.bool_],
    published: Mapping[int, NDArray[np.intp]],
    rng: np.random.Generator,
    replicates: int,
) -> dict[int, Stability]:
    """Redo axes, map and groups with Poisson(1) person weights and compare.

    Everyone is placed in every replicate, those of weight 0 too. After Hennig (2007),
    doi:10.1016/j.csda.2006.11.025, with Poisson instead of multinomial weights.

    Parameters
    ----------
    ballots : Ballots
        Not modified.
    eligible : bool ndarray of shape (n_people,)
        The people who are grouped.
    published : mapping of k to intp ndarray of shape (n_eligible,)
        Groups 0..k-1 to be tested, one entry per number of groups; not modified.
    rng : Generator
        Advanced by this call.
    replicates : int
        1 or more; under 30 the lower decile says little.
    """
    drawn = [_replicate(ballots, eligible, published, child) for child in rng.spawn(replicates)]
    return {
        k: _summary(labels, np.stack([replicate[k] for replicate in drawn]))
        for k, labels in published.items()
    }


def _replicate(
    ballots: Ballots,
    eligible: NDArray[np.bool_],
    published: Mapping[int, NDArray[np.intp]],
    rng: np.random.Generator,
) -> dict[int, NDArray[np.intp]]:
    weights = rng.poisson(1.0, ballots.n_people).astype(np.float64)
    if not weights[eligible].any():
        weights = np.ones(ballots.n_people)
    axes = principal_axes(ballots, weights)
    positions = ridge_placing(ballots, axes, weights).people[eligible]
    cells = occupied_cells(positions, weights[eligible])
    # One stream per number of groups: testing k = 3 alone or among others is the same.
    streams = dict(enumerate(rng.spawn(max(published) + 1)))
    return {
        k: nearest(positions, weighted_kmeans(cells, k, streams[k], REPLICATE_STARTS))
        for k in published
    }


def _summary(labels: NDArray[np.intp], drawn: NDArray[np.intp]) -> Stability:
    alike = np.array([adjusted_rand(labels, other) for other in drawn])
    kept = np.stack([matched(other, labels) == labels for other in drawn])
    return Stability(
        median=float(np.median(alike)),
        lower_decile=float(np.quantile(alike, 0.1)),
        held=kept.mean(axis=0),
    )
