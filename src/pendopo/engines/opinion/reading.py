"""Reading a Polis-style table of votes from a file."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from pendopo.engines.opinion.ballots import Ballots
from pendopo.engines.opinion.errors import BadTable, BadVote
from pendopo.engines.opinion.gathering import (
    ALLOWED_VOTES,
    VOTES,
    VoteRow,
    gather_votes,
)

COLUMNS = ("voter-id", "comment-id", "vote", "timestamp")


def read_votes(path: str | Path) -> Ballots:
    """Read votes.csv, whatever the order of its rows and columns.

    Parameters
    ----------
    path : str or Path
        UTF-8 table with the columns voter-id, comment-id, vote and timestamp
        (integer, milliseconds since 1970); other columns are ignored. The separator
        is a comma, or a semicolon as Indonesian spreadsheets write it.

    Raises
    ------
    BadVote
        If a value is not allowed; names its line and the value.
    BadTable
        If the file is empty, not UTF-8, or lacks a column.
    OSError
        If the file cannot be opened.
    """
    with Path(path).open(encoding="utf-8-sig", newline="") as table:
        try:
            return gather_votes(_rows(table))
        except UnicodeDecodeError as error:
            raise BadTable("Berkas suara bukan teks UTF-8.") from error
        except csv.Error as error:
            raise BadTable(f"Berkas suara bukan tabel CSV yang sah: {error}.") from error


def _rows(table: TextIO) -> Iterator[VoteRow]:
    header = table.readline()
    delimiter = ";" if ";" in header and "," not in header else ","
    places = _places(next(csv.reader([header], delimiter=delimiter), []))
    reader = csv.reader(table, delimiter=delimiter)
    for cells in reader:
        if cells:
            yield _row(cells, places, line=reader.line_num + 1)


def _places(header: list[str]) -> list[int]:
    names = [name.strip().lower() for name in header]
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise BadTable(
            f"Kolom {', '.join(missing)} tidak ada; "
            f"yang ada: {', '.join(filter(None, names)) or 'tidak satu pun'}."
        )
    return [names.index(name) for name in COLUMNS]


def _row(cells: list[str], places: list[int], line: int) -> VoteRow:
    if len(cells) <= max(places):
        raise BadVote(line=line, column="baris", value=",".join(cells), allowed="baris yang utuh")
    person, statement, vote, time = (cells[place].strip() for place in places)
    if vote not in VOTES:
        raise BadVote(line=line, column="vote", value=vote, allowed=ALLOWED_VOTES)
    return (
        _named(person, "voter-id", line),
        _named(statement, "comment-id", line),
        VOTES[vote],
        _moment(time, line),
    )


def _named(name: str, column: str, line: int) -> str:
    if not name:
        raise BadVote(line=line, column=column, value=name, allowed="tidak kosong")
    return name


def _moment(time: str, line: int) -> int:
    digits = time.removeprefix("-")
    # 18 digits keep the number inside the 64 bits it is stored in.
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 18):
        raise BadVote(line=line, column="timestamp", value=time, allowed="bilangan bulat")
    return int(time)
