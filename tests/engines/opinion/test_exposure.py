"""Uneven routing does not move a rate once every answer is weighed by its chance."""

import numpy as np
import pytest
from tests.engines.opinion.invented import random_ballots

from pendopo.engines.opinion import BadOption, exposure_rates, gather_votes


def test_equal_chances_give_the_plain_rates():
    ballots = random_ballots(50, 8, seed=1)
    found = exposure_rates(ballots, np.full(ballots.n_votes, 0.3))
    agree = ballots.matrix((ballots.values == 1).astype(float)).sum(axis=0)
    cast = np.bincount(ballots.indices, minlength=8)
    assert np.allclose(found.agree[0], agree / cast)
    assert np.allclose(found.n_effective[0], cast)


def test_by_hand():
    # Two who were asked surely agree, one asked with a chance of a fifth does not.
    ballots = gather_votes([("a", "1", 1, 0), ("b", "1", 1, 0), ("c", "1", -1, 0)])
    found = exposure_rates(ballots, np.array([1.0, 1.0, 0.2]))
    assert found.agree[0, 0] == pytest.approx(2 / 7)
    assert found.n_effective[0, 0] == pytest.approx(49 / 27)
    assert not found.may_rank[0]


def test_a_rate_survives_routing_that_asks_the_willing_first():
    rng = np.random.default_rng(3)
    likes = rng.random(40_000) < 0.4
    chance = np.where(likes, 0.9, 0.1)
    asked = rng.random(40_000) < chance
    rows = ((f"{i}", "1", 1 if likes[i] else -1, 0) for i in np.flatnonzero(asked))
    ballots = gather_votes(rows)
    order = [int(name) for name in ballots.person_ids]
    found = exposure_rates(ballots, chance[order])
    assert likes[asked].mean() > 0.8
    assert found.agree[0, 0] == pytest.approx(0.4, abs=0.02)
    assert found.n_effective[0, 0] < ballots.n_votes


def test_groups_are_kept_apart_and_people_without_one_left_out():
    ballots = gather_votes([("a", "1", 1, 0), ("b", "1", -1, 0), ("c", "1", 1, 0)])
    found = exposure_rates(ballots, np.ones(3), labels=np.array([0, 1, -1]))
    assert found.agree.tolist() == [[1.0], [0.0]]
    assert found.n_effective.tolist() == [[1.0], [1.0]]


@pytest.mark.parametrize("chances", [[0.0, 0.5], [1.5, 0.5], [0.5], [float("nan"), 0.5]])
def test_what_is_no_chance_is_refused(chances):
    ballots = gather_votes([("a", "1", 1, 0), ("b", "1", -1, 0)])
    with pytest.raises(BadOption, match="chances"):
        exposure_rates(ballots, np.array(chances))
