"""Reading the rows: each is understood whole, or refused with its line and a reason."""

from __future__ import annotations

import csv
import gzip
import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from pendopo.ecosystem.exchange.city_file.layout import Layout, State
from pendopo.engines import merkle
from pendopo.journey.cases.types import Status

BATCH = 1_000
_LONGEST_NUMBER = 40
_LONGEST_TEXT = 20_000
# Neither PostgreSQL nor a page can hold these; U+FFFD marks what was not UTF-8.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffd]")
_DUPLICATE = State(Status.ARCHIVED)
_OVER = (Status.CLOSED, Status.ARCHIVED)
Values = dict[str, str]


class FileUnreadable(ValueError):
    """The file cannot be read at all; nothing was taken from it."""


@dataclass(frozen=True, slots=True)
class CityRow:
    """One request as the city published it; ``ended_at`` only where the city knows it."""

    line: int
    number: str
    opened_at: datetime
    ended_at: datetime | None
    state: State
    status_word: str
    service_code: str
    service_name: str
    text: str
    latitude: float | None
    longitude: float | None
    place: str
    words: str
    office: str
    digest: str


@dataclass(frozen=True)
class Refusal:
    """A row that cannot be taken, by its line in the file."""

    line: int
    number: str
    reason: str


@dataclass
class Overview:
    """What stands in a file, found by reading all of it before anything is written."""

    n_rows: int = 0
    refused: list[Refusal] = field(default_factory=list)
    services: dict[str, str] = field(default_factory=dict)
    offices: set[str] = field(default_factory=set)


class _Unfit(ValueError):
    """Why a row cannot be taken, as one Indonesian sentence."""


def overview(path: Path, layout: Layout, *, at: datetime) -> Overview:
    """Read the whole file once: how many rows, which services and offices, what is unfit.

    Raises
    ------
    FileUnreadable
        No CSV file, damaged compression, or columns that the layout needs are missing.
    """
    found, seen = Overview(), set[str]()
    for line, values in _lines(path, layout):
        found.n_rows += 1
        try:
            row = _row(line, values, layout, at)
            _require_new(row, seen)
        except _Unfit as error:
            number = (values or {}).get(layout.columns.number, "")
            found.refused.append(Refusal(line, number[:_LONGEST_NUMBER], str(error)))
            continue
        seen.add(row.number)
        found.services.setdefault(row.service_code, row.service_name)
        if row.office:
            found.offices.add(row.office)
    return found


def _require_new(row: CityRow, seen: set[str]) -> None:
    if row.number in seen:
        raise _Unfit("Nomor ini sudah muncul di baris sebelumnya.")


def rows_of_share(
    path: Path, layout: Layout, share: int, of: int, *, skip: frozenset[int], at: datetime
) -> Iterator[list[CityRow]]:
    """Yield every ``of``-th batch of rows, without the lines to ``skip``."""
    batch: list[CityRow] = []
    for place, (line, values) in enumerate(_lines(path, layout)):
        if place // BATCH % of != share:
            continue
        if line not in skip:
            batch.append(_row(line, values, layout, at))
        if place % BATCH == BATCH - 1:
            yield batch
            batch = []
    if batch:
        yield batch


def _lines(path: Path, layout: Layout) -> Iterator[tuple[int, Values | None]]:
    """Yield each row with the line on which it ends; None for one that is no CSV."""
    try:
        with _opened(path) as file:
            reader = csv.reader(file, strict=False)
            header = next(reader, [])
            _require_columns(header, layout)
            yield from _values(reader, header)
    except (OSError, EOFError, gzip.BadGzipFile) as error:
        message = f"Berkas {path.name} tidak dapat dibaca: {error}"
        raise FileUnreadable(message) from error


def _values(reader: Any, header: list[str]) -> Iterator[tuple[int, Values | None]]:
    while True:
        try:
            cells: list[str] = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield reader.line_num, None
            continue
        if cells:
            fits = len(cells) == len(header)
            yield reader.line_num, dict(zip(header, cells, strict=True)) if fits else None


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    options = {"encoding": "utf-8-sig", "errors": "replace", "newline": ""}
    if path.suffix == ".gz":
        with gzip.open(path, "rt", **options) as file:  # type: ignore[call-overload]
            yield file
    else:
        with path.open("r", **options) as file:  # type: ignore[call-overload]
            yield file


