"""Documents: DOCX part by part, PDF page by page."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import IO, BinaryIO
from xml.etree import ElementTree as ET

from pendopo.engines.privacy.errors import FileUnreadable
from pendopo.engines.privacy.reading import reading, require_modest
from pendopo.engines.privacy.scanning import Scanner
from pendopo.engines.privacy.where import Located, Where

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
_DOCUMENT_TYPE = b"<!DOCTYPE"


def document_findings(file: BinaryIO, scanner: Scanner) -> Iterator[Located]:
    """Return what a DOCX holds: text, headers, notes, comments and deleted words.

    Line is the paragraph, offsets count within the part.

    Raises
    ------
    FileUnreadable
    """
    require_modest(file, "DOCX")
    for part, text in reading(_document_parts(file), "DOCX"):
        for finding in scanner.scan(text):
            line = text.count("\n", 0, finding.start) + 1
            column = finding.start - text.rfind("\n", 0, finding.start)
            yield Located(finding, Where(line=line, column=column, part=part))


def _document_parts(file: BinaryIO) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(file) as archive:
        names = [name for name in archive.namelist() if _PARTS.fullmatch(name)]
        if not names:
            raise ValueError
        for name in sorted(names):
            with archive.open(name) as part:
                yield name.rpartition("/")[2].removesuffix(".xml"), "".join(_words(part))


def _words(part: IO[bytes]) -> Iterator[str]:
    if _DOCUMENT_TYPE in part.peek(1 << 10)[: 1 << 10]:  # type: ignore[attr-defined]
        # Word never writes one; entities could unfold without end.
        raise ValueError
    for _event, element in ET.iterparse(part):  # noqa: S314 -- no document type, see above
        if element.tag in {f"{_WORD}t", f"{_WORD}delText"}:
            yield element.text or ""
        elif element.tag == f"{_WORD}tab":
            yield "\t"
        elif element.tag in {f"{_WORD}p", f"{_WORD}br"}:
            yield "\n"
            element.clear()


def portable_findings(file: BinaryIO, scanner: Scanner) -> Iterator[Located]:
    """Return what the text of a PDF holds, page by page; offsets count within the page.

    Raises
    ------
    FileUnreadable
        Broken, locked, without any text (a scan), or the library for it is not installed.
    """
    has_text = False
    for page, text in reading(_pages(file), "PDF"):
        has_text = has_text or bool(text.strip())
        for finding in scanner.scan(text):
            line = text.count("\n", 0, finding.start) + 1
            column = finding.start - text.rfind("\n", 0, finding.start)
            yield Located(finding, Where(line=line, column=column, page=page))
    if not has_text:
        message = "PDF ini tidak memuat teks (hasil pindai); mesin tidak dapat memeriksanya."
        raise FileUnreadable(message)


def _pages(file: BinaryIO) -> Iterator[tuple[int, str]]:
    try:
        from pypdf import PdfReader  # noqa: PLC0415 -- an optional extra
        from pypdf.errors import PyPdfError  # noqa: PLC0415
    except ImportError:
        message = "Membaca PDF memerlukan paket pypdf (ekstra “documents”)."
        raise FileUnreadable(message) from None
    try:
        for number, page in enumerate(PdfReader(file).pages, start=1):
            yield number, page.extract_text()
    except PyPdfError:
        raise ValueError from None
