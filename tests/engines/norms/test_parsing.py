"""A pasted text becomes a tree, and the tree the same text again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.norms.drafted import PASTED, articles, drafts, found, regulation, without_ids

from pendopo.engines.norms import (
    Kind,
    NormError,
    from_json,
    label,
    numbers,
    parse,
    promulgated,
    to_json,
    to_text,
)


def test_every_part_of_a_pasted_regulation_finds_its_place():
    document = regulation()
    shown = numbers(document)
    places = {label(document, key, shown) for key in document.nodes}
    assert places >= {
        "Menimbang huruf c",
        "Mengingat angka 2",
        "BAB II",
        "BAB II Bagian Kedua",
        "Pasal 1 angka 2 huruf b",
        "Pasal 2 ayat (2) huruf c angka 2",
        "Penjelasan Pasal 2 ayat (2) huruf a",
    }
    assert document.node(found(document, Kind.LETTER, "bahwa pengaduan")).text == (
        "bahwa pengaduan harus dijawab tepat waktu;"
    )
    assert [node.text for node in document.of_kind(Kind.DECIDING)] == [
        "PERATURAN BUPATI TENTANG PELAYANAN PENGADUAN."
    ]


def test_written_out_and_read_again_it_is_the_same():
    document = regulation()
    assert parse(to_text(document)) == document
    assert to_text(parse(to_text(document))) == to_text(document)


@given(drafts())
def test_tree_to_text_to_tree(document):
    again = parse(to_text(document))
    assert without_ids(again) == without_ids(document)
    assert to_text(again) == to_text(document)


@given(drafts())
def test_a_promulgated_text_keeps_its_numbers_through_text(document):
    kept = promulgated(document)
    assert without_ids(parse(to_text(kept), promulgated=True)) == without_ids(kept)


def test_a_wrapped_line_that_begins_like_a_part_stays_a_sentence():
    text = (
        "Pasal 1\n(1) Sebagaimana dimaksud dalam\nPasal 7\nini.\n(2) Menurut ayat\n(1) saja.\n"
        "Pasal 2\nMenurut ketentuan huruf\na. dan b."
    )
    document = parse(text)
    assert [len(node.children) for node in document.of_kind(Kind.ARTICLE)] == [2, 0]
    assert document.of_kind(Kind.CLAUSE)[0].text == "Sebagaimana dimaksud dalam Pasal 7 ini."


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("Pasal 1\nSatu.\nPasal 3\nTiga.", 3, "Pasal 3 tidak berurutan, seharusnya Pasal 2."),
        ("Pasal 1\n(1) Satu.\n(3) Tiga.", 3, "ayat (3) tidak berurutan, seharusnya ayat (2)."),
        ("BAB I\nUMUM\nBAB III\nLAIN.", 3, ""),
        ("Pasal 1\nSatu.\nBagian Kesatu\nUmum", 3, "harus berada di dalam bab"),
        ("Pasal 1\nSatu.\nPENJELASAN\nII. PASAL DEMI PASAL\nPasal 2\nJelas.", 5, "tidak ada"),
        ("Menimbang: bahwa a;\nMenimbang: bahwa b;", 2, "berulang"),
        ("  \n", 0, "kosong"),
    ],
)
def test_a_refusal_names_the_line(text, line, said):
    if not said:
        # Behind a heading nobody can tell a wrapped heading from a wrong number.
        assert parse(text).of_kind(Kind.CHAPTER)[0].text == "UMUM BAB III LAIN."
        return
    with pytest.raises(NormError, match=r"^[^\n]*\.$") as refused:
        parse(text)
    assert refused.value.line == line
    assert said in str(refused.value)


def test_unseen_signs_and_odd_spaces_are_dropped():
    document = parse("Pasal 1\n\ufeffSetiap\u00a0 orang\u200b.\x00\n")
    assert document.node(articles(document)[0]).text == "Setiap orang."


def test_in_between_numbers_are_read_in_a_promulgated_text_only():
    text = "Pasal 1\nSatu.\nPasal 1A\n(1) A.\n(1a) B.\n(2) Dihapus.\nPasal 3\nTiga.\n"
    document = parse(text, promulgated=True)
    shown = numbers(document)
    assert [shown[key] for key in articles(document)] == ["1", "1A", "3"]
    assert [shown[node.id] for node in document.of_kind(Kind.CLAUSE)] == ["1", "1A", "2"]
    assert document.of_kind(Kind.CLAUSE)[2].repealed
    assert to_text(document).replace("\n\n", "\n") == text
    with pytest.raises(NormError):
        parse(text)


def test_all_of_the_pasted_text_is_kept():
    kept = "".join(to_text(regulation()).split())
    assert kept == "".join(PASTED.replace("Menimbang :", "Menimbang:").split()).replace(
        "Mengingat:", "Mengingat:"
    )


def test_endless_rows_of_digits_are_only_words():
    document = parse(
        f"Pasal 1\nLihat Pasal {'9' * 9_999} dan BAB {'M' * 9_999}.\n{'9' * 9_999}. lagi\n"
    )
    assert len(document.nodes) == 2


_LINES = """\
Pasal 1|Pasal 2|Pasal 3|BAB I|BAB II|BAB I UMUM|UMUM|Bagian Kesatu|Bagian Kedua|Paragraf 1|(1) satu.|(2) dua;|(1)|\
a. anu;|b. itu.|1. x.|2. y.|a) z|1) w.|Menimbang: a. bahwa|Menimbang|Mengingat: 1. UU|MEMUTUSKAN:|PENJELASAN|\
Menetapkan: PERATURAN|I. UMUM|II. PASAL DEMI PASAL|Ayat (1)|Huruf a|Cukup jelas.|Ditetapkan di X|BUPATI X,|\
DENGAN RAHMAT|Dengan Persetujuan Bersama|PERATURAN|kata lanjut pada ayat|Dihapus.|Agar setiap orang""".split(
    "|"
)


@settings(max_examples=200)
@given(
    st.lists(st.sampled_from(_LINES) | st.text(max_size=8), min_size=1, max_size=25), st.booleans()
)
def test_whatever_is_pasted_is_read_for_good_or_refused(lines, keeps_numbers):
    try:
        document = parse("\n".join(lines), promulgated=keeps_numbers)
    except NormError:
        return
    again = parse(to_text(document), promulgated=keeps_numbers)
    assert without_ids(again) == without_ids(document)
    assert from_json(to_json(document)) == document


def test_only_numbered_parts_can_be_repealed():
    document = parse("Dihapus.\nPasal 1\nDihapus.", promulgated=True)
    assert [node.repealed for node in document.root.children] == [False, True]
