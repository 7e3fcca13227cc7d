"""Signs that several accounts act as one, and what would change if they were counted as one.

Early participants are shown the same few statements, and people who think alike answer
alike: a fixed threshold of likeness accuses many of them. Here likeness is measured
against a null model: what two people would share by the routing alone, and how often any
two people agree. A flag is a question for a human, never a verdict.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from scipy.special import pdtrc

from pendopo.engines.opinion.ballots import AGREE, DISAGREE, PASS, Ballots
from pendopo.engines.opinion.consensus import consensus
from pendopo.engines.opinion.counts import count_votes
from pendopo.engines.opinion.errors import BadOption

LEAST_SHARED = 8
# Benjamini and Hochberg: of the pairs flagged, so many in a hundred may be chance.
FALSE_DISCOVERIES = 0.01
# How much more alike the answers must be than those of any two people, one-sided 5 %.
LEAST_ALIKE_Z = 1.645
# Chance pairs two people, hardly ever five of whom each is like half of the others.
LEAST_CLUSTER = 5
LEAST_TIES = 0.5
MOST_PEOPLE = 20_000
VOTES = (AGREE, DISAGREE, PASS)
_BLOCK = 512
_STRIKING = 4.0


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two people who answered more of the same, and more alike, than can be explained.

    Parameters
    ----------
    i, j : int
        Rows of the two.
    n_shared : int
        Statements both answered.
    expected_shared : float
        So many the routing alone would have given both.
    p_shared : float
        Chance of as many or more under the routing alone.
    n_same : int
        Equal answers.
    expected_same : float
        So many two people drawn at random would give.
    """

    i: int
    j: int
    n_shared: int
    expected_shared: float
    p_shared: float
    n_same: int
    expected_same: float


@dataclass(frozen=True, eq=False, slots=True)
class Audit:
    """Clusters of accounts that act alike, and their influence.

    Parameters
    ----------
    clusters : tuple of tuple of int
        Rows of the people in each cluster, the largest first.
    moved : tuple of int
        For each statement of the top list, how many places it would lose (positive) or
        gain if each cluster were counted as one voter.
    top, top_recounted : tuple of int
        Columns of the statements with the most agreement across groups, before and after.
    """

    clusters: tuple[tuple[int, ...], ...]
    top: tuple[int, ...]
    top_recounted: tuple[int, ...]
    moved: tuple[int, ...]


def likenesses(
    ballots: Ballots,
    shown_until: NDArray[np.intp] | None = None,
) -> list[Likeness]:
    """Find pairs of people whom neither the routing nor their opinions explain.

    The null model of the routing: whoever answered ``n`` statements was shown each of those
    that existed by then in proportion to how often it was answered at all. That of opinion:
    each answer is drawn for itself from all answers to the statement. People of one mind
    break the second and not the first, people who came early neither; a pair is told of
    only if both are broken.

    Parameters
    ----------
    ballots : Ballots
        Not modified; at most 20,000 people.
    shown_until : intp ndarray of shape (n_people,), optional
        How many statements existed when the person voted last, counted in the order of
        columns; all if left out.

    Returns
    -------
    list of Likeness
        The least likely first.

    Raises
    ------
    BadOption
        If there are too many people for all pairs to be looked at.
    """
    if ballots.n_people > MOST_PEOPLE:
        allowed = f"paling banyak {MOST_PEOPLE}"
        raise BadOption(name="n_people", value=ballots.n_people, allowed=allowed)
    model = _Null(ballots, shown_until)
    found, n_pairs = [], 0
    for first in range(0, ballots.n_people, _BLOCK):
        rows, n = model.block(first)
        found += rows
        n_pairs += n
    found.sort(key=lambda each: (each.p_shared, each.i, each.j))
    bounds = FALSE_DISCOVERIES * np.arange(1, len(found) + 1) / max(n_pairs, 1)
    passing = np.flatnonzero(np.array([each.p_shared for each in found]) <= bounds)
    return found[: passing[-1] + 1] if len(passing) else []


class _Null:
    """What two people would share by the routing, and how often they would agree on it."""

    def __init__(self, ballots: Ballots, shown_until: NDArray[np.intp] | None) -> None:
        self.n_people = ballots.n_people
        chances = _chances(ballots)
        self._seen = ballots.matrix(np.ones(ballots.n_votes))
        self._is = [ballots.matrix((ballots.values == vote).astype(np.float64)) for vote in VOTES]
        self._chance = [ballots.matrix(chances[:, k].copy()) for k in range(len(VOTES))]
        self._routed = _routed(ballots, shown_until)

    def block(self, first: int) -> tuple[list[Likeness], int]:
        """Compare some people with all that come after them."""
        rows = slice(first, min(first + _BLOCK, self.n_people))
        shared = (self._seen[rows] @ self._seen.T).toarray()
        later = np.arange(self.n_people) > np.arange(rows.start, rows.stop)[:, np.newaxis]
        compared = later & (shared >= LEAST_SHARED)
        expected = self._routed[rows] @ self._routed.T
        i, j = np.nonzero(compared & (shared > expected + _STRIKING * np.sqrt(expected)))
        n, mu = shared[i, j], expected[i, j].astype(np.float64)
        same = self._summed(self._is, rows)[i, j]
        alike = self._summed(self._chance, rows)[i, j]
        # A sum of unequal chances varies less than one of equal ones: a safe bound.
        rate = np.clip(alike / n, 1e-6, 1 - 1e-6)
        is_alike = same - 0.5 - alike > LEAST_ALIKE_Z * np.sqrt(n * rate * (1 - rate))
        tail = pdtrc(n - 1, mu)
        return [
            Likeness(
                first + int(i[p]),
                int(j[p]),
                int(n[p]),
                float(mu[p]),
                float(tail[p]),
                int(same[p]),
                float(alike[p]),
            )
            for p in np.flatnonzero(is_alike).tolist()
        ], int(compared.sum())

    @staticmethod
    def _summed(tables: Sequence[sparse.csr_array], rows: slice) -> NDArray[np.float64]:
        return np.sum([(each[rows] @ each.T).toarray() for each in tables], axis=0)


