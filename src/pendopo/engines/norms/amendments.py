"""Amendments in legislative form: change words, insert parts, delete or move a part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from pendopo.engines.norms.errors import NormError
from pendopo.engines.norms.kinds import IN_LINES, LISTED, NUMBERED, ONCE, Kind, may_hold
from pendopo.engines.norms.parsing import reads_as_itself, words
from pendopo.engines.norms.tree import MAX_ID, Document, Node, check_id

STATUS_QUO = "status-quo"
_DELETABLE = NUMBERED | {Kind.NOTE}
_RANKS = {
    kind: rank
    for rank, kind in enumerate(
        (
            *ONCE[:-2],
            Kind.ARTICLE,
            Kind.SUBPART,
            Kind.PART,
            Kind.CHAPTER,
            *ONCE[-2:],
            Kind.GENERAL,
            Kind.NOTE,
        )
    )
}
_ROOM_FOR_COUNT = 6


class Act(StrEnum):
    """What an amendment does."""

    CHANGE = "ubah"
    INSERT = "sisip"
    DELETE = "hapus"
    MOVE = "pindah"


@dataclass(frozen=True, slots=True)
class Amendment:
    """One change to a text, told by the ids of that text.

    ``node`` is changed, deleted or moved. An insertion or a move goes into ``parent``, right behind its
    child ``after`` or, if that is empty, to its beginning. ``parts`` are inserted; they have no ids yet
    and get ``id-1``, ``id-2``, ... in reading order, so that no order of application matters.
    """

    id: str
    act: Act
    node: str = ""
    text: str = ""
    parent: str = ""
    after: str = ""
    parts: tuple[Node, ...] = ()
    reason: str = ""
    origin: tuple[str, ...] = ()

    @property
    def place(self) -> tuple[str, str] | None:
        """Where something arrives: the part that takes it and the child ahead of it, if any.

        A note of the elucidation stands where its part stands, so that is its place.
        """
        if self.act not in {Act.INSERT, Act.MOVE}:
            return None
        notes = [part.about for part in self.parts if part.kind == Kind.NOTE]
        return (self.parent, notes[0] if notes else self.after)


def check(document: Document, amendment: Amendment) -> None:
    """Refuse an amendment that cannot be applied to this text.

    Raises
    ------
    NormError
    """
    check_id(amendment.id)
    if amendment.id == STATUS_QUO:
        _refuse(amendment, "id itu berarti “tetap seperti semula”")
    if len(amendment.id) > MAX_ID - _ROOM_FOR_COUNT:
        _refuse(amendment, f"id paling banyak {MAX_ID - _ROOM_FOR_COUNT} huruf")
    match amendment.act:
        case Act.CHANGE:
            _check_change(document, amendment)
        case Act.DELETE:
            node = _standing(document, amendment, amendment.node)
            if node.kind not in _DELETABLE:
                _refuse(amendment, f"{node.kind.value} tidak dapat dihapus")
        case Act.INSERT:
            _check_insertion(document, amendment)
        case Act.MOVE:
            _check_move(document, amendment)


def _refuse(amendment: Amendment, why: str) -> None:
    message = f"Usul '{amendment.id}' ditolak: {why}."
    raise NormError(message)


def _standing(document: Document, amendment: Amendment, node_id: str) -> Node:
    node = document.node(node_id)
    if node.repealed:
        _refuse(amendment, f"bagian '{node_id}' sudah dihapus")
    return node


def _check_change(document: Document, amendment: Amendment) -> None:
    node = _standing(document, amendment, amendment.node)
    if node.kind == Kind.ROOT:
        _refuse(amendment, "naskah seluruhnya tidak dapat diubah sekaligus")
    _check_words(amendment, replace(node, text=amendment.text))


def _check_words(amendment: Amendment, node: Node) -> None:
    if node.text != tidy(node.kind, node.text):
        _refuse(amendment, "teks memuat baris baru atau spasi berlebih")
    if not node.text and not node.children:
        _refuse(amendment, "teks baru kosong")
    if not reads_as_itself(node.kind, node.text):
        _refuse(amendment, f"teks '{node.text[:30]}' dimulai seperti bagian lain")


def tidy(kind: Kind, text: str) -> str:
    """Return words as a text of that kind keeps them: single spaces, lines only where they count."""
    if kind not in IN_LINES:
        return words(text)
    return "\n".join(line for each in text.splitlines() if (line := words(each)))


def _check_insertion(document: Document, amendment: Amendment) -> None:
    if not amendment.parts:
        _refuse(amendment, "tidak ada yang disisipkan")
    kinds = {part.kind for part in amendment.parts}
    if len(kinds) > 1:
        _refuse(amendment, "satu sisipan hanya memuat bagian yang sejenis")
    if kinds == {Kind.NOTE}:
        _check_note(document, amendment)
    for part in amendment.parts:
        _check_part(document, amendment, part)
        if part.kind != Kind.NOTE:
            _check_place(document, amendment, part)


def _check_part(document: Document, amendment: Amendment, part: Node) -> None:
    if part.id or part.number or part.refs or part.repealed:
        _refuse(amendment, "bagian baru belum boleh mempunyai id, nomor, atau rujukan")
    _check_words(amendment, part)
    if len({child.kind for child in part.children}) > 1:
        _refuse(amendment, "butir yang berbeda jenis tidak dapat berada dalam satu bagian")
    for child in part.children:
        if not may_hold(part.kind, child.kind):
            _refuse(amendment, f"{child.kind.value} tidak dapat berada di dalam {part.kind.value}")
        _check_part(document, amendment, child)
    below = (each for child in part.children for each in child.walk())
    if any(list_kinds(part) & list_kinds(each) for each in below):
        _refuse(amendment, "jenis butir yang sama berulang di dalamnya")


def _check_note(document: Document, amendment: Amendment) -> None:
    note = amendment.parts[0]
    about = _standing(document, amendment, note.about)
    if len(amendment.parts) > 1 or note.children or amendment.after:
        _refuse(amendment, "satu usul hanya menambah satu butir penjelasan, tanpa tempat")
    if document.node(amendment.parent).kind != Kind.ELUCIDATION:
        _refuse(amendment, "butir penjelasan hanya berada di dalam penjelasan")
    if not any(above.kind == Kind.ARTICLE for above in document.above(about.id)):
        _refuse(amendment, "yang dijelaskan harus pasal atau bagian dari pasal")
    if any(each.about == about.id for each in document.of_kind(Kind.NOTE)):
        _refuse(amendment, "bagian itu sudah mempunyai penjelasan; ubahlah yang ada")


def list_kinds(node: Node) -> frozenset[Kind]:
    """Return the kind of a listed part, as a set; nothing for all others."""
    return frozenset({node.kind} & set(LISTED))


def _check_place(document: Document, amendment: Amendment, part: Node) -> None:
    parent = _standing(document, amendment, amendment.parent)
    if part.kind not in NUMBERED or not may_hold(parent.kind, part.kind):
        _refuse(amendment, f"{part.kind.value} tidak dapat berada di dalam {parent.kind.value}")
    siblings = [child.id for child in parent.children]
    if amendment.after and amendment.after not in siblings:
        _refuse(amendment, f"'{amendment.after}' tidak berada langsung di dalam '{parent.id}'")
    at = siblings.index(amendment.after) + 1 if amendment.after else 0
    _check_neighbours(amendment, part.kind, parent.children[:at], parent.children[at:])
    within = {kind for each in part.walk() for kind in list_kinds(each)}
    if within & context(document, parent.id):
        _refuse(amendment, "jenis butir yang sama tidak dapat bersarang")


def _check_neighbours(
    amendment: Amendment, kind: Kind, ahead: tuple[Node, ...], behind: tuple[Node, ...]
) -> None:
    fits = all(each.kind == kind for each in (*ahead, *behind))
    if kind not in LISTED:
        rank = _RANKS[kind]
        fits = all(_RANKS[each.kind] <= rank for each in ahead) and all(
            rank <= _RANKS[each.kind] for each in behind
        )
    if not fits:
        _refuse(amendment, f"{kind.value} tidak dapat disisipkan di antara bagian lain jenis")


def context(document: Document, node_id: str) -> frozenset[Kind]:
    """Return the kinds of list that a part stands in, its own included."""
    return frozenset(kind for each in document.above(node_id) for kind in list_kinds(each))


def _check_move(document: Document, amendment: Amendment) -> None:
    node = _standing(document, amendment, amendment.node)
    if node.kind not in NUMBERED:
        _refuse(amendment, f"{node.kind.value} tidak dapat dipindahkan")
    if any(each.id == node.id for each in document.above(document.node(amendment.parent).id)):
        _refuse(amendment, "sebuah bagian tidak dapat dipindahkan ke dalam dirinya sendiri")
    if amendment.after == node.id:
        _refuse(amendment, "bagian itu sudah berada di tempat tujuannya")
    _check_place(document, amendment, node)


def new_parts(amendment: Amendment) -> tuple[Node, ...]:
    """Return the inserted parts with their ids."""
    numbered = (f"{amendment.id}-{n}" for n in range(1, 10**_ROOM_FOR_COUNT))
    return tuple(_with_ids(part, numbered) for part in amendment.parts)


def _with_ids(part: Node, ids: Iterator[str]) -> Node:
    own = next(ids)
    return replace(part, id=own, children=tuple(_with_ids(child, ids) for child in part.children))
