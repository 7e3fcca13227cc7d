"""The text as a tree: every part has an id that stays, its number is only shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from pendopo.engines.norms.errors import NormError
from pendopo.engines.norms.kinds import Kind

ROOT = "naskah"
# Short and in small letters, so that an id is also an anchor and a bookmark.
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MAX_ID = 36


@dataclass(frozen=True, slots=True)
class Ref:
    """Words of a text that point to a part.

    ``top`` is the highest level said (*ayat (2)* alone says less than *Pasal 5 ayat (2)*); ``chained``
    when the levels above are those of the reference before it (*Pasal 5 ayat (1) dan ayat (2)*).
    """

    start: int
    end: int
    target: str
    top: Kind
    chained: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """One part of a text.

    ``number`` is empty in a draft, where place decides, and kept (5, 5A) in a promulgated text.
    ``about`` is the part that a note of the elucidation explains.
    """

    id: str
    kind: Kind
    text: str = ""
    children: tuple[Node, ...] = ()
    refs: tuple[Ref, ...] = ()
    number: str = ""
    about: str = ""
    repealed: bool = False

    def walk(self) -> Iterator[Node]:
        """Return this part and all within it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Document:
    """A whole text; ``retired`` are the ids of deleted parts, which never come back."""

    root: Node
    promulgated: bool = False
    retired: frozenset[str] = frozenset()

    @cached_property
    def nodes(self) -> dict[str, Node]:
        """Parts by id, in reading order.

        Raises
        ------
        NormError
            An id twice, not well formed, or of a deleted part.
        """
        nodes: dict[str, Node] = {}
        for node in self.root.walk():
            check_id(node.id)
            if node.id in nodes or node.id in self.retired:
                message = f"Id '{node.id}' dipakai lebih dari satu kali."
                raise NormError(message)
            nodes[node.id] = node
        return nodes

    @cached_property
    def parents(self) -> dict[str, str]:
        """The id of the part that holds each part; the root has none."""
        return {child.id: node.id for node in self.nodes.values() for child in node.children}

    def node(self, node_id: str) -> Node:
        """Return one part.

        Raises
        ------
        NormError
            No such part in this text.
        """
        try:
            return self.nodes[node_id]
        except KeyError:
            message = f"Bagian naskah dengan id '{node_id}' tidak ada."
            raise NormError(message) from None

    def above(self, node_id: str) -> Iterator[Node]:
        """Return the part itself, what holds it, and so on up to the root."""
        here: str | None = node_id
        while here is not None:
            yield self.nodes[here]
            here = self.parents.get(here)

    def of_kind(self, *kinds: Kind) -> list[Node]:
        """Return the parts of these kinds in reading order."""
        return [node for node in self.nodes.values() if node.kind in kinds]


def check_id(node_id: str) -> None:
    """Refuse an id that could not be an anchor or a bookmark.

    Raises
    ------
    NormError
    """
    if len(node_id) > MAX_ID or not ID.fullmatch(node_id):
        message = (
            f"Id '{node_id}' harus huruf kecil, angka dan tanda hubung, paling banyak {MAX_ID}."
        )
        raise NormError(message)


def rebuilt(node: Node, changed: dict[str, Node]) -> Node:
    """Return ``node`` with words, references and numbers of ``changed``, its children kept."""
    children = tuple(rebuilt(child, changed) for child in node.children)
    return replace(changed.get(node.id, node), children=children)
