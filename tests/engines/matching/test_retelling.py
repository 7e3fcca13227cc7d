"""Rumours known again: what tells the same stands near, what only sounds alike does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.engines.matching import keys_of, retelling, terms_of

KNOWN = "Vaksin polio di puskesmas mengandung zat yang menyebabkan anak lumpuh."
TERMS = st.frozensets(st.sampled_from(["air", "-air", "racun", "sumur", "anak", "600"]))


def percent(text, known=KNOWN):
    return round(100 * retelling(terms_of(text), terms_of(known)))


@pytest.mark.parametrize(
    "text",
    [
        f"INFO PENTING!!! {KNOWN} Viralkan!",
        "Awas! Vaksin polio di puskesmas mengandung zat penyebab anak lumpuh, sebarkan!",
        "Anak yg divaksin polio di puskesmas jd lumpuh krn zat di dalamnya",
    ],
)
def test_a_retelling_stands_above_the_threshold_that_is_shipped(text):
    assert percent(text) >= 55


@pytest.mark.parametrize(
    "text",
    [
        "Vaksin polio di puskesmas tidak menyebabkan anak lumpuh.",
        "Puskesmas membuka vaksin polio gratis untuk anak setiap hari Selasa.",
        "Awas! Info penting, sebarkan kepada semua warga sebelum dihapus.",
    ],
)
def test_a_denial_another_event_and_a_formula_stand_below(text):
    assert percent(text) < 55


@given(TERMS, TERMS)
def test_likeness_is_symmetric_and_between_none_and_all(one, other):
    found = retelling(one, other)
    assert found == retelling(other, one)
    assert 0 <= found <= 1
    if one == other and one and not any(term[0] == "-" for term in one):
        assert found == 1


def test_figures_count_without_their_points_and_keys_hold_no_words():
    assert terms_of("Rp600.000 cair") == terms_of("Rp600000 cair")
    assert keys_of(["air", "racun"]) == keys_of(["racun", "air", "air"])
    assert all(-(2**31) <= key < 2**31 for key in keys_of(terms_of(KNOWN)))
