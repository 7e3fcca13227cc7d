import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.engines.privacy.folding import fold


@given(st.text(st.characters(codec=None)))
def test_a_folded_text_has_one_byte_for_each_character(text):
    folded = fold(text)
    assert len(folded) == len(text)
    assert folded.isascii()


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_text_stays_as_it_is(text):
    assert fold(text) == text.encode()


def test_every_digit_of_the_world_is_folded_to_its_value():
    digits = [chr(i) for i in range(sys.maxunicode + 1) if unicodedata.category(chr(i)) == "Nd"]
    assert len(digits) > 600
    assert [sign for sign in digits if int(fold(sign)) != unicodedata.decimal(sign)] == []


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("é İ ı ſ", b"e I i s"),
        ("12–34−56", b"12-34-56"),
        ("a\u00a0b\u200bc", b"a b c"),
        ("Ж字", b"__"),
    ],
)
def test_letters_dashes_and_spaces_lose_their_shape_only(text, folded):
    assert fold(text) == folded
