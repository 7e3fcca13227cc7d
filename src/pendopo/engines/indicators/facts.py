"""Facts by day as Parquet: the only source an indicator is computed from."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
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


# Neither can occur in JSON text, nor in an id or a code.
_SEPARATOR, _NOTHING = "\x1f", "\x1e"
_TYPES = ", ".join(f"'{name}': 'VARCHAR'" for name in COLUMNS)
# A database may give UUIDs without hyphens; facts have one way of writing them.
_COPY = f"""
COPY (
    SELECT
        coalesce(try_cast(id AS UUID)::VARCHAR, id) AS id,
        name,
        version::INTEGER AS version,
        subject_type,
        coalesce(try_cast(subject_id AS UUID)::VARCHAR, subject_id) AS subject_id,
        timezone('UTC', "at"::TIMESTAMPTZ) AS "at",
        by_ref,
        payload
    FROM read_csv(
        '{{source}}', header = false, auto_detect = false, columns = {{{{{_TYPES}}}}},
        delim = '{_SEPARATOR}', nullstr = '{_NOTHING}', quote = '', escape = '',
        new_line = '\\n', max_line_size = 16777216
    )
    ORDER BY "at", id
) TO '{{made}}' (FORMAT parquet, COMPRESSION zstd)
"""  # noqa: S608 -- fixed words


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


class FactsWriter:
    """Writes days of facts one after the other; made by ``facts_writer``."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, build: Path) -> None:
        self._connection = connection
        self._source, self._made = build / "rows.text", build / "made.parquet"
        # Written out once: binding a value to each of many short statements takes as long again.
        self._copy = _COPY.format(source=_quoted(self._source), made=_quoted(self._made))

    def write_day(self, path: Path, rows: Iterable[Sequence[str | None]]) -> int:
        """Write one day's facts to the Parquet file ``path`` and return how many there are.

        Rows hold text in the order of ``COLUMNS``: ids in any writing of a UUID, ``at`` as
        UTC, ``payload`` as JSON. The same facts in any order give the same bytes. The file
        is renamed into place when whole, so a reader sees the old file or the new one.

        Raises
        ------
        FactsUnreadable
            If an id comes twice, or a text cannot be taken.
        """
        n_rows = self._note(rows)
        try:
            self._connection.execute(self._copy)
        except duckdb.Error as error:
            raise FactsUnreadable(f"a fact has an unusable text: {error}") from error
        path.parent.mkdir(parents=True, exist_ok=True)
        self._made.replace(path)
        return n_rows

    def _note(self, rows: Iterable[Sequence[str | None]]) -> int:
        known: set[str | None] = set()
        with self._source.open("w", encoding="utf-8", newline="") as file:
            for row in rows:
                if row[0] in known:
                    raise FactsUnreadable(f"id must occur once a day, got {row[0]} again")
                known.add(row[0])
                file.write(_line(row))
        return len(known)


@contextmanager
def facts_writer(folder: Path) -> Iterator[FactsWriter]:
    """Open a writer that builds its files inside ``folder`` before they take their place.

    Opening the engine costs more than writing a day, so many days share one writer.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(dir=folder, prefix=".build-") as build,
        open_duckdb() as connection,
    ):
        # One thread: row groups then always fall in the same order.
        connection.execute("SET threads = 1")
        yield FactsWriter(connection, Path(build))


def write_facts_day(path: Path, rows: Iterable[Mapping[str, Any]]) -> int:
    """Write one day's facts, given as mappings, to the Parquet file ``path``.

    Rows carry the keys of ``COLUMNS``; ``at`` is an aware datetime, ``payload`` a mapping
    or JSON text. Otherwise as ``FactsWriter.write_day``.

    Raises
    ------
    FactsUnreadable
        If a row lacks a column, repeats an id, or its time has no zone.
    """
    with facts_writer(path.parent) as writer:
        return writer.write_day(path, (_texts(row) for row in rows))


def facts_by_day(folder: Path) -> dict[str, int]:
    """Return how many facts each day (``YYYY-MM-DD``) of an export folder holds.

    A folder with a damaged file holds nothing: it has to be written anew.
    """
    files = fact_files(folder)
    if not files:
        return {}
    query = "SELECT file_name, num_rows FROM parquet_file_metadata(string_split(?, chr(10)))"
    try:
        with open_duckdb() as connection:
            found = connection.execute(query, [joined(files)]).fetchall()
    except duckdb.Error:
        return {}
    held: Counter[str] = Counter()
    for file, n_rows in found:
        held[Path(file).parent.name.removeprefix("day=")] += n_rows
    return dict(held)


def count_values(
    folder: Path, *, name: str, field: str, at: datetime, clock: str = ""
) -> dict[str, int]:
    """Return how many facts ``name`` known at ``at`` carry each value of a payload field.

    ``clock`` counts only the facts of that kind of clock.
    """
    files = fact_files(folder)
    if not files:
        return {}
    query = """
        SELECT coalesce(json_extract_string(payload, '$.' || $field), ''), count(DISTINCT id)
        FROM read_parquet(string_split($files, chr(10)), hive_partitioning = false)
        WHERE name = $name AND "at" <= $at
            AND $clock IN ('', json_extract_string(payload, '$.clock'))
        GROUP BY 1
        ORDER BY 1
    """
    moment = at.astimezone(UTC).replace(tzinfo=None)
    asked = {
        "files": joined(files),
        "name": name,
        "field": field,
        "at": moment,
        "clock": clock,
    }
    with open_duckdb() as connection:
        return dict(connection.execute(query, asked).fetchall())


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


def joined(files: Iterable[str]) -> str:
    """Return file names as one text for ``string_split``.

    A bound list would be looked through name by name in Python, which takes longer than
    reading the files.
    """
    return "\n".join(files)


def _texts(row: Mapping[str, Any]) -> list[str | None]:
    missing = [name for name in COLUMNS if name not in row]
    if missing:
        raise FactsUnreadable(f"a fact must have {', '.join(COLUMNS)}; missing {missing[0]}")
    at, payload = row["at"], row["payload"]
    if not isinstance(at, datetime) or at.tzinfo is None:
        raise FactsUnreadable(f"at must be a datetime with its zone, got {at!r}")
    if not isinstance(payload, str):
        payload = json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    moment = at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f+00")
    plain = {**row, "at": moment, "payload": payload}
    return [None if plain[name] is None else str(plain[name]) for name in COLUMNS]


def _line(row: Sequence[str | None]) -> str:
    try:
        line = _SEPARATOR.join(row)  # type: ignore[arg-type]
    except TypeError:
        line = _SEPARATOR.join(_NOTHING if text is None else text for text in row)
    # Raw line ends stand in JSON only between its parts, where a space says the same.
    if "\n" in line or "\r" in line:
        line = line.replace("\n", " ").replace("\r", " ")
    if line.count(_SEPARATOR) != len(COLUMNS) - 1:
        raise FactsUnreadable(f"a fact must be {len(COLUMNS)} texts, got {row!r}")
    return f"{line}\n"


def _quoted(path: Path) -> str:
    # COPY takes no parameter for its target.
    return str(path).replace("'", "''")
