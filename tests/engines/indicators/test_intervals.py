from __future__ import annotations

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.engines.indicators import (
    Interval,
    jeffreys,
    median_interval,
    proportion_interval,
    wilson,
)

counts = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_wilson_by_hand():
    # x=18, n=60, z=1.959964: z²=3.841459; shrink = 1 + 3.841459/60 = 1.0640243
    # centre = (0.3 + 3.841459/120) / 1.0640243 = 0.33201216/1.0640243 = 0.3120344
    # half = 1.959964·sqrt(0.21/60 + 3.841459/14400) / 1.0640243
    #      = 1.959964·sqrt(0.0035 + 0.000266768) / 1.0640243 = 0.1202908/1.0640243 = 0.1130527
    found = wilson(18, 60)

    assert (found.low, found.high) == pytest.approx((0.1989817, 0.4250871), abs=1e-6)
    assert found.kind == "wilson"


def test_jeffreys_of_nothing_in_ten_equals_published_tables():
    # Brown, Cai and DasGupta (2001), table 5: n=10, x=1 gives 0.011 to 0.381.
    assert (jeffreys(1, 10).low, jeffreys(1, 10).high) == pytest.approx((0.011, 0.381), abs=5e-4)
    assert jeffreys(0, 10) == Interval(0.0, pytest.approx(0.217, abs=5e-4), "jeffreys")


@pytest.mark.parametrize(
    ("x", "n", "kind"),
    [
        (20, 39, "jeffreys"),
        (20, 40, "wilson"),
        (1, 400, "jeffreys"),
        (2, 400, "wilson"),
        (399, 400, "jeffreys"),
        (398, 400, "wilson"),
    ],
)
def test_method_follows_size_and_rarity(x, n, kind):
    assert proportion_interval(x, n).kind == kind


def test_nothing_to_divide_by_has_no_interval():
    assert proportion_interval(0, 0) is None
    assert median_interval([]) is None


@pytest.mark.parametrize("method", [wilson, jeffreys, proportion_interval])
@pytest.mark.parametrize(("x", "n"), [(-1, 3), (4, 3), (1, 0), (0, -1)])
def test_impossible_counts_are_refused(method, x, n):
    with pytest.raises(ValueError, match="0 <= x <= n"):
        method(x, n)


@given(counts)
def test_interval_holds_the_share_and_stays_within_0_and_1(count):
    x, n = count
    for found in (wilson(x, n), jeffreys(x, n)):
        assert 0 <= found.low <= x / n + 1e-12
        assert x / n - 1e-12 <= found.high <= 1


@given(counts)
def test_counting_the_misses_mirrors_the_interval(count):
    x, n = count
    for method in (wilson, jeffreys):
        here, there = method(x, n), method(n - x, n)
        assert (here.low, here.high) == pytest.approx((1 - there.high, 1 - there.low), abs=1e-9)


def coverage(method, n, p):
    return sum(
        comb(n, x) * p**x * (1 - p) ** (n - x)
        for x in range(n + 1)
        if method(x, n).low <= p <= method(x, n).high
    )


@pytest.mark.parametrize(
    ("n", "p", "of_wilson", "of_jeffreys"),
    [(12, 0.05, 0.980, 0.980), (30, 0.02, 0.978, 0.978), (200, 0.01, 0.948, 0.984)],
)
def test_exact_coverage_of_rare_events(n, p, of_wilson, of_jeffreys):
    assert coverage(wilson, n, p) == pytest.approx(of_wilson, abs=1e-3)
    assert coverage(jeffreys, n, p) == pytest.approx(of_jeffreys, abs=1e-3)


@pytest.mark.parametrize("p", [0.02, 0.1, 0.3, 0.5, 0.8, 0.97])
@pytest.mark.parametrize("n", [10, 39, 40, 120])
def test_coverage_of_the_chosen_method_is_near_its_name(n, p):
    assert coverage(proportion_interval, n, p) > 0.89


def test_median_interval_by_hand():
    # n=25: 12.5 ∓ 1.959964·5/2 = 7.60 and 17.40, so ranks 7 and 18 + 1 = 19.
    assert median_interval(range(25, 0, -1)) == Interval(7, 19, "order_statistics")
    assert median_interval([4.0]) == Interval(4.0, 4.0, "order_statistics")


@given(st.lists(st.integers(), min_size=1), st.randoms())
def test_median_interval_ignores_order_and_holds_the_median(values, chance):
    shuffled = chance.sample(values, len(values))
    found = median_interval(values)

    assert median_interval(shuffled) == found
    assert found.low <= sorted(values)[len(values) // 2] <= found.high
