"""Which amendments cannot both be applied, and why.

Amendments without conflict give the same text in any order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, product

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from pendopo.engines.norms.amendments import Act, Amendment, context
from pendopo.engines.norms.errors import NormError
from pendopo.engines.norms.kinds import LISTED, Kind
from pendopo.engines.norms.tree import Document


class Reason(StrEnum):
    """Why amendments exclude one another; the values are said after the names of the amendments."""

    SAME_WORDS = "memberi teks baru kepada bagian yang sama"
    SAME_MOVE = "memindahkan bagian yang sama"
    WITHIN_DELETED = "menyentuh bagian yang dihapus oleh usul lain"
    SAME_PLACE = "meletakkan sesuatu di tempat yang sama, sehingga urutannya menentukan"
    CYCLE = "memindahkan bagian ke dalam satu sama lain"
    NESTING = "meletakkan butir di dalam bagian yang dipindahkan ke daftar lain jenis"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Every amendment of ``left`` excludes every other one of ``right``; often the two are equal."""

    reason: Reason
    node: str
    left: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def members(self) -> tuple[str, ...]:
        """All amendments it concerns, sorted."""
        return tuple(sorted({*self.left, *self.right}))

    def pairs(self) -> Iterator[frozenset[str]]:
        """Return the pairs that exclude each other."""
        if self.left == self.right:
            yield from map(frozenset, combinations(self.left, 2))
        else:
            yield from (frozenset(pair) for pair in product(self.left, self.right))

    def sentence(self, place: str) -> str:
        """Say it in Indonesian; ``place`` names the part."""
        return f"Usul {', '.join(self.members)} {self.reason.value} ({place})."


@dataclass(frozen=True, slots=True)
class ConflictSet:
    """Amendments that hang together by conflicts and are decided in one ranked vote."""

    members: tuple[str, ...]
    conflicts: tuple[Conflict, ...]

    def clashes(self) -> dict[str, set[str]]:
        """Return for each amendment those that exclude it."""
        found: dict[str, set[str]] = {member: set() for member in self.members}
        for conflict in self.conflicts:
            for one, other in map(sorted, conflict.pairs()):
                found[one].add(other)
                found[other].add(one)
        return found


def conflicts(document: Document, amendments: Sequence[Amendment]) -> list[Conflict]:
    """Return all conflicts; their order and the order within do not depend on that of the amendments.

    Raises
    ------
    NormError
        Two amendments have one id.
    """
    ordered = sorted(amendments, key=lambda each: each.id)
    if len({each.id for each in ordered}) < len(ordered):
        message = "Dua usul perubahan memakai id yang sama."
        raise NormError(message)
    return [
        *_same(ordered),
        *_within_deleted(document, ordered),
        *_cycles(document, ordered),
        *_nesting(document, ordered),
    ]


def _same(amendments: list[Amendment]) -> Iterator[Conflict]:
    meeting: dict[tuple[Reason, str, str], list[str]] = defaultdict(list)
    for each in amendments:
        if each.act == Act.CHANGE:
            meeting[Reason.SAME_WORDS, each.node, ""].append(each.id)
        if each.act == Act.MOVE:
            meeting[Reason.SAME_MOVE, each.node, ""].append(each.id)
        if each.place:
            meeting[Reason.SAME_PLACE, *each.place].append(each.id)
    for (reason, node, after), ids in meeting.items():
        if len(ids) > 1:
            yield Conflict(reason, after or node, tuple(ids), tuple(ids))


def _within_deleted(document: Document, amendments: list[Amendment]) -> Iterator[Conflict]:
    deleted: dict[str, list[str]] = defaultdict(list)
    for each in amendments:
        if each.act == Act.DELETE:
            deleted[each.node].append(each.id)
    touching: dict[str, list[str]] = defaultdict(list)
    for each in amendments:
        if each.act != Act.DELETE:
            for node in _touched(document, each) & deleted.keys():
                touching[node].append(each.id)
    for node, ids in touching.items():
        yield Conflict(Reason.WITHIN_DELETED, node, tuple(deleted[node]), tuple(ids))


def _touched(document: Document, amendment: Amendment) -> set[str]:
    """Return the parts that must stay for an amendment to have its effect."""
    ids = {amendment.node, amendment.parent, *(part.about for part in amendment.parts)} - {""}
    found: set[str] = set()
    while ids:
        above = list(document.above(ids.pop()))
        found |= {each.id for each in above}
        # A note goes with what it explains.
        ids |= {each.about for each in above if each.kind == Kind.NOTE} - found
    return found


def _cycles(document: Document, amendments: list[Amendment]) -> Iterator[Conflict]:
    moves = [each for each in amendments if each.act == Act.MOVE]
    moving: dict[str, list[int]] = defaultdict(list)
    for n, each in enumerate(moves):
        moving[each.node].append(n)
    edges = [
        (n, other)
        for n, each in enumerate(moves)
        for above in document.above(each.parent)
        for other in moving.get(above.id, ())
    ]
    for group in _groups(len(moves), edges, "strong"):
        ids = tuple(moves[n].id for n in group)
        yield Conflict(Reason.CYCLE, moves[group[0]].node, ids, ids)


def _groups(n: int, edges: list[tuple[int, int]], how: str) -> list[list[int]]:
    """Return the components of more than one of ``n`` points."""
    if not edges:
        return []
    rows, columns = np.array(edges, dtype=np.intp).T
    graph = coo_array((np.ones(len(edges), dtype=np.int8), (rows, columns)), shape=(n, n))
    _, component = connected_components(graph, directed=True, connection=how)
    groups: dict[int, list[int]] = defaultdict(list)
    for point, name in enumerate(component.tolist()):
        groups[name].append(point)
    return [group for group in groups.values() if len(group) > 1]


def _nesting(document: Document, amendments: list[Amendment]) -> Iterator[Conflict]:
    """What is put into a list that moves into lists of other kinds was never checked there."""
    turned: dict[str, list[str]] = defaultdict(list)
    for each in amendments:
        if each.act == Act.MOVE and document.node(each.node).kind in LISTED:
            before = document.parents[each.node]
            if context(document, before) != context(document, each.parent):
                turned[each.node].append(each.id)
    for each in amendments:
        for above in document.above(each.parent) if each.place else ():
            others = tuple(other for other in turned.get(above.id, ()) if other != each.id)
            if others:
                yield Conflict(Reason.NESTING, above.id, (each.id,), others)


def conflict_sets(document: Document, amendments: Sequence[Amendment]) -> list[ConflictSet]:
    """Return the amendments that hang together by conflicts; those without any are left out.

    Raises
    ------
    NormError
    """
    found = conflicts(document, amendments)
    names = sorted(each.id for each in amendments)
    numbered = {name: n for n, name in enumerate(names)}
    edges = [
        (numbered[conflict.members[0]], numbered[member])
        for conflict in found
        for member in conflict.members[1:]
    ]
    groups = _groups(len(names), edges, "weak")
    set_of = {names[n]: number for number, group in enumerate(groups) for n in group}
    own: dict[int, list[Conflict]] = defaultdict(list)
    for conflict in found:
        own[set_of[conflict.members[0]]].append(conflict)
    return [
        ConflictSet(tuple(names[n] for n in group), tuple(own[number]))
        for number, group in enumerate(groups)
    ]
