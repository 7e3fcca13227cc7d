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
    by_statement = _by_statement(votes, mass)
    mean = _mean(ballots, mass)
    statements = axes.loadings * np.sqrt(ballots.n_statements)
    appeal = np.zeros(ballots.n_statements)
    for _ in range(rounds):
        people = _solved(votes, seen, statements, mean + appeal)
        found = _solved(*by_statement, people.places, mean + people.intercepts)
        statements, appeal = found.places, found.intercepts
    people = _solved(votes, seen, statements, mean + appeal)
    noise = _noise(votes, seen, mass, people, mean + appeal)
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
    """Intercepts, places and the part of the inverse that belongs to places (xx, xy, yy).

    ``of_seen`` and ``of_votes`` are the sums over a row's votes that led there.
    """

    intercepts: Floats
    places: Floats
    inverse: Floats
    of_seen: Floats
    of_votes: Floats


def _by_statement(
    votes: sparse.csr_array, mass: Floats
) -> tuple[sparse.csr_array, sparse.csr_array]:
    """Give votes and weights of voters by statement, each vote times its person's weight."""
    turned = votes.T.tocsr()
    weight = mass[turned.indices]
    turned.data *= weight
    # The places are the same, and shared.
    return turned, sparse.csr_array((weight, turned.indices, turned.indptr), shape=turned.shape)


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
    inverse = np.column_stack([yy, -xy, xx]) / area[:, np.newaxis]
    return _Solution(intercepts, places, inverse, of_seen, of_votes)


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
    votes: sparse.csr_array, seen: sparse.csr_array, mass: Floats, people: _Solution, base: Floats
) -> float:
    """Average the squared error of a vote, weighted by person; 0 if nobody has weight.

    The square of vote - (base + intercept + place · other) is multiplied out, so that sums
    over each person's votes suffice and no list of all errors is needed.
    """
    a, (x, y) = people.intercepts, people.places.T
    n, sum_x, sum_y, xx, xy, yy, sum_b, bx, by = people.of_seen.T
    cast, vote_x, vote_y = people.of_votes.T
    expected = a * (n * a + 2 * (sum_b + x * sum_x + y * sum_y)) + seen @ (base * base)
    expected += 2 * (x * bx + y * by) + x * x * xx + 2 * x * y * xy + y * y * yy
    crossed = a * cast + votes @ base + x * vote_x + y * vote_y
    squares = np.add.reduceat(np.append(votes.data * votes.data, 0.0), votes.indptr[:-1])
    squares[np.diff(votes.indptr) == 0] = 0.0
    weight = float(mass @ n)
    left = float(mass @ (squares - 2 * crossed + expected))
    return max(left, 0.0) / weight if weight > 0 else 0.0
