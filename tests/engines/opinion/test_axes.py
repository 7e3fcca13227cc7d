"""Axes and positions: equal to the dense textbook way, and defined at the edges."""

import numpy as np
import pytest
from tests.engines.opinion.invented import random_ballots
from tests.engines.oracles.opinion_dense import dense_explained, dense_positions

from pendopo.engines.opinion import (
    Ballots,
    gather_votes,
    people_positions,
    principal_axes,
    statement_positions,
)
from pendopo.engines.opinion.positions import extremity


def same_up_to_sign(found, expected, tolerance):
    """Compare columns, either of which may point the other way."""
    return all(
        min(np.abs(a - b).max(), np.abs(a + b).max()) < tolerance
        for a, b in zip(found.T, expected.T, strict=True)
    )


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("shape", [(40, 12), (60, 64), (60, 65), (90, 130), (15, 200)])
def test_positions_equal_those_of_the_dense_mean_imputed_table(shape, seed):
    ballots = random_ballots(*shape, density=0.4, seed=seed)

    axes = principal_axes(ballots)
    expected, loadings = dense_positions(ballots)

    assert same_up_to_sign(people_positions(ballots, axes), expected, 1e-6)
    assert same_up_to_sign(axes.loadings, loadings, 1e-6)
    assert axes.explained == pytest.approx(dense_explained(ballots), abs=1e-9)


def test_one_axis_worked_by_hand():
    # Two statements, ani agrees twice, budi disagrees twice: means 0 and 0, so nothing
    # is moved. The one direction is (1, 1)/sqrt(2). n = M = 2, so the scale is 1 and ani
    # stands at 1/sqrt(2) + 1/sqrt(2) = sqrt(2). A statement stands at
    # sqrt(M) (1 - 0) / sqrt(2) = sqrt(2) / sqrt(2) = 1.
    rows = [("ani", "1", 1, 0), ("ani", "2", 1, 0), ("budi", "1", -1, 0), ("budi", "2", -1, 0)]
    ballots = gather_votes(rows)

    axes = principal_axes(ballots)

    assert axes.explained.tolist() == pytest.approx([1, 0])
    x = 2**0.5
    assert people_positions(ballots, axes) == pytest.approx(np.array([[x, 0], [-x, 0]]))
    assert statement_positions(axes) == pytest.approx(np.array([[1, 0], [1, 0]]))
    assert extremity(statement_positions(axes)).tolist() == pytest.approx([1, 1])


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("n_statements", [20, 90])
def test_the_largest_loading_points_up(seed, n_statements):
    loadings = principal_axes(random_ballots(50, n_statements, seed=seed)).loadings

    assert (loadings.max(axis=0) >= -loadings.min(axis=0)).all()


@pytest.mark.parametrize("n_statements", [20, 90])
def test_a_weight_of_two_is_a_person_who_comes_twice(n_statements):
    ballots = random_ballots(30, n_statements, seed=5)
    dense = ballots.matrix().toarray()
    seen = ballots.matrix(np.ones(ballots.n_votes)).toarray() > 0
    rows = [
        (f"{copy}p{i}", ballots.statement_ids[j], int(dense[i, j]), 0)
        for copy in range(2)
        for i, j in np.argwhere(seen)
        if copy == 0 or i < 10
    ]

    weights = np.where(np.arange(30) < 10, 2.0, 1.0)
    weighted, repeated = principal_axes(ballots, weights), principal_axes(gather_votes(rows))

    assert weighted.centre == pytest.approx(repeated.centre)
    assert weighted.loadings == pytest.approx(repeated.loadings, abs=1e-6)
    assert weighted.explained == pytest.approx(repeated.explained)


@pytest.mark.parametrize("n_statements", [1, 2, 70])
@pytest.mark.parametrize("vote", [1, 0, -1])
def test_people_who_all_vote_alike_stand_in_the_middle(n_statements, vote):
    ballots = gather_votes((f"{i}", f"{j}", vote, 0) for i in range(9) for j in range(n_statements))

    axes = principal_axes(ballots)

    assert axes.explained.tolist() == [0, 0]
    assert axes.centre.tolist() == [vote] * n_statements
    assert not people_positions(ballots, axes).any()


@pytest.mark.parametrize("n_statements", [40, 90])
def test_where_only_one_direction_exists_the_second_axis_is_nothing(n_statements):
    ballots = gather_votes(
        (f"{i}", f"{j}", (-1) ** (i + j), 0) for i in range(8) for j in range(n_statements)
    )

    axes = principal_axes(ballots)

    assert axes.explained.tolist() == pytest.approx([1, 0])
    assert not axes.loadings[:, 1].any()


def test_a_silent_person_stands_in_the_middle_and_moves_nobody():
    ballots = random_ballots(20, 10, seed=3)
    indptr = np.append(ballots.indptr, ballots.n_votes)
    people = (*ballots.person_ids, "silent person")
    joined = Ballots(people, ballots.statement_ids, indptr, ballots.indices, ballots.values)

    before = people_positions(ballots, principal_axes(ballots))
    after = people_positions(joined, principal_axes(joined))

    assert after[-1].tolist() == [0, 0]
    assert np.array_equal(after[:-1], before)


def test_without_weight_there_is_no_axis():
    axes = principal_axes(random_ballots(20, 80), np.zeros(20))

    assert not axes.loadings.any()
    assert not axes.centre.any()
