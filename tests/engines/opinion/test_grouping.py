"""Groups: found where they are, refused where they are not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.opinion.invented import planted_rows, random_ballots
from tests.engines.oracles.opinion_loops import rand_index, silhouette

from pendopo.engines.opinion import (
    Verdict,
    find_groups,
    gather_votes,
    grouping,
    people_positions,
    principal_axes,
)
from pendopo.engines.opinion.agreement import adjusted_rand, matched
from pendopo.engines.opinion.cells import MOST_CELLS, Cells, occupied_cells
from pendopo.engines.opinion.grouping import Candidate, eligible_people
from pendopo.engines.opinion.kmeans import nearest, weighted_kmeans
from pendopo.engines.opinion.silhouette import pairwise_distances, weighted_silhouette
from pendopo.engines.opinion.stability import Stability, bootstrap_stability

LABELS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=14)


def grouped(ballots, **options):
    """Find groups from ballots alone, handing over locked arrays."""
    positions = people_positions(ballots, principal_axes(ballots))
    positions.setflags(write=False)
    return find_groups(ballots, positions, np.random.default_rng(1), **options)


def planted_ballots(**options):
    """Gather planted rows and put the truth in the order of the ballots."""
    rows, truth = planted_rows(**options)
    ballots = gather_votes(rows)
    return ballots, truth[[int(name) for name in ballots.person_ids]]


@pytest.mark.parametrize(
    ("sizes", "seed"), [((40, 30), 2), ((40, 30, 20), 1), ((30, 30, 30, 30), 2)]
)
def test_planted_groups_are_recovered_and_stable(sizes, seed):
    ballots, truth = planted_ballots(sizes=sizes, seed=seed)

    found = grouped(ballots, replicates=20)

    assert found.verdict is Verdict.STABLE
    assert found.n_groups == len(sizes)
    assert adjusted_rand(found.labels[found.eligible], truth[found.eligible]) > 0.9
    assert found.chosen.stability.secure_share >= 0.9


def test_the_largest_group_is_the_first():
    ballots, _ = planted_ballots(sizes=(20, 40, 30))

    found = grouped(ballots, replicates=0)

    assert np.bincount(found.labels[found.eligible]).tolist() == [40, 30, 20]
    assert found.chosen.smallest == 20


def test_votes_without_structure_give_no_stable_groups():
    found = grouped(random_ballots(120, 30, density=0.6, seed=11), replicates=20)

    assert found.verdict is Verdict.NONE
    assert found.chosen is None
    assert found.n_groups == 0
    assert (found.labels == -1).all()
    assert found.candidates
    assert not any(each.stability.is_stable for each in found.candidates)


def test_without_replicates_the_clearest_division_is_unchecked():
    ballots, _ = planted_ballots()

    found = grouped(ballots, replicates=0)

    assert found.verdict is Verdict.UNCHECKED
    assert found.chosen.stability is None
    assert found.chosen.silhouette == max(each.silhouette for each in found.candidates)


def test_a_group_of_four_forbids_a_division_and_a_group_of_five_does_not():
    four, _ = planted_ballots(sizes=(30, 4), noise=0.02)
    five, _ = planted_ballots(sizes=(30, 5), noise=0.02)

    assert grouped(four, replicates=0, group_counts=(2,)).candidates == ()
    assert grouped(five, replicates=0, group_counts=(2,)).chosen.smallest == 5


def test_three_of_a_hundred_are_needed_for_a_group_among_many():
    few, _ = planted_ballots(sizes=(194, 5), noise=0.02)
    enough, _ = planted_ballots(sizes=(194, 6), noise=0.02)

    assert grouped(few, replicates=0, group_counts=(2,)).candidates == ()
    assert grouped(enough, replicates=0, group_counts=(2,)).chosen.smallest == 6


def test_trying_one_number_of_groups_finds_what_trying_all_finds():
    ballots, _ = planted_ballots()
    every = grouped(ballots, replicates=5)

    alone = grouped(ballots, replicates=5, group_counts=(3,)).candidates[0]

    among = next(each for each in every.candidates if each.k == 3)
    assert alone.labels.tolist() == among.labels.tolist()
    assert alone.stability.median == among.stability.median


def test_nine_people_are_too_few_for_two_groups():
    ballots, _ = planted_ballots(sizes=(5, 4))

    assert grouped(ballots, replicates=5).candidates == ()


def test_seven_votes_make_a_person_eligible_or_all_where_there_are_fewer():
    many = gather_votes((f"{n}", f"{j}", 1, 0) for n in (6, 7, 8) for j in range(n))
    few = gather_votes((f"{n}", f"{j}", 1, 0) for n in (1, 2, 3) for j in range(n))

    assert eligible_people(many).tolist() == [False, True, True]
    assert eligible_people(few).tolist() == [False, False, True]


def test_both_parts_of_the_gate_must_hold():
    assert Stability(median=0.80, lower_decile=0.60, held=np.ones(1)).is_stable
    assert not Stability(median=0.79, lower_decile=0.70, held=np.ones(1)).is_stable
    assert not Stability(median=0.90, lower_decile=0.59, held=np.ones(1)).is_stable


def test_the_secure_kept_their_group_in_nine_of_ten_replicates():
    stability = Stability(median=1, lower_decile=1, held=np.array([0.9, 0.89, 1, 0]))

    assert stability.secure_share == 0.5


def test_a_clearer_but_unstable_division_yields_to_a_stable_one():
    clearer, stable, vaguer = (
        Candidate(k, np.zeros(9, dtype=np.intp), score, 9, Stability(median, 0.7, np.ones(9)))
        for k, score, median in ((3, 0.6, 0.7), (2, 0.5, 0.9), (4, 0.4, 0.95))
    )

    assert grouping._clearest([clearer, stable, vaguer]) is stable
    assert grouping._clearest([clearer]) is None


def test_a_replicate_that_draws_nobody_counts_everybody():
    ballots = gather_votes([("a", "1", 1, 0), ("b", "1", -1, 0)])
    # Two people draw 0 and 0 in about one of seven replicates.
    drawn = bootstrap_stability(
        ballots, np.ones(2, dtype=bool), {2: np.array([0, 1])}, np.random.default_rng(1), 40
    )

    assert drawn[2].held.shape == (2,)
    assert 0 < drawn[2].median <= 1


@given(pairs=LABELS)
def test_adjusted_rand_equals_the_count_over_all_pairs(pairs):
    first, second = (np.array(side, dtype=np.intp) for side in zip(*pairs, strict=True))

    assert adjusted_rand(first, second) == pytest.approx(rand_index(first, second))


def test_adjusted_rand_does_not_see_the_names_of_groups():
    first = np.array([0, 0, 1, 1, 2])

    assert adjusted_rand(first, np.array([2, 2, 0, 0, 1])) == 1
    assert adjusted_rand(np.array([0]), np.array([3])) == 1


def test_matched_gives_groups_the_names_they_had():
    reference = np.array([0, 0, 0, 1, 1, 2])

    assert matched(np.array([2, 2, 1, 1, 1, 0]), reference).tolist() == [0, 0, 1, 1, 1, 2]
    assert matched(np.zeros(6, dtype=np.intp), reference).tolist() == [0] * 6


@given(
    people=st.lists(
        st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(1, 3), st.integers(0, 1)),
        min_size=2,
        max_size=9,
    )
)
def test_weighted_silhouette_equals_that_of_repeated_people(people):
    points = np.array([[x, y] for x, y, *_ in people], dtype=float)
    mass = np.array([n for _, _, n, _ in people])
    labels = np.array([0, 1, *(label for *_, label in people[2:])])

    found = weighted_silhouette(pairwise_distances(points), mass.astype(float), labels)

    expected = silhouette(
        np.repeat(points, mass, axis=0).tolist(), np.repeat(labels, mass).tolist()
    )
    assert found == pytest.approx(expected, abs=1e-9)


def test_kmeans_finds_the_best_of_all_divisions():
    rng = np.random.default_rng(3)
    for _ in range(10):
        points, mass = rng.normal(size=(8, 2)), rng.integers(1, 4, 8).astype(float)
        cells = Cells(points, mass, np.arange(8))

        centres = weighted_kmeans(cells, 2, rng)

        labels = nearest(points, centres)
        every = [np.array([(code >> i) & 1 for i in range(8)]) for code in range(1, 255)]
        assert cost(points, mass, labels) == pytest.approx(
            min(cost(points, mass, each) for each in every)
        )


def cost(points, mass, labels):
    """Weighted squared distances to the mean of each side."""
    total = 0.0
    for side in np.unique(labels):
        own, weight = points[labels == side], mass[labels == side]
        total += (weight[:, None] * (own - np.average(own, axis=0, weights=weight)) ** 2).sum()
    return total


def test_kmeans_with_fewer_places_than_groups_leaves_a_centre_empty():
    cells = occupied_cells(np.zeros((6, 2)), np.ones(6))

    labels = nearest(cells.points, weighted_kmeans(cells, 3, np.random.default_rng(1)))

    assert (cells.mass.tolist(), labels.tolist()) == ([6], [0])


@pytest.mark.parametrize("n_people", [50, MOST_CELLS, MOST_CELLS + 1, 5000])
def test_cells_keep_the_weight_and_the_middle_of_all_people(n_people):
    rng = np.random.default_rng(2)
    positions, weights = rng.normal(size=(n_people, 2)), rng.integers(0, 3, n_people) * 1.0
    positions.setflags(write=False)
    weights.setflags(write=False)

    cells = occupied_cells(positions, weights)

    assert len(cells.mass) <= MOST_CELLS
    assert cells.mass.sum() == weights.sum()
    assert cells.mass @ cells.points == pytest.approx(weights @ positions)
    assert ((cells.cell_of == -1) == (weights == 0)).all()


def test_up_to_1600_people_each_keeps_their_own_place():
    positions = np.random.default_rng(2).normal(size=(MOST_CELLS, 2))

    cells = occupied_cells(positions, np.ones(MOST_CELLS))

    assert np.array_equal(cells.points[cells.cell_of], positions)
