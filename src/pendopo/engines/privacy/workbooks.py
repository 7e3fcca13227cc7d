"""Workbooks (XLSX), sheet by sheet and row by row, hidden sheets too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any, BinaryIO

from pendopo.engines.privacy.reading import reading, require_modest
from pendopo.engines.privacy.scanning import Scanner
from pendopo.engines.privacy.tables import UNIT, Layout, heads_of, scan_table
from pendopo.engines.privacy.where import Located, Where, cell_name

WORKBOOKS = frozenset({".xlsx", ".xlsm"})
_HEAD_ROWS = 10
_BATCH = 500
# A cell never holds what parts cells and rows in the text made of them.
_BREAKS = str.maketrans({UNIT: " ", "\n": " ", "\r": " "})
Row = tuple[str, ...]


def workbook_findings(file: BinaryIO, scanner: Scanner) -> Iterator[Located]:
    """Return what the cells of a workbook hold; offsets count within the cell.

    Raises
    ------
    FileUnreadable
    """
    for title, rows in sheets_of(file):
        yield from _sheet_findings(title, rows, scanner)


def sheets_of(file: BinaryIO) -> Iterator[tuple[str, Iterator[Row]]]:
    """Return the title and the rows of every sheet, cells as they are shown.

    Raises
    ------
    FileUnreadable
    """
    require_modest(file, "XLSX")
    for title, rows in reading(_sheets(file), "XLSX"):
        yield title, reading(rows, "XLSX")


def _sheets(file: BinaryIO) -> Iterator[tuple[str, Iterator[Row]]]:
    from openpyxl import load_workbook  # noqa: PLC0415 -- slow to import, only for workbooks

    book = load_workbook(file, read_only=True, data_only=True)
    for sheet in book.worksheets:
        # What a sheet says of its own size may be wrong, and then rows are cut short.
        sheet.reset_dimensions()
        yield sheet.title, (tuple(map(_shown, row)) for row in sheet.iter_rows(values_only=True))


def _sheet_findings(title: str, rows: Iterator[Row], scanner: Scanner) -> Iterator[Located]:
    first = list(islice(rows, _HEAD_ROWS))
    layout = Layout(UNIT, is_quoted=False, heads=heads_of(first, scanner.rules))
    for finding, row, column, start in scan_table(scanner, _texts(chain(first, rows)), layout):
        shifted = finding._replace(start=finding.start - start, end=finding.end - start)
        yield Located(shifted, Where(cell=cell_name(row, column), sheet=title))


def _texts(rows: Iterable[Row]) -> Iterator[str]:
    remaining = iter(rows)
    while batch := list(islice(remaining, _BATCH)):
        yield "".join(UNIT.join(row) + "\n" for row in batch)


def _shown(value: Any) -> str:
    """Return a cell as its owner sees it: whole numbers without a point, nothing as nothing."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).translate(_BREAKS)
