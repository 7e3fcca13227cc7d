"""Reading an opinion-mapping export: ``votes.csv`` and ``comments.csv`` in one folder.

The layout is that of the Polis open data. Rows that cannot be used are set apart with
their reason; nothing is mended by guessing.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from django.utils.translation import gettext as _

from pendopo.journey.deliberation.errors import ExportUnreadable
from pendopo.journey.deliberation.types import Moderation, RejectReason, StatementIn, VoteIn

VOTES, COMMENTS, SUMMARY = "votes.csv", "comments.csv", "summary.csv"
_VOTE_COLUMNS = ("timestamp", "comment-id", "voter-id", "vote")
_COMMENT_COLUMNS = ("comment-id", "comment-body")
_VALUES = {"1": 1, "0": 0, "-1": -1}
_MODERATED = {"1", "0", "-1", ""}
# Milliseconds since 1970, between 2000 and 2100: anything else is another unit.
_EARLIEST, _LATEST = 946_684_800_000, 4_102_444_800_000

Watch = Callable[[Iterable[dict[str, str]], str], Iterable[dict[str, str]]]


@dataclass(frozen=True)
class Refusal:
    """One row that was not taken, with the reason."""

    file: str
    line: int
    reason: str
    row: str


@dataclass
class Export:
    """What an export holds: statements, each person's last votes, refused rows."""

    topic: str = ""
    statements: list[StatementIn] = field(default_factory=list)
    votes: list[VoteIn] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)


def _unwatched(rows: Iterable[dict[str, str]], _name: str) -> Iterable[dict[str, str]]:
    return rows


def read_export(folder: Path, *, watch: Watch = _unwatched) -> Export:
    """Read a folder; ``watch`` may wrap the rows of each file to show progress.

    Of several votes of a person on a statement the latest counts; different votes of one
    and the same moment count as a pass, as in the opinion engine.

    Raises
    ------
    ExportUnreadable
        No folder, a file missing, empty, not UTF-8, without its columns, or without a
        single usable row.
    """
    if not folder.is_dir():
        raise ExportUnreadable(_("Folder %(folder)s tidak ditemukan.") % {"folder": folder})
    export = Export(topic=_topic(folder / SUMMARY))
    _read_statements(folder / COMMENTS, export, watch)
    _read_votes(folder / VOTES, export, watch)
    return export


def _read_statements(file: Path, export: Export, watch: Watch) -> None:
    seen: set[int] = set()
    for line, row in enumerate(watch(_rows(file, _COMMENT_COLUMNS), file.name), start=1):
        reason = _statement_fault(row, seen)
        if reason:
            export.refusals.append(_refusal(file, line, reason, row))
            continue
        number = int(row["comment-id"])
        seen.add(number)
        export.statements.append(_statement(number, row))
    if not export.statements:
        raise ExportUnreadable(
            _("Tidak ada satu pun pernyataan yang dapat dipakai di %(file)s.") % {"file": file.name}
        )


def _statement_fault(row: dict[str, str], seen: set[int]) -> str:
    number = row["comment-id"].strip()
    if not _is_number(number):
        return _("comment-id bukan bilangan")
    if int(number) in seen:
        return _("comment-id sudah ada di baris sebelumnya")
    if not row["comment-body"].strip():
        return _("teks pernyataan kosong")
    if row.get("moderated", "").strip() not in _MODERATED:
        return _("moderated bukan 1, 0, atau -1")
    return ""


def _statement(number: int, row: dict[str, str]) -> StatementIn:
    is_hidden = row.get("moderated", "").strip() == "-1"
    return StatementIn(
        number=number,
        text=row["comment-body"].strip(),
        moderation=Moderation.REJECTED if is_hidden else Moderation.ACCEPTED,
        reason=RejectReason.AT_SOURCE.value if is_hidden else "",
        is_seed=row.get("is-seed", "").strip().lower() == "true",
        at=_instant(row.get("timestamp", "").strip()),
    )


