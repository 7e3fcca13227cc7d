"""Telling statements: both tests against loops, and few false discoveries."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.oracles.opinion_loops import kept_discoveries, z_values_of

from pendopo.engines.opinion import Counts, representative_statements
from pendopo.engines.opinion.representative import discoveries, vote_tests

TALLY = st.tuples(st.integers(0, 30), st.integers(0, 30))


def counts_of(agree, disagree):
    """Count without passes."""
    agree, disagree = np.array(agree), np.array(disagree)
    return Counts(agree, disagree, np.zeros_like(agree))


def test_both_tests_worked_by_hand():
    # 8 of 8 in the group: rate 9/9 = 1, within = 2 sqrt(9) (1 - 1/2) = 3.
    # 2 of 8 outside: rate 3/9 = 1/3, pooled (8+2+2)/(8+8+2) = 2/3,
    # spread = sqrt(2/3 * 1/3 * (1/9 + 1/9)) = sqrt(4/81) = 2/9,
    # between = (1 - 1/3) / (2/9) = 3. Share (8+1)/(8+2) = 0.9, ratio 0.9 / (3/10) = 3.
    found = vote_tests(*(np.array([[n]]) for n in (8, 8, 2, 8)))

    values = (found.within, found.between, found.share, found.ratio)
    assert [float(each[0, 0]) for each in values] == pytest.approx([3, 3, 0.9, 3])
    assert found.p_value[0, 0] == pytest.approx(0.0013499, rel=1e-4)


@given(own=TALLY, out=TALLY)
def test_both_tests_equal_the_plain_formula(own, out):
    found = vote_tests(*(np.array([[n]]) for n in (own[0], sum(own), out[0], sum(out))))

    expected = z_values_of(own[0], sum(own), out[0], sum(out))
    values = (found.within, found.between, found.p_value)
    assert [float(each[0, 0]) for each in values] == pytest.approx(expected)


@given(p_values=st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_discoveries_are_those_of_benjamini_and_hochberg(p_values):
    found = discoveries(np.array(p_values), level=0.10)

    assert found.tolist() == kept_discoveries(p_values, 0.10)


def test_no_tests_no_discoveries():
    assert discoveries(np.empty((2, 0))).shape == (2, 0)


def test_a_group_is_told_by_what_it_alone_thinks():
    #            shared, only A, only B refuses, nobody answered
    counts = counts_of(
        [[38, 36, 20, 0], [38, 3, 4, 0]],
        [[2, 4, 20, 0], [2, 37, 36, 0]],
    )

    first, second = representative_statements(counts)

    assert [(each.i_statement, each.vote) for each in first] == [(1, 1)]
    assert [(each.i_statement, each.vote) for each in second] == [(1, -1), (2, -1)]
    assert first[0].share == pytest.approx(37 / 42)
    assert first[0].ratio == pytest.approx((37 / 42) / (4 / 42))


def test_at_most_five_are_named_the_most_telling_first():
    agree = [[40, 39, 38, 37, 36, 35, 34], [0] * 7]
    counts = counts_of(agree, [[40 - n for n in agree[0]], [40] * 7])

    first, _ = representative_statements(counts)

    assert [each.i_statement for each in first] == [0, 1, 2, 3, 4]
    assert representative_statements(counts, most=1)[0] == first[:1]


def test_one_group_has_nobody_to_differ_from():
    assert representative_statements(counts_of([[40]], [[0]])) == ((),)


def test_groups_that_do_not_differ_are_seldom_told_apart():
    rng = np.random.default_rng(7)
    n_named = 0
    for _ in range(50):
        agree = rng.binomial(40, 0.7, (2, 60))
        n_named += sum(map(len, representative_statements(counts_of(agree, 40 - agree))))

    # Where every discovery is false, at most about one run in ten may have any.
    assert n_named <= 12
