"""Ids for a text that came without them, taken over from the version it grew from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from pendopo.engines.norms.tree import ROOT, Document, Node, Ref

ALIKE = 0.6
"""Parts with at least this ratio of like words are taken for one part that was changed."""
_Pairs = dict[str, str]


def with_ids_of(old: Document, new: Document) -> Document:
    """Return ``new`` with the ids of those parts of ``old`` that are the same or much alike.

    First words that stand once in both versions, then, within parts that belong together, likeness and
    order. A guess: where ids are known, keep them (JSON, DOCX) instead.

    Raises
    ------
    NormError
        The ids of the two versions cannot be kept apart.
    """
    pairs: _Pairs = {ROOT: ROOT}
    pairs |= dict(_unique(old, new))
    _within(old.root, new.root, pairs, set(pairs.values()))
    prefix = _fresh(old)
    names = {
        node.id: pairs.get(node.id) or f"{prefix}{n}" for n, node in enumerate(new.nodes.values())
    }
    return replace(
        new,
        root=_renamed(new.root, names),
        retired=old.retired | (old.nodes.keys() - pairs.values()),
    )


def _fresh(old: Document) -> str:
    taken = {*old.nodes, *old.retired}
    used = {key.partition("-")[0] for key in taken}
    return next(f"v{n}-" for n in range(2, len(used) + 3) if f"v{n}" not in used)


def _unique(old: Document, new: Document) -> Iterator[tuple[str, str]]:
    mine, theirs = _by_words(old), _by_words(new)
    return (
        (theirs[key][0], mine[key][0])
        for key in mine.keys() & theirs.keys()
        if len(mine[key]) == len(theirs[key]) == 1
    )


def _by_words(document: Document) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for node in document.nodes.values():
        if node.text and node.id != ROOT:
            found.setdefault((node.kind, node.text), []).append(node.id)
    return found


def _within(old: Node, new: Node, pairs: _Pairs, taken: set[str]) -> None:
    free = [child for child in old.children if child.id not in taken]
    for child in new.children:
        if child.id not in pairs:
            best = max(free, key=lambda each: _likeness(each, child), default=None)
            if best is not None and _likeness(best, child) >= ALIKE:
                pairs[child.id] = best.id
                taken.add(best.id)
                free.remove(best)
    known = {each.id: each for each in old.walk()}
    for child in new.children:
        kin = known.get(pairs.get(child.id, ""))
        if kin is not None:
            _within(kin, child, pairs, taken)


def _likeness(one: Node, other: Node) -> float:
    if one.kind != other.kind:
        return 0.0
    mine, theirs = _all_words(one), _all_words(other)
    if not mine and not theirs:
        return 1.0
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()


def _all_words(node: Node) -> Sequence[str]:
    return [word for each in node.walk() for word in each.text.split()][:200]


def _renamed(node: Node, names: _Pairs) -> Node:
    refs = tuple(
        Ref(ref.start, ref.end, names.get(ref.target, ref.target), ref.top, ref.chained)
        for ref in node.refs
    )
    return replace(
        node,
        id=names[node.id],
        refs=refs,
        about=names.get(node.about, ""),
        children=tuple(_renamed(child, names) for child in node.children),
    )
