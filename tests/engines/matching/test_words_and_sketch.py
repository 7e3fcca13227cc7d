from hypothesis import given
from hypothesis import strategies as st

from pendopo.engines.matching import N_BANDS, bands_of, words_of

WORDS = st.lists(st.text("abcdefghij", min_size=3, max_size=8), min_size=3, max_size=30)
ROAD = (
    "Lubang besar di Jalan Melati depan pasar Karangsumilir, dalamnya sejengkal, motor jatuh tadi"
)
STORED = (-1635358642, 225609567, 1613053717, 1638162139)


def test_words_leave_out_grammar_accents_and_repetition():
    assert words_of("Mohon ditambal: LUBANG di Jalan Mélati, lubang itu sudah 3 bulan!") == (
        "ditambal",
        "lubang",
        "jalan",
        "melati",
        "3",
        "bulan",
    )


def test_words_of_nothing_are_none():
    assert words_of("  ... ") == ()


@given(WORDS)
def test_bands_ignore_order_and_repetition(words):
    assert bands_of(words) == bands_of([*reversed(words), words[0]])


@given(WORDS)
def test_bands_are_signed_32_bit_numbers(words):
    bands = bands_of(words)
    if bands is None:
        assert len(set(words)) < 3
    else:
        assert len(bands) == N_BANDS
        assert all(-(2**31) <= band < 2**31 for band in bands)


def test_bands_are_the_same_in_every_process():
    # Stored numbers: a change of the hash would part old texts from new ones.
    assert bands_of(("lubang", "jalan", "melati")) == STORED


def test_nearly_equal_texts_share_a_band_and_others_do_not():
    again = ROAD.replace("tadi", "kemarin")
    other = "Air PDAM mati sejak Senin di perumahan Griya Asri, warga harus membeli galon tiap hari"
    first, second, third = (bands_of(words_of(text)) for text in (ROAD, again, other))
    assert set(zip(range(4), first, strict=True)) & set(zip(range(4), second, strict=True))
    assert not set(zip(range(4), first, strict=True)) & set(zip(range(4), third, strict=True))
