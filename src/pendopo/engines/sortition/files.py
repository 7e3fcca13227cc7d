"""Reading volunteers and quotas from tables."""

import csv
from pathlib import Path

from pendopo.engines.sortition.errors import BadTable
from pendopo.engines.sortition.pool import Quota

ID = "id"
QUOTA_COLUMNS = ("feature", "value", "min", "max")

Row = dict[str, str]


def read_volunteers(path: str | Path) -> dict[str, Row]:
    """Read a table with the column ``id`` and one column for each feature.

    The separator is a comma, or a semicolon as Indonesian spreadsheets write it.

    Raises
    ------
    BadTable
        If the file is empty, not UTF-8, lacks the column, or an id is empty or twice there.
    OSError
        If the file cannot be opened.
    """
    volunteers: dict[str, Row] = {}
    for line, row in _rows(path, (ID,)):
        id_ = row.pop(ID)
        if not id_:
            raise BadTable(f"Baris {line}: id kosong.")
        if id_ in volunteers:
            raise BadTable(f"Baris {line}: id {id_} tertulis dua kali.")
        volunteers[id_] = row
    return volunteers


def read_quotas(path: str | Path) -> tuple[Quota, ...]:
    """Read a table with the columns ``feature``, ``value``, ``min`` and ``max``.

    Raises
    ------
    BadTable
        As ``read_volunteers``, or if a number of seats is not a whole number.
    OSError
        If the file cannot be opened.
    """
    return tuple(
        Quota(row["feature"], row["value"], _seats(row["min"], line), _seats(row["max"], line))
        for line, row in _rows(path, QUOTA_COLUMNS)
    )


def _rows(path: str | Path, needed: tuple[str, ...]) -> list[tuple[int, Row]]:
    with Path(path).open(encoding="utf-8-sig", newline="") as table:
        try:
            header = table.readline()
            delimiter = ";" if ";" in header and "," not in header else ","
            columns = [cell.strip() for cell in next(csv.reader([header], delimiter=delimiter), [])]
            missing = [name for name in needed if name not in columns]
            if missing:
                raise BadTable(f"Kolom {', '.join(missing)} tidak ada.")
            reader = csv.reader(table, delimiter=delimiter)
            return [
                (reader.line_num + 1, _row(cells, columns, reader.line_num + 1))
                for cells in reader
                if cells
            ]
        except UnicodeDecodeError as error:
            raise BadTable("Berkas bukan teks UTF-8.") from error
        except csv.Error as error:
            raise BadTable(f"Berkas bukan tabel CSV yang sah: {error}.") from error


def _row(cells: list[str], columns: list[str], line: int) -> Row:
    if len(cells) != len(columns):
        raise BadTable(f"Baris {line}: {len(cells)} isian untuk {len(columns)} kolom.")
    return dict(zip(columns, (cell.strip() for cell in cells), strict=True))


def _seats(text: str, line: int) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 6):
        raise BadTable(f"Baris {line}: “{text[:40]}” bukan jumlah kursi.")
    return int(text)
