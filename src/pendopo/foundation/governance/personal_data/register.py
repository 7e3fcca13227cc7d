"""The register of processing: what the models declare, under the activities that use it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pendopo.foundation.governance.models import WrittenDocument
from pendopo.foundation.governance.personal_data import documents
from pendopo.foundation.governance.personal_data.package import as_table
from pendopo.foundation.governance.personal_data.types import Basis, DataClass, DocumentKind
from pendopo.kernel.personal import PersonalData, declarations

COLUMNS = (
    "kode",
    "kegiatan",
    "tujuan",
    "dasar",
    "dasar_hukum",
    "subjek",
    "kelas",
    "tabel",
    "kolom",
    "penerima",
    "transfer",
    "retensi",
    "keamanan",
    "penilaian_dampak",
    "keyakinan",
    "versi",
)


@dataclass(frozen=True)
class Table:
    """One table that holds something about persons, as its model declares it."""

    label: str
    columns: tuple[str, ...]
    retention: str
    is_exported: bool


@dataclass(frozen=True)
class Activity:
    """One activity of the register with the tables behind it."""

    document: WrittenDocument
    name: str
    purpose: str
    basis: str
    classes: str
    tables: list[Table]
    unknown: list[str]


def activities() -> list[Activity]:
    """Return the register, by code (one query)."""
    declared = declarations()
    rows = documents.current(DocumentKind.ACTIVITY)
    return [_activity(row, declared) for row in rows]


def _activity(row: WrittenDocument, declared: dict[str, PersonalData]) -> Activity:
    told = row.definition
    labels: list[str] = told["tables"]
    return Activity(
        document=row,
        name=documents.shown(told, "name"),
        purpose=documents.shown(told, "purpose"),
        basis=str(Basis(told["basis"]).label),
        classes=", ".join(str(DataClass(each).label) for each in told["classes"]),
        tables=[_table(label, declared[label]) for label in labels if label in declared],
        unknown=[label for label in labels if label not in declared],
    )


def _table(label: str, declared: PersonalData) -> Table:
    retention = _(declared.retention)
    return Table(label, declared.fields, retention, declared.exporter is not None)


def without_activity(rows: Iterable[Activity]) -> list[Table]:
    """Return the tables with personal data that no activity of the register names."""
    named = {table.label for row in rows for table in row.tables}
    return [_table(label, each) for label, each in declarations().items() if label not in named]


def as_csv() -> str:
    """Return the register as one file for spreadsheets, an activity on each line."""
    return as_table([_line(row) for row in activities()], COLUMNS)


def _line(row: Activity) -> dict[str, object]:
    told = row.document.definition
    return {
        "kode": row.document.code,
        "kegiatan": told["name"],
        "tujuan": told["purpose"],
        "dasar": told["basis"],
        "dasar_hukum": told["law"],
        "subjek": "; ".join(told["subjects"]),
        "kelas": "; ".join(told["classes"]),
        "tabel": "; ".join(told["tables"]),
        "kolom": "; ".join(f"{t.label}.{name}" for t in row.tables for name in t.columns),
        "penerima": "; ".join(told["recipients"]),
        "transfer": told["transfers"],
        "retensi": told["retention"],
        "keamanan": told["security"],
        "penilaian_dampak": told["assessment"],
        "keyakinan": told["confidence"],
        "versi": row.document.number,
    }
