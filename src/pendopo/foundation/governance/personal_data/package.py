"""The copy of somebody's data: readable by people and by machines, made when it is fetched."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from pendopo.foundation.governance.models import DataRequest
from pendopo.foundation.governance.personal_data.subjects import Held
from pendopo.kernel.personal import Row
from pendopo.kernel.time import format_instant, to_iso

# What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def packed(row: DataRequest, found: Held, *, at: datetime) -> bytes:
    """Return a ZIP archive: an explanation, everything as JSON, and each table as CSV."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("baca-saya.txt", _explained(row, found, at))
        archive.writestr("data.json", _as_json(row, found, at))
        for label, rows in found.tables.items():
            archive.writestr(f"tabel/{label.lower()}.csv", _as_csv(rows))
    return buffer.getvalue()


def _explained(row: DataRequest, found: Held, at: datetime) -> str:
    lines = [
        _("Salinan data pribadi dari %(government)s") % {"government": settings.PENDOPO_GOVERNMENT},
        _("Permintaan %(number)s, dibuat %(at)s")
        % {"number": row.number, "at": format_instant(at, settings.PENDOPO_ZONE)},
        "",
        _("data.json memuat semuanya dan dapat dibaca sistem lain (UU 27/2022 Pasal 7 dan 13)."),
        _("Folder tabel memuat isi yang sama untuk lembar kerja, satu berkas tiap tabel:"),
        *(f"  {label}: {n}" for label, n in found.sizes.items()),
        "",
        _("people.dataread adalah rekam jejak: siapa membuka data ini, kapan, untuk apa."),
    ]
    return "\n".join(lines) + "\n"


def _as_json(row: DataRequest, found: Held, at: datetime) -> str:
    document = {"request": row.number, "made_at": to_iso(at), "held": found.tables}
    return json.dumps(document, ensure_ascii=False, indent=2, default=str)


def _as_csv(rows: Sequence[Row]) -> str:
    text = io.StringIO()
    columns = list(rows[0])
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([safe_cell(row.get(name)) for name in columns] for row in rows)
    return text.getvalue()


def safe_cell(value: object) -> str:
    """Return a value as text that no spreadsheet runs as a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def as_table(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> str:
    """Return rows as CSV with a byte-order mark, so that spreadsheets read it as UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([safe_cell(row.get(name)) for name in columns] for row in rows)
    return "\ufeff" + text.getvalue()
