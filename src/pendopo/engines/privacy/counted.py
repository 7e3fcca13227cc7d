"""Small cells in files: tables of counts as CSV or XLSX, with the cells to hide as their owner names them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import BinaryIO, NamedTuple

from pendopo.engines.privacy.cells import small_cells
from pendopo.engines.privacy.rules import Rules
from pendopo.engines.privacy.tables import layout_of
from pendopo.engines.privacy.where import Where, cell_name
from pendopo.engines.privacy.workbooks import WORKBOOKS, sheets_of

TABLES = frozenset({".csv", ".tsv", ".tab", ".psv"})
# A longer table is a list of things, not of counts.
_MOST_ROWS = 5_000
_SNIFFED = 1 << 13


class SmallCount(NamedTuple):
    """A cell to hide before everyone may see the table."""

    where: Where
    is_complementary: bool


def small_counts(file: BinaryIO, suffix: str, rules: Rules) -> Iterator[SmallCount]:
    """Return the cells to hide in an open file; none if it is no table of counts.

    Raises
    ------
    FileUnreadable
    """
    for title, rows in _tables(file, suffix, rules):
        table = [list(row) for row in islice(rows, _MOST_ROWS + 1)]
        if len(table) <= _MOST_ROWS:
            for each in small_cells(table, rules):
                where = Where(cell=cell_name(each.row, each.column), sheet=title)
                yield SmallCount(where, each.is_complementary)


def _tables(
    file: BinaryIO, suffix: str, rules: Rules
) -> Iterator[tuple[str, Iterable[Sequence[str]]]]:
    if suffix in WORKBOOKS:
        yield from sheets_of(file)
    elif suffix in TABLES:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
        try:
            sample = text.read(_SNIFFED)
            text.seek(0)
            yield "", csv.reader(text, delimiter=layout_of(sample, rules).delimiter)
        finally:
            text.detach()
