"""Looking through a file of any kind: what it is, what it holds and where."""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, NamedTuple

from pendopo.engines.privacy.counted import TABLES
from pendopo.engines.privacy.documents import document_findings, portable_findings
from pendopo.engines.privacy.errors import FileUnreadable
from pendopo.engines.privacy.images import image_findings
from pendopo.engines.privacy.kinds import Finding
from pendopo.engines.privacy.lines import Lines
from pendopo.engines.privacy.scanning import Scanner
from pendopo.engines.privacy.tables import layout_of, scan_table
from pendopo.engines.privacy.where import Located, Where, cell_name
from pendopo.engines.privacy.workbooks import WORKBOOKS, workbook_findings

_PART = 1 << 18
_SNIFFED = 1 << 13
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNKNOWN = "Berkas ini bukan teks, CSV, XLSX, DOCX, PDF, atau gambar yang dikenal."


class _Kind(NamedTuple):
    begins: tuple[bytes, ...]
    suffixes: frozenset[str]
    findings: Callable[[BinaryIO, Scanner], Iterator[Located]]


_BINARIES: Mapping[str, _Kind] = {
    "XLSX": _Kind((b"PK\x03\x04",), WORKBOOKS, workbook_findings),
    "DOCX": _Kind((b"PK\x03\x04",), frozenset({".docx", ".docm"}), document_findings),
    "PDF": _Kind((b"%PDF",), frozenset({".pdf"}), portable_findings),
    "gambar": _Kind(
        (b"\xff\xd8\xff", b"\x89PNG", b"RIFF", b"II*\x00", b"MM\x00*"),
        frozenset({".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff"}),
        image_findings,
    ),
}


def file_findings(path: Path, scanner: Scanner) -> Iterator[Located]:
    """Return what a file holds, in order, with its place in it.

    Raises
    ------
    FileUnreadable
        The file is missing, broken, locked, of an unknown kind, or needs a library that is not there.
    """
    try:
        with path.open("rb") as file:
            yield from stream_findings(file, path.suffix.lower(), scanner)
    except OSError:
        message = f"Berkas {path.name} tidak dapat dibuka."
        raise FileUnreadable(message) from None


def stream_findings(file: BinaryIO, suffix: str, scanner: Scanner) -> Iterator[Located]:
    """Return what an open file holds; ``suffix`` in small letters tells kinds that begin alike.

    Raises
    ------
    FileUnreadable
    """
    begin = file.read(_SNIFFED)
    file.seek(0)
    kind = _kind_of(begin, suffix)
    if kind is None:
        yield from _text_findings(file, begin, suffix, scanner)
    else:
        yield from kind.findings(file, scanner)


def _kind_of(begin: bytes, suffix: str) -> _Kind | None:
    """Return what a file is by its name, else by how it begins; None for text."""
    for name, kind in _BINARIES.items():
        if suffix in kind.suffixes:
            if begin.startswith(kind.begins):
                return kind
            message = f"Isi berkas bukan {name} seperti namanya."
            raise FileUnreadable(message)
    found = [kind for kind in _BINARIES.values() if begin.startswith(kind.begins)]
    if len(found) > 1:
        # An archive; only its name would tell of what kind.
        raise FileUnreadable(_UNKNOWN)
    return found[0] if found else None


def _text_findings(
    file: BinaryIO, begin: bytes, suffix: str, scanner: Scanner
) -> Iterator[Located]:
    encoding = next((name for mark, name in _MARKS if begin.startswith(mark)), "utf-8")
    if encoding == "utf-8" and b"\x00" in begin:
        raise FileUnreadable(_UNKNOWN)
    # Bytes that are no UTF-8 become one character each, so that nothing is refused for a letter.
    errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
    text = io.TextIOWrapper(file, encoding=encoding, errors=errors, newline="")
    try:
        yield from _tables(text, scanner) if suffix in TABLES else _prose(text, scanner)
    finally:
        text.detach()


def _prose(text: io.TextIOWrapper, scanner: Scanner) -> Iterator[Located]:
    lines = Lines()
    for finding in scanner.scan_pieces(lines.watch(_parts(text))):
        yield _located(finding, lines)


def _tables(text: io.TextIOWrapper, scanner: Scanner) -> Iterator[Located]:
    lines = Lines()
    first = text.read(_PART)
    layout = layout_of(first, scanner.rules)
    for each in scan_table(scanner, lines.watch(_parts(text, first)), layout):
        yield _located(each.finding, lines, cell_name(each.row, each.column))


def _parts(text: io.TextIOWrapper, first: str = "") -> Iterator[str]:
    if first:
        yield first
    while part := text.read(_PART):
        yield part


def _located(finding: Finding, lines: Lines, cell: str = "") -> Located:
    line, column = lines.at(finding.start)
    return Located(finding, Where(line=line, column=column, cell=cell))
