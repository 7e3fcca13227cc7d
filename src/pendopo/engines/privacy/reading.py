"""Reading files that may be broken or made to harm: one refusal for all, which quotes nothing."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO, TypeVar

from pendopo.engines.privacy.errors import FileUnreadable

# A small archive may unfold without end; an office's largest files stay far below.
MOST_UNPACKED = 1 << 30
# What the libraries raise on broken files; ElementTree's error is a SyntaxError.
_BROKEN = (
    ArithmeticError, AttributeError, LookupError, OSError, EOFError, RecursionError, SyntaxError,
    TypeError, ValueError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
ItemT = TypeVar("ItemT")


def reading(items: Iterable[ItemT], what: str) -> Iterator[ItemT]:
    """Hand on what a library reads from a file.

    Raises
    ------
    FileUnreadable
        The library failed; its words are dropped, as they may quote the file.
    """
    try:
        yield from items
    except FileUnreadable:
        raise
    except _BROKEN:
        message = f"Berkas {what} ini rusak atau terkunci."
        raise FileUnreadable(message) from None


def require_modest(file: BinaryIO, what: str) -> None:
    """Raise FileUnreadable unless an archive unfolds to less than a gigabyte.

    Raises
    ------
    FileUnreadable
    """
    try:
        with zipfile.ZipFile(file) as archive:
            total = sum(entry.file_size for entry in archive.infolist())
    except (OSError, ValueError, zipfile.BadZipFile):
        message = f"Berkas {what} ini rusak atau terkunci."
        raise FileUnreadable(message) from None
    if total > MOST_UNPACKED:
        message = f"Isi berkas {what} ini lebih dari 1 GB setelah dibuka; tidak diperiksa."
        raise FileUnreadable(message)
    file.seek(0)
