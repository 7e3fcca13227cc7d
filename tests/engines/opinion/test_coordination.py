"""Copies are found, people who merely think alike are not, and a recount shows what it changes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.opinion.invented import random_ballots

from pendopo.engines.opinion import (
    BadOption,
    Likeness,
    audit,
    clusters_of,
    collapsed,
    count_votes,
    gather_votes,
    likenesses,
)
from pendopo.engines.opinion import coordination as module

N_REAL, N_COPIES = 400, 20


def crowd(*, n_copies=0, seed=1):
    """Two camps on 80 statements; copies give one and the same 20 answers, a tenth of them changed."""
    rng = np.random.default_rng(seed)
    camp = rng.choice([-1, 1], (2, 80))
    rows = []
    for i in range(N_REAL):
        shown = rng.permutation(80)[: rng.integers(8, 45)]
        flips = rng.random(len(shown)) < 0.2
        rows += [
            (f"{i}", f"{j}", int(camp[i % 2, j]) * (-1 if flip else 1), 0)
            for j, flip in zip(shown, flips, strict=True)
        ]
    script = rng.permutation(80)[:20]
    answers = rng.choice([-1, 1], 20)
    for i in range(N_REAL, N_REAL + n_copies):
        rows += [
            (f"{i}", f"{j}", int(-v if rng.random() < 0.1 else v), 0)
            for j, v in zip(script, answers, strict=True)
        ]
    return gather_votes(rows)


def found_in(ballots):
    clusters = clusters_of(likenesses(ballots), ballots.n_people)
    return [{int(ballots.person_ids[i]) for i in cluster} for cluster in clusters]


def test_most_copies_with_a_tenth_of_noise_are_found_and_no_real_person_with_them():
    clusters = found_in(crowd(n_copies=N_COPIES))
    assert len(clusters) == 1
    assert len(clusters[0] & set(range(N_REAL, N_REAL + N_COPIES))) >= 0.6 * N_COPIES
    assert not clusters[0] & set(range(N_REAL))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_people_who_think_alike_are_not_accused(seed):
    assert found_in(crowd(seed=seed)) == []


def test_early_people_who_were_shown_the_same_few_are_not_accused():
    rng = np.random.default_rng(5)
    camp = rng.choice([-1, 1], (2, 60))
    rows, until = [], []
    for i in range(300):
        n_there = 12 if i < 100 else 60
        until.append(n_there)
        for j in rng.permutation(n_there)[:11]:
            vote = int(camp[i % 2, j]) * (-1 if rng.random() < 0.15 else 1)
            rows.append((f"{i:03d}", f"{j:02d}", vote, 0))
    ballots = gather_votes(rows)
    pairs = likenesses(ballots, np.array(until))
    assert clusters_of(pairs, ballots.n_people) == ()


def pair(i, j):
    return Likeness(i, j, 20, 4.0, 1e-9, 20, 12.0)


def test_a_cluster_is_where_each_is_like_half_of_the_others():
    whole = [pair(i, j) for i in range(5) for j in range(i + 1, 5)]
    # Person 9 is like one of them only, and 20 like 21.
    assert clusters_of([*whole, pair(4, 9), pair(20, 21)], 30) == ((0, 1, 2, 3, 4),)
    chain = [pair(i, i + 1) for i in range(9)]
    assert clusters_of(chain, 10) == ()


def test_a_cluster_counts_as_one_voter_and_the_list_says_what_moved():
    rows = [(f"r{i}", "bridge", 1, 0) for i in range(6)]
    rows += [(f"x{i}", "bought", 1, 0) for i in range(12)]
    ballots = gather_votes(rows)
    members = [i for i, name in enumerate(ballots.person_ids) if name.startswith("x")]
    found = audit(ballots, np.full(ballots.n_people, -1), [members])
    names = [ballots.statement_ids[j] for j in found.top]
    assert names == ["bought", "bridge"]
    assert [ballots.statement_ids[j] for j in found.top_recounted] == ["bridge", "bought"]
    assert found.moved == (1, -1)
    weights = collapsed(ballots, [members])
    assert weights.sum() == pytest.approx(7)


@given(st.integers(0, 20))
def test_without_clusters_nothing_moves(seed):
    ballots = random_ballots(30, 8, seed=seed)
    found = audit(ballots, np.full(ballots.n_people, -1), [])
    assert found.top == found.top_recounted
    assert not any(found.moved)
    counts = count_votes(ballots, np.zeros(ballots.n_people, dtype=np.intp))
    assert counts.cast.sum() == ballots.n_votes


def test_too_many_people_are_refused_before_anything_is_computed(monkeypatch):
    monkeypatch.setattr(module, "MOST_PEOPLE", 10)
    ballots = random_ballots(11, 4)
    with pytest.raises(BadOption, match="n_people"):
        likenesses(ballots)
