"""The validators against packages written by others, on numbers by chance."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn as other_luhn

from pendopo.engines.privacy.validators import (
    Strength,
    kk_strength,
    luhn,
    nik_strength,
    nip_strength,
)

DIGITS = st.text(alphabet="0123456789", min_size=1, max_size=19)


@given(DIGITS)
def test_the_check_digit_is_that_of_others(digits):
    assert luhn(digits.encode()) == other_luhn.is_valid(digits)


@given(st.dates(date(1930, 1, 1), date(2029, 12, 31)), st.booleans(), st.integers(1, 9999))
def test_every_person_has_a_valid_nik(rules, born, is_woman, serial):
    day = born.day + 40 * is_woman
    nik = f"327606{day:02}{born:%m%y}{serial:04}".encode()
    assert nik_strength(nik, rules.districts, rules.provinces) == Strength.VALID
    expected = Strength.NONE if is_woman else Strength.VALID
    assert kk_strength(nik, rules.districts, rules.provinces) == expected


def test_few_numbers_by_chance_are_a_nik_and_none_is_a_nip(rules):
    # One in 1,881 and one in 25 million, by the tables of all districts.
    chance = random.Random(3)
    n = 200_000
    niks = sum(
        nik_strength(b"%016d" % chance.randrange(10**16), rules.districts, rules.provinces)
        >= Strength.VALID
        for _each in range(n)
    )
    nips = sum(
        nip_strength(b"%018d" % chance.randrange(10**18), rules.births, rules.ages) > Strength.NONE
        for _each in range(n)
    )
    assert niks / n == pytest.approx(1 / 1_881, rel=0.35)
    assert nips == 0
