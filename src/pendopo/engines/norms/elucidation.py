"""The elucidation follows the text: its notes stand in the order of what they explain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pendopo.engines.norms.kinds import Kind
from pendopo.engines.norms.tree import Document, Node

_HOLDER = "-p"


def explained(root: Node) -> Node:
    """Return the text with its notes put in order; those of deleted parts and empty ones are gone."""
    notes = {node.about: node for node in root.walk() if node.kind == Kind.NOTE}
    if not notes:
        return root
    ordered = tuple(_ordered(root, notes))
    children = tuple(
        replace(child, children=(*_general(child), *ordered))
        if child.kind == Kind.ELUCIDATION
        else child
        for child in root.children
    )
    return replace(root, children=children)


def _general(elucidation: Node) -> Iterator[Node]:
    return (child for child in elucidation.children if child.kind != Kind.NOTE)


def _ordered(root: Node, notes: dict[str, Node]) -> Iterator[Node]:
    for node in root.walk():
        if node.kind == Kind.ARTICLE:
            note = _noted(node, notes)
            if note:
                yield note


def _noted(part: Node, notes: dict[str, Node]) -> Node | None:
    """Return the note of a part with the notes of its parts; a holder if only those have any."""
    if part.repealed:
        return None
    within = tuple(note for child in part.children if (note := _noted(child, notes)))
    own = notes.get(part.id)
    if own and (own.text or within):
        return replace(own, children=within)
    holder = Node(f"{part.id}{_HOLDER}", Kind.NOTE, about=part.id)
    return replace(own or holder, children=within) if within else None


def unexplained(document: Document) -> list[str]:
    """Return the articles without a note, if the elucidation goes article by article."""
    noted = {node.about for node in document.of_kind(Kind.NOTE)}
    articles = document.of_kind(Kind.ARTICLE)
    return (
        [each.id for each in articles if each.id not in noted and not each.repealed]
        if noted
        else []
    )
