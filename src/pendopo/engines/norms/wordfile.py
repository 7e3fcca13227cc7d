"""Texts as DOCX in the layout of Indonesian drafting; bookmarks carry the ids of the parts.

Needs python-docx, the extra ``documents``. Paper (F4) and type (Bookman Old Style 12) are from memory of
UU 12/2011, Lampiran II: unconfirmed.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from itertools import count
from typing import Any, BinaryIO

from pendopo.engines.norms.errors import NormError
from pendopo.engines.norms.kinds import Kind
from pendopo.engines.norms.layout import Line, Role, lines
from pendopo.engines.norms.parsing import Pasted, parse_lines
from pendopo.engines.norms.tree import ID, MAX_ID, Document
from pendopo.engines.norms.wordnumbers import Counted

MOST_UNPACKED = 1 << 28
_PART, _RETIRED = "n_", "x_"
_PROMULGATED, _DRAFT = "Peraturan yang telah diundangkan", "Rancangan"
_INDENT, _WIDTH, _HEIGHT, _MARGIN = 1.0, 21.0, 33.0, 2.5  # centimetres
_SHORT = 3  # words
_FONT, _SIZE = "Bookman Old Style", 12  # points


def write_docx(document: Document, file: BinaryIO) -> None:
    """Write a text for a word processor.

    Raises
    ------
    NormError
        python-docx is not installed.
    """
    paper = _Paper(document)
    for line in lines(document):
        paper.add(line)
    paper.end(document.retired)
    paper.docx.save(file)


def read_docx(file: BinaryIO, *, promulgated: bool = False, prefix: str = "n") -> Document:
    """Read a text; parts whose bookmarks are still there keep their ids.

    Text in tables is read row by row, as many drafts set *Menimbang* in one.

    Raises
    ------
    NormError
        Not a DOCX, damaged, too large, or not a norm text; ``line`` is the paragraph.
    """
    _require_modest(file)
    try:
        docx = _library().Document(file)
        paragraphs = list(_paragraphs(docx))
        kept = docx.core_properties.category == _PROMULGATED
    except NormError:
        raise
    # What the libraries raise on broken files; the syntax errors are those of XML.
    except (AttributeError, LookupError, OSError, SyntaxError, TypeError, ValueError):
        message = "Berkas DOCX ini rusak atau terkunci."
        raise NormError(message) from None
    marks = {mark for _, found in paragraphs for mark in found}
    return parse_lines(
        _pasted(paragraphs),
        promulgated=promulgated or kept,
        prefix=prefix,
        retired=_ids(marks, _RETIRED),
    )


def _library() -> Any:
    try:
        import docx  # noqa: PLC0415 -- an optional extra
    except ImportError:
        message = "DOCX memerlukan paket python-docx (ekstra “documents”)."
        raise NormError(message) from None
    return docx


def _require_modest(file: BinaryIO) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except (OSError, ValueError, zipfile.BadZipFile):
        message = "Berkas ini bukan DOCX, atau rusak."
        raise NormError(message) from None
    if size > MOST_UNPACKED:
        message = "Isi berkas DOCX ini terlalu besar setelah dibuka."
        raise NormError(message)
    file.seek(0)


class _Paper:
    """A DOCX that grows paragraph by paragraph."""

    def __init__(self, document: Document) -> None:
        self._library, self._marks = _library(), count(1)
        self.docx = self._library.Document()
        self._set_page()
        titles = [node.text.replace("\n", " ") for node in document.of_kind(Kind.TITLE)]
        properties = self.docx.core_properties
        properties.title = (titles or ["Naskah"])[0][:255]
        properties.category = _PROMULGATED if document.promulgated else _DRAFT
        properties.author = properties.comments = ""
        properties.language = "id-ID"

    def _set_page(self) -> None:
        shared = self._library.shared
        section = self.docx.sections[0]
        section.page_width, section.page_height = shared.Cm(_WIDTH), shared.Cm(_HEIGHT)
        for side in ("left", "right", "top", "bottom"):
            setattr(section, f"{side}_margin", shared.Cm(_MARGIN))
        style = self.docx.styles["Normal"]
        style.font.name, style.font.size = _FONT, shared.Pt(_SIZE)
        style.paragraph_format.space_after = shared.Pt(0)

    def add(self, line: Line) -> None:
        """Add one line in the manner of its role."""
        paragraph = self.docx.add_paragraph()
        self._mark(paragraph, _PART, line.id)
        paragraph.add_run(f"{line.marker}\t{line.text}" if line.marker else line.text)
        shape = paragraph.paragraph_format
        cm, pt = self._library.shared.Cm, self._library.shared.Pt
        align = self._library.enum.text.WD_ALIGN_PARAGRAPH
        if line.apart:
            shape.space_before = pt(_SIZE)
        if line.role in {Role.CENTRED, Role.HEADING}:
            shape.alignment = align.CENTER
            shape.keep_with_next = line.role == Role.HEADING
            return
        shape.alignment = align.JUSTIFY
        if line.role == Role.ITEM:
            shape.left_indent = cm(_INDENT * (line.depth + 1))
            shape.first_line_indent = cm(-_INDENT)
        elif line.role == Role.NOTE:
            shape.left_indent = cm(_INDENT * line.depth)

    def end(self, retired: frozenset[str]) -> None:
        """Keep the ids of deleted parts in an empty last paragraph."""
        paragraph = self.docx.add_paragraph()
        for node_id in sorted(retired):
            self._mark(paragraph, _RETIRED, node_id)

    def _mark(self, paragraph: Any, prefix: str, node_id: str) -> None:
        if not node_id:
            return
        number = str(next(self._marks))
        element, name = self._library.oxml.OxmlElement, self._library.oxml.ns.qn
        start, end = element("w:bookmarkStart"), element("w:bookmarkEnd")
        start.set(name("w:id"), number)
        start.set(name("w:name"), prefix + node_id.replace("-", "_"))
        end.set(name("w:id"), number)
        paragraph._p.extend((start, end))  # noqa: SLF001 -- python-docx has no bookmarks of its own


def _paragraphs(docx: Any) -> Iterator[tuple[str, list[str]]]:
    """Return the words of each paragraph, or row of a table, with the bookmarks in it."""
    counted = Counted(docx)
    for block in docx.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                cells = {id(cell._tc): cell for cell in row.cells}.values()  # noqa: SLF001
                paragraphs = [each for cell in cells for each in cell.paragraphs]
                yield from _row([(_words(each, counted), _marks(each)) for each in paragraphs])
        else:
            yield _words(block, counted), _marks(block)


def _words(paragraph: Any, counted: Counted) -> str:
    return f"{counted.marker(paragraph)} {paragraph.text}".strip()


def _row(paragraphs: list[tuple[str, list[str]]]) -> Iterator[tuple[str, list[str]]]:
    """Return a row of a table: its short cells (*Menimbang*, a colon, a marker) join what follows them."""
    said, found = "", list[str]()
    for text, marks in paragraphs:
        said, found = f"{said} {text}".strip(), [*found, *marks]
        if not _is_short(said):
            yield said, found
            said, found = "", []
    if said:
        yield said, found


def _is_short(said: str) -> bool:
    return said.endswith(":") or (len(said.split()) < _SHORT and not said.endswith((".", ";")))


def _marks(paragraph: Any) -> list[str]:
    starts = paragraph._p.xpath(".//w:bookmarkStart/@w:name")  # noqa: SLF001
    return [str(name) for name in starts]


def _ids(marks: set[str], prefix: str) -> frozenset[str]:
    named = (
        mark.removeprefix(prefix).replace("_", "-") for mark in marks if mark.startswith(prefix)
    )
    return frozenset(each for each in named if len(each) <= MAX_ID and ID.fullmatch(each))


def _pasted(paragraphs: list[tuple[str, list[str]]]) -> Iterator[Pasted]:
    for n, (text, marks) in enumerate(paragraphs, start=1):
        own = sorted(_ids(set(marks), _PART))
        for first, each in enumerate(text.splitlines()):
            yield Pasted(n, each, own[0] if own and not first else "")