def _read_votes(file: Path, export: Export, watch: Watch) -> None:
    numbers = {statement.number for statement in export.statements}
    last: dict[tuple[str, int], tuple[int, int]] = {}
    for line, row in enumerate(watch(_rows(file, _VOTE_COLUMNS), file.name), start=1):
        reason = _vote_fault(row, numbers)
        if reason:
            export.refusals.append(_refusal(file, line, reason, row))
            continue
        pair = (row["voter-id"].strip(), int(row["comment-id"]))
        cast = (int(row["timestamp"]), _VALUES[row["vote"].strip()])
        last[pair] = _later(last.get(pair), cast)
    if not last:
        raise ExportUnreadable(
            _("Tidak ada satu pun suara yang dapat dipakai di %(file)s.") % {"file": file.name}
        )
    export.votes = [
        VoteIn(person, number, value, _at(time)) for (person, number), (time, value) in last.items()
    ]


def _vote_fault(row: dict[str, str], numbers: set[int]) -> str:
    if not 0 < len(row["voter-id"].strip()) <= 64:
        return _("voter-id kosong atau terlalu panjang")
    if not _is_number(row["comment-id"].strip()):
        return _("comment-id bukan bilangan")
    if int(row["comment-id"]) not in numbers:
        return _("pernyataan ini tidak ada di comments.csv")
    if row["vote"].strip() not in _VALUES:
        return _("vote bukan 1, 0, atau -1")
    if _instant(row["timestamp"].strip()) is None:
        return _("timestamp bukan milidetik sejak 1970")
    return ""


def _later(known: tuple[int, int] | None, cast: tuple[int, int]) -> tuple[int, int]:
    if known is None or cast[0] > known[0]:
        return cast
    if cast[0] == known[0] and cast[1] != known[1]:
        return (cast[0], 0)
    return known


def _rows(file: Path, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as table:
            yield from _cells(table, file.name, columns)
    except FileNotFoundError as error:
        raise ExportUnreadable(
            _("Berkas %(file)s tidak ada di folder itu.") % {"file": file.name}
        ) from error
    except OSError as error:
        raise ExportUnreadable(
            _("Berkas %(file)s tidak dapat dibuka.") % {"file": file.name}
        ) from error
    except UnicodeDecodeError as error:
        raise ExportUnreadable(
            _("Berkas %(file)s bukan teks UTF-8.") % {"file": file.name}
        ) from error
    except csv.Error as error:
        raise ExportUnreadable(
            _("Berkas %(file)s bukan tabel CSV yang sah.") % {"file": file.name}
        ) from error


def _cells(table: Iterable[str], name: str, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    reader = csv.reader(table)
    header = [cell.strip().lower() for cell in next(reader, [])]
    if not header:
        raise ExportUnreadable(_("Berkas %(file)s kosong.") % {"file": name})
    missing = [column for column in columns if column not in header]
    if missing:
        raise ExportUnreadable(
            _("Berkas %(file)s tidak memuat kolom %(columns)s.")
            % {"file": name, "columns": ", ".join(missing)}
        )
    for cells in reader:
        if cells:
            # A short row keeps its empty cells, so that it is refused with a reason.
            yield dict(zip(header, [*cells, *[""] * len(header)], strict=False))


def _topic(file: Path) -> str:
    if not file.is_file():
        return ""
    try:
        with file.open(encoding="utf-8-sig", newline="") as table:
            pairs = {cells[0]: cells[1] for cells in csv.reader(table) if len(cells) > 1}
    except (OSError, UnicodeDecodeError, csv.Error):
        # The summary only lends the title; without it the title is asked for.
        return ""
    return " ".join(pairs.get("topic", "").split())


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 9


def _instant(text: str) -> datetime | None:
    if not (text.isascii() and text.isdigit() and _EARLIEST <= int(text[:18]) <= _LATEST):
        return None
    return _at(int(text))


def _at(milliseconds: int) -> datetime:
    seconds, rest = divmod(milliseconds, 1000)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest * 1000)


def _refusal(file: Path, n_row: int, reason: str, row: dict[str, str]) -> Refusal:
    # The header is row 1 of the table.
    return Refusal(file.name, n_row + 1, reason, " | ".join(row.values()))
