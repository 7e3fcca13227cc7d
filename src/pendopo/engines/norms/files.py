"""Norm texts in files of every kind the engine knows, told by the ending of the name."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from pendopo.engines.command import write_whole
from pendopo.engines.norms.errors import NormError
from pendopo.engines.norms.kinds import Kind
from pendopo.engines.norms.layout import to_text
from pendopo.engines.norms.parsing import parse
from pendopo.engines.norms.plain import from_json, to_json
from pendopo.engines.norms.tree import Document
from pendopo.engines.norms.webpage import page, to_html
from pendopo.engines.norms.wordfile import read_docx, write_docx


def read_file(path: Path, *, promulgated: bool = False) -> Document:
    """Read a text from .txt, .docx or .json; what JSON says of promulgation counts.

    Raises
    ------
    NormError
        The file is not there, not of a known kind, or not a norm text.
    """
    suffix = path.suffix.lower()
    if suffix not in {".txt", ".docx", ".json"}:
        message = f"Berkas {path.name} bukan .txt, .docx, atau .json."
        raise NormError(message)
    try:
        content = path.read_bytes()
        text = "" if suffix == ".docx" else content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        message = f"Berkas {path.name} tidak dapat dibuka atau bukan teks UTF-8."
        raise NormError(message) from None
    if suffix == ".docx":
        return read_docx(BytesIO(content), promulgated=promulgated)
    return from_json(text) if suffix == ".json" else parse(text, promulgated=promulgated)


def write_file(path: Path, document: Document) -> None:
    """Write a text as .html, .docx, .json or .txt.

    Raises
    ------
    NormError
        The file cannot be written, or its ending is not known.
    """
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        message = f"Berkas {path.name} bukan .html, .docx, .json, atau .txt."
        raise NormError(message)
    content = writer(document)
    try:
        write_whole(path, content)
    except OSError:
        message = f"Berkas {path.name} tidak dapat ditulis."
        raise NormError(message) from None


def title(document: Document) -> str:
    """Return the title of a text in one line."""
    titles = [node.text.replace("\n", " ") for node in document.of_kind(Kind.TITLE)]
    return titles[0] if titles else "Naskah"


def _docx(document: Document) -> bytes:
    file = BytesIO()
    write_docx(document, file)
    return file.getvalue()


_WRITERS: dict[str, Callable[[Document], bytes]] = {
    ".txt": lambda document: to_text(document).encode(),
    ".json": lambda document: to_json(document).encode(),
    ".html": lambda document: page(title(document), to_html(document)).encode(),
    ".docx": _docx,
}
