"""Parts to insert, read from words as people write them: a few pasal, ayat or huruf alone."""

from __future__ import annotations

from dataclasses import replace

from pendopo.engines.norms.errors import NormError
from pendopo.engines.norms.kinds import Kind
from pendopo.engines.norms.parsing import kind_of_line, parse, words
from pendopo.engines.norms.tree import Node

# What must stand above a part so that it can be read alone.
_CHAPTER = ("BAB I", "SISIPAN")
_ABOVE: dict[Kind, tuple[str, ...]] = {
    Kind.CHAPTER: (),
    Kind.ARTICLE: (),
    Kind.PART: _CHAPTER,
    Kind.SUBPART: (*_CHAPTER, "Bagian Kesatu", "Sisipan"),
}
_ARTICLE = ("Pasal 1",)


def read_parts(text: str) -> tuple[Node, ...]:
    """Read the parts of an insertion: *Pasal 5A* with its ayat, or *(3)* and *(4)*, or *d.* alone.

    Their numbers must rise but are not kept: the place decides.

    Raises
    ------
    NormError
        The line, and what is wrong with it.
    """
    first = next((line for each in text.splitlines() if (line := words(each))), "")
    kind = kind_of_line(first)
    if kind is None:
        message = "Sisipan harus dimulai dengan nomor bagian, misalnya Pasal 5A, (3), atau d."
        raise NormError(message, 1)
    above = _ABOVE.get(kind, _ARTICLE)
    try:
        read = parse("\n".join((*above, text)), promulgated=True)
    except NormError as error:
        raise error.moved(-len(above)) from None
    parts = read.root.children
    while parts[0].kind != kind:
        parts = parts[0].children
    return tuple(map(_bare, parts))


def _bare(node: Node) -> Node:
    children = tuple(map(_bare, node.children))
    return replace(node, id="", number="", refs=(), children=children)