def _require_columns(header: list[str], layout: Layout) -> None:
    missing = [name for name in layout.columns.all() if name not in header]
    if missing:
        message = f"Kolom ini tidak ada di berkas: {', '.join(missing)}."
        raise FileUnreadable(message)


def _row(line: int, values: Values | None, layout: Layout, at: datetime) -> CityRow:
    if values is None:
        raise _Unfit("Banyaknya kolom tidak sama dengan baris judul.")
    whole = "\x1f".join(values.values())
    if _UNFIT.search(whole.replace("\x1f", "")):
        raise _Unfit("Berisi huruf yang bukan UTF-8 atau tidak dapat ditampilkan.")
    names = layout.columns
    state = _state(values, layout)
    opened_at = _instant(values[names.opened], layout)
    if opened_at is None:
        raise _Unfit("Waktu masuk tidak dapat dibaca.")
    if opened_at > at:
        raise _Unfit("Waktu masuk ada di masa depan.")
    latitude, longitude = _point(values, layout)
    name = _told(values, names.service_name)
    if not name:
        raise _Unfit("Jenis layanan kosong.")
    return CityRow(
        line=line,
        number=_number(values[names.number]),
        opened_at=opened_at,
        ended_at=_ended(values, layout, opened_at, at) if state.status in _OVER else None,
        state=state,
        status_word=_told(values, names.status),
        service_code=_service_code(_told(values, names.service_code) or name),
        service_name=name,
        text=" · ".join(filter(None, (_told(values, each) for each in names.text))),
        latitude=latitude,
        longitude=longitude,
        place=_told(values, names.place),
        words=_told(values, names.words),
        office=_told(values, names.office),
        digest=merkle.digest(whole.encode()).hex(),
    )


def _told(values: Values, column: str) -> str:
    return values[column].strip()[:_LONGEST_TEXT] if column else ""


def _number(text: str) -> str:
    number = text.strip()
    if not number:
        raise _Unfit("Nomor kosong.")
    if len(number) > _LONGEST_NUMBER or not re.fullmatch(r"[A-Za-z0-9._:/+-]+", number):
        raise _Unfit("Nomor memuat tanda yang tidak dikenal atau terlalu panjang.")
    return number


def _service_code(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")[:40] or "lain"


def _state(values: Values, layout: Layout) -> State:
    word = values[layout.columns.status].strip().casefold()
    if word not in layout.states:
        raise _Unfit(f"Status “{word[:40]}” tidak ada di berkas tata letak.")
    state = layout.states[word]
    words = _told(values, layout.columns.words)
    if layout.duplicate is not None and words and layout.duplicate.search(words):
        return _DUPLICATE
    return state


def _instant(text: str, layout: Layout) -> datetime | None:
    try:
        found = datetime.fromisoformat(text.strip())
        aware = found if found.tzinfo else found.replace(tzinfo=layout.zone)
        return aware.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _ended(values: Values, layout: Layout, opened_at: datetime, at: datetime) -> datetime | None:
    """Return when the city ended the request; None if it does not say, or says nonsense."""
    column = layout.columns.ended
    ended = _instant(values[column], layout) if column else None
    return ended if ended is not None and opened_at <= ended <= at else None


def _point(values: Values, layout: Layout) -> tuple[float | None, float | None]:
    """Return the coordinates; a point that is none (text, outside, zero and zero) is left out."""
    names = layout.columns
    if not names.latitude or not names.longitude:
        return None, None
    try:
        latitude, longitude = float(values[names.latitude]), float(values[names.longitude])
    except ValueError:
        return None, None
    fits = math.isfinite(latitude) and math.isfinite(longitude)
    if not fits or abs(latitude) > 90 or abs(longitude) > 180 or latitude == longitude == 0:
        return None, None
    return latitude, longitude
