from hypothesis import given, settings
from hypothesis import strategies as st

from pendopo.engines.privacy.shipped import shipped_rules
from pendopo.engines.privacy.vocabulary import SHORT, Vocabulary, Word, plain

WORDS = sorted(shipped_rules().vocabulary._words)
AROUND = st.binary(max_size=12).map(lambda text: bytes(sign % 128 for sign in text))


def texts_of(vocabulary, text):
    return [(mark.start, mark.word.text) for mark in vocabulary.marks(plain(text))]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(WORDS), AROUND, AROUND)
def test_every_word_is_found_whatever_stands_around_it(word, before, after):
    # Alone in its vocabulary, so that no longer word takes its place.
    found = texts_of(Vocabulary([Word(word)]), before + b"\x00" + word + b"\x00" + after)
    assert (len(before) + 1, word) in found


@settings(max_examples=300, deadline=None)
@given(AROUND)
def test_beginnings_that_share_a_place_in_a_table_hide_no_word(after):
    vocabulary = shipped_rules().vocabulary
    for word in (b"nik", b"ghp ", b"kk", b"rekening"):
        found = texts_of(vocabulary, word + b"0" + after)
        assert found
        assert found[0][0] == 0


def test_the_longest_word_wins_and_none_lies_inside_another():
    vocabulary = Vocabulary([Word(b"rekening"), Word(b"kode rekening"), Word(b"kode")])
    assert texts_of(vocabulary, b"Kode rekening, rekening kode_rekening") == [
        (0, b"kode rekening"),
        (15, b"rekening"),
        (24, b"kode rekening"),
    ]


def test_letters_go_on_only_behind_a_prefix():
    vocabulary = Vocabulary([Word(b"nik"), Word(b"akia", is_prefix=True)])
    assert texts_of(vocabulary, b"nikel NIK teknik nik5 AKIAX") == [
        (6, b"nik"),
        (17, b"nik"),
        (22, b"akia"),
    ]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*WORDS, b" ", b"x", b"9", b", "]), max_size=30).map(b"".join))
def test_short_and_long_texts_are_looked_through_alike(text):
    vocabulary = shipped_rules().vocabulary
    long_enough = text + b" " * SHORT
    assert vocabulary.marks(long_enough) == vocabulary.marks(text)
