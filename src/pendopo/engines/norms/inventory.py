"""The Daftar Inventarisasi Masalah (DIM): the draft part by part, what is proposed, what was decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pendopo.engines.norms.amendments import Act, Amendment
from pendopo.engines.norms.kinds import LISTED, Kind
from pendopo.engines.norms.numbering import label, marker, numbers
from pendopo.engines.norms.tree import Document, Node

COLUMNS = ("No.", "Bagian", "Rancangan", "Usul", "Alasan", "Keputusan")


class Status(StrEnum):
    """What was decided on a part."""

    UNCHANGED = "tetap"
    CHANGED = "diubah"
    DELETED = "dihapus"
    PENDING = "dipending"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table; ``proposals`` and ``reasons`` go together, one for each amendment."""

    number: int
    node: str
    place: str
    draft: str
    amendments: tuple[str, ...]
    proposals: tuple[str, ...]
    reasons: tuple[str, ...]
    status: Status

    def cells(self) -> tuple[str, ...]:
        """Return the row as words, for paper and spreadsheets."""
        proposals = "\n".join(self.proposals) or "Tetap"
        return (
            str(self.number),
            self.place,
            self.draft,
            proposals,
            "\n".join(self.reasons),
            self.status.value.capitalize(),
        )


def inventory(
    document: Document,
    amendments: Sequence[Amendment],
    *,
    adopted: Collection[str] = (),
    refused: Collection[str] = (),
) -> list[Row]:
    """Return one row for each part of the draft that has words or a proposal, in reading order.

    An insertion stands in the row of the part it follows. What is neither adopted nor refused is pending.
    """
    found = numbers(document)
    proposed: dict[str, list[Amendment]] = defaultdict(list)
    for each in sorted(amendments, key=lambda each: each.id):
        proposed[each.node or each.after or each.parent].append(each)
    rows: list[Row] = []
    for node in document.nodes.values():
        here = proposed.get(node.id, [])
        if node.kind != Kind.ROOT and (node.text or here):
            rows.append(
                Row(
                    number=len(rows) + 1,
                    node=node.id,
                    place=label(document, node.id, found),
                    draft=node.text,
                    amendments=tuple(each.id for each in here),
                    proposals=tuple(_proposal(document, each, found) for each in here),
                    reasons=tuple(each.reason for each in here),
                    status=_status(here, adopted, refused),
                )
            )
    return rows


def _status(
    amendments: list[Amendment], adopted: Collection[str], refused: Collection[str]
) -> Status:
    taken = [each for each in amendments if each.id in adopted]
    if any(each.act == Act.DELETE for each in taken):
        return Status.DELETED
    if taken:
        return Status.CHANGED
    if any(each.id not in refused for each in amendments):
        return Status.PENDING
    return Status.UNCHANGED


def _proposal(document: Document, amendment: Amendment, found: dict[str, str]) -> str:
    match amendment.act:
        case Act.CHANGE:
            said = f"Diubah menjadi: {amendment.text}"
        case Act.DELETE:
            said = "Dihapus."
        case Act.MOVE:
            place = amendment.after or amendment.parent
            where = "ke belakang" if amendment.after else "ke awal"
            said = f"Dipindahkan {where} {label(document, place, found)}."
        case Act.INSERT:
            words = " ".join(text for part in amendment.parts for text in _said(part, 0) if text)
            said = f"Disisipkan: {words}"
    return f"[{amendment.id}] {said}"


def _said(part: Node, n: int) -> Iterator[str]:
    if part.kind in LISTED and n:
        yield marker(part.kind, str(n))
    yield part.text
    for n_child, child in enumerate(part.children, start=1):
        yield from _said(child, n_child)
