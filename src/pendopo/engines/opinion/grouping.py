"""How many opinion groups there are, if any."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from pendopo.engines.opinion.ballots import Ballots
from pendopo.engines.opinion.cells import occupied_cells
from pendopo.engines.opinion.kmeans import nearest, weighted_kmeans
from pendopo.engines.opinion.silhouette import pairwise_distances, weighted_silhouette
from pendopo.engines.opinion.stability import Stability, bootstrap_stability

GROUP_COUNTS = (2, 3, 4, 5)
LEAST_VOTES = 7
LEAST_PEOPLE = 5
LEAST_SHARE = 0.03
NO_GROUP = -1


class Verdict(StrEnum):
    """What may be said about groups."""

    STABLE = "stable"
    NONE = "none"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, eq=False, slots=True)
class Candidate:
    """One way to divide the eligible people that no small group forbids.

    Parameters
    ----------
    labels : intp ndarray of shape (n_eligible,)
        Group 0..k-1; 0 is the largest.
    silhouette : float
        Weighted silhouette on the map, -1..1; more is clearer.
    smallest : int
        People in the smallest group.
    stability : Stability or None
        None when no replicates were asked for.
    """

    k: int
    labels: NDArray[np.intp]
    silhouette: float
    smallest: int
    stability: Stability | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Grouping:
    """The verdict, the chosen division and all that were weighed.

    Parameters
    ----------
    eligible : bool ndarray of shape (n_people,)
        Who voted enough to be grouped.
    labels : intp ndarray of shape (n_people,)
        Group of each person, -1 for none.
    chosen : Candidate or None
        None when there are no stable groups, a legitimate result.
    """

    verdict: Verdict
    eligible: NDArray[np.bool_]
    labels: NDArray[np.intp]
    chosen: Candidate | None
    candidates: tuple[Candidate, ...]

    @property
    def n_groups(self) -> int:
        """Number of groups that may be shown, 0 if none."""
        return self.chosen.k if self.chosen else 0


def eligible_people(ballots: Ballots) -> NDArray[np.bool_]:
    """Tell who voted enough to be grouped: min(7, n_statements) votes or more."""
    return ballots.votes_per_person() >= min(LEAST_VOTES, ballots.n_statements)


def find_groups(
    ballots: Ballots,
    positions: NDArray[np.float64],
    rng: np.random.Generator,
    *,
    replicates: int = 50,
    group_counts: Sequence[int] = GROUP_COUNTS,
) -> Grouping:
    """Choose the clearest division among those that are stable.

    Parameters
    ----------
    ballots : Ballots
        Not modified.
    positions : float64 ndarray of shape (n_people, 2)
        From ``ridge_placing``; not modified.
    rng : Generator
        Advanced by this call.
    replicates : int
        Bootstrap rounds; with 0 the clearest division is returned as unchecked.
    group_counts : sequence of int
        Numbers of groups to try, within 2..5.
    """
    eligible = eligible_people(ballots)
    *streams, chance = rng.spawn(max(GROUP_COUNTS) + 2)
    candidates = _candidates(positions[eligible], group_counts, streams)
    if replicates and candidates:
        divisions = {each.k: each.labels for each in candidates}
        stability = bootstrap_stability(ballots, eligible, divisions, chance, replicates)
        candidates = [replace(each, stability=stability[each.k]) for each in candidates]
    chosen = _clearest(candidates)
    labels = np.full(ballots.n_people, NO_GROUP, dtype=np.intp)
    if chosen:
        labels[eligible] = chosen.labels
    return Grouping(_verdict(chosen), eligible, labels, chosen, tuple(candidates))


def _candidates(
    positions: NDArray[np.float64],
    group_counts: Sequence[int],
    streams: Sequence[np.random.Generator],
) -> list[Candidate]:
    least = max(LEAST_PEOPLE, int(np.ceil(LEAST_SHARE * len(positions))))
    if len(positions) < min(group_counts) * least:
        return []
    cells = occupied_cells(positions, np.ones(len(positions)))
    distances = pairwise_distances(cells.points)
    found = []
    for k in group_counts:
        centres = weighted_kmeans(cells, k, streams[k])
        by_cell = nearest(cells.points, centres)
        size = np.bincount(by_cell, cells.mass, minlength=k)
        if size.min() < least:
            continue
        score = weighted_silhouette(distances, cells.mass, by_cell)
        by_size = np.argsort(np.argsort(-size, kind="stable"))
        labels = by_size[by_cell[cells.cell_of]]
        found.append(Candidate(k, labels, score, int(size.min())))
    return found


def _clearest(candidates: Sequence[Candidate]) -> Candidate | None:
    allowed = [each for each in candidates if not each.stability or each.stability.is_stable]
    return max(allowed, key=lambda each: each.silhouette, default=None)


def _verdict(chosen: Candidate | None) -> Verdict:
    if chosen is None:
        return Verdict.NONE
    return Verdict.STABLE if chosen.stability else Verdict.UNCHECKED
