"""Counts and consensus: worked by hand, against loops, and at the edges."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.opinion.invented import vote_rows
from tests.engines.oracles.opinion_loops import informed_consensus, tallied

from pendopo.engines.opinion import (
    BadBallots,
    Counts,
    Reading,
    consensus,
    count_votes,
    gather_votes,
    group_informed_consensus,
)

VOTES = {"+": 1, "o": 0, "-": -1}


def hand_worked():
    """Seven people on three statements; a..d are group 0, e..g group 1, h has none."""
    answers = {
        "a": "++ ", "b": "++ ", "c": "++ ", "d": "o+ ",
        "e": "+-+", "f": "+o+", "g": "- +", "h": "---",
    }  # fmt: skip
    ballots = gather_votes(
        (person, f"{j}", VOTES[sign], 0)
        for person, signs in answers.items()
        for j, sign in enumerate(signs)
        if sign != " "
    )
    return ballots, np.array([0, 0, 0, 0, 1, 1, 1, -1])


def test_counts_worked_by_hand():
    ballots, labels = hand_worked()
    labels.setflags(write=False)

    counts = count_votes(ballots, labels)

    assert counts.agree.tolist() == [[3, 4, 0], [2, 0, 3]]
    assert counts.disagree.tolist() == [[0, 0, 0], [1, 1, 0]]
    assert counts.passed.tolist() == [[1, 0, 0], [0, 1, 0]]
    assert counts.everyone().cast.tolist() == [[7, 6, 3]]
    assert counts.others().agree.tolist() == [[2, 0, 3], [3, 4, 0]]


def test_group_informed_consensus_worked_by_hand():
    # statement 0: (3+1)/(4+2) * (2+1)/(3+2) = 4/6 * 3/5 = 2/5   (d passed, and counts below)
    # statement 1: (4+1)/(4+2) * (0+1)/(2+2) = 5/6 * 1/4 = 5/24  (g never voted)
    # statement 2: (0+1)/(0+2) * (3+1)/(3+2) = 1/2 * 4/5 = 2/5   (group 0 never voted)
    counts = count_votes(*hand_worked())

    assert group_informed_consensus(counts).tolist() == pytest.approx([2 / 5, 5 / 24, 2 / 5])


def test_bridge_and_floor_worked_by_hand():
    # Statement 1. Group 0: 4 of 4 agree, Beta(5, 1), distribution x^5, so the quantile
    # of p is p^(1/5). Group 1: 0 of 2, Beta(1, 3), 1 - (1-x)^3, so 1 - (1-p)^(1/3).
    median = [0.5 ** (1 / 5), 1 - 0.5 ** (1 / 3)]
    lowest = [0.05 ** (1 / 5), 1 - 0.95 ** (1 / 3)]

    found = consensus(count_votes(*hand_worked()))

    assert found.bridge[1] == pytest.approx((median[0] * median[1]) ** 0.5)
    assert found.floor[1] == pytest.approx(min(lowest))


@pytest.mark.parametrize(
    ("agree", "disagree", "passed", "reading"),
    [
        ([40, 25], [0, 5], [0, 0], Reading.BROAD_AGREEMENT),
        ([0, 5], [40, 25], [0, 0], Reading.BROAD_DISAGREEMENT),
        ([40, 2], [0, 38], [0, 0], Reading.CONTESTED),
        ([40, 15], [0, 15], [0, 0], Reading.MIXED),
        ([0, 0], [0, 0], [40, 40], Reading.MIXED),
        ([40, 29], [0, 0], [0, 0], Reading.TOO_FEW_VOTES),
        ([40, 29], [0, 0], [0, 1], Reading.BROAD_AGREEMENT),
    ],
)
def test_the_reading_of_a_statement(agree, disagree, passed, reading):
    counts = Counts(*(np.array(part)[:, np.newaxis] for part in (agree, disagree, passed)))

    assert consensus(counts).readings == (reading,)


def test_equal_groups_give_the_same_bridge_whatever_their_number():
    two, five = (
        Counts(
            agree=np.full((n, 1), 70), disagree=np.full((n, 1), 30), passed=np.zeros((n, 1), int)
        )
        for n in (2, 5)
    )

    assert consensus(two).bridge == pytest.approx(consensus(five).bridge)
    assert consensus(two).floor == pytest.approx(consensus(five).floor)
    assert consensus(two).group_informed[0] > 2 * consensus(five).group_informed[0]


@given(rows=vote_rows(), data=st.data())
def test_counts_and_consensus_equal_the_loops(rows, data):
    ballots = gather_votes(rows)
    labels = data.draw(
        st.lists(st.integers(-1, 2), min_size=ballots.n_people, max_size=ballots.n_people).filter(
            lambda drawn: max(drawn) >= 0
        )
    )

    counts = count_votes(ballots, np.array(labels))

    assert counts.agree.tolist() == tallied(ballots, labels, 1)
    assert counts.disagree.tolist() == tallied(ballots, labels, -1)
    assert counts.cast.tolist() == tallied(ballots, labels)
    assert group_informed_consensus(counts).tolist() == pytest.approx(
        informed_consensus(ballots, labels)
    )


def test_count_votes_refuses_labels_of_other_people():
    ballots, labels = hand_worked()

    with pytest.raises(BadBallots, match="Jumlah orang"):
        count_votes(ballots, labels[:-1])
