"""References in a text: recognised, bound to ids, and written anew when numbers changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from pendopo.engines.norms.kinds import LISTED, NUMBERED, Kind
from pendopo.engines.norms.numbering import named, numbers
from pendopo.engines.norms.numerals import read
from pendopo.engines.norms.tree import Document, Node, Ref, rebuilt

_UNITS = "Satu|Dua|Tiga|Empat|Lima|Enam|Tujuh|Delapan|Sembilan"
_LEVELS = (
    r"(?:BAB (?P<bab>[IVXLCDM]{1,15}[A-Z]{0,2}))",
    rf"(?:Bagian (?P<bagian>Ke[a-z]+(?: Belas| Puluh(?: (?:{_UNITS}))?)?(?: [A-Z]\b)?))",
    r"(?:Paragraf (?P<paragraf>\d+[A-Z]*))",
    r"(?:Pasal (?P<pasal>\d+[A-Z]*))",
    r"(?:ayat \((?P<ayat>\d+[a-z]*)\))",
    r"(?:huruf (?P<huruf>[a-z]{1,2}\d*)(?![a-z0-9)]))",
    r"(?:angka (?P<angka>\d+[a-z]*)(?![\w).,]*\d|\)))",
    r"(?:huruf (?P<huruf_kurung>[a-z]{1,2}\d*)\))",
    r"(?:angka (?P<angka_kurung>\d+[a-z]*)\))",
)
_LEVEL = re.compile("|".join(_LEVELS))
_JOINED = re.compile(r"(?:,)?(?: dan/atau| dan| atau| serta| sampai dengan)? ")
# Words behind which a level without its article is a reference and not, say, a quantity.
_POINTING = re.compile(r"\b(?:dalam|pada|dengan|ketentuan|oleh|menurut|dari|selain) $")
_FOREIGN = re.compile(
    r" (?:dalam |pada )?(?:Undang-Undang|Peraturan|Keputusan|Instruksi|Kitab|Ketetapan|UUD|UU|PP|"
    r"Perpres|Permen\w*|Perda|Perbup|Perwal\w*)\b(?P<which>[^.;,]{0,200})"
)
_THIS = re.compile(r"^(?: \w+){0,4}? ini\b")
_ORDER = tuple(kind for kind in Kind if kind in NUMBERED)

Part = tuple[Kind, str]


class Found(NamedTuple):
    """Words that look like a reference: where, which levels with which numbers, joined to the one before."""

    start: int
    end: int
    parts: tuple[Part, ...]
    chained: bool


@dataclass(frozen=True, slots=True)
class Dangling:
    """A reference that leads nowhere: the part it stands in, its words, its former target if known."""

    node: str
    words: str
    target: str = ""


class Binder:
    """Finds what references point to in one state of a text."""

    def __init__(self, document: Document) -> None:
        self.document, self.numbers = document, numbers(document)

    @cached_property
    def _by_number(self) -> dict[tuple[str, Kind, str], str]:
        nodes, parents = self.document.nodes, self.document.parents
        placed = ((nodes[key], value) for key, value in self.numbers.items())
        return {
            ("" if node.kind == Kind.ARTICLE else parents[node.id], node.kind, value): node.id
            for node, value in placed
        }

    def target(self, parts: tuple[Part, ...], near: str) -> str | None:
        """Return the id that ``parts`` name when said in, or right after, the part ``near``."""
        here = self._first(parts[0], near)
        for kind, number in parts[1:]:
            here = self._by_number.get(("" if kind == Kind.ARTICLE else here or "", kind, number))
        return here

    def _first(self, part: Part, near: str) -> str | None:
        kind, number = part
        if kind == Kind.ARTICLE:
            return self._by_number.get(("", kind, number))
        for above in self.document.above(near):
            found = self._by_number.get((above.id, kind, number))
            if found or (kind in LISTED and above.kind == Kind.ARTICLE):
                return found
        return None

    def bound(self, node: Node, text: str) -> tuple[tuple[Ref, ...], list[Dangling]]:
        """Return the references of ``text``, standing in ``node``, and those that lead nowhere."""
        refs: list[Ref] = []
        lost: list[Dangling] = []
        near = node.id
        for found in find(text):
            near = near if found.chained else node.id
            target = self.target(found.parts, near)
            if target:
                # Joined to words that lead nowhere, it stands for itself.
                chained = found.chained and near != node.id
                top = found.parts[0][0]
                refs.append(Ref(found.start, found.end, target, top, chained))
                near = target
            else:
                lost.append(Dangling(node.id, text[found.start : found.end]))
        return tuple(refs), lost

    def words(self, ref: Ref, said: str, near: str) -> str:
        """Return the words for a reference in ``near``: those said if they still hold, else new ones."""
        levels = _levels(said)
        if levels and self.target(levels, near) == ref.target:
            return said
        path = self._path(ref.target)
        kinds = [kind for kind, _ in path]
        if ref.top in kinds:
            start = kinds.index(ref.top)
        else:
            highest = _ORDER.index(ref.top)
            start = max(
                (n for n, each in enumerate(kinds) if _ORDER.index(each) < highest), default=0
            )
        while start and self.target(path[start:], near) != ref.target:
            start -= 1
        return " ".join(named(kind, number) for kind, number in path[start:])

    def _path(self, node_id: str) -> tuple[Part, ...]:
        path: list[Part] = []
        for node in self.document.above(node_id):
            if node.kind in NUMBERED:
                path.append((node.kind, self.numbers[node.id]))
            if node.kind == Kind.ARTICLE:
                break
        return tuple(reversed(path))


def find(text: str) -> Iterator[Found]:
    """Return what in ``text`` looks like a reference to a part of the same text, left to right.

    References to other regulations (*Pasal 5 Undang-Undang Nomor ...*) are left out.
    """
    chain: list[Found] = []
    for found in _composites(text):
        if chain and not found.chained:
            yield from _own(chain, text)
            chain = []
        chain.append(found)
    yield from _own(chain, text)


def _own(chain: list[Found], text: str) -> list[Found]:
    foreign = chain and _FOREIGN.match(text, chain[-1].end)
    return [] if foreign and not _THIS.match(foreign["which"]) else chain


def _composites(text: str) -> Iterator[Found]:
    end = -1
    at = 0
    while match := _LEVEL.search(text, at):
        start = match.start()
        parts, at = _run(text, match)
        chained = end >= 0 and bool(_JOINED.fullmatch(text, end, start))
        if parts and (chained or _points(parts[0][0], text, start)):
            yield Found(start, at, parts, chained)
            end = at
        else:
            end = -1


def _points(kind: Kind, text: str, start: int) -> bool:
    if start and (text[start - 1].isalnum() or text[start - 1] == "-"):
        return False
    if kind in {Kind.LETTER, Kind.NUMBER, Kind.SUBLETTER, Kind.SUBNUMBER, Kind.SUBPART}:
        return bool(_POINTING.search(text, 0, start))
    return True


def _run(text: str, match: re.Match[str]) -> tuple[tuple[Part, ...], int]:
    """Return the levels said in a row, each lower than the one before, and where they end."""
    parts: list[Part] = []
    end = match.end()
    following: re.Match[str] | None = match
    while following:
        kind = Kind(following.lastgroup or "")
        number = read(kind, following[kind.value])
        if number is None or (parts and not _goes_on(parts, kind)):
            break
        parts.append((kind, number))
        end = following.end()
        following = _LEVEL.match(text, end + 1) if text[end : end + 1] == " " else None
    return tuple(parts), end


def _goes_on(parts: list[Part], kind: Kind) -> bool:
    """Return whether a level may follow; lists lie in each other in either order, but not in their like."""
    if kind in LISTED[1:]:
        return all(kind != each for each, _ in parts)
    return _ORDER.index(kind) > _ORDER.index(parts[-1][0])


def _levels(words: str) -> tuple[Part, ...]:
    match = _LEVEL.match(words)
    parts, end = _run(words, match) if match else ((), 0)
    return parts if end == len(words) else ()


def bind(document: Document) -> tuple[Document, list[Dangling]]:
    """Return the text with its references bound to ids, and those that lead nowhere.

    What precedes the chapters cites other regulations; there only *Menimbang* is bound, to its own letters.
    """
    binder = Binder(document)
    changed: dict[str, Node] = {}
    lost: list[Dangling] = []
    for node in document.nodes.values():
        if not node.text or not is_bound(document, node):
            continue
        refs, missing = binder.bound(node, node.text)
        lost += missing
        if refs != node.refs:
            changed[node.id] = replace(node, refs=refs)
    if not changed:
        return document, lost
    return replace(document, root=rebuilt(document.root, changed)), lost


def is_bound(document: Document, node: Node) -> bool:
    """Return whether references in a part are to this text, and not to the laws it cites."""
    if node.kind in {Kind.ROOT, Kind.TITLE, Kind.OPENING, Kind.CLOSING, Kind.APPROVAL}:
        return False
    return not any(above.kind in {Kind.RECALLING, Kind.NOTING} for above in document.above(node.id))


def repaired(document: Document) -> tuple[Document, list[Dangling]]:
    """Return the text with its references written for the numbers of today, and those to deleted parts."""
    binder = Binder(document)
    changed: dict[str, Node] = {}
    lost: list[Dangling] = []
    for node in document.nodes.values():
        if node.refs:
            anew, missing = _written_anew(binder, node)
            lost += missing
            if anew != node:
                changed[node.id] = anew
    if not changed:
        return document, lost
    return replace(document, root=rebuilt(document.root, changed)), lost


def _written_anew(binder: Binder, node: Node) -> tuple[Node, list[Dangling]]:
    text, at, near = "", 0, node.id
    refs: list[Ref] = []
    lost: list[Dangling] = []
    for ref in node.refs:
        text += node.text[at : ref.start]
        said, at = node.text[ref.start : ref.end], ref.end
        target = binder.document.nodes.get(ref.target)
        if target is None or target.repealed:
            lost.append(Dangling(node.id, said, ref.target))
        if target is not None:
            near = near if ref.chained else node.id
            said = binder.words(ref, said, near)
            near = ref.target
        refs.append(replace(ref, start=len(text), end=len(text) + len(said)))
        text += said
    return replace(node, text=text + node.text[at:], refs=tuple(refs)), lost
