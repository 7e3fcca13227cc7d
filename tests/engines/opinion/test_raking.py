"""Raking brings participants to the population's shares, and says what it costs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.engines.opinion import BadOption, Margin, rake


def margin(cells, *shares):
    return Margin(np.array(cells, dtype=np.intp), np.array(shares))


def test_one_margin_is_met_exactly_and_by_hand():
    found = rake({"sex": margin([0] * 75 + [1] * 25, 0.5, 0.5)}, 100)
    assert found.weights[0] == pytest.approx(2 / 3)
    assert found.weights[-1] == pytest.approx(2.0)
    assert found.n_effective == pytest.approx(100**2 / (75 * 4 / 9 + 25 * 4))
    assert found.design_effect == pytest.approx(100 / found.n_effective)
    assert not found.is_doubtful
    women = found.gaps["sex"][1]
    assert (women.n_people, women.raw, women.population) == (25, 0.25, 0.5)
    assert women.weighted == pytest.approx(0.5)


@given(st.integers(0, 10_000))
def test_two_margins_are_both_met_when_no_weight_is_trimmed(seed):
    rng = np.random.default_rng(seed)
    first = rng.choice(3, 400, p=[0.4, 0.35, 0.25])
    second = rng.choice(2, 400, p=[0.55, 0.45])
    margins = {"a": margin(first, 0.3, 0.3, 0.4), "b": margin(second, 0.45, 0.55)}
    found = rake(margins, 400)
    assert found.weights.mean() == pytest.approx(1)
    for name, each in margins.items():
        told = [gap.weighted for gap in found.gaps[name]]
        assert told == pytest.approx(each.shares.tolist(), abs=1e-3)


def test_nobody_counts_more_than_five_or_less_than_a_fifth():
    found = rake({"area": margin([0] * 990 + [1] * 10, 0.5, 0.5)}, 1_000)
    assert found.weights.max() <= 5
    assert found.weights.min() >= 0.2
    far = found.gaps["area"][1]
    assert far.raw < far.weighted < far.population
    assert rake({"area": margin([0] * 80 + [1] * 20, 0.05, 0.95)}, 100).is_doubtful


def test_a_cell_of_four_is_not_blown_up():
    found = rake({"age": margin([0] * 60 + [1] * 36 + [2] * 4, 0.3, 0.3, 0.4)}, 100)
    assert not found.gaps["age"][2].is_weighted
    assert found.weights[-1] == pytest.approx(1, abs=0.05)
    two = [gap.weighted for gap in found.gaps["age"][:2]]
    assert two[0] == pytest.approx(two[1])


def test_whoever_did_not_say_is_not_moved():
    found = rake({"sex": margin([-1] * 10 + [0] * 30 + [1] * 60, 0.5, 0.5)}, 100)
    assert np.allclose(found.weights[:10], 1)
    assert rake({}, 7).weights.tolist() == [1.0] * 7


@pytest.mark.parametrize(
    ("cells", "shares"),
    [([0, 1], (0.5, 0.6)), ([0, 2], (0.5, 0.5)), ([0], (0.5, 0.5)), ([0, 1], (1.5, -0.5))],
)
def test_margins_that_fit_nothing_are_refused(cells, shares):
    with pytest.raises(BadOption, match="sex"):
        rake({"sex": margin(cells, *shares)}, 2)
