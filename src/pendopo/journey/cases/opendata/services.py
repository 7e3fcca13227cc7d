"""Making the files: one pass over the public cases, written beside and then put in place."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.db.models import Max, Q
from django.db.models.functions import Coalesce

from pendopo.engines.indicators import open_duckdb
from pendopo.journey.cases.models import Case, SearchEntry
from pendopo.journey.cases.opendata.columns import COLUMNS, Value, row_of
from pendopo.journey.cases.opendata.selectors import (
    CSV,
    PARQUET,
    STAMP,
    ZIPPED,
    Edition,
    current_edition,
    root,
)
from pendopo.journey.cases.selectors.pages import PUBLIC_TEXTS
from pendopo.kernel.time import to_iso

_BATCH = 1_000
# The edition before the newest stays for who is still downloading it.
_KEPT = 2
# A cell that begins so would be run as a formula by spreadsheet programs.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def make_edition(*, at: datetime) -> Edition:
    """Write all public cases as CSV and Parquet, and put the files in place together."""
    root().mkdir(parents=True, exist_ok=True)
    build = Path(tempfile.mkdtemp(prefix=".build-", dir=root()))
    try:
        build.chmod(0o755)
        n_rows = _write(build)
        _stamp(build, n_rows, at)
        build.rename(root() / f"edisi-{at:%Y%m%dT%H%M%S%f}")
    finally:
        shutil.rmtree(build, ignore_errors=True)
    _drop_old()
    made = current_edition()
    if made is None:
        message = "the edition that was just made is not there"
        raise RuntimeError(message)
    return made


def _write(folder: Path) -> int:
    n_rows, lines = 0, folder / "rows.ndjson"
    with (
        (folder / CSV).open("w", encoding="utf-8", newline="") as plain,
        gzip.open(folder / ZIPPED, "wt", encoding="utf-8", newline="", compresslevel=6) as zipped,
        lines.open("w", encoding="utf-8") as objects,
    ):
        writers = [csv.writer(plain), csv.writer(zipped)]
        names = [column.name for column in COLUMNS]
        for writer in writers:
            writer.writerow(names)
        for row in _rows():
            safe = [_harmless(value) for value in row]
            for writer in writers:
                writer.writerow(safe)
            objects.write(json.dumps(dict(zip(names, row, strict=True))) + "\n")
            n_rows += 1
    _write_parquet(lines, folder / PARQUET)
    lines.unlink()
    return n_rows


def _harmless(value: Value) -> Value:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


def _write_parquet(lines: Path, target: Path) -> None:
    struct = ", ".join(f"\"{column.name}\": '{column.kind}'" for column in COLUMNS)
    # COPY takes no parameter for its target.
    place = str(target).replace("'", "''")
    with open_duckdb() as connection:
        connection.execute(
            f"COPY (SELECT * FROM read_json(?, format = 'newline_delimited', "  # noqa: S608 -- fixed words
            f"columns = {{{struct}}})) TO '{place}' (FORMAT parquet, COMPRESSION zstd)",
            [str(lines)],
        )


def _rows() -> Iterator[tuple[Value, ...]]:
    # In the order of the ids, so that no page is skipped while cases come in.
    last = uuid.UUID(int=0)
    while True:
        page = _page_after(last)
        if not page:
            return
        yield from map(row_of, page)
        last = page[-1].id


def _page_after(last: uuid.UUID) -> list[Case]:
    said = Q(messages__kind__in=PUBLIC_TEXTS)
    rows = (
        Case.objects.filter(is_public=True, id__gt=last)
        .select_related("voice__reporter", "office", "topic", "region__parent")
        .annotate(updated_at=Coalesce("closed_at", Max("messages__at", filter=said)))
        .order_by("id")[:_BATCH]
    )
    page: list[Case] = list(rows)
    entries = SearchEntry.objects.filter(case__in=page, north__isnull=False)
    points = {entry.case_id: entry for entry in entries.only("case_id", "north", "east")}
    for case in page:
        case.point = points.get(case.id)  # type: ignore[attr-defined]
    return page


def _stamp(folder: Path, n_rows: int, at: datetime) -> None:
    files = (CSV, ZIPPED, PARQUET)
    told = {
        "made_at": to_iso(at),
        "n_rows": n_rows,
        "digests": {name: _digest(folder / name) for name in files},
        "sizes": {name: (folder / name).stat().st_size for name in files},
    }
    (folder / STAMP).write_text(json.dumps(told, indent=2) + "\n", "utf-8")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _drop_old() -> None:
    for folder in sorted(root().glob("edisi-*"), reverse=True)[_KEPT:]:
        shutil.rmtree(folder, ignore_errors=True)