def _routed(ballots: Ballots, shown_until: NDArray[np.intp] | None) -> NDArray[np.float32]:
    """Give the chance that a person was shown a statement; shape (n_people, n_statements)."""
    popularity = np.bincount(ballots.indices, minlength=ballots.n_statements).astype(np.float64)
    n_votes = ballots.votes_per_person().astype(np.float64)[:, np.newaxis]
    chance = np.broadcast_to(popularity, (ballots.n_people, ballots.n_statements)).copy()
    if shown_until is not None:
        chance[np.arange(ballots.n_statements) >= shown_until[:, np.newaxis]] = 0.0
    # Chances above 1 are cut off; a few rounds bring each person's sum back.
    for _ in range(6):
        total = chance.sum(axis=1, keepdims=True)
        chance = np.minimum(chance * n_votes / np.maximum(total, 1e-9), 1.0)
    return chance.astype(np.float32)


def _chances(ballots: Ballots) -> NDArray[np.float64]:
    """Give the chances of agree, disagree and pass for each vote; shape (n_votes, 3)."""
    shape = ballots.n_statements
    n = np.bincount(ballots.indices, minlength=shape)
    shares = [
        np.bincount(ballots.indices[ballots.values == vote], minlength=shape) / np.maximum(n, 1)
        for vote in VOTES
    ]
    return np.column_stack(shares)[ballots.indices]


def clusters_of(
    pairs: Sequence[Likeness], n_people: int, least: int = LEAST_CLUSTER
) -> tuple[tuple[int, ...], ...]:
    """Join pairs into clusters in which each is tied to at least half of the others.

    Whoever has fewer ties falls out, until nobody does; clusters of fewer than ``least``
    people are left out. The largest first.
    """
    ends = np.array([(pair.i, pair.j) for pair in pairs], dtype=np.intp).reshape(-1, 2)
    links = sparse.coo_array(
        (np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(n_people, n_people)
    ).tocsr()
    links = links + links.T
    inside = np.zeros(n_people, dtype=bool)
    inside[ends.ravel()] = True
    while inside.any():
        people = np.flatnonzero(inside)
        among = links[people][:, people]
        labels = connected_components(among, directed=False)[1]
        size = np.bincount(labels)[labels]
        falls = (among.sum(axis=1) < LEAST_TIES * (size - 1)) | (size < least)
        if not falls.any():
            found = [tuple(people[labels == each].tolist()) for each in range(labels.max() + 1)]
            return tuple(sorted(found, key=lambda cluster: (-len(cluster), cluster)))
        inside[people[falls]] = False
    return ()


def collapsed(ballots: Ballots, clusters: Sequence[Sequence[int]]) -> NDArray[np.float64]:
    """Give weights that let each cluster count as one voter; shape (n_people,)."""
    weights = np.ones(ballots.n_people)
    for cluster in clusters:
        weights[list(cluster)] = 1 / len(cluster)
    return weights


def audit(
    ballots: Ballots,
    labels: NDArray[np.intp],
    clusters: Sequence[Sequence[int]],
    most: int = 10,
) -> Audit:
    """Recount with each cluster as its first member alone, and compare the top lists.

    Parameters
    ----------
    ballots : Ballots
        Not modified.
    labels : intp ndarray of shape (n_people,)
        Group of each person, -1 for none; all in one group where nobody has one.
    clusters : sequence of sequence of int
        From ``clusters_of``, after a human looked at them.
    most : int
        Length of the top list.
    """
    everyone = labels if (labels >= 0).any() else np.zeros(len(labels), dtype=np.intp)
    without = everyone.copy()
    for cluster in clusters:
        without[list(cluster)[1:]] = -1
    order, again = _ranked(ballots, everyone), _ranked(ballots, without)
    place = np.empty(len(again), dtype=np.intp)
    place[again] = np.arange(len(again))
    top = order[:most]
    return Audit(
        clusters=tuple(tuple(cluster) for cluster in clusters),
        top=tuple(top.tolist()),
        top_recounted=tuple(again[:most].tolist()),
        moved=tuple((place[top] - np.arange(len(top))).tolist()),
    )


def _ranked(ballots: Ballots, labels: NDArray[np.intp]) -> NDArray[np.intp]:
    """Order statements by agreement across groups, the surest first."""
    return np.argsort(-consensus(count_votes(ballots, labels)).floor, kind="stable")
