"""Shown numbers: derived from the place in a draft, kept in a promulgated text."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from pendopo.engines.norms.kinds import LABELS, NUMBERED, Kind
from pendopo.engines.norms.numerals import between, written
from pendopo.engines.norms.tree import Document, Node, rebuilt

_NAMES = {
    Kind.CHAPTER: "BAB",
    Kind.PART: "Bagian",
    Kind.SUBPART: "Paragraf",
    Kind.ARTICLE: "Pasal",
    Kind.CLAUSE: "ayat",
    Kind.LETTER: "huruf",
    Kind.NUMBER: "angka",
    Kind.SUBLETTER: "huruf",
    Kind.SUBNUMBER: "angka",
}
_FORMS = {
    Kind.CLAUSE: "({})",
    Kind.LETTER: "{}.",
    Kind.NUMBER: "{}.",
    Kind.SUBLETTER: "{})",
    Kind.SUBNUMBER: "{})",
}
_TITLES = {
    Kind.ROOT: "Naskah",
    Kind.TITLE: "Judul",
    Kind.OPENING: "Pembukaan",
    Kind.APPROVAL: "Persetujuan bersama",
    Kind.DECIDING: "Memutuskan",
    Kind.CLOSING: "Penutup",
    Kind.ELUCIDATION: "Penjelasan",
    Kind.GENERAL: "Penjelasan umum",
    **LABELS,
}


def numbers(document: Document) -> dict[str, str]:
    """Return the number of each numbered part by id: 5, or 5A if put in between after promulgation.

    Articles are counted through the whole text, all else anew in each part.

    Raises
    ------
    NormError
        A promulgated text has no number left between two parts.
    """
    if document.promulgated:
        return _kept(document)
    found: dict[str, str] = {}
    counts: Counter[tuple[str, Kind]] = Counter()
    for node in document.nodes.values():
        if node.kind in NUMBERED:
            place = _list_of(document, node)
            counts[place] += 1
            found[node.id] = str(counts[place])
    return found


def _list_of(document: Document, node: Node) -> tuple[str, Kind]:
    return ("" if node.kind == Kind.ARTICLE else document.parents[node.id], node.kind)


def _kept(document: Document) -> dict[str, str]:
    lists: dict[tuple[str, Kind], list[Node]] = {}
    for node in document.nodes.values():
        if node.kind in NUMBERED:
            lists.setdefault(_list_of(document, node), []).append(node)
    found: dict[str, str] = {}
    for nodes in lists.values():
        before: str | None = None
        for node, after in zip(nodes, _next_kept(nodes), strict=True):
            before = found[node.id] = node.number or between(before, after)
    return found


def _next_kept(nodes: list[Node]) -> list[str | None]:
    """Return for each part the kept number that comes next behind it."""
    following: list[str | None] = []
    after: str | None = None
    for node in reversed(nodes):
        following.append(after)
        after = node.number or after
    return following[::-1]


def promulgated(document: Document) -> Document:
    """Return the text with all numbers kept from now on, as they are shown today."""
    shown = numbers(document)
    changed = {key: replace(document.nodes[key], number=value) for key, value in shown.items()}
    return replace(document, root=rebuilt(document.root, changed), promulgated=True)


def marker(kind: Kind, number: str) -> str:
    """Return what stands ahead of a listed part: (2), b., 1., b), 1)."""
    return _FORMS[kind].format(written(kind, number))


def named(kind: Kind, number: str) -> str:
    """Return a part as a reference names it: BAB V, Bagian Kelima, Pasal 5, ayat (5), huruf e."""
    value = written(kind, number)
    if kind in {Kind.CLAUSE, Kind.SUBLETTER, Kind.SUBNUMBER}:
        value = marker(kind, number)
    return f"{_NAMES[kind]} {value}"


def label(document: Document, node_id: str, found: dict[str, str]) -> str:
    """Return where a part stands, for people: *Pasal 5 ayat (2) huruf b*, *Menimbang huruf a*.

    ``found`` are the ``numbers`` of the document.
    """
    node = document.node(node_id)
    if node.kind == Kind.NOTE:
        about = label(document, node.about, found) if node.about in document.nodes else "?"
        return f"Penjelasan {about}"
    if node.kind not in NUMBERED:
        return _TITLES[node.kind]
    said = named(node.kind, found[node_id])
    if node.kind in {Kind.CHAPTER, Kind.ARTICLE}:
        return said
    above = label(document, document.parents[node_id], found)
    return f"{above} {said}"
