"""Which amendments exclude each other; those that do not give one text in any order."""

import time
from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.engines.norms.amending import (
    Slowly,
    amendments,
    bare,
    change,
    delete,
    insert,
    move,
    unbound,
)
from tests.engines.norms.drafted import articles, drafts, found

from pendopo.engines.norms import (
    Act,
    Amendment,
    Kind,
    Node,
    NormError,
    Reason,
    check,
    conflict_sets,
    conflicts,
    consolidate,
    parse,
)

NEW = Node("", Kind.ARTICLE, "Kata tambahan.")
LISTS = """\
Pasal 1
(1) Satu:
a. anu;
b. itu.
(2) Dua:
a. ini:
1. kecil;
2. besar.
Pasal 2
1. Satu.
2. Dua.
Pasal 3
Tiga.
"""


def reasons(document, *tabled):
    return {conflict.reason for conflict in conflicts(document, tabled)}


@pytest.fixture
def text():
    return parse(LISTS)


def test_the_same_part_changed_twice(text):
    one, *_ = articles(text)
    clause = found(text, Kind.CLAUSE, "Satu")
    assert reasons(text, change("a", clause), change("b", clause)) == {Reason.SAME_WORDS}
    assert reasons(text, change("a", clause), change("b", one)) == set()


def test_a_change_within_what_is_deleted(text):
    one, two, _ = articles(text)
    letter = found(text, Kind.LETTER, "anu")
    gone = delete("x", one)
    assert reasons(text, gone, change("a", letter)) == {Reason.WITHIN_DELETED}
    assert reasons(text, gone, delete("a", letter)) == set()
    assert reasons(text, gone, move("a", one, "naskah", two)) == {Reason.WITHIN_DELETED}
    clause = found(text, Kind.CLAUSE, "Satu")
    assert reasons(text, gone, insert("a", clause, Node("", Kind.LETTER, "lagi."))) == {
        Reason.WITHIN_DELETED
    }
    # Behind a deleted part there is still a place.
    assert reasons(text, gone, insert("a", "naskah", NEW, after=one)) == set()


def test_two_insertions_at_one_place(text):
    one, two, _ = articles(text)
    here, there = insert("a", "naskah", NEW, after=one), insert("b", "naskah", NEW, after=one)
    assert reasons(text, here, there) == {Reason.SAME_PLACE}
    assert reasons(text, here, insert("b", "naskah", NEW, after=two)) == set()


def test_parts_moved_into_each_other(text):
    letter, number = found(text, Kind.LETTER, "anu"), found(text, Kind.NUMBER, "Dua")
    moves = [move("x", letter, number), move("y", number, letter)]
    for each in moves:
        check(text, each)
    assert Reason.CYCLE in reasons(text, *moves)
    with pytest.raises(NormError, match="dirinya"):
        check(text, move("x", articles(text)[0], articles(text)[0]))


def test_a_circle_of_three_is_found_and_named(text):
    a, b, c = (found(text, Kind.NUMBER, words) for words in ("Dua", "kecil", "besar"))
    circle = [move("x", a, b), move("y", b, c), move("z", c, a)]
    (conflict,) = [each for each in conflicts(text, circle) if each.reason == Reason.CYCLE]
    assert conflict.members == ("x", "y", "z")
    assert reasons(text, *circle[:2]).isdisjoint({Reason.CYCLE})


def test_what_is_put_into_a_list_that_goes_elsewhere(text):
    number, letter = found(text, Kind.NUMBER, "Dua"), found(text, Kind.LETTER, "anu")
    moved = move("x", letter, number)
    put = insert("y", letter, Node("", Kind.NUMBER, "kecil."))
    assert reasons(text, moved, put) == {Reason.NESTING}


def test_amendments_that_hang_together_form_one_set(text):
    one, _, three = articles(text)
    clause, number = found(text, Kind.CLAUSE, "Satu"), found(text, Kind.NUMBER, "Satu")
    tabled = [
        change("c1", clause),
        change("c2", clause, "Lain."),
        delete("d", one),
        change("n1", number),
        change("n2", number, "Lain."),
        change("alone", three),
        delete("also-alone", found(text, Kind.NUMBER, "Dua")),
    ]
    sets = conflict_sets(text, tabled)
    assert [each.members for each in sets] == [("c1", "c2", "d"), ("n1", "n2")]
    assert sets[0].clashes() == {"c1": {"c2", "d"}, "c2": {"c1", "d"}, "d": {"c1", "c2"}}
    assert conflict_sets(text, tabled[::-1]) == sets
    assert "c1, c2" in sets[0].conflicts[0].sentence("Pasal 1 ayat (1)")


