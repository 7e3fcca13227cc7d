"""Two versions compared part by part, the inventory of issues, and ids for pasted versions."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.norms.amending import change, delete, insert, move
from tests.engines.norms.drafted import articles, drafts, found, regulation

from pendopo.engines.norms import (
    Fate,
    Kind,
    Mark,
    Node,
    Status,
    changes_html,
    consolidate,
    diff,
    inventory,
    inventory_html,
    marked,
    parse,
    to_text,
    with_ids_of,
)

TEXT = "Pasal 1\nSatu.\nPasal 2\nDua kata lama.\nPasal 3\nTiga, lihat Pasal 2.\nPasal 4\nEmpat.\n"


def changed():
    old = parse(TEXT)
    one, two, three, four = articles(old)
    tabled = [
        insert("x", "naskah", Node("", Kind.ARTICLE, "Baru <b>."), after=one),
        change("y", two, "Dua kata baru."),
        move("z", four, "naskah"),
    ]
    return old, consolidate(old, tabled).document, (one, two, three, four)


def test_each_part_tells_what_became_of_it():
    old, new, (_, two, three, four) = changed()
    told = {each.node: each for each in diff(old, new)}
    assert {key: set(each.fates) for key, each in told.items()} == {
        "x-1": {Fate.INSERTED},
        two: {Fate.CHANGED},
        four: {Fate.MOVED},
    }
    assert (told[four].before, told[four].after) == ("Pasal 4", "Pasal 1")
    assert told[two].words == (
        (Mark.KEPT, "Dua kata"),
        (Mark.CUT, "lama."),
        (Mark.ADDED, "baru."),
    )
    # Its words were written anew, yet they say the same.
    assert new.node(three).text == "Tiga, lihat Pasal 4."


def test_a_deleted_part_stands_behind_what_preceded_it():
    old = parse(TEXT)
    new = consolidate(old, [delete("x", articles(old)[1])]).document
    (told,) = diff(old, new)
    assert (told.fates, told.before, told.after) == ({Fate.DELETED}, "Pasal 2", "")


def test_changes_are_shown_with_every_word_escaped():
    old, new, _ = changed()
    shown = changes_html(diff(old, new))
    assert "<ins>Baru &lt;b&gt;.</ins>" in shown
    assert "<del>lama.</del> <ins>baru.</ins>" in shown
    assert changes_html([]) == "<p>Tidak ada perubahan.</p>"


_sentences = st.lists(st.sampled_from("a b c d".split()), max_size=8).map(" ".join)


@given(_sentences, _sentences)
def test_marked_words_hold_both_texts(old, new):
    row = list(marked(old, new))
    assert " ".join(text for mark, text in row if mark != Mark.ADDED) == old
    assert " ".join(text for mark, text in row if mark != Mark.CUT) == new


@settings(max_examples=50)
@given(drafts())
def test_a_text_does_not_differ_from_itself(document):
    assert diff(document, document) == []
    assert with_ids_of(document, parse(to_text(document), prefix="z")).nodes.keys() >= {"naskah"}


def test_a_pasted_version_takes_its_ids_from_the_one_it_grew_from():
    old = regulation()
    pasted = (
        to_text(old)
        .replace("5 (lima) hari", "7 (tujuh) hari")
        .replace("BAB III\n", "Pasal 5\nBaru sama sekali.\n\nBAB III\n")
        .replace("Pasal 5\nPeraturan", "Pasal 6\nPeraturan")
    )
    new = with_ids_of(old, parse(pasted))
    told = [(each.after, set(each.fates)) for each in diff(old, new)]
    assert told == [("Pasal 3", {Fate.CHANGED}), ("Pasal 5", {Fate.INSERTED})]


def test_the_inventory_has_a_row_for_every_part_and_tells_what_was_decided():
    old = regulation()
    one, two, three, four, five = articles(old)
    clause = found(old, Kind.CLAUSE, "Setiap orang")
    tabled = [
        change("a", three, "Dijawab."),
        change("b", three, "Tidak dijawab."),
        delete("c", four),
        insert("d", two, Node("", Kind.CLAUSE, "Gratis."), after=clause),
        change("e", five, "Kelak."),
    ]
    rows = inventory(old, tabled, adopted={"a", "c"}, refused={"b", "e"})
    told = {row.place: row for row in rows}
    assert told["Pasal 3"].proposals == (
        "[a] Diubah menjadi: Dijawab.",
        "[b] Diubah menjadi: Tidak dijawab.",
    )
    statuses = [told[f"Pasal {n}"].status for n in (1, 3, 4, 5)]
    assert statuses == [Status.UNCHANGED, Status.CHANGED, Status.DELETED, Status.UNCHANGED]
    assert told["Pasal 2 ayat (1)"].status == Status.PENDING
    assert told["Pasal 2 ayat (1)"].proposals == ("[d] Disisipkan: Gratis.",)
    assert told["Pasal 1"].cells()[3:] == ("Tetap", "", "Tetap")
    assert [row.number for row in rows] == list(range(1, len(rows) + 1))
    table = inventory_html(old, rows)
    assert f'<a href="#{one}">Pasal 1</a>' in table
    assert table.count("<tr>") == len(rows) + 1
