"""Numbers are counted, put in between, and written in the manner of each kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.engines.norms import Kind, NormError
from pendopo.engines.norms.numerals import between, key, letters, ordinal, read, roman, written


@pytest.mark.parametrize(
    ("kind", "number", "said"),
    [
        (Kind.CHAPTER, "4", "IV"),
        (Kind.CHAPTER, "9A", "IXA"),
        (Kind.PART, "1", "Kesatu"),
        (Kind.PART, "12", "Kedua Belas"),
        (Kind.PART, "21", "Kedua Puluh Satu"),
        (Kind.ARTICLE, "128A", "128A"),
        (Kind.CLAUSE, "1A", "1a"),
        (Kind.LETTER, "27", "aa"),
        (Kind.LETTER, "5B", "e2"),
        (Kind.NUMBER, "3", "3"),
    ],
)
def test_each_kind_writes_and_reads_its_numbers(kind, number, said):
    assert written(kind, number) == said
    assert read(kind, said) == number


@given(st.integers(1, 99))
def test_counted_numbers_come_back(n):
    for kind, said in [
        (Kind.CHAPTER, roman(n)),
        (Kind.PART, ordinal(n)),
        (Kind.LETTER, letters(n)),
    ]:
        assert read(kind, said) == str(n)


@pytest.mark.parametrize(
    ("before", "after", "number"),
    [
        (None, None, "1"),
        ("5", None, "6"),
        ("5", "6", "5A"),
        ("5A", "6", "5B"),
        ("5A", "5B", "5AA"),
        (None, "1", "0A"),
        ("5Z", "6", "5ZA"),
    ],
)
def test_there_is_a_number_in_between(before, after, number):
    assert between(before, after) == number


def test_where_there_is_none_it_says_so():
    with pytest.raises(NormError, match="di antara 5 dan 5A"):
        between("5", "5A")


@given(st.lists(st.integers(0, 3), max_size=12))
def test_numbers_put_in_between_keep_the_order(places):
    row = ["1", "2"]
    for place in places:
        at = min(place, len(row) - 1)
        try:
            row.insert(at + 1, between(row[at], row[at + 1] if at + 1 < len(row) else None))
        except NormError:
            continue
    assert row == sorted(row, key=key)
    assert len(set(row)) == len(row)
