"""What the map would say if participants were as mixed as the population."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pendopo.engines.opinion.analysis import OpinionMap
from pendopo.engines.opinion.ballots import AGREE, DISAGREE, Ballots
from pendopo.engines.opinion.consensus import Consensus, compared
from pendopo.engines.opinion.population import Population
from pendopo.engines.opinion.raking import Raking, rake

DIGITS = 6


@dataclass(frozen=True, eq=False, slots=True)
class Weighed:
    """Weights, and agreement by them beside the plain one.

    Parameters
    ----------
    raking : Raking
        Weights, what they cost, and the gaps of each margin.
    raw, weighted : float64 ndarray of shape (n_statements,)
        Share of all votes on a statement that agree, 0..1.
    consensus : Consensus
        Across groups, from votes scaled to the number of people they are worth.
    """

    raking: Raking
    raw: NDArray[np.float64]
    weighted: NDArray[np.float64]
    consensus: Consensus


def weigh(result: OpinionMap, population: Population) -> Weighed:
    """Weigh the votes of a map by a population.

    Raises
    ------
    BadOption
        If the population's margins do not fit the people of the map.
    """
    ballots = result.ballots
    raking = rake(population.margins, ballots.n_people)
    everyone = np.zeros(ballots.n_people, dtype=np.intp)
    labels = result.grouping.labels if result.grouping.n_groups else everyone
    agree, _disagree, cast = scaled_counts(ballots, everyone, raking.weights)
    totals = result.totals
    return Weighed(
        raking=raking,
        raw=totals.agree[0] / np.maximum(totals.cast[0], 1),
        weighted=agree[0] / np.maximum(cast[0], np.finfo(float).tiny),
        consensus=compared(*scaled_counts(ballots, labels, raking.weights)),
    )


def scaled_counts(
    ballots: Ballots, labels: NDArray[np.intp], weights: NDArray[np.float64]
) -> tuple[NDArray[np.float64], ...]:
    """Count agree, disagree and all votes by weight, scaled to their effective number.

    Weighted votes say less than as many equal ones: each cell is scaled so that its votes
    add up to (sum of weights)² / (sum of squared weights).

    Returns
    -------
    tuple of three float64 ndarrays of shape (n_groups, n_statements)
    """
    group = labels[ballots.rows()]
    counted = group >= 0
    shape = (int(labels.max(initial=0)) + 1, ballots.n_statements)
    place = (group * ballots.n_statements + ballots.indices)[counted]
    mass, values = weights[ballots.rows()][counted], ballots.values[counted]

    def total(each: NDArray[np.float64]) -> NDArray[np.float64]:
        flat = np.bincount(place, each, minlength=shape[0] * shape[1])
        return flat.astype(np.float64).reshape(shape)

    cast, squares = total(mass), total(mass * mass)
    scale = np.divide(cast, squares, out=np.zeros(shape), where=squares > 0)
    return (
        total(mass * (values == AGREE)) * scale,
        total(mass * (values == DISAGREE)) * scale,
        cast * scale,
    )


def to_document(weighed: Weighed, population: Population, result: OpinionMap) -> dict[str, Any]:
    """Give what is published of it: aggregates only, no one's weight."""
    raking, found = weighed.raking, weighed.consensus
    columns = zip(
        result.ballots.statement_ids,
        np.round(weighed.raw, DIGITS).tolist(),
        np.round(weighed.weighted, DIGITS).tolist(),
        np.round(found.bridge, DIGITS).tolist(),
        np.round(found.floor, DIGITS).tolist(),
        found.readings,
        strict=True,
    )
    return {
        "n_effective": round(raking.n_effective, 1),
        "design_effect": round(raking.design_effect, 3),
        "is_doubtful": raking.is_doubtful,
        "margins": {
            name: [
                {
                    "cell": cell,
                    "n_people": gap.n_people,
                    "raw": round(gap.raw, DIGITS),
                    "weighted": round(gap.weighted, DIGITS),
                    "population": round(gap.population, DIGITS),
                    "is_weighted": gap.is_weighted,
                }
                for cell, gap in zip(population.cells[name], gaps, strict=True)
            ]
            for name, gaps in raking.gaps.items()
        },
        "statements": [
            {
                "id": name,
                "raw": raw,
                "weighted": weighted,
                "bridge": bridge,
                "floor": floor,
                "reading": str(reading),
            }
            for name, raw, weighted, bridge, floor, reading in columns
        ],
    }
