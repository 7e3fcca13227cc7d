"""A person's place is a ridge regression of their votes, with an ellipse and chances of groups."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.opinion.invented import planted_rows, random_ballots, vote_rows

from pendopo.engines.opinion import (
    Ballots,
    gather_votes,
    group_chances,
    people_positions,
    principal_axes,
    ridge_placing,
)
from pendopo.engines.opinion.agreement import adjusted_rand
from pendopo.engines.opinion.cells import occupied_cells
from pendopo.engines.opinion.kmeans import nearest, weighted_kmeans
from pendopo.engines.opinion.placing import RIDGE_INTERCEPT


def placed(ballots, weights=None, **options):
    return ridge_placing(ballots, principal_axes(ballots, weights), weights, **options)


def by_hand(ballots, placing, mean):
    """Solve each person's 3 by 3 system with a general solver, in the scale of the map.

    There the ridge on a place is that of the factors, carried through the change of scale:
    both follow from one turn, so the penalty is read off a person without votes.
    """
    found, inverses = [], []
    for i in range(ballots.n_people):
        mine = slice(ballots.indptr[i], ballots.indptr[i + 1])
        j = ballots.indices[mine]
        seen = np.column_stack([np.ones(len(j)), placing.statements[j]])
        left = ballots.values[mine] - mean - placing.appeal[j]
        normal = seen.T @ seen + penalty_of(ballots, placing)
        found.append(np.linalg.solve(normal, seen.T @ left))
        inverses.append(np.linalg.inv(normal)[1:, 1:])
    return np.array(found), np.array(inverses)


def penalty_of(ballots, placing):
    silent = ballots.votes_per_person() == 0
    xx, xy, yy = placing.spread[silent][0] / placing.noise
    penalty = np.zeros((3, 3))
    penalty[0, 0] = RIDGE_INTERCEPT
    penalty[1:, 1:] = np.linalg.inv(np.array([[xx, xy], [xy, yy]]))
    return penalty


def test_places_and_ellipses_equal_a_general_solver():
    full = random_ballots(60, 20, seed=3)
    ballots = Ballots(
        (*full.person_ids, "p999"),
        full.statement_ids,
        np.append(full.indptr, full.indptr[-1]),
        full.indices,
        full.values,
    )
    placing = placed(ballots)
    found, inverses = by_hand(ballots, placing, ballots.values.mean())
    assert np.allclose(placing.statements.T @ placing.statements, np.eye(2))
    rows, columns = ballots.rows(), ballots.indices
    expected = ballots.values.mean() + placing.leaning[rows] + placing.appeal[columns]
    expected += np.einsum("nd,nd->n", placing.people[rows], placing.statements[columns])
    assert placing.noise == pytest.approx(np.mean((ballots.values - expected) ** 2))
    assert np.allclose(placing.leaning, found[:, 0])
    assert np.allclose(placing.people, found[:, 1:])
    expected = inverses[:, [0, 0, 1], [0, 1, 1]] * placing.noise
    assert np.allclose(placing.spread, expected)


@given(vote_rows())
def test_every_ellipse_is_one_and_nothing_is_infinite(rows):
    placing = placed(gather_votes(rows).voted())
    xx, xy, yy = placing.spread.T
    assert np.isfinite(placing.people).all()
    assert (xx >= 0).all()
    assert (xx * yy - xy * xy >= -1e-12).all()


def test_whoever_answers_more_is_placed_more_surely():
    ballots = random_ballots(300, 40, density=0.4, seed=5)
    xx, xy, yy = placed(ballots).spread.T
    area = xx * yy - xy * xy
    n_votes = ballots.votes_per_person()
    assert area[n_votes < 12].mean() > 1.2 * area[n_votes > 20].mean()


def test_a_weight_of_two_counts_as_two_people_alike():
    rows, _truth = planted_rows((12, 9), 10)
    twice = rows + [(f"x{person}", *rest) for person, *rest in rows if int(person) < 5]
    single, double = gather_votes(rows), gather_votes(twice)
    weights = np.array([2.0 if int(name) < 5 else 1.0 for name in single.person_ids])
    one, other = placed(single, weights), placed(double)
    assert np.allclose(one.statements, other.statements)
    assert np.allclose(one.appeal, other.appeal)
    assert one.noise == pytest.approx(other.noise)


def test_quiet_people_are_placed_better_than_by_projection():
    ballots, truth = uneven_ballots(2_000, 150)
    axes = principal_axes(ballots)
    quality = [
        grouped_well(places, truth)
        for places in (people_positions(ballots, axes), ridge_placing(ballots, axes).people)
    ]
    assert quality[1] > quality[0] + 0.02


def uneven_ballots(n_people, n_statements):
    """Three groups whose people answer much or little, on statements some of which all like."""
    rng = np.random.default_rng(3)
    truth = rng.integers(0, 3, n_people)
    people = np.array([[1.9, 0.4], [-1.5, 1.1], [-0.3, -1.9]])[truth]
    people = people + rng.normal(0, 0.3, (n_people, 2))
    statements, appeal = rng.normal(0, 1, (n_statements, 2)), rng.normal(0.3, 0.8, n_statements)
    chance = 0.08 * rng.lognormal(0, 0.9, (n_people, 1)) * np.ones(n_statements)
    i, j = np.nonzero(rng.random(chance.shape) < chance)
    leaning = np.einsum("ij,ij->i", people[i], statements[j]) + appeal[j]
    votes = np.where(rng.random(len(i)) < 1 / (1 + np.exp(-leaning)), 1, -1)
    rows = zip(i.tolist(), j.tolist(), votes.tolist(), strict=True)
    ballots = gather_votes((str(person), str(one), vote, 0) for person, one, vote in rows)
    return ballots, truth[[int(name) for name in ballots.person_ids]]


def grouped_well(places, truth):
    cells = occupied_cells(places, np.ones(len(places)))
    return adjusted_rand(
        nearest(places, weighted_kmeans(cells, 3, np.random.default_rng(1))), truth
    )


@given(st.integers(0, 50))
def test_chances_add_up_and_favour_the_own_group(seed):
    rows, truth = planted_rows((30, 20), 16, seed=seed)
    ballots = gather_votes(rows)
    labels = truth[[int(name) for name in ballots.person_ids]]
    chances = group_chances(placed(ballots), labels)
    assert np.allclose(chances.sum(axis=1), 1)
    assert (chances[np.arange(len(labels)), labels] > 0.5).mean() > 0.9


def test_whoever_said_almost_nothing_belongs_to_no_group_surely():
    rows, truth = planted_rows((40, 40), 30, seed=4)
    ballots = gather_votes([*rows, ("999", "0", 0, 0)])
    labels = np.array([truth[int(n)] if int(n) < 80 else -1 for n in ballots.person_ids])
    chances = group_chances(placed(ballots), labels)
    assert chances[-1].max() < 0.9
    assert group_chances(placed(ballots), np.full(81, -1)).shape == (81, 0)
