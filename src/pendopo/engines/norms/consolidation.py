"""One text out of a text and the amendments adopted: applied, renumbered, references mended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pendopo.engines.norms.amendments import Act, Amendment, check, new_parts
from pendopo.engines.norms.conflicts import conflicts
from pendopo.engines.norms.elucidation import explained, unexplained
from pendopo.engines.norms.errors import NormError
from pendopo.engines.norms.kinds import HEADED, NUMBERED, Kind
from pendopo.engines.norms.numbering import label, numbers, promulgated
from pendopo.engines.norms.references import Binder, Dangling, is_bound, repaired
from pendopo.engines.norms.tree import Document, Node

# Counted anew only by place, wherever they stand in what moved.
_COUNTED_THROUGH = frozenset({*HEADED, Kind.ARTICLE})


@dataclass(frozen=True)
class Consolidation:
    """The new text and what a drafter must still look at.

    ``dangling`` are references to parts that are gone, ``unresolved`` those of the amendments that never
    led anywhere, ``unexplained`` the articles without a note although others have one.
    """

    document: Document
    dangling: tuple[Dangling, ...]
    unresolved: tuple[Dangling, ...]
    unexplained: tuple[str, ...]


def consolidate(document: Document, amendments: Sequence[Amendment]) -> Consolidation:
    """Apply all amendments.

    New texts may name inserted parts by the number they would have in between (*Pasal 5A*), whoever
    inserts them; in a draft these are then counted through.

    Raises
    ------
    NormError
        An amendment does not fit the text, or two exclude each other.
    """
    for amendment in amendments:
        check(document, amendment)
    for conflict in conflicts(document, amendments):
        message = conflict.sentence(label(document, conflict.node, numbers(document)))
        raise NormError(message)
    kept = document if document.promulgated else promulgated(document)
    work = _Work(kept, amendments, keeps_places=document.promulgated)
    texts, unresolved = _bound_texts(work, amendments)
    root = explained(work.final(texts))
    gone = kept.nodes.keys() - {node.id for node in root.walk()}
    retired = document.retired | gone
    anew = (
        promulgated(Document(root, promulgated=True, retired=retired))
        if document.promulgated
        else Document(_unnumbered(root), retired=retired)
    )
    mended, dangling = repaired(anew)
    return Consolidation(mended, tuple(dangling), tuple(unresolved), tuple(unexplained(mended)))


def _unnumbered(node: Node) -> Node:
    return replace(node, number="", children=tuple(map(_unnumbered, node.children)))


class _Work:
    """Where parts arrive, stay and go; the old children keep the places of what is no longer there."""

    def __init__(
        self, document: Document, amendments: Sequence[Amendment], *, keeps_places: bool
    ) -> None:
        self.document, self.keeps_places = document, keeps_places
        self.new: dict[str, Node] = {}
        self.arrivals: dict[tuple[str, str], list[Node]] = defaultdict(list)
        self.inserted: dict[tuple[str, str], list[Node]] = defaultdict(list)
        self.moved: set[str] = set()
        self.deleted: set[str] = set()
        for each in amendments:
            place = (each.parent, each.after)
            if each.act == Act.INSERT:
                parts = new_parts(each)
                self.arrivals[place] += parts
                self.inserted[place] += parts
                self.new |= {node.id: node for part in parts for node in part.walk()}
            elif each.act == Act.MOVE:
                self.arrivals[place].append(document.nodes[each.node])
                self.moved.add(each.node)
            elif each.act == Act.DELETE:
                self.deleted.add(each.node)

    def view(self) -> Document:
        """Return the text with all insertions and nothing else, to read the new words in."""

        def grown(node: Node) -> Node:
            children: list[Node] = list(self.inserted[node.id, ""])
            for child in node.children:
                children += [grown(child), *self.inserted[node.id, child.id]]
            return replace(node, children=tuple(children))

        return replace(self.document, root=grown(self.document.root))

    def final(self, texts: dict[str, Node]) -> Node:
        """Return the new tree; ``texts`` are parts with other words."""
        return self._grown(self.document.root, texts, moved=False)

    def _grown(self, node: Node, texts: dict[str, Node], *, moved: bool) -> Node:
        """Return one part anew; what moved, and its articles, lose the number of their old place."""
        number = "" if moved else node.number
        if node.id in self.deleted:
            return replace(node, text="", refs=(), children=(), number=number, repealed=True)
        children = tuple(
            self._grown(child, texts, moved=arrived or (moved and child.kind in _COUNTED_THROUGH))
            for child, arrived in self._children(node)
        )
        return replace(texts.get(node.id, node), children=children, number=number)

    def _children(self, node: Node) -> Iterator[tuple[Node, bool]]:
        yield from ((each, True) for each in self.arrivals.get((node.id, ""), ()))
        for child in node.children:
            if child.id not in self.moved and self._stays(child):
                yield child, False
            yield from ((each, True) for each in self.arrivals.get((node.id, child.id), ()))

    def _stays(self, node: Node) -> bool:
        """A deleted part of a promulgated text keeps its place and number, as *Dihapus*."""
        return node.id not in self.deleted or (self.keeps_places and node.kind in NUMBERED)


def _bound_texts(
    work: _Work, amendments: Sequence[Amendment]
) -> tuple[dict[str, Node], list[Dangling]]:
    """Return the parts whose words are new, their references bound, and those that lead nowhere."""
    binder = Binder(work.view())
    texts = dict(work.new)
    for each in amendments:
        if each.act == Act.CHANGE:
            texts[each.node] = replace(work.document.nodes[each.node], text=each.text, refs=())
    unresolved: list[Dangling] = []
    for key, node in texts.items():
        refs, lost = binder.bound(node, node.text) if is_bound(binder.document, node) else ((), [])
        texts[key] = replace(node, refs=refs)
        unresolved += lost
    return texts, unresolved
