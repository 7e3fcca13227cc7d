"""The statements that tell what is particular to a group."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from pendopo.engines.opinion.ballots import AGREE, DISAGREE
from pendopo.engines.opinion.counts import Counts

FALSE_DISCOVERIES = 0.10
MOST_PER_GROUP = 5


@dataclass(frozen=True, slots=True)
class Representative:
    """One statement that a group answers in its own way.

    Parameters
    ----------
    i_statement : int
        Column of the statement.
    vote : int
        1 if the group agrees, -1 if it disagrees.
    share : float
        Smoothed rate of that vote in the group, (n + 1) / (cast + 2).
    ratio : float
        ``share`` over the same rate among all other groups; more than 1.
    score : float
        Product of share, ratio and both test values; only for ordering.
    """

    i_statement: int
    vote: int
    share: float
    ratio: float
    score: float


@dataclass(frozen=True, eq=False, slots=True)
class VoteTests:
    """Both tests of one vote; float64 ndarrays of shape (n_groups, n_statements).

    ``within`` compares the rate in the group with one half, ``between`` with the rate
    among the other groups; both are z values. ``p_value`` is that of the weaker one,
    and 1 where the group cast no vote.
    """

    share: NDArray[np.float64]
    ratio: NDArray[np.float64]
    within: NDArray[np.float64]
    between: NDArray[np.float64]
    p_value: NDArray[np.float64]


def vote_tests(
    chosen: NDArray[np.int64],
    cast: NDArray[np.int64],
    chosen_out: NDArray[np.int64],
    cast_out: NDArray[np.int64],
) -> VoteTests:
    """Test whether a group favours a vote, and more so than all other groups.

    Proportion tests with one added to both counts, as in Polis; see
    Small et al. (2021), doi:10.6035/recerca.5516.

    Parameters
    ----------
    chosen, cast, chosen_out, cast_out : int64 ndarray of shape (n_groups, n_statements)
        The vote in question and all votes, in the group and outside; not modified.
    """
    share = (chosen + 1) / (cast + 2)
    rate, rate_out = (chosen + 1) / (cast + 1), (chosen_out + 1) / (cast_out + 1)
    pooled = (chosen + chosen_out + 2) / (cast + cast_out + 2)
    spread = np.sqrt(pooled * (1 - pooled) * (1 / (cast + 1) + 1 / (cast_out + 1)))
    within = 2 * np.sqrt(cast + 1) * (rate - 0.5)
    between = np.divide(rate - rate_out, spread, out=np.zeros(spread.shape), where=spread > 0)
    p_value = np.where(cast > 0, ndtr(-np.minimum(within, between)), 1.0)
    ratio = share / ((chosen_out + 1) / (cast_out + 2))
    return VoteTests(share, ratio, within, between, p_value)


def discoveries(
    p_values: NDArray[np.float64], level: float = FALSE_DISCOVERIES
) -> NDArray[np.bool_]:
    """Keep what Benjamini and Hochberg (1995) keep; same shape as ``p_values``.

    Of the kept ones at most ``level`` are expected to be chance.
    """
    flat = np.sort(p_values, axis=None)
    bound = level * np.arange(1, flat.size + 1) / max(flat.size, 1)
    passing = flat[flat <= bound]
    cut = passing[-1] if passing.size else -1.0
    return np.asarray(p_values <= cut, dtype=np.bool_)


def representative_statements(
    counts: Counts, most: int = MOST_PER_GROUP
) -> tuple[tuple[Representative, ...], ...]:
    """Choose up to ``most`` statements per group, the most telling first.

    One correction spans every statement, group and direction. With a single group
    there is nobody to differ from and the answer is empty.
    """
    if len(counts.agree) < 2:
        return ((),) * len(counts.agree)
    out, cast = counts.others(), counts.cast
    tests = {
        AGREE: vote_tests(counts.agree, cast, out.agree, out.cast),
        DISAGREE: vote_tests(counts.disagree, cast, out.disagree, out.cast),
    }
    kept = discoveries(np.stack([test.p_value for test in tests.values()]))
    return tuple(
        _best(tests, dict(zip(tests, kept[:, g], strict=True)), g, most) for g in range(len(cast))
    )


def _best(
    tests: dict[int, VoteTests], kept: dict[int, NDArray[np.bool_]], g: int, most: int
) -> tuple[Representative, ...]:
    found = [
        _representative(tests[vote], g, j, vote)
        for vote, is_kept in kept.items()
        for j in np.flatnonzero(is_kept).tolist()
    ]
    return tuple(sorted(found, key=lambda each: (-each.score, each.i_statement))[:most])


def _representative(test: VoteTests, g: int, j: int, vote: int) -> Representative:
    share, ratio = float(test.share[g, j]), float(test.ratio[g, j])
    score = share * ratio * float(test.within[g, j]) * float(test.between[g, j])
    return Representative(j, vote, share, ratio, score)
