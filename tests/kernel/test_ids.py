"""Numbers that survive being read over the phone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.kernel.ids import (
    draw_case_number,
    make_case_number,
    new_id,
    read_case_number,
    read_tracking_code,
    tracking_code_from,
)

serials = st.integers(0, 99_999_999)
years = st.integers(2000, 2099)


@given(years, serials)
def test_a_number_is_read_back_in_any_grouping(year, serial):
    number = make_case_number(year, serial)

    for written in (number, number.replace("-", ""), number.replace("-", " "), f" {number} "):
        assert read_case_number(written) == number


@given(years, serials, st.integers(0, 10), st.integers(1, 9))
def test_every_single_wrong_digit_is_noticed(year, serial, place, shift):
    digits = make_case_number(year, serial).replace("-", "")
    wrong = str((int(digits[place]) + shift) % 10)

    assert read_case_number(digits[:place] + wrong + digits[place + 1 :]) is None


@given(years, serials, st.integers(0, 9))
def test_every_swap_of_neighbours_is_noticed(year, serial, place):
    digits = make_case_number(year, serial).replace("-", "")
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]

    assert (read_case_number(swapped) is None) == (swapped != digits)


@pytest.mark.parametrize("text", ["", "abc", "26-0482-9357", "٢٦٠٤٨٢٩٣٥٧٩", "26-0482-9357-9-1"])
def test_what_is_no_number_is_none(text):
    assert read_case_number(text) is None


def test_serial_beyond_the_years_space_is_refused():
    with pytest.raises(ValueError, match="99,999,999"):
        make_case_number(2026, 100_000_000)


def test_drawn_numbers_are_valid_and_of_their_year():
    numbers = {draw_case_number(2026) for _ in range(200)}

    assert all(read_case_number(number) == number for number in numbers)
    assert {number[:2] for number in numbers} == {"26"}
    assert len(numbers) == 200


@given(st.integers(0, 2**256 - 1))
def test_tracking_code_is_read_back_however_it_is_typed(value):
    code = tracking_code_from(f"{value:064x}")

    assert read_tracking_code(code.lower().replace("-", " ")) == code


@pytest.mark.parametrize("text", ["", "CCCC-CCCC", "CCCC-CCCC-CCC0", "CCCC-CCCC-CCCCC"])
def test_a_code_with_other_letters_or_length_is_none(text):
    assert read_tracking_code(text) is None


def test_ids_sort_in_the_order_in_which_they_were_made():
    ids = [new_id() for _ in range(50)]

    assert ids == sorted(ids)
    assert {one.version for one in ids} == {7}
