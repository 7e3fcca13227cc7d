"""What became of each part between two versions, told by its id."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from pendopo.engines.norms.numbering import label, numbers
from pendopo.engines.norms.tree import Document, Node


class Fate(StrEnum):
    """What became of a part."""

    INSERTED = "disisipkan"
    DELETED = "dihapus"
    MOVED = "dipindahkan"
    CHANGED = "diubah"


class Mark(StrEnum):
    """What became of a word."""

    KEPT = "tetap"
    ADDED = "tambah"
    CUT = "hapus"


@dataclass(frozen=True, slots=True)
class Change:
    """One part that is not as it was: its places as people name them, and its words marked.

    A reference that only followed its part to a new number is no change.
    """

    node: str
    fates: frozenset[Fate]
    before: str
    after: str
    words: tuple[tuple[Mark, str], ...]


def diff(old: Document, new: Document) -> list[Change]:
    """Return the changes in the order of the new text, deleted parts behind what preceded them."""
    shown = numbers(old), numbers(new)
    moved = _moved(old, new)
    changes = []
    for node_id in _merged(list(old.nodes), list(new.nodes)):
        was, now = old.nodes.get(node_id), new.nodes.get(node_id)
        fates = _fates(was, now, moved)
        if fates:
            before, after = (
                label(version, node_id, found) if node_id in version.nodes else ""
                for version, found in zip((old, new), shown, strict=True)
            )
            changes.append(Change(node_id, fates, before, after, tuple(_words_of(was, now))))
    return changes


def _fates(was: Node | None, now: Node | None, moved: set[str]) -> frozenset[Fate]:
    if was is None or now is None:
        return frozenset({Fate.INSERTED if was is None else Fate.DELETED})
    if now.repealed and not was.repealed:
        return frozenset({Fate.DELETED})
    fates = {Fate.CHANGED} if _lasting(was) != _lasting(now) else set()
    return frozenset(fates | ({Fate.MOVED} if now.id in moved else set()))


def _words_of(was: Node | None, now: Node | None) -> Iterator[tuple[Mark, str]]:
    old, new = was.text if was else "", now.text if now and not now.repealed else ""
    return marked(old, new)


def _lasting(node: Node) -> list[str]:
    """Return the words with references told by what they point to."""
    said, at = [], 0
    for ref in node.refs:
        said += [node.text[at : ref.start], f"\0{ref.target}"]
        at = ref.end
    return [*said, node.text[at:]]


def marked(old: str, new: str) -> Iterator[tuple[Mark, str]]:
    """Return the words of both texts in one row, each run kept, cut or added."""
    before, after = old.split(" ") if old else [], new.split(" ") if new else []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            yield Mark.KEPT, " ".join(before[i:j])
            continue
        if j > i:
            yield Mark.CUT, " ".join(before[i:j])
        if m > k:
            yield Mark.ADDED, " ".join(after[k:m])


def _moved(old: Document, new: Document) -> set[str]:
    """Return the parts with another holder or, among those that stayed, the fewest out of order."""
    moved = {
        key
        for key, parent in new.parents.items()
        if key in old.parents and old.parents[key] != parent
    }
    for node in new.nodes.values():
        if node.id not in old.nodes:
            continue
        place = {child.id: n for n, child in enumerate(old.nodes[node.id].children)}
        stayed = [child.id for child in node.children if child.id in place]
        kept = _longest_rising([place[key] for key in stayed])
        moved |= {key for key in stayed if place[key] not in kept}
    return moved


def _longest_rising(values: Sequence[int]) -> set[int]:
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for value in values:
        at = bisect_left(tails, value)
        before[value] = tails[at - 1] if at else None
        tails[at : at + 1] = [value]
    found: set[int] = set()
    last = tails[-1] if tails else None
    while last is not None:
        found.add(last)
        last = before[last]
    return found


def _merged(old: list[str], new: list[str]) -> Iterator[str]:
    """Return the ids of the new text in order, each deleted one behind what stood before it."""
    standing = set(new)
    behind: dict[str, list[str]] = {}
    anchor = ""
    for key in old:
        if key in standing:
            anchor = key
        else:
            behind.setdefault(anchor, []).append(key)
    yield from behind.get("", ())
    for key in new:
        yield key
        yield from behind.get(key, ())