def test_one_id_for_two_amendments_is_refused(text):
    with pytest.raises(NormError, match="id yang sama"):
        conflicts(text, [delete("a", articles(text)[0]), delete("a", articles(text)[1])])


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda t: change("a", "tiada"), "tidak ada"),
        (lambda t: change("a", articles(t)[2], "Pasal 9"), "dimulai seperti bagian lain"),
        (lambda t: change("a", articles(t)[2], "(1) Satu."), "dimulai seperti bagian lain"),
        (lambda t: change("a", articles(t)[2], ""), "kosong"),
        (lambda t: change("a", articles(t)[2], "dua\nbaris"), "baris baru"),
        (lambda t: change("a", "naskah"), "seluruhnya"),
        (lambda t: delete("a", "naskah"), "tidak dapat dihapus"),
        (lambda t: delete("A!", articles(t)[0]), "huruf kecil"),
        (lambda t: delete("status-quo", articles(t)[0]), "tetap seperti semula"),
        (lambda t: insert("a", articles(t)[0], NEW), "tidak dapat berada di dalam"),
        (lambda t: insert("a", articles(t)[0], Node("", Kind.LETTER, "Lagi.")), "lain jenis"),
        (lambda t: insert("a", "naskah"), "tidak ada yang disisipkan"),
        (lambda t: insert("a", "naskah", NEW, after="tiada"), "tidak berada langsung"),
        (lambda t: insert("a", "naskah", Node("x", Kind.ARTICLE, "b.")), "belum boleh"),
        (lambda t: Amendment("a" * 40, Act.DELETE, articles(t)[0]), "paling banyak"),
    ],
)
def test_an_amendment_that_does_not_fit_is_refused(text, wrong, said):
    with pytest.raises(NormError, match=said) as refused:
        check(text, wrong(text))
    assert str(refused.value).count("\n") == 0


@st.composite
def texts_and_amendments(draw):
    document = draw(drafts())
    return document, draw(amendments(document))


def pairs(found_conflicts):
    return {pair for conflict in found_conflicts for pair in conflict.pairs()}


@settings(max_examples=40)
@given(texts_and_amendments(), st.randoms())
def test_conflicts_do_not_depend_on_order_or_on_third_parties(both, chance):
    document, tabled = both
    mixed = chance.sample(tabled, len(tabled))
    whole = pairs(conflicts(document, tabled))
    assert pairs(conflicts(document, mixed)) == whole
    for one, other in combinations(tabled, 2):
        alone = pairs(conflicts(document, [one, other]))
        assert alone == pairs(conflicts(document, [other, one]))
        assert alone <= whole


@settings(max_examples=40)
@given(texts_and_amendments(), st.randoms())
def test_without_conflict_any_order_gives_the_same_text(both, chance):
    document, tabled = both
    clashing = set().union(*(pairs(conflicts(document, tabled))))
    tabled = [each for each in tabled if each.id not in clashing]
    assume(tabled)
    plain = unbound(document)
    slowly = Slowly(plain)
    for each in chance.sample(tabled, len(tabled)):
        slowly.apply(each)
    batch = consolidate(document, tabled).document
    mixed = consolidate(document, chance.sample(tabled, len(tabled))).document
    assert batch == mixed
    assert [t[0] for t in _flat(slowly.tree()) if not t[0].startswith("e")] == [
        t[0] for t in _flat(bare(batch.root)) if not t[0].startswith("e")
    ]


def _flat(tree):
    yield tree
    for child in tree[3]:
        yield from _flat(child)


def test_five_hundred_articles_and_a_thousand_amendments_are_quick():
    text = "".join(f"Pasal {n}\n(1) Satu.\n(2) Dua, lihat Pasal {n}.\n" for n in range(1, 501))
    start = time.perf_counter()
    document = parse(text)
    assert time.perf_counter() - start < 1
    clauses = [node.id for node in document.of_kind(Kind.CLAUSE)]
    tabled = [change(f"u{n}", key) for n, key in enumerate(clauses)]
    tabled[::2] = [delete(f"d{n}", document.parents[key]) for n, key in enumerate(clauses[::2])]
    start = time.perf_counter()
    sets = conflict_sets(document, tabled)
    assert time.perf_counter() - start < 1
    assert len(sets) == 500
