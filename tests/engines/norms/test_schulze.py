"""The method of Schulze against examples worked by hand, and what it promises."""

import hashlib
from collections import Counter
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.engines.norms import Ballot, NormError, schulze

# Schulze (2011): 45 voters, five candidates; paths and order are worked there by hand.
CLASSIC = [
    (5, "ACBED"),
    (5, "ADECB"),
    (8, "BEDAC"),
    (3, "CABED"),
    (7, "CAEBD"),
    (2, "CBADE"),
    (7, "DCEBA"),
    (8, "EBADC"),
]
STRONGEST = {
    "A": {"B": 28, "C": 28, "D": 30, "E": 24},
    "B": {"A": 25, "C": 28, "D": 33, "E": 24},
    "C": {"A": 25, "B": 29, "D": 29, "E": 24},
    "D": {"A": 25, "B": 28, "C": 28, "E": 24},
    "E": {"A": 25, "B": 28, "C": 28, "D": 31},
}


def ballots(rows):
    return [Ballot(tuple((name,) for name in order), n) for n, order in rows]


def ranked(rows, candidates, seed="benih", **more):
    return schulze(ballots(rows), candidates, seed, **more)


def test_forty_five_voters():
    outcome = ranked(CLASSIC, "ABCDE")
    for one, paths in STRONGEST.items():
        i = outcome.candidates.index(one)
        found = {outcome.candidates[j]: int(outcome.strongest[i, j]) for j in range(5) if j != i}
        assert found == paths
    assert outcome.order == ("E", "A", "C", "B", "D")
    assert outcome.tied == ()
    assert outcome.duels()[0] == ("E", "A", 23, 22, 25, 24)
    assert len(outcome.duels()) == 10
    assert outcome.preferred.tolist()[0] == [0, 20, 26, 30, 22]


def test_a_path_is_as_strong_as_its_weakest_victory():
    outcome = ranked(CLASSIC, "ABCDE")
    for one, other in permutations("ABCDE", 2):
        path = outcome.path(one, other)
        assert (path[0], path[-1]) == (one, other)
        names = outcome.candidates
        steps = [outcome.preferred[names.index(a), names.index(b)] for a, b in pairwise(path)]
        assert min(steps) == STRONGEST[one][other]
    first, *_ = outcome.sentences()
    assert (
        first
        == f"E di atas A: jalur terkuat {' → '.join(outcome.path('E', 'A'))} berkekuatan 25, jalur baliknya 24."
    )


def test_equals_stand_by_a_lot_that_anybody_can_draw_again():
    outcome = ranked([(1, "AB"), (1, "BA")], "AB", seed="2026-12-01")
    by_hand = sorted(
        "AB", key=lambda name: hashlib.sha256(f"2026-12-01:{name}".encode()).hexdigest()
    )
    assert list(outcome.order) == by_hand
    assert outcome.tied == (("A", "B"),)
    assert "undian" in outcome.sentences()[0]
    orders = {ranked([], "AB", seed=str(n)).order for n in range(20)}
    assert orders == {("A", "B"), ("B", "A")}


def test_a_change_must_win_not_draw():
    assert all(
        ranked([(1, "AB"), (1, "BA")], "AB", seed=str(n), incumbent="B").order == ("B", "A")
        for n in range(20)
    )


@pytest.mark.parametrize("bad", [(("X",),), (("A",), ("A",))])
def test_a_ballot_that_is_not_valid_is_refused(bad):
    with pytest.raises(NormError, match="tidak sah"):
        schulze([Ballot(bad)], "AB", "benih")


def test_no_candidates_and_doubled_ones_are_refused():
    for candidates in ("", "AA"):
        with pytest.raises(NormError, match="Daftar pilihan"):
            schulze([], candidates, "benih")


elections = st.lists(
    st.tuples(st.integers(1, 9), st.permutations("ABCD").map("".join)), min_size=1, max_size=8
)


def ahead(rows, one, other):
    return sum(n for n, order in rows if order.index(one) < order.index(other))


@given(elections)
def test_who_wins_against_everybody_wins(rows):
    outcome = ranked(rows, "ABCD")
    for one in "ABCD":
        others = [other for other in "ABCD" if other != one]
        if all(ahead(rows, one, other) > ahead(rows, other, one) for other in others):
            assert outcome.order[0] == one
        if all(ahead(rows, one, other) < ahead(rows, other, one) for other in others):
            assert outcome.order[-1] == one


@given(elections)
def test_strongest_paths_are_those_of_all_paths(rows):
    outcome = ranked(rows, "ABCD")
    for one, other in permutations("ABCD", 2):
        best = 0
        between = [name for name in "ABCD" if name not in {one, other}]
        for n in range(3):
            for middle in permutations(between, n):
                path = (one, *middle, other)
                steps = list(pairwise(path))
                if all(ahead(rows, a, b) > ahead(rows, b, a) for a, b in steps):
                    best = max(best, min(ahead(rows, a, b) for a, b in steps))
        i, j = outcome.candidates.index(one), outcome.candidates.index(other)
        assert outcome.strongest[i, j] == best


@given(elections, st.data())
def test_more_support_never_hurts_the_winner(rows, data):
    winner = ranked(rows, "ABCD").order[0]
    raised = []
    for n, order in rows:
        place = data.draw(st.integers(0, order.index(winner)))
        rest = order.replace(winner, "")
        raised.append((n, rest[:place] + winner + rest[place:]))
    outcome = ranked(raised, "ABCD")
    assert not any(outcome.beats(other, winner) for other in "ABCD" if other != winner)


@given(elections, st.permutations(range(8)))
def test_order_of_ballots_and_candidates_is_of_no_matter(rows, order):
    mixed = [rows[n] for n in order if n < len(rows)]
    one, other = ranked(rows, "ABCD"), ranked(mixed, "DCBA")
    assert (one.order, one.tied) == (other.order, other.tied)


@given(elections)
def test_a_clone_beside_it_changes_nothing_among_the_others(rows):
    cloned = [(n, order.replace("A", "Aa")) for n, order in rows]
    before, after = ranked(rows, "ABCD"), ranked(cloned, "AaBCD")
    for one, other in permutations("BCD", 2):
        assert before.beats(one, other) == after.beats(one, other)
    for other in "BCD":
        assert before.beats("A", other) == after.beats("A", other) == after.beats("a", other)


def test_equals_on_a_ballot_and_those_left_out_stand_last():
    outcome = schulze([Ballot((("A", "B"),), 3), Ballot((("C",),), 1)], "ABC", "benih")
    table = Counter(
        {
            (a, b): int(outcome.preferred[i, j])
            for i, a in enumerate("ABC")
            for j, b in enumerate("ABC")
            if outcome.preferred[i, j]
        }
    )
    assert table == {("A", "C"): 3, ("B", "C"): 3, ("C", "A"): 1, ("C", "B"): 1}
