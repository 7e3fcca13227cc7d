"""A stretch of text made ready for the detectors: folded, its words marked, persons found late."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import NamedTuple, Protocol

from pendopo.engines.privacy.folding import fold
from pendopo.engines.privacy.kinds import Kind
from pendopo.engines.privacy.persons import persons_in
from pendopo.engines.privacy.rules import LABEL, Rules
from pendopo.engines.privacy.vocabulary import SHORT, Mark, beginnings, plain

WEAK = "weak"


# Behind three small letters or a figure that are no abbreviation: "Bpk. Andi", "telp. Ibu Siti".
# Each pattern begins with the sign, which is rarer than what stands before it.
_ENDING = (
    rb"[.!?](?:(?<=[a-z]{3}.)(?<!telp.)(?<!kec.)(?<!kab.)(?<!kel.)(?<!bpk.)(?<!sdr.)(?<!jln.)(?<!rek.)"
    rb"|(?<=[0-9)].))[\"')]?(?:[ \t]*\n|\s+(?=[A-Z]))"
)
_SENTENCE_END = re.compile(_ENDING + rb"|\n(?:\s*\n|(?=[A-Z][a-z]+ [a-z]+ |[^\n:]{1,30}: ))")
# A new line is a new statement unless it goes on in small letters or is a field of a form.
_STATEMENT_END = re.compile(_ENDING + rb"|\n(?:\s*\n|(?=[A-Z0-9][^:\n]{20}))")
_LIST = re.compile(rb"[\s:=]*[0-9 .-]+(?:[,;/&\s]|dan)[0-9 .,;/&\n-]*(?:dan\s+)?[0-9 .,;/&\n-]*")


class Label(NamedTuple):
    """What the words before a number, or the head of its column, call it.

    Attributes
    ----------
    kind
        None if the words say that it is something else: a ticket, a barcode.
    is_weak
        Whether the words go with other numbers too: "transfer ke".
    is_direct
        Whether no other digit stands between.
    end
        Where the words end; -1 for the head of a column.
    """

    kind: Kind | None
    is_weak: bool
    is_direct: bool
    end: int


class Columns(Protocol):
    """Where the cells of a table lie in a window."""

    has_names: bool

    def cell_start(self, place: int) -> int:
        """Return where the cell around a place begins."""

    def label(self, place: int) -> Label | None:
        """Return what the head of the column calls what stands at a place."""


class Window:
    """Text with what all detectors need of it."""

    def __init__(
        self, text: str, rules: Rules, *, offset: int = 0, opaque: tuple[str, ...] = ()
    ) -> None:
        """Fold the text and mark its words; covers already in it count for nothing.

        Parameters
        ----------
        offset
            Where the text begins in the whole; what is found is told in places of the whole.
        """
        self.rules = rules
        self.offset = offset
        self.folded = _blanked(fold(text), text, opaque)
        self.plain = plain(self.folded)
        self._marks: dict[str, list[Mark]] = {}
        self._begun = beginnings(self.plain) if len(self.plain) >= SHORT else None
        for mark in rules.vocabulary.marks(self.plain, self._begun):
            for role in mark.word.roles:
                self._marks.setdefault(role, []).append(mark)
        self._label_reach = rules.reach["label"]
        self._labels = self.marks(LABEL)
        self._label_starts = [mark.start for mark in self._labels]
        self._label_ends = [mark.end for mark in self._labels]

    def label(self, start: int) -> Label | None:
        """Return what a number that begins at a place is called."""
        place = bisect_left(self._label_starts, start) - 1
        if place < 0 or not 0 <= start - self._label_ends[place] <= self._label_reach:
            return None
        mark = self._labels[place]
        between = self.plain[mark.end : start]
        is_weak = WEAK in mark.word.roles
        is_direct = between.translate(None, b"0123456789") == between
        # A ticket's number is one; "NIK 3276..., 3277... dan 3278..." are many.
        is_meant = is_direct or (mark.word.label is not None and _LIST.fullmatch(between))
        if not is_meant or _SENTENCE_END.search(self.folded, mark.end, start):
            return None
        if is_weak and b"\n" in self.folded[mark.end : start]:
            return None
        return Label(mark.word.label, is_weak, is_direct, mark.end)

    @cached_property
    def small(self) -> bytes:
        """The folded text in small letters, with its lines."""
        return self.folded.lower()

    @cached_property
    def persons(self) -> list[int]:
        """Where persons are named, in order."""
        return persons_in(self, self.rules.persons.marks(self.plain, self._begun))

    def has_person(self, start: int, end: int) -> bool:
        """Return whether a person is named between two places."""
        place = bisect_left(self.persons, start)
        return place < len(self.persons) and self.persons[place] <= end

    def has_someone(self, start: int, end: int) -> bool:
        """Return whether a person is named or a number of identity called so between two places."""
        return self.has_person(start, end) or self.has_near("identity", start, end)

    def has_near(self, role: str, start: int, end: int) -> bool:
        """Return whether a word of a list stands between two places."""
        return self.rules.near[role].search(self.plain, max(start, 0), end) is not None

    def sentence(self, start: int, end: int, reach: int) -> tuple[int, int]:
        """Return where the sentence around a stretch begins and ends, within ``reach`` of it."""
        begins, ends = self._sentences
        first = bisect_right(begins, start) - 1
        last = bisect_left(ends, end)
        return max(begins[first], start - reach), min(ends[last], end + reach)

    @cached_property
    def _sentences(self) -> tuple[list[int], list[int]]:
        breaks = [match.span() for match in _STATEMENT_END.finditer(self.folded)]
        return (
            [0, *(end for _start, end in breaks)],
            [*(start for start, _end in breaks), len(self.folded)],
        )

    def marks(self, role: str) -> list[Mark]:
        """Return the words that play a role, in order."""
        return self._marks.get(role, [])


class TableWindow(Window):
    """Rows of a table, whose heads call what stands below them."""

    def __init__(self, text: str, rules: Rules, columns: Columns, *, offset: int = 0) -> None:
        """Add where the cells lie."""
        super().__init__(text, rules, offset=offset)
        self._columns = columns

    def label(self, start: int) -> Label | None:
        """Return what a number is called by words in its own cell, else by the head."""
        near = super().label(start)
        if near is not None and near.end > self._columns.cell_start(start):
            return near
        return self._columns.label(start)

    def has_person(self, start: int, end: int) -> bool:
        """Return whether a person is named between two places, or in a column of every row."""
        return self._columns.has_names or super().has_person(start, end)


def _blanked(folded: bytes, text: str, opaque: tuple[str, ...]) -> bytes:
    for cover in opaque:
        if cover in text:
            place = text.find(cover)
            while place >= 0:
                folded = folded[:place] + bytes(len(cover)) + folded[place + len(cover) :]
                place = text.find(cover, place + len(cover))
    return folded
