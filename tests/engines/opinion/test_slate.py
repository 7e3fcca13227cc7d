"""A slate gives each group about its share of the places."""

import numpy as np
from hypothesis import given
from tests.engines.opinion.invented import vote_rows

from pendopo.engines.opinion import AGREE, gather_votes, proportional_slate


def agreeing(*sets):
    """People who agree with exactly the statements named."""
    return gather_votes((str(i), str(j), 1, 0) for i, these in enumerate(sets) for j in these)


def test_a_minority_gets_its_share_of_the_places():
    majority, minority = [range(10)] * 7, [range(10, 20)] * 3
    ballots = agreeing(*majority, *minority)
    names = [int(ballots.statement_ids[j]) for j in proportional_slate(ballots, 10)]
    assert sum(name >= 10 for name in names) == 3
    assert names[0] == 0


def test_by_hand():
    # First 1 (three agree). Then 0 gains 1 + 1/2, 2 gains 1/2 + 1: alike, the first column.
    ballots = agreeing([0, 1], [1, 2], [1], [0], [2])
    assert [ballots.statement_ids[j] for j in proportional_slate(ballots, 3)] == ["1", "0", "2"]


def test_a_weight_counts_as_so_many_people():
    ballots = agreeing([0], [0], [1])
    assert proportional_slate(ballots, 1, np.array([1.0, 1.0, 5.0])) == (1,)


@given(vote_rows())
def test_nothing_is_chosen_twice_and_nothing_that_nobody_wants(rows):
    ballots = gather_votes(rows)
    chosen = proportional_slate(ballots, 10)
    assert len(set(chosen)) == len(chosen) <= 10
    wanted = set(ballots.indices[ballots.values == AGREE].tolist())
    assert set(chosen) <= wanted
    assert len(chosen) == min(10, len(wanted))
