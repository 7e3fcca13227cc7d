"""A better place on the map for quiet people, with how sure it is.

A vote is taken for ``mean + leaning of the person + appeal of the statement + person · statement``
and the parts are found by ridge regression in turns. Someone who answered little is drawn
towards the middle, and their ellipse is wide; ``people_positions`` would push them outwards
and their noise with them. The appeal is what a statement is worth to everybody once it is
known who stands where, as in Community Notes (Wojcik et al. 2022, arXiv:2210.15723).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from pendopo.engines.opinion.axes import NOTHING, Axes
from pendopo.engines.opinion.ballots import Ballots

RIDGE_INTERCEPT = 5.0
RIDGE_PLACE = 1.0
# The start is already the plane in which people differ most: on planted groups the second
# round is the last that places them clearly better, on small real conversations more rounds
# only make the groups less stable.
ROUNDS = 2
# Residuals are summed over so many votes at a time: memory stays flat.
_CHUNK = 1 << 20

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class Placing:
    """People and statements in one space.

    Parameters
    ----------
    people : float64 ndarray of shape (n_people, 2)
        Place of each person; two people are as far apart as their expected votes on all
        statements, 0, 0 is the average.
    spread : float64 ndarray of shape (n_people, 3)
        Variance along x, covariance, variance along y of each place.
    leaning : float64 ndarray of shape (n_people,)
        How much more a person agrees than others, whatever is asked.
    statements : float64 ndarray of shape (n_statements, 2)
        Direction in which people agree with a statement, the length says how strongly
        it divides; the columns are orthonormal.
    appeal : float64 ndarray of shape (n_statements,)
        How much more people of all sides agree with a statement than with the average one.
    noise : float
        Mean square of what is left unexplained of a vote.
    """

    people: Floats
    spread: Floats
    leaning: Floats
    statements: Floats
    appeal: Floats
    noise: float


def ridge_placing(
    ballots: Ballots,
    axes: Axes,
    weights: Floats | None = None,
    *,
    rounds: int = ROUNDS,
) -> Placing:
    """Place people and statements by alternating ridge regressions.

    Minimises over all votes the squared error, plus 5 (leaning² + appeal²) and
    1 (|person|² + |statement|²). Starting from the principal axes makes it
    deterministic; each turn solves 3 by 3 systems in closed form.

    Parameters
    ----------
    ballots : Ballots
        Not modified; at least one vote.
    axes : Axes
        From ``principal_axes`` of the same ballots.
    weights : float64 ndarray of shape (n_people,), optional
        How much each person counts when statements are placed, 0 or more; a person's own
        place does not depend on their weight.
    rounds : int
        Turns, 1 or more.
    """
    mass = np.ones(ballots.n_people) if weights is None else weights
    votes, seen = ballots.matrix(), ballots.matrix(np.ones(ballots.n_votes))
    by_statement = _weighted(votes.T.tocsr(), mass), _weighted(seen.T.tocsr(), mass)
    mean = _mean(ballots, mass)
    statements = axes.loadings * np.sqrt(ballots.n_statements)
    appeal = np.zeros(ballots.n_statements)
    for _ in range(rounds):
        people = _solved(votes, seen, statements, mean + appeal)
        found = _solved(*by_statement, people.places, mean + people.intercepts)
        statements, appeal = found.places, found.intercepts
    people = _solved(votes, seen, statements, mean + appeal)
    noise = _noise(ballots, mass, mean, people, statements, appeal)
    stretch, back = _metric(statements)
    return Placing(
        people=people.places @ stretch,
        spread=_stretched(people.inverse * noise, stretch),
        leaning=people.intercepts,
        statements=statements @ back,
        appeal=appeal,
        noise=noise,
    )


@dataclass(frozen=True, eq=False, slots=True)
class _Solution:
    """Intercepts, places and the part of the inverse that belongs to places (xx, xy, yy)."""

    intercepts: Floats
    places: Floats
    inverse: Floats


def _weighted(table: sparse.csr_array, mass: Floats) -> sparse.csr_array:
    """Multiply each column by the weight of its person."""
    table.data *= mass[table.indices]
    return table


def _mean(ballots: Ballots, mass: Floats) -> float:
    weight = mass[ballots.rows()]
    total = float(weight.sum())
    return float(weight @ ballots.values) / total if total > 0 else 0.0


def _solved(
    votes: sparse.csr_array, seen: sparse.csr_array, other: Floats, base: Floats
) -> _Solution:
    """Solve ``vote - base ≈ intercept + place · other`` for every row.

    The 3 by 3 systems are written out: one sparse product gives all sums they need.
    """
    x, y = other[:, 0], other[:, 1]
    ones = np.ones(len(x))
    of_seen = seen @ np.column_stack([ones, x, y, x * x, x * y, y * y, base, base * x, base * y])
    of_votes = votes @ np.column_stack([ones, x, y])
    right = of_votes - of_seen[:, 6:]
    n = of_seen[:, 0] + RIDGE_INTERCEPT
    # The intercept is eliminated; what remains is 2 by 2.
    mean_x, mean_y = of_seen[:, 1] / n, of_seen[:, 2] / n
    xx = of_seen[:, 3] + RIDGE_PLACE - mean_x * of_seen[:, 1]
    xy = of_seen[:, 4] - mean_x * of_seen[:, 2]
    yy = of_seen[:, 5] + RIDGE_PLACE - mean_y * of_seen[:, 2]
    right_x = right[:, 1] - mean_x * right[:, 0]
    right_y = right[:, 2] - mean_y * right[:, 0]
    area = xx * yy - xy * xy
    places = np.column_stack(
        [(yy * right_x - xy * right_y) / area, (xx * right_y - xy * right_x) / area]
    )
    intercepts = right[:, 0] / n - mean_x * places[:, 0] - mean_y * places[:, 1]
    return _Solution(intercepts, places, np.column_stack([yy, -xy, xx]) / area[:, np.newaxis])


def _metric(statements: Floats) -> tuple[Floats, Floats]:
    """Give the change of scale that makes statement columns orthonormal, and its way back.

    The factors alone share each axis equally between people and statements, which blows up
    the weaker axis; afterwards two people are as far apart as their expected votes are.
    """
    values, vectors = np.linalg.eigh(statements.T @ statements)
    root = np.sqrt(np.maximum(values, 0.0))
    inverse = np.divide(1.0, root, out=np.zeros(len(root)), where=root > NOTHING)
    return (vectors * root) @ vectors.T, (vectors * inverse) @ vectors.T


def _stretched(spread: Floats, stretch: Floats) -> Floats:
    """Carry variances through a symmetric change of scale; shape (n_people, 3)."""
    whole = spread[:, [0, 1, 1, 2]].reshape(-1, 2, 2)
    carried = stretch @ whole @ stretch
    return np.asarray(carried.reshape(-1, 4)[:, [0, 1, 3]], dtype=np.float64)


def _noise(
    ballots: Ballots,
    mass: Floats,
    mean: float,
    people: _Solution,
    statements: Floats,
    appeal: Floats,
) -> float:
    """Average the squared error of a vote, weighted by person; 0 if nobody has weight."""
    rows, total, weight = ballots.rows(), 0.0, 0.0
    for start in range(0, ballots.n_votes, _CHUNK):
        i, j = rows[start : start + _CHUNK], ballots.indices[start : start + _CHUNK]
        expected = mean + people.intercepts[i] + appeal[j]
        expected += np.einsum("nd,nd->n", people.places[i], statements[j])
        left = ballots.values[start : start + _CHUNK] - expected
        total += float((mass[i] * left) @ left)
        weight += float(mass[i].sum())
    return total / weight if weight > 0 else 0.0
