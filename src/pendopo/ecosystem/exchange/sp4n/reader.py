"""Read an SP4N-LAPOR! admin export (.xlsx) into rows and refusals; writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Any

from pendopo.ecosystem.exchange.sp4n import mapping
from pendopo.ecosystem.exchange.sp4n.sheet import (
    MAX_SHEETS,
    Cells,
    check_container,
    opened,
    sheet_rows,
)
from pendopo.ecosystem.exchange.sp4n.types import (
    Export,
    ExportMeta,
    ExportUnreadable,
    Refusal,
    Sp4nRow,
)
from pendopo.engines.merkle import canonical, digest

MAX_ROWS = 200_000
MAX_CELL_TEXT = 32_767
MAX_TRACKING_ID = 40
HEADER_WITHIN = 40
_OPTIONAL = ("category_id", "category", "parent_office", "office", "reason", "province", "city")
_BROKEN = "Berkas ini rusak atau bukan lembar kerja Excel yang utuh; unduh ulang."


class _RowRefused(ValueError):
    """One row cannot be taken."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


@dataclass(frozen=True)
class _Header:
    row: int
    headings: tuple[str, ...]
    fields: tuple[str | None, ...]
    preamble: tuple[tuple[str, str], ...]


def read_export(path: Path) -> Export:
    """Return the rows of the export at ``path``, those refused, and what it says of itself.

    Raises
    ------
    ExportUnreadable
        If the file is no .xlsx, damaged, too large, or lacks the heading row or a column.
    """
    check_container(path)
    file_digest = digest(path.read_bytes()).hex()
    try:
        with opened(path) as workbook:
            return _export(workbook, file_digest)
    except ExportUnreadable:
        raise
    # openpyxl meets damaged files with whatever the damage happens to trip.
    except Exception as error:
        raise ExportUnreadable(_BROKEN) from error


def _export(workbook: Any, file_digest: str) -> Export:
    for sheet in workbook.worksheets[:MAX_SHEETS]:
        rows = sheet_rows(sheet)
        header = _find_header(rows)
        if header is not None:
            meta = ExportMeta(sheet.title, header.row, _named(header), header.preamble, file_digest)
            taken, refused = _read_rows(header, rows)
            return Export(taken, refused, meta)
    raise ExportUnreadable(
        'Baris judul kolom dengan "Tracking ID" tidak ditemukan dalam 40 baris pertama.'
    )


def _find_header(rows: Iterator[tuple[int, Cells]]) -> _Header | None:
    preamble: list[tuple[str, str]] = []
    for number, cells in islice(rows, HEADER_WITHIN):
        texts = [_text(cell) for cell in cells]
        if number > HEADER_WITHIN:
            return None
        if mapping.TRACKING_ID in map(mapping.folded, texts):
            return _header(number, texts, tuple(preamble))
        said = [text for text in texts if text]
        if len(said) > 1:
            preamble.append((said[0], said[1]))
    return None


def _header(number: int, texts: list[str], preamble: tuple[tuple[str, str], ...]) -> _Header:
    fields = tuple(mapping.field_of(text) for text in texts)
    known = [field for field in fields if field is not None]
    missing = [name for field, name in mapping.REQUIRED.items() if field not in known]
    if missing:
        raise ExportUnreadable(f"Kolom wajib tidak ada: {', '.join(missing)}.")
    twice = [
        text for text, field in zip(texts, fields, strict=True) if known.count(field or "") > 1
    ]
    if twice:
        raise ExportUnreadable(f"Kolom ini muncul lebih dari sekali: {', '.join(twice)}.")
    return _Header(number, tuple(texts), fields, preamble)


def _named(header: _Header) -> tuple[str, ...]:
    return tuple(heading for heading in header.headings if heading)


def _read_rows(
    header: _Header, rows: Iterator[tuple[int, Cells]]
) -> tuple[tuple[Sp4nRow, ...], tuple[Refusal, ...]]:
    taken: dict[str, Sp4nRow] = {}
    refused: list[Refusal] = []
    for number, cells in rows:
        if len(taken) + len(refused) >= MAX_ROWS:
            raise ExportUnreadable("Berkas ini memuat lebih dari 200.000 baris; bagi per periode.")
        by_field = _by_field(header, cells)
        tracking_id = _text(by_field.get("tracking_id"))
        try:
            _refuse_repeat(tracking_id, taken)
            taken[tracking_id] = _row(number, header, cells, by_field)
        except _RowRefused as refusal:
            shown = tracking_id[:MAX_TRACKING_ID] or None
            refused.append(Refusal(number, shown, refusal.code, str(refusal)))
    return tuple(taken.values()), tuple(refused)


