"""Adopted amendments become one text: renumbered, references mended, gaps told."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.engines.norms.amending import amendments, change, delete, insert, move
from tests.engines.norms.drafted import articles, drafts, found, regulation, without_ids

from pendopo.engines.norms import (
    Ballot,
    Kind,
    Node,
    NormError,
    bind,
    conflict_sets,
    conflicts,
    consolidate,
    numbers,
    parse,
    parts_from_plain,
    parts_to_plain,
    promulgated,
    read_parts,
    resolve,
    to_text,
)

TEXT = """\
Pasal 1
Satu, lihat Pasal 3 ayat (2) huruf b dan huruf a.
Pasal 2
Dua.
Pasal 3
(1) Awal.
(2) Sebagaimana dimaksud pada ayat (1):
a. anu;
b. itu.
Pasal 4
Empat, menurut Pasal 2 dan Pasal 3.
"""


def article(words):
    return Node("", Kind.ARTICLE, words)


def texts(document):
    return [node.text for node in document.nodes.values() if node.text]


def test_references_follow_their_parts_to_new_numbers():
    draft = parse(TEXT)
    one, *_ = articles(draft)
    clause = found(draft, Kind.CLAUSE, "Awal")
    done = consolidate(
        draft,
        [
            insert("x", "naskah", article("Baru, menurut Pasal 2."), after=one),
            insert("y", draft.parents[clause], Node("", Kind.CLAUSE, "Lebih awal.")),
        ],
    )
    assert texts(done.document) == [
        "Satu, lihat Pasal 4 ayat (3) huruf b dan huruf a.",
        "Baru, menurut Pasal 3.",
        "Dua.",
        "Lebih awal.",
        "Awal.",
        "Sebagaimana dimaksud pada ayat (2):",
        "anu;",
        "itu.",
        "Empat, menurut Pasal 3 dan Pasal 4.",
    ]
    assert (done.dangling, done.unresolved) == ((), ())


def test_a_reference_to_a_deleted_part_is_told():
    draft = parse(TEXT)
    done = consolidate(draft, [delete("x", articles(draft)[1])])
    (lost,) = done.dangling
    assert (lost.node, lost.words, lost.target) == (
        articles(draft)[3],
        "Pasal 2",
        articles(draft)[1],
    )
    assert "menurut Pasal 2 dan Pasal 2." in to_text(done.document)
    assert articles(draft)[1] in done.document.retired


def test_a_short_reference_grows_when_its_part_moves_away():
    draft = parse("Pasal 1\n(1) Satu.\n(2) Lihat ayat (1).\nPasal 2\n(1) Lain.\n")
    clause = found(draft, Kind.CLAUSE, "Satu")
    done = consolidate(draft, [move("x", clause, articles(draft)[1])])
    assert texts(done.document) == ["Lihat Pasal 2 ayat (1).", "Satu.", "Lain."]


def test_a_definition_with_letters_is_one_reference():
    draft = parse(
        "Pasal 1\nSatu.\nPasal 2\n1. Anu:\na. ini; dan\nb. itu.\nPasal 3\nLihat Pasal 2 angka 1 huruf b.\n"
    )
    (ref,) = draft.node(articles(draft)[2]).refs
    assert ref.target == found(draft, Kind.LETTER, "itu")
    done = consolidate(draft, [delete("x", articles(draft)[0])])
    assert texts(done.document)[-1] == "Lihat Pasal 1 angka 1 huruf b."


def test_a_new_text_may_name_what_another_amendment_inserts():
    draft = parse(TEXT)
    one, two, *_ = articles(draft)
    done = consolidate(
        draft,
        [
            insert("x", "naskah", article("Baru."), after=one),
            change("y", two, "Dua, menurut Pasal 1A dan Pasal 77."),
        ],
    )
    assert texts(done.document)[2] == "Dua, menurut Pasal 2 dan Pasal 77."
    assert [(lost.node, lost.words) for lost in done.unresolved] == [(two, "Pasal 77")]


def test_a_promulgated_text_keeps_numbers_and_places():
    law = promulgated(parse(TEXT))
    one, two, three, _ = articles(law)
    clause = found(law, Kind.CLAUSE, "Awal")
    done = consolidate(
        law,
        [
            insert("x", "naskah", article("Baru."), article("Lagi."), after=one),
            delete("y", two),
            delete("z", clause),
            insert("w", three, Node("", Kind.CLAUSE, "Sisipan."), after=clause),
        ],
    )
    shown = numbers(done.document)
    assert [shown[key] for key in articles(done.document)] == ["1", "1A", "1B", "2", "3", "4"]
    assert "Pasal 2\nDihapus.\n" in to_text(done.document)
    assert "(1) Dihapus.\n(1a) Sisipan.\n(2) Sebagaimana" in to_text(done.document)
    assert {lost.words for lost in done.dangling} == {"Pasal 2", "ayat (1)"}
    again = consolidate(done.document, [insert("v", "naskah", article("Tiga."), after="x-1")])
    assert numbers(again.document)["v-1"] == "1AA"


def test_deleted_ids_never_come_back():
    draft = parse(TEXT)
    done = consolidate(draft, [insert("x", "naskah", article("Baru."), after=articles(draft)[0])])
    gone = consolidate(done.document, [delete("y", "x-1")])
    again = insert("x", "naskah", article("Lagi."), after=articles(draft)[0])
    with pytest.raises(NormError, match="lebih dari satu kali"):
        consolidate(gone.document, [again])


def test_amendments_that_exclude_each_other_are_not_applied():
    draft = parse(TEXT)
    one, *_ = articles(draft)
    with pytest.raises(NormError, match="memberi teks baru kepada bagian yang sama"):
        consolidate(draft, [change("a", one), change("b", one)])


def test_the_elucidation_follows_the_text():
    draft = regulation()
    one, two, three, *_ = articles(draft)
    clause = found(draft, Kind.CLAUSE, "Setiap orang")
    note = Node("", Kind.NOTE, "Sudah jelas.", about=articles(draft)[3])
    (elucidation,) = draft.of_kind(Kind.ELUCIDATION)
    done = consolidate(
        draft,
        [
            delete("a", one),
            move("b", clause, three),
            insert("c", elucidation.id, note),
        ],
    )
    said = to_text(done.document)
    assert said.partition("II. PASAL DEMI PASAL\n")[2] == (
        "\nPasal 1\nAyat (1)\nHuruf a\nCukup jelas.\n"
        "\nPasal 2\nCukup jelas.\nAyat (1)\nYang dimaksud dengan “setiap orang” termasuk anak.\n"
        "\nPasal 3\nSudah jelas.\n"
    )
    assert done.unexplained == (articles(draft)[4],)
    assert two in done.document.nodes
    assert parse(said).root.children


def test_a_conflict_is_voted_on_and_the_winner_becomes_the_text():
    draft = parse(TEXT)
    one, two, *_ = articles(draft)
    tabled = [
        change("ringan", one, "Dua hari."),
        change("berat", one, "Sepuluh hari."),
        delete("hapus", one),
        change("lain", two),
    ]
    (disputed,) = conflict_sets(draft, tabled)
    votes = [
        Ballot((("ringan",), ("berat",), ("status-quo",), ("hapus",)), 5),
        Ballot((("berat",), ("ringan",), ("status-quo",), ("hapus",)), 4),
        Ballot((("hapus",), ("status-quo",)), 3),
    ]
    settled = resolve(disputed, votes, "benih")
    assert settled.adopted == ("ringan",)
    assert "ringan" in settled.refused["berat"]
    assert "tetap seperti semula" in settled.refused["hapus"]
    adopted = [each for each in tabled if each.id in {*settled.adopted, "lain"}]
    assert texts(consolidate(draft, adopted).document)[0] == "Dua hari."


def test_what_does_not_exclude_the_winner_is_adopted_with_it():
    draft = parse(TEXT)
    a, b = found(draft, Kind.LETTER, "anu"), found(draft, Kind.LETTER, "itu")
    tabled = [delete("x", articles(draft)[2]), change("y", a), change("z", b)]
    (disputed,) = conflict_sets(draft, tabled)
    settled = resolve(disputed, [Ballot((("y",), ("z",), ("x",), ("status-quo",)))], "benih")
    assert settled.adopted == ("y", "z")


def test_a_text_without_any_article_left_is_still_read():
    draft = parse(
        "MEMUTUSKAN:\nMenetapkan: PERATURAN.\nPasal 1\nSatu.\nDitetapkan di Contoh\n"
        "PENJELASAN\nI. UMUM\nAda.\nII. PASAL DEMI PASAL\nPasal 1\nCukup jelas.\n"
    )
    emptied = consolidate(draft, [delete("x", articles(draft)[0])]).document
    assert without_ids(parse(to_text(emptied))) == without_ids(emptied)


@settings(max_examples=50)
@given(st.data())
def test_the_consolidated_text_reads_back_as_itself(data):
    document = data.draw(drafts())
    tabled = data.draw(amendments(document))
    clashing = {name for each in conflicts(document, tabled) for name in each.members}
    tabled = [each for each in tabled if each.id not in clashing]
    assume(tabled)
    done = consolidate(document, tabled)
    assert all(done.document.nodes)
    again = parse(to_text(done.document))
    assert without_ids(again) == without_ids(done.document)
    places = dict(zip(done.document.nodes, again.nodes, strict=True))
    # Words that lead nowhere today may lead somewhere after a count; they were told before.
    loose = {lost.node for lost in (*bind(document)[1], *done.dangling, *done.unresolved)}
    for key in done.document.nodes.keys() - loose:
        pointed = {places[ref.target] for ref in done.document.nodes[key].refs}
        assert pointed == {ref.target for ref in again.nodes[places[key]].refs}


@pytest.mark.parametrize(
    ("written", "kinds"),
    [
        ("Pasal 5A\n(1) Satu:\na. anu;\nb. itu.\n(2) Dua.\nPasal 5B\nLagi.", ["pasal", "pasal"]),
        ("(3) Tiga.\n(4) Empat:\na. anu.", ["ayat", "ayat"]),
        ("d. anu; dan\ne. itu.", ["huruf", "huruf"]),
        ("BAB IIA\nSISIPAN\nPasal 9\nSatu.", ["bab"]),
        ("Bagian Kedua\nLain\nPasal 9\nSatu.", ["bagian"]),
        ("Paragraf 3\nLain\nPasal 9\nSatu.", ["paragraf"]),
    ],
)
def test_what_is_inserted_may_be_written_as_text(written, kinds):
    parts = read_parts(written)
    assert [part.kind.value for part in parts] == kinds
    assert not any(each.id or each.number or each.refs for part in parts for each in part.walk())
    assert parts_from_plain(parts_to_plain(parts)) == parts


def test_a_written_insertion_lands_in_its_place():
    draft = parse(TEXT)
    parts = read_parts("Pasal 1A\n(1) Baru.\n(2) Menurut ayat (1) dan Pasal 2.")
    done = consolidate(draft, [insert("x", "naskah", *parts, after=articles(draft)[0])])
    assert "Pasal 2\n(1) Baru.\n(2) Menurut ayat (1) dan Pasal 3.\n" in to_text(done.document)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "Baris 1: Sisipan harus dimulai"),
        ("Tanpa nomor.", "Baris 1: Sisipan harus dimulai"),
        ("(3) Tiga.\n(2) Dua.", "Baris 2: ayat \\(2\\) tidak berurutan"),
    ],
)
def test_a_written_insertion_that_cannot_be_read_names_its_line(written, said):
    with pytest.raises(NormError, match=said):
        read_parts(written)


def test_plain_parts_that_are_none_are_refused():
    for plain in (3, [3], [{"kind": "tiada"}], [{}]):
        with pytest.raises(NormError, match="sisipan"):
            parts_from_plain(plain)
