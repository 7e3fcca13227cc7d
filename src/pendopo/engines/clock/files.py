"""Reading dated calendar files, YAML or CSV."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from pathlib import Path
from typing import Any, TypeVar

import yaml

from pendopo.engines.clock.calendar import (
    DEFAULT_CLOSING,
    WORKING_WEEK,
    Calendar,
    ClosedDay,
)
from pendopo.engines.clock.errors import ClockError
from pendopo.engines.clock.hours import Season, WeekHours

# The C loader reads the national file about eight times faster, where it is built in.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
TABLES = ("days", "weeks", "seasons")
Row = Mapping[str, Any]
ItemT = TypeVar("ItemT")


def load_calendar(
    paths: Iterable[Path | str],
    zone: str,
    *,
    as_of: date | None = None,
    week: frozenset[int] = WORKING_WEEK,
    closing: time = DEFAULT_CLOSING,
) -> Calendar:
    """Build a calendar from dated files: national ones first, then an office's own.

    A YAML file may hold `days` (closed days), `weeks` (opening hours) and `seasons`
    (days with other hours); a CSV file holds closed days. Where several weeks are in
    force the last one read holds.

    Parameters
    ----------
    as_of
        Use the rows in force on this day. Left out, use the rows still in force:
        those without `valid_to`.
    week, closing
        The hours if no file has any.

    Raises
    ------
    ClockError
        If a file is missing, unreadable or has a row that cannot be understood.
    """
    closed: list[ClosedDay] = []
    hours: WeekHours | None = None
    seasons: list[Season] = []
    for path in map(Path, paths):
        tables = read_tables(path)
        closed += _read_each(tables["days"], _closed_day, path, as_of)
        seasons += _read_each(tables["seasons"], read_season, path, as_of)
        for week_hours in _read_each(tables["weeks"], read_week, path, as_of):
            hours = week_hours
    return Calendar.of(zone, closed, week, closing=closing, hours=hours, seasons=seasons)


def _read_each(
    rows: Iterable[Row], read: Callable[[Row], ItemT], path: Path, as_of: date | None
) -> list[ItemT]:
    found = []
    for number, row in enumerate(rows, start=1):
        try:
            if in_force(row, as_of):
                found.append(read(row))
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            said = f": {error}" if isinstance(error, ClockError) else "."
            message = f"Baris {number} pada {path.name} tidak dapat dibaca{said}"
            raise ClockError(message) from None
    return found


def read_rows(path: Path) -> list[Row]:
    """Read the closed days of a dated file; the suffix tells the format."""
    return read_tables(path)["days"]


def read_tables(path: Path) -> dict[str, list[Row]]:
    """Read every table of a dated file; those it does not have are empty.

    Raises
    ------
    ClockError
        If the file is missing, unreadable or has no table at all.
    """
    try:
        text = path.read_text(encoding="utf-8")
        return _from_csv(text) if path.suffix == ".csv" else _from_yaml(text)
    except OSError:
        message = f"Berkas {path} tidak dapat dibuka."
        raise ClockError(message) from None
    except (yaml.YAMLError, UnicodeDecodeError, csv.Error, TypeError, KeyError):
        message = f"Isi berkas {path} tidak dapat dibaca."
        raise ClockError(message) from None


def in_force(row: Row, as_of: date | None) -> bool:
    """Say whether a dated row applies on a day; `valid_to` is the first day it no longer does."""
    ends = read_date(row.get("valid_to"))
    if as_of is None:
        return ends is None
    begins = read_date(row.get("valid_from"))
    return (begins is None or begins <= as_of) and (ends is None or as_of < ends)


def read_date(value: object) -> date | None:
    """Read a date cell that YAML may have parsed already."""
    if value is None or value == "":
        return None
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _closed_day(row: Row) -> ClosedDay:
    day = read_date(row["date"])
    if day is None:
        raise ValueError
    is_confirmed = row["confidence"] == "verified"
    return ClosedDay(day, str(row["name"]), str(row["kind"]), confirmed=is_confirmed)


def read_week(row: Row) -> WeekHours:
    """Read a row with the opening hours of a week."""
    return WeekHours.read(row["hours"])


def read_season(row: Row) -> Season:
    """Read a row with the hours of a stretch of days, both ends included."""
    first, last = read_date(row["first"]), read_date(row["last"])
    if first is None or last is None or last < first:
        raise ValueError
    return Season(
        first,
        last,
        WeekHours.read(row["hours"]),
        str(row["name"]),
        confirmed=row["confidence"] == "verified",
    )


def _from_csv(text: str) -> dict[str, list[Row]]:
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return {"days": list(csv.DictReader(lines)), "weeks": [], "seasons": []}


def _from_yaml(text: str) -> dict[str, list[Row]]:
    found = yaml.load(text, Loader=LOADER)  # noqa: S506 -- a safe loader
    if not any(name in found for name in TABLES):
        raise KeyError(TABLES[0])
    return {name: list(found.get(name) or ()) for name in TABLES}
