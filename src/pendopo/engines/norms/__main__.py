"""Command line: read a norm text, write it as HTML, DOCX, JSON or text; compare two versions."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from pendopo.engines.command import Parser, write_whole
from pendopo.engines.norms.difference import Change, Mark, diff
from pendopo.engines.norms.errors import NormError
from pendopo.engines.norms.files import read_file, write_file
from pendopo.engines.norms.kinship import with_ids_of
from pendopo.engines.norms.tree import Document
from pendopo.engines.norms.webpage import changes_html, page

_MARKS = {Mark.KEPT: "{}", Mark.ADDED: "[+{}+]", Mark.CUT: "[-{}-]"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 done, 2 refused."""
    said = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _compare(said[1:]) if said[:1] == ["diff"] else _convert(said)
    except NormError as error:
        print(error, file=sys.stderr)
        return 2


def _convert(said: list[str]) -> int:
    parser = Parser(
        prog="python -m pendopo.engines.norms",
        description="Baca naskah (TXT, DOCX, JSON) dan tulis sebagai HTML, DOCX, JSON, atau TXT.",
        epilog="Membandingkan dua versi: python -m pendopo.engines.norms diff LAMA BARU",
    )
    parser.add_argument("file", type=Path, help="naskah .txt, .docx, atau .json")
    parser.add_argument("--out", type=Path, required=True, help=".html, .docx, .json, atau .txt")
    parser.add_argument("--promulgated", action="store_true", help="sudah diundangkan: nomor tetap")
    asked = parser.parse_args(said)
    write_file(asked.out, read_file(asked.file, promulgated=asked.promulgated))
    return 0


def _compare(said: list[str]) -> int:
    parser = Parser(
        prog="python -m pendopo.engines.norms diff",
        description="Bandingkan dua versi naskah menurut bagiannya.",
    )
    parser.add_argument("old", type=Path, help="versi lama")
    parser.add_argument("new", type=Path, help="versi baru")
    parser.add_argument("--out", type=Path, help="tulis sebagai .html")
    parser.add_argument("--promulgated", action="store_true", help="sudah diundangkan: nomor tetap")
    asked = parser.parse_args(said)
    old, new = (read_file(each, promulgated=asked.promulgated) for each in (asked.old, asked.new))
    changes = diff(old, _related(old, new, asked.new))
    if asked.out:
        write_whole(asked.out, page("Perubahan", changes_html(changes)).encode())
    else:
        print("\n".join(map(_line, changes)) or "Tidak ada perubahan.")
    return 0


def _related(old: Document, new: Document, path: Path) -> Document:
    """Return the newer version with ids of the older, unless its file carries ids."""
    return with_ids_of(old, new) if path.suffix.lower() == ".txt" else new


def _line(change: Change) -> str:
    places = " → ".join(dict.fromkeys(place for place in (change.before, change.after) if place))
    marked = " ".join(_MARKS[mark].format(text) for mark, text in change.words)
    return f"{places} ({', '.join(sorted(change.fates))}): {marked}"


if __name__ == "__main__":
    sys.exit(main())
