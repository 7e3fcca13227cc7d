"""The live state says at any moment what a computation from all votes would say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.opinion.invented import planted_rows, random_ballots

from pendopo.engines.opinion import (
    BadVote,
    LiveMap,
    digest,
    gather_votes,
    people_positions,
    principal_axes,
)
from pendopo.engines.opinion.axes import centred, mean_votes

votes = st.lists(
    st.tuples(
        st.sampled_from([f"p{i}" for i in range(9)]),
        st.sampled_from([f"s{j}" for j in range(6)]),
        st.sampled_from([1, 0, -1]),
    ),
    max_size=80,
)


def start():
    return gather_votes((f"p{i}", f"s{j}", (i + j) % 3 - 1, 0) for i in range(4) for j in range(6))


@given(votes)
def test_after_any_votes_the_tables_equal_a_recomputation(cast):
    live = LiveMap(start())
    for each in cast:
        live.vote(*each)
    begun = start()
    rows = [
        (begun.person_ids[i], begun.statement_ids[j], int(v), 0)
        for i, j, v in zip(begun.rows(), begun.indices, begun.values, strict=True)
    ]
    whole = gather_votes(rows + [(*each, time) for time, each in enumerate(cast, 1)])
    assert digest(live.ballots()) == digest(whole)
    table = centred(whole, mean_votes(whole, np.ones(whole.n_people)))
    assert np.allclose(live.gram(), (table.T @ table).toarray(), atol=1e-9)
    assert np.array_equal(live.gram(), LiveMap(whole).gram())


def test_refreshed_axes_and_places_are_those_of_a_full_computation():
    rows, _truth = planted_rows((60, 40, 30), 30, seed=2)
    live = LiveMap(gather_votes(rows[: len(rows) // 2]))
    for person, statement, vote, _time in rows[len(rows) // 2 :]:
        live.vote(person, statement, vote)
    for _ in range(3):
        axes = live.refresh()
    whole = live.ballots()
    exact = principal_axes(whole)
    assert np.allclose(np.abs(axes.loadings.T @ exact.loadings), np.eye(2), atol=1e-4)
    assert np.allclose(axes.explained, exact.explained, atol=1e-6)
    places = people_positions(whole, axes)
    for i, name in enumerate(whole.person_ids[:20]):
        assert live.position(name, axes) == pytest.approx(tuple(places[i]))
    assert live.position("nobody", axes) == (0.0, 0.0)


@pytest.mark.parametrize("each", [("p0", "s0", 2), ("p0", "s99", 1)])
def test_what_is_no_vote_changes_nothing(each):
    live = LiveMap(start())
    before = live.gram().copy()
    with pytest.raises(BadVote):
        live.vote(*each)
    assert np.array_equal(live.gram(), before)


def test_agreement_of_all_leaves_no_axes_and_no_error():
    live = LiveMap(gather_votes((f"{i}", f"{j}", 1, 0) for i in range(5) for j in range(4)))
    axes = live.refresh()
    assert not axes.loadings.any()
    assert axes.explained.tolist() == [0.0, 0.0]
    assert LiveMap(random_ballots(3, 1, density=1.0)).refresh().loadings.shape == (1, 2)
