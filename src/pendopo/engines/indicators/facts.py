"""Facts by day as Parquet: the only source an indicator is computed from."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

COLUMNS = {
    "id": "VARCHAR",
    "name": "VARCHAR",
    "version": "INTEGER",
    "subject_type": "VARCHAR",
    "subject_id": "VARCHAR",
    "at": "TIMESTAMP",
    "by_ref": "VARCHAR",
    "payload": "VARCHAR",
}


class FactsUnreadable(ValueError):
    """The exported facts cannot be used; the text names the fault and some fact ids."""


def open_duckdb() -> duckdb.DuckDBPyConnection:
    """Return an in-memory DuckDB that fetches no extension and counts time in UTC."""
    connection = duckdb.connect(
        ":memory:",
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "preserve_insertion_order": "true",
        },
    )
    connection.execute("SET TimeZone = 'UTC'")
    return connection


def write_facts_day(path: Path, rows: Iterable[Mapping[str, Any]]) -> int:
    """Write one day's facts to the Parquet file ``path`` and return how many there are.

    Rows carry the keys of ``COLUMNS``; ``at`` is an aware datetime, ``payload`` a mapping
    or JSON text. The same facts in any order give the same bytes. The file is built
    beside its place and renamed, so a reader sees the old file or the new one.

    Raises
    ------
    FactsUnreadable
        If a row lacks a column, repeats an id, or its time has no zone.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    lines, ids = [], set()
    for row in rows:
        line = _plain(row)
        if line["id"] in ids:
            raise FactsUnreadable(f"id must occur once a day, got {line['id']} again")
        ids.add(line["id"])
        lines.append(json.dumps(line, ensure_ascii=False, separators=(",", ":")))
    write_parquet(path, lines, COLUMNS, order_by='"at", id')
    return len(lines)


def write_parquet(
    path: Path, lines: Iterable[str], columns: Mapping[str, str], *, order_by: str
) -> None:
    """Write JSON ``lines`` as a Parquet file, beside its place and then renamed.

    ``columns`` maps names to DuckDB types; both, like ``order_by``, are fixed words of
    this engine and never input.
    """
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}-") as folder:
        source, made = Path(folder) / "rows.ndjson", Path(folder) / "made.parquet"
        with source.open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
        struct = ", ".join(f"\"{name}\": '{kind}'" for name, kind in columns.items())
        with open_duckdb() as connection:
            # One thread: row groups then always fall in the same order.
            connection.execute("SET threads = 1")
            connection.execute(
                f"COPY (SELECT * FROM read_json(?, format = 'newline_delimited', "  # noqa: S608 -- fixed words
                f"columns = {{{struct}}}) ORDER BY {order_by}) "
                f"TO '{_quoted(made)}' (FORMAT parquet, COMPRESSION zstd)",
                [str(source)],
            )
        made.replace(path)


def fact_files(folder: Path) -> list[str]:
    """Return the Parquet files of an export folder in order of day and name."""
    return [str(path) for path in sorted(folder.glob("day=*/*.parquet"))]


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    missing = [name for name in COLUMNS if name not in row]
    if missing:
        raise FactsUnreadable(f"a fact must have {', '.join(COLUMNS)}; missing {missing[0]}")
    at, payload = row["at"], row["payload"]
    if not isinstance(at, datetime) or at.tzinfo is None:
        raise FactsUnreadable(f"at must be a datetime with its zone, got {at!r}")
    if not isinstance(payload, str):
        payload = json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    texts = {name: None if row[name] is None else str(row[name]) for name in COLUMNS}
    moment = at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    return texts | {"version": row["version"], "at": moment, "payload": payload}


def _quoted(path: Path) -> str:
    # COPY takes no parameter for its target.
    return str(path).replace("'", "''")
