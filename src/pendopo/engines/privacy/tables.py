"""Tables as text: which column a place lies in, and what the head of the column calls its values."""

from __future__ import annotations

import csv
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from pendopo.engines.privacy.folding import fold
from pendopo.engines.privacy.kinds import Finding
from pendopo.engines.privacy.led import CELL_KINDS
from pendopo.engines.privacy.numbers import Found
from pendopo.engines.privacy.rules import LABEL, Rules
from pendopo.engines.privacy.scanning import Scanner
from pendopo.engines.privacy.vocabulary import plain
from pendopo.engines.privacy.window import Label, TableWindow

# What parts cells that come from a spreadsheet and not from a text: no cell holds it.
UNIT = "\x1f"
_DELIMITERS = (",", ";", "\t", "|")
_QUOTE, _LINE = ord('"'), ord("\n")
_HEAD_ROWS = 10
_PART = 1 << 18
# A row longer than this is taken for a quote that was never closed.
_LONGEST_ROW = 1 << 22


class Head(NamedTuple):
    """What the first row says about a column."""

    label: Label | None = None
    has_names: bool = False


class Layout(NamedTuple):
    """How a delimited text is to be read.

    Attributes
    ----------
    delimiter
        One sign.
    is_quoted
        Whether cells may stand between quotes (RFC 4180).
    heads
        One for each column; empty if no row names the columns.
    """

    delimiter: str
    is_quoted: bool
    heads: tuple[Head, ...]


class CellFinding(NamedTuple):
    """A finding with its row and column, both counted from 0, and where its cell begins."""

    finding: Finding
    row: int
    column: int
    cell_start: int


def layout_of(sample: str, rules: Rules, *, delimiter: str = "") -> Layout:
    """Return the layout of a delimited text from its first rows."""
    lines = sample.splitlines()[:_HEAD_ROWS]
    sign = delimiter or max(_DELIMITERS, key=lambda each: lines[0].count(each) if lines else 0)
    is_quoted = sign != UNIT
    rows = (
        list(csv.reader(lines, delimiter=sign))
        if is_quoted
        else [line.split(sign) for line in lines]
    )
    return Layout(sign, is_quoted, heads_of(rows, rules))


def heads_of(rows: Sequence[Sequence[str]], rules: Rules) -> tuple[Head, ...]:
    """Return what the first row with known names says, or nothing.

    A title may stand above it; a row with long figures is no head.
    """
    for row in rows:
        heads = tuple(_head(cell, rules) for cell in row)
        n_known = sum(head != Head() for head in heads)
        if n_known and not any(_has_figures(cell) for cell in row):
            return heads
    return ()


def _head(cell: str, rules: Rules) -> Head:
    text = plain(fold(cell)).strip()
    marks = [mark for mark in rules.vocabulary.marks(text) if LABEL in mark.word.roles]
    if not marks:
        return Head(None, text in rules.name_heads)
    label = Label(marks[-1].word.label, is_weak=False, is_direct=True, end=-1)
    return Head(label, text in rules.name_heads)


def _has_figures(cell: str) -> bool:
    return sum(sign.isdigit() for sign in cell) >= 6


class Cells:
    """Where the cells of some whole rows lie; what `window.Columns` asks for."""

    def __init__(self, text: str, layout: Layout) -> None:
        """Find the ends of cells and rows outside quotes."""
        cell_ends, row_ends = ends_of(text, layout)
        starts = np.concatenate([[0], np.union1d(cell_ends, row_ends) + 1])
        # The place among all cells of the first cell of each row.
        rows = np.concatenate([[0], np.searchsorted(starts, row_ends + 1)])
        columns = np.arange(len(starts)) - np.repeat(rows, np.diff(rows, append=len(starts)))
        self.has_names = any(head.has_names for head in layout.heads)
        self._labels = [head.label for head in layout.heads]
        self._starts: list[int] = starts.tolist()
        self._rows: list[int] = rows.tolist()
        self._columns: list[int] = columns.tolist()
        self._length = len(text)
        # The last row of a file may lack its line end; those before never do.
        self.n_rows = len(row_ends)

    def positions(self, places: Sequence[int]) -> Iterator[tuple[int, int, int]]:
        """Return row and column around each place, and where its cell begins."""
        cells = np.searchsorted(self._starts, places, side="right") - 1
        rows = np.searchsorted(self._rows, cells, side="right") - 1
        starts, columns = np.take(self._starts, cells), np.take(self._columns, cells)
        return zip(rows.tolist(), columns.tolist(), starts.tolist(), strict=True)

    def cell_start(self, place: int) -> int:
        """Return where the cell around a place begins."""
        return self._starts[bisect_right(self._starts, place) - 1]

    def label(self, place: int) -> Label | None:
        """Return what the head of the column around a place calls its values."""
        column = self._columns[bisect_right(self._starts, place) - 1]
        return self._labels[column] if column < len(self._labels) else None

    def spans(self, column: int) -> list[tuple[int, int]]:
        """Return start and end of every cell of a column."""
        starts = [*self._starts, self._length + 1]
        return [
            (starts[cell], starts[cell + 1] - 1)
            for cell, each in enumerate(self._columns)
            if each == column
        ]


def ends_of(text: str, layout: Layout) -> tuple[np.ndarray, np.ndarray]:
    """Return int64 arrays: where cells end before a delimiter, and where rows end.

    Neither counts inside quotes; a doubled quote opens and closes at once, so parity is enough.
    """
    # Not the folded text: there a full-width comma is a comma.
    signs = np.frombuffer(text.encode("ascii", "replace"), dtype=np.uint8)
    cells, rows = signs == ord(layout.delimiter), signs == _LINE
    if layout.is_quoted and '"' in text:
        outside = np.bitwise_xor.accumulate(signs == _QUOTE) == 0
        cells &= outside
        rows &= outside
    return np.flatnonzero(cells), np.flatnonzero(rows)


def scan_table(scanner: Scanner, texts: Iterable[str], layout: Layout) -> Iterator[CellFinding]:
    """Return what a delimited text holds, with offsets into the whole; memory does not grow."""
    offset = n_rows = 0
    for text, rows_layout in _whole_rows(texts, layout):
        cells = Cells(text, rows_layout)
        window = TableWindow(text, scanner.rules, cells, offset=offset)
        led = _led(scanner, window, cells, layout)
        found = scanner.counted(window, scanner.findings(window, led))
        places = cells.positions([finding.start - offset for finding in found])
        for finding, (row, column, start) in zip(found, places, strict=True):
            yield CellFinding(finding, row + n_rows, column, start + offset)
        offset += len(text)
        n_rows += cells.n_rows


def _led(scanner: Scanner, window: TableWindow, cells: Cells, layout: Layout) -> Iterator[Found]:
    """Return what only the heads of some columns give away."""
    for column, head in enumerate(layout.heads):
        if head.label and head.label.kind in CELL_KINDS:
            yield from scanner.led.find_cells(window, head.label.kind, cells.spans(column))


def _whole_rows(texts: Iterable[str], layout: Layout) -> Iterator[tuple[str, Layout]]:
    held = ""
    for text in texts:
        held += text
        if len(held) < _PART:
            continue
        ends = ends_of(held, layout)[1]
        if not len(ends) and len(held) > _LONGEST_ROW:
            layout = layout._replace(is_quoted=False)
            ends = ends_of(held, layout)[1]
        if len(ends):
            cut = int(ends[-1]) + 1
            yield held[:cut], layout
            held = held[cut:]
    if held:
        yield held, layout
