from __future__ import annotations

from math import comb, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.engines.comparison import limits_at, limits_curve

thetas = st.floats(0.02, 0.98)
sizes = st.integers(1, 300)


def at_most(k: int, n: int, theta: float) -> float:
    """P(X <= k) summed term by term."""
    return sum(comb(n, i) * theta**i * (1 - theta) ** (n - i) for i in range(k + 1))


def test_bounds_by_hand():
    # n=4, theta=1/2: F(0)=.0625, F(1)=.3125. Low 95 %: F(0) >= .025, so k=0 and
    # a=(.0625-.025)/.0625=.6, (0-.6)/4=-.15, cut at 0. High is the mirror: 1.
    assert (limits_at(4, 0.5).low95, limits_at(4, 0.5).high95) == (0.0, 1.0)
    # n=10, theta=1/2: F(1)=11/1024=.0107422, F(2)=56/1024=.0546875. k=2,
    # a=(.0546875-.025)/.0439453=.6755556, (2-.6755556)/10=.1324444; high 1-.1324444.
    found = limits_at(10, 0.5)
    assert found.low95 == pytest.approx(0.1324444, abs=1e-7)
    assert found.high95 == pytest.approx(0.8675556, abs=1e-7)
    # 99.8 %: F(0)=1/1024=.000976563 < .001 <= F(1)=.0107422. k=1,
    # a=(.0107422-.001)/.00976563=.9976, (1-.9976)/10=.00024.
    assert found.low998 == pytest.approx(0.00024, abs=1e-8)


@given(sizes, thetas, st.data())
def test_outside_means_that_the_exact_tail_is_thinner_than_the_level(n, theta, data):
    k = data.draw(st.integers(0, n))
    found = limits_at(n, theta)
    below, above = at_most(k, n, theta), at_most(n - k, n, 1 - theta)

    for low, high, tail in (
        (found.low95, found.high95, 0.025),
        (found.low998, found.high998, 0.001),
    ):
        if abs(below - tail) > 1e-9:
            assert (k / n < low - 1e-12) == (below < tail)
        if abs(above - tail) > 1e-9:
            assert (k / n > high + 1e-12) == (above < tail)


def test_a_small_office_with_all_hits_is_not_outside_by_interpolation():
    # P(5 of 5) at 0.9 is 0.59: nothing unusual.
    assert limits_at(5, 0.9).high95 == 1.0
    assert limits_at(1, 0.5).low998 == 0.0


@given(sizes, thetas)
def test_hits_and_misses_are_treated_alike(n, theta):
    one, other = limits_at(n, theta), limits_at(n, 1 - theta)

    assert one.high95 == pytest.approx(1 - other.low95)
    assert one.low998 == pytest.approx(1 - other.high998)


@given(sizes, thetas, st.floats(0, 0.05))
def test_variety_between_offices_only_widens_the_bounds(n, theta, tau2):
    narrow, wide = limits_at(n, theta), limits_at(n, theta, tau2)

    assert wide.low998 <= wide.low95 <= theta <= wide.high95 <= wide.high998
    assert wide.low95 <= narrow.low95 + 1e-12
    assert wide.high998 >= narrow.high998 - 1e-12


def test_stretched_bound_by_hand():
    # n=100, theta=1/2: s²=.0025; tau²=.0075 doubles every distance from the centre.
    plain, wide = limits_at(100, 0.5), limits_at(100, 0.5, 0.0075)

    assert 0.5 - wide.low95 == pytest.approx(2 * (0.5 - plain.low95))


def test_bounds_come_near_the_normal_ones_for_many():
    n, theta = 50_000, 0.8
    half = 1.959964 * sqrt(theta * (1 - theta) / n)

    assert limits_at(n, theta).low95 == pytest.approx(theta - half, abs=2e-5)
    assert limits_at(n, theta).high95 == pytest.approx(theta + half, abs=2e-5)


@pytest.mark.parametrize("theta", [0.0, 1.0])
def test_nothing_strays_where_all_or_none_hit(theta):
    found = limits_at(7, theta)

    assert (found.low95, found.high95, found.low998, found.high998) == (theta,) * 4


def test_a_curve_is_its_points():
    assert limits_curve([5, 50], 0.7, 0.001) == (
        limits_at(5, 0.7, 0.001),
        limits_at(50, 0.7, 0.001),
    )


@pytest.mark.parametrize("wrong", [(0, 0.5, 0.0), (5, 1.1, 0.0), (5, -0.1, 0.0), (5, 0.5, -1.0)])
def test_values_outside_their_range_are_refused(wrong):
    with pytest.raises(ValueError, match="need n >= 1"):
        limits_at(*wrong)