def _refuse_repeat(tracking_id: str, taken: dict[str, Sp4nRow]) -> None:
    if tracking_id in taken:
        first = taken[tracking_id].row_number
        raise _RowRefused("duplicate_tracking_id", f"Tracking ID ini sudah ada di baris {first}.")


def _by_field(header: _Header, cells: Cells) -> dict[str, object]:
    return {
        field: cell for field, cell in zip(header.fields, cells, strict=False) if field is not None
    }


def _row(number: int, header: _Header, cells: Cells, by_field: dict[str, object]) -> Sp4nRow:
    if any(isinstance(cell, str) and len(cell) > MAX_CELL_TEXT for cell in cells):
        raise _RowRefused("text_too_long", "Sebuah sel memuat lebih dari 32.767 huruf.")
    texts = {field: _text(cell) for field, cell in by_field.items()}
    tracking_id = _tracking_id(texts["tracking_id"])
    received_on, received_time = _moment(by_field)
    other = _other(header, cells)
    return Sp4nRow(
        row_number=number,
        tracking_id=tracking_id,
        received_on=received_on,
        received_time=received_time,
        title=texts.get("title", ""),
        first_text=texts.get("first_text", ""),
        last_text=texts.get("last_text", ""),
        status_raw=texts.get("status", ""),
        channel=mapping.channel_of(texts.get("channel", "")),
        channel_raw=texts.get("channel") or None,
        other=other,
        digest=_digest(texts, other),
        **_optional(texts),
        **_codes(texts),
    )


def _optional(texts: dict[str, str]) -> dict[str, Any]:
    return {field: texts.get(field) or None for field in _OPTIONAL}


def _codes(texts: dict[str, str]) -> dict[str, Any]:
    classification = mapping.classification_of(texts.get("classification", ""))
    if classification is None:
        raise _unknown("classification", "Klasifikasi", texts)
    status = mapping.status_of(texts.get("status", ""))
    if status is None:
        raise _unknown("status", "Status", texts)
    secrecy = mapping.secrecy_of(texts.get("secrecy", ""))
    if secrecy is None:
        raise _unknown("secrecy", "Tipe laporan", texts)
    return {
        "classification": classification,
        "status": status,
        "is_anonymous": secrecy[0],
        "is_secret": secrecy[1],
    }


def _tracking_id(text: str) -> str:
    if not text:
        raise _RowRefused("missing_tracking_id", "Tracking ID kosong.")
    # A formula is text here: what it would have computed is not known.
    if text.startswith("=") or len(text) > MAX_TRACKING_ID:
        raise _RowRefused("unreadable_tracking_id", "Tracking ID tidak terbaca.")
    return text


def _moment(by_field: dict[str, object]) -> tuple[date, time | None]:
    given, clock = by_field.get("received_on"), by_field.get("received_time")
    day = mapping.date_of(given)
    if day is None:
        shown = _text(given)[:40]
        raise _RowRefused("unreadable_date", f'Tanggal masuk tidak terbaca: "{shown}".')
    if not _text(clock):
        # A real date at midnight is a date; midnight itself is never recorded otherwise.
        with_time = isinstance(given, datetime) and given.time() != time()
        return day, mapping.time_of(given) if with_time else None
    at = mapping.time_of(clock)
    if at is None:
        shown = _text(clock)[:40]
        raise _RowRefused("unreadable_time", f'Waktu masuk tidak terbaca: "{shown}".')
    return day, at


def _unknown(field: str, name: str, texts: dict[str, str]) -> _RowRefused:
    shown = texts.get(field, "")[:60]
    return _RowRefused(f"unknown_{field}", f'{name} tidak dikenal: "{shown}".')


def _other(header: _Header, cells: Cells) -> tuple[tuple[str, str], ...]:
    texts = (_text(cell) for cell in cells)
    columns = zip(header.headings, header.fields, texts, strict=False)
    return tuple((name, text) for name, field, text in columns if field is None and text)


def _digest(texts: dict[str, str], other: tuple[tuple[str, str], ...]) -> str:
    # A cell cut off at the row's end and an empty one are the same.
    filled = {field: text for field, text in texts.items() if text}
    return digest(canonical({"known": filled, "other": sorted(other)})).hex()


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
