"""Ballots: canonical, locked, and only what was last said."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.opinion.invented import vote_rows

from pendopo.engines.opinion import BadBallots, BadVote, Ballots, digest, gather_votes


def test_the_latest_vote_counts_in_any_row_order():
    rows = [("ani", "1", -1, 20), ("ani", "1", 1, 30), ("ani", "1", 0, 10)]

    assert gather_votes(rows).values.tolist() == [1]
    assert gather_votes(reversed(rows)).values.tolist() == [1]


def test_different_votes_at_the_same_latest_time_count_as_a_pass():
    assert gather_votes([("ani", "1", 1, 5), ("ani", "1", -1, 5)]).values.tolist() == [0]
    assert gather_votes([("ani", "1", 1, 5), ("ani", "1", 1, 5)]).values.tolist() == [1]


def test_ids_are_ordered_by_length_then_text():
    ballots = gather_votes([(person, "1", 1, 0) for person in ("10", "b", "2", "a")])

    assert ballots.person_ids == ("2", "a", "b", "10")


def test_a_pass_is_stored_and_a_missing_vote_is_not():
    ballots = gather_votes([("ani", "1", 0, 0), ("budi", "2", 1, 0)])

    assert ballots.n_votes == 2
    assert ballots.matrix().nnz == 2
    assert ballots.votes_per_person().tolist() == [1, 1]


def test_gather_votes_refuses_a_vote_that_is_none_and_names_its_row():
    with pytest.raises(BadVote, match="Baris 2, kolom vote: nilai “2” tidak sah") as refused:
        gather_votes([("ani", "1", 1, 0), ("ani", "2", 2, 0)])

    assert (refused.value.line, refused.value.value) == (2, 2)


@given(rows=vote_rows(), order=st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_change_the_digest(rows, order):
    shuffled = list(rows)
    order.shuffle(shuffled)

    assert digest(gather_votes(shuffled)) == digest(gather_votes(rows))


@given(rows=vote_rows())
def test_the_gathered_votes_are_those_of_a_dictionary(rows):
    latest = {}
    for person, statement, vote, time in rows:
        latest.setdefault((person, statement), {}).setdefault(time, set()).add(vote)
    expected = {
        pair: votes.pop() if len(votes := times[max(times)]) == 1 else 0
        for pair, times in latest.items()
    }

    ballots = gather_votes(rows)

    columns = [ballots.statement_ids[j] for j in ballots.indices]
    people = [ballots.person_ids[i] for i in ballots.rows()]
    found = dict(zip(zip(people, columns, strict=True), ballots.values.tolist(), strict=True))
    assert found == expected


def test_one_other_vote_is_another_digest():
    assert digest(gather_votes([("a", "1", 1, 0)])) != digest(gather_votes([("a", "1", 0, 0)]))
    assert digest(gather_votes([("a", "1", 1, 0)])) != digest(gather_votes([("b", "1", 1, 0)]))


def test_voted_leaves_out_what_is_not_wanted_and_what_falls_silent():
    ballots = gather_votes([("ani", "1", 1, 0), ("budi", "2", -1, 0), ("budi", "3", 0, 0)])

    kept = ballots.voted(["2", "3", "99"])

    assert (kept.person_ids, kept.statement_ids) == (("budi",), ("2", "3"))
    assert kept.values.tolist() == [-1, 0]


def test_ballots_are_locked_and_do_not_lock_or_change_what_they_were_given():
    indptr, indices, values = np.array([0, 2]), np.array([0, 1]), np.array([1, -1])

    ballots = Ballots(("ani",), ("1", "2"), indptr, indices, values)

    with pytest.raises(ValueError, match="read-only"):
        ballots.values[0] = 0
    values[0] = 0
    assert ballots.values.tolist() == [1, -1]


@pytest.mark.parametrize(
    ("people", "statements", "indptr", "indices", "values", "reason"),
    [
        (("b", "a"), ("1",), [0, 1, 1], [0], [1], "orang harus unik"),
        (("a",), ("1", "1"), [0, 1], [0], [1], "pernyataan harus unik"),
        (("a",), ("1",), [0, 2], [0], [1], "Penunjuk baris"),
        (("a",), ("1",), [0], [0], [1], "Penunjuk baris"),
        (("a", "b"), ("1",), [0, 2, 1], [0], [1], "Penunjuk baris"),
        (("a",), ("1", "2"), [0, 1], [0, 1], [1], "berbeda"),
        (("a",), ("1",), [0, 1], [1], [1], "tidak terdaftar"),
        (("a",), ("1", "2"), [0, 2], [1, 0], [1, 1], "Pernyataan tiap orang"),
        (("a",), ("1", "2"), [0, 2], [0, 0], [1, 1], "Pernyataan tiap orang"),
        (("a",), ("1",), [0, 1], [0], [2], "hanya boleh"),
        (("a",), ("1",), [0, 1], [0], [0.5], "values tidak dapat disimpan"),
        (("a",), ("1",), [0, 1], [0], [300], "values tidak dapat disimpan"),
    ],
)
def test_ballots_refuse_arrays_that_contradict_each_other(
    people, statements, indptr, indices, values, reason
):
    with pytest.raises(BadBallots, match=reason):
        Ballots(people, statements, np.array(indptr), np.array(indices), np.array(values))


def test_two_people_may_answer_in_falling_statement_order_between_them():
    ballots = Ballots(
        ("a", "b"), ("1", "2"), np.array([0, 1, 2]), np.array([1, 0]), np.array([1, 1])
    )

    assert ballots.rows().tolist() == [0, 1]
