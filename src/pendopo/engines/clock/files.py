"""Reading dated calendar files, YAML or CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date, time
from pathlib import Path
from typing import Any

import yaml

from pendopo.engines.clock.calendar import (
    DEFAULT_CLOSING,
    WORKING_WEEK,
    Calendar,
    ClosedDay,
)
from pendopo.engines.clock.errors import ClockError

# The C loader reads the national file about eight times faster, where it is built in.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_calendar(
    paths: Iterable[Path | str],
    zone: str,
    *,
    as_of: date | None = None,
    week: frozenset[int] = WORKING_WEEK,
    closing: time = DEFAULT_CLOSING,
) -> Calendar:
    """Build a calendar from dated files: national ones first, then local ones.

    Parameters
    ----------
    as_of
        Use the rows in force on this day. Left out, use the rows still in force:
        those without `valid_to`.

    Raises
    ------
    ClockError
        If a file is missing, unreadable or has a row that cannot be understood.
    """
    closed: list[ClosedDay] = []
    for path in map(Path, paths):
        for number, row in enumerate(read_rows(path), start=1):
            try:
                if in_force(row, as_of):
                    closed.append(_closed_day(row))
            except (AttributeError, KeyError, TypeError, ValueError):
                message = f"Baris {number} pada {path.name} tidak dapat dibaca."
                raise ClockError(message) from None
    return Calendar.of(zone, closed, week, closing=closing)


def read_rows(path: Path) -> list[Mapping[str, Any]]:
    """Read the rows of a dated file; the suffix tells the format."""
    try:
        text = path.read_text(encoding="utf-8")
        rows = _from_csv(text) if path.suffix == ".csv" else _from_yaml(text)
    except OSError:
        message = f"Berkas {path} tidak dapat dibuka."
        raise ClockError(message) from None
    except (yaml.YAMLError, UnicodeDecodeError, csv.Error, TypeError, KeyError):
        message = f"Isi berkas {path} tidak dapat dibaca."
        raise ClockError(message) from None
    return rows


def in_force(row: Mapping[str, Any], as_of: date | None) -> bool:
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


def _closed_day(row: Mapping[str, Any]) -> ClosedDay:
    day = read_date(row["date"])
    if day is None:
        raise ValueError
    is_confirmed = row["confidence"] == "verified"
    return ClosedDay(day, str(row["name"]), str(row["kind"]), confirmed=is_confirmed)


def _from_csv(text: str) -> list[Mapping[str, Any]]:
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return list(csv.DictReader(lines))


def _from_yaml(text: str) -> list[Mapping[str, Any]]:
    rows = yaml.load(text, Loader=LOADER)["days"]  # noqa: S506 -- a safe loader
    return list(rows or ())
