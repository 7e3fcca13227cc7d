"""Open a spreadsheet from a stranger: bounded, read-only, nothing in it is run."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl

from pendopo.ecosystem.exchange.sp4n.types import ExportUnreadable

MAX_FILE_BYTES = 64 * 1024 * 1024
MAX_UNPACKED_BYTES = 256 * 1024 * 1024
MAX_SHEETS = 20
MAX_COLUMNS = 100
MAX_SHEET_ROWS = 1_048_576  # a spreadsheet's own limit; a forged row number may lie beyond it
_OLD_EXCEL = bytes.fromhex("d0cf11e0a1b11ae1")

Cells = tuple[object, ...]


def check_container(path: Path) -> None:
    """Refuse what is not a whole .xlsx file of bearable size.

    Raises
    ------
    ExportUnreadable
        With the sentence that fits the fault.
    """
    try:
        with path.open("rb") as file:
            start = file.read(8)
    except OSError as error:
        raise ExportUnreadable("Berkas tidak dapat dibuka.") from error
    if not start:
        raise ExportUnreadable("Berkas ini kosong.")
    if start == _OLD_EXCEL:
        raise ExportUnreadable(
            "Berkas ini berformat Excel lama atau dikunci kata sandi; simpan ulang sebagai .xlsx."
        )
    if not start.startswith(b"PK"):
        raise ExportUnreadable("Berkas ini bukan berkas Excel (.xlsx).")
    if path.stat().st_size > MAX_FILE_BYTES or _unpacked_bytes(path) > MAX_UNPACKED_BYTES:
        raise ExportUnreadable("Isi berkas ini terlalu besar.")


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """Yield the workbook; formulas stay text and macros are never loaded."""
    with warnings.catch_warnings(), path.open("rb") as file:
        # Missing styles and the like are of no concern to a reader of values.
        warnings.simplefilter("ignore")
        workbook = openpyxl.load_workbook(file, read_only=True, data_only=False, keep_links=False)
        try:
            yield workbook
        finally:
            workbook.close()


def sheet_rows(sheet: Any) -> Iterator[tuple[int, Cells]]:
    """Yield (row number, cells) of every row that is not empty, at most 100 cells wide."""
    # The stated dimension is often wrong in exports and would cut columns off.
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number > MAX_SHEET_ROWS:
            raise ExportUnreadable("Berkas ini memuat nomor baris yang tidak mungkin.")
        if any(cell is not None for cell in cells):
            yield number, cells[:MAX_COLUMNS]


def _unpacked_bytes(path: Path) -> int:
    try:
        with zipfile.ZipFile(path) as archive:
            return sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ExportUnreadable("Berkas ini rusak atau terpotong; unduh ulang.") from error
