"""The text as lines, each with its role, for plain text and for a word processor alike."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from pendopo.engines.norms.kinds import HEADED, IN_LINES, LABELS, LISTED, NUMBERED, Kind
from pendopo.engines.norms.numbering import marker, named, numbers
from pendopo.engines.norms.tree import Document, Node

REPEALED = "Dihapus."
DECIDED, ENACTED = "MEMUTUSKAN:", "Menetapkan:"
ELUCIDATION, GENERAL, BY_ARTICLE = "PENJELASAN", "I. UMUM", "II. PASAL DEMI PASAL"


class Role(StrEnum):
    """How a line is set."""

    CENTRED = "centred"
    HEADING = "heading"
    ITEM = "item"
    PLAIN = "plain"
    NOTE = "note"


class Line(NamedTuple):
    """One line: ``marker`` stands in the hanging indent of an item, ``depth`` counts open lists."""

    text: str
    role: Role
    id: str = ""
    marker: str = ""
    depth: int = 0
    apart: bool = False


def lines(document: Document) -> Iterator[Line]:
    """Return the text line by line; ``id`` is set on the first line of a part."""
    found = numbers(document)
    for node in document.root.children:
        yield from _lines(document, node, found)


def _lines(document: Document, node: Node, found: dict[str, str]) -> Iterator[Line]:
    if node.kind in LABELS:
        yield Line(f"{LABELS[node.kind]}: {node.text}".rstrip(), Role.PLAIN, node.id, apart=True)
        for child in node.children:
            yield from _items(child, found, 0)
    elif node.kind == Kind.DECIDING:
        yield Line(DECIDED, Role.CENTRED, node.id, apart=True)
        if node.text:
            yield Line(f"{ENACTED} {node.text}", Role.PLAIN)
    elif node.kind == Kind.ELUCIDATION:
        yield from _elucidation(document, node, found)
    elif node.kind in IN_LINES:
        role = Role.PLAIN if node.kind == Kind.CLOSING else Role.CENTRED
        yield from _spread(node, role)
    else:
        yield from _body(node, found)


def _spread(node: Node, role: Role) -> Iterator[Line]:
    for n, text in enumerate(node.text.split("\n")):
        yield Line(text, role, "" if n else node.id, apart=not n)


def _body(node: Node, found: dict[str, str]) -> Iterator[Line]:
    yield Line(named(node.kind, found[node.id]), Role.HEADING, node.id, apart=True)
    words = REPEALED if node.repealed else node.text
    if words:
        yield Line(words, Role.HEADING if node.kind in HEADED else Role.PLAIN)
    for child in node.children:
        if child.kind in LISTED:
            yield from _items(child, found, 0)
        else:
            yield from _body(child, found)


def _items(node: Node, found: dict[str, str], depth: int) -> Iterator[Line]:
    words = REPEALED if node.repealed else node.text
    yield Line(words, Role.ITEM, node.id, marker(node.kind, found[node.id]), depth)
    for child in node.children:
        yield from _items(child, found, depth + 1)


def _elucidation(document: Document, node: Node, found: dict[str, str]) -> Iterator[Line]:
    yield Line(ELUCIDATION, Role.CENTRED, node.id, apart=True)
    for text in node.text.split("\n") if node.text else ():
        yield Line(text, Role.CENTRED)
    begun = False
    for child in node.children:
        if child.kind == Kind.GENERAL:
            yield Line(GENERAL, Role.PLAIN, child.id, apart=True)
            yield from (Line(text, Role.PLAIN) for text in child.text.split("\n") if text)
        else:
            if not begun:
                yield Line(BY_ARTICLE, Role.PLAIN, apart=True)
            begun = True
            yield from _notes(document, child, found, 0)


def _notes(document: Document, node: Node, found: dict[str, str], depth: int) -> Iterator[Line]:
    about = document.nodes[node.about]
    title = named(about.kind, found[about.id]) if about.kind in NUMBERED else about.kind.value
    title = title[0].upper() + title[1:]
    yield Line(title, Role.NOTE, node.id, depth=depth, apart=not depth)
    if node.text:
        yield Line(node.text, Role.NOTE, depth=depth)
    for child in node.children:
        yield from _notes(document, child, found, depth + 1)


def to_text(document: Document) -> str:
    """Return the text as people paste it: one line for each part, headings set apart."""
    said: list[str] = []
    for line in lines(document):
        if line.apart and said:
            said.append("")
        said.append(f"{line.marker} {line.text}".strip())
    return "\n".join(said) + "\n"
