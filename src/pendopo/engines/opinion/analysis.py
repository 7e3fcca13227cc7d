"""From ballots to the opinion map, step by step."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pendopo.engines.opinion import grouping as groups
from pendopo.engines.opinion import stability as gate
from pendopo.engines.opinion.axes import Axes, principal_axes
from pendopo.engines.opinion.ballots import Ballots
from pendopo.engines.opinion.consensus import (
    LEAST_VOTES_PER_GROUP,
    Consensus,
    consensus,
)
from pendopo.engines.opinion.counts import Counts, count_votes
from pendopo.engines.opinion.digest import digest
from pendopo.engines.opinion.errors import BadOption, NoVotes
from pendopo.engines.opinion.grouping import GROUP_COUNTS, Grouping, find_groups
from pendopo.engines.opinion.membership import group_chances
from pendopo.engines.opinion.placing import (
    RIDGE_INTERCEPT,
    RIDGE_PLACE,
    ROUNDS,
    Placing,
    ridge_placing,
)
from pendopo.engines.opinion.positions import extremity
from pendopo.engines.opinion.representative import (
    FALSE_DISCOVERIES,
    Representative,
    representative_statements,
)

METHOD = "sparse-pca-ridge-kmeans"
VERSION = "2"
MOST_REPLICATES = 1000

Params = dict[str, int | float | list[int]]


@dataclass(frozen=True, slots=True)
class Provenance:
    """What is needed to compute the same map again."""

    method: str
    version: str
    params: Params
    input_digest: str
    seed: int


@dataclass(frozen=True, eq=False, slots=True)
class OpinionMap:
    """People, statements, groups and agreement found in one set of ballots.

    Parameters
    ----------
    ballots : Ballots
        The votes that went in, without silent people and unanswered statements.
    axes : Axes
        Centre, directions and share of variance.
    placing : Placing
        Place and ellipse of each person, direction and appeal of each statement.
    chances : float64 ndarray of shape (n_people, n_groups)
        How surely each person belongs to each group.
    extremity : float64 ndarray of shape (n_statements,)
        How strongly a statement divides people, 0 or more.
    grouping : Grouping
        Verdict and groups; "no stable groups" is a result.
    counts : Counts
        Votes per group, or of everybody in one row if there are no groups.
    totals : Counts
        Votes of everybody, with or without a group; one row.
    consensus : Consensus
        Agreement across the rows of ``counts``.
    representatives : tuple of tuple of Representative
        Telling statements of each group; empty without groups.
    provenance : Provenance
        Method, version, parameters, digest of the votes, seed.
    """

    ballots: Ballots
    axes: Axes
    placing: Placing
    chances: NDArray[np.float64]
    extremity: NDArray[np.float64]
    grouping: Grouping
    counts: Counts
    totals: Counts
    consensus: Consensus
    representatives: tuple[tuple[Representative, ...], ...]
    provenance: Provenance

    @property
    def positions(self) -> NDArray[np.float64]:
        """Place of each person; shape (n_people, 2)."""
        return self.placing.people


def opinion_map(
    ballots: Ballots,
    *,
    seed: int = 1,
    stability: int = 50,
    statements: Iterable[str] | None = None,
    k: int | None = None,
) -> OpinionMap:
    """Map people by how they voted and find what they share.

    Equal votes, seed and parameters give an equal map, in whatever order the votes
    arrived.

    Parameters
    ----------
    ballots : Ballots
        Not modified. Silent people and unanswered statements are left out first.
    seed : int
        0 or more; the only source of chance.
    stability : int
        Bootstrap rounds of the group gate, 0..1000. With 0 the groups are unchecked
        and should not be published.
    statements : iterable of str, optional
        Ids to keep, those that passed moderation; all if left out.
    k : int, optional
        Try only this number of groups, 2..5; the gate still decides.

    Raises
    ------
    BadOption
        If a parameter is outside its range.
    NoVotes
        If no vote is left.
    """
    group_counts = _checked(seed, stability, k)
    votes = ballots.voted(statements)
    if votes.n_votes == 0:
        raise NoVotes
    axes = principal_axes(votes)
    placing = ridge_placing(votes, axes)
    grouping = find_groups(
        votes,
        placing.people,
        np.random.default_rng(seed),
        replicates=stability,
        group_counts=group_counts,
    )
    params = _params(stability, group_counts)
    provenance = Provenance(METHOD, VERSION, params, digest(votes), seed)
    return _assembled(votes, axes, placing, grouping, provenance)


def _assembled(
    votes: Ballots,
    axes: Axes,
    placing: Placing,
    grouping: Grouping,
    provenance: Provenance,
) -> OpinionMap:
    totals = count_votes(votes, np.zeros(votes.n_people, dtype=np.intp))
    counts = count_votes(votes, grouping.labels) if grouping.n_groups else totals
    return OpinionMap(
        ballots=votes,
        axes=axes,
        placing=placing,
        chances=group_chances(placing, grouping.labels),
        extremity=extremity(placing.statements),
        grouping=grouping,
        counts=counts,
        totals=totals,
        consensus=consensus(counts),
        representatives=representative_statements(counts) if grouping.n_groups else (),
        provenance=provenance,
    )


def _checked(seed: int, stability: int, k: int | None) -> tuple[int, ...]:
    if seed < 0:
        raise BadOption(name="seed", value=seed, allowed="bilangan bulat mulai 0")
    if not 0 <= stability <= MOST_REPLICATES:
        raise BadOption(name="stability", value=stability, allowed=f"0 sampai {MOST_REPLICATES}")
    if k is None:
        return GROUP_COUNTS
    if k not in GROUP_COUNTS:
        raise BadOption(name="k", value=k, allowed="auto, 2, 3, 4, 5")
    return (k,)


def _params(stability: int, group_counts: tuple[int, ...]) -> Params:
    return {
        "bootstrap_replicates": stability,
        "group_counts": list(group_counts),
        "ridge_rounds": ROUNDS,
        "ridge_intercept": RIDGE_INTERCEPT,
        "ridge_place": RIDGE_PLACE,
        "least_votes_to_be_grouped": groups.LEAST_VOTES,
        "least_people_per_group": groups.LEAST_PEOPLE,
        "least_share_per_group": groups.LEAST_SHARE,
        "least_median_ari": gate.LEAST_MEDIAN,
        "least_lower_decile_ari": gate.LEAST_LOWER_DECILE,
        "least_votes_per_group_to_rank": LEAST_VOTES_PER_GROUP,
        "false_discovery_rate": FALSE_DISCOVERIES,
    }
