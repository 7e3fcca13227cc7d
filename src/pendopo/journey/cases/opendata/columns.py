"""The columns of the files, with what each means; the dictionary page is drawn from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from pendopo.journey.cases.models import Case
from pendopo.journey.cases.rules import OPEN
from pendopo.journey.voice.masking import masked
from pendopo.kernel.time import to_iso

Value = str | int | float | None


@dataclass(frozen=True)
class Column:
    """A column: its name, DuckDB type, meaning, and how it is read from a row."""

    name: str
    kind: str
    meaning: Any
    read: Callable[[Case], Value]


def _instant(at: Any) -> str | None:
    return to_iso(at) if at else None


def _is_open(case: Case) -> bool:
    return case.status in {status.value for status in OPEN}


def _author(case: Case) -> str:
    reporter = case.voice.reporter
    return reporter.name if reporter else ""


def _told(case: Case) -> str:
    text = case.public_text if case.is_moderated else case.voice.text
    return masked(text, name=_author(case))


def _point(case: Case, axis: str) -> float | None:
    entry = getattr(case, "point", None)
    return None if entry is None else getattr(entry, axis) / 1000


def _area(case: Case) -> str:
    region = case.region
    if region is None:
        return ""
    return f"{region.name}, {region.parent.name}" if region.parent else region.name


# The first are those of GeoReport Bulk (the draft that follows Open311 GeoReport v2).
COLUMNS = (
    Column("service_request_id", "VARCHAR", _("Nomor laporan."), lambda case: case.number),
    Column(
        "requested_datetime",
        "TIMESTAMPTZ",
        _("Saat laporan diterima (UTC)."),
        lambda case: _instant(case.opened_at),
    ),
    Column(
        "updated_datetime",
        "TIMESTAMPTZ",
        _("Saat keadaannya terakhir berubah menurut catatan (UTC)."),
        lambda case: _instant(getattr(case, "updated_at", None) or case.opened_at),
    ),
    Column(
        "closed_date",
        "TIMESTAMPTZ",
        _("Saat laporan ditutup atau diarsipkan (UTC); kosong bila belum."),
        lambda case: _instant(case.closed_at),
    ),
    Column(
        "status",
        "VARCHAR",
        _("open bila masih ditangani, closed bila sudah dijawab, ditutup, atau diarsipkan."),
        lambda case: "open" if _is_open(case) else "closed",
    ),
    Column(
        "status_description",
        "VARCHAR",
        _("Status menurut Pendopo: assigned, waiting, answered, closed, archived."),
        lambda case: case.status,
    ),
    Column(
        "source",
        "VARCHAR",
        _("Saluran masuknya laporan."),
        lambda case: case.voice.channel,
    ),
    Column("service_code", "VARCHAR", _("Kode topik."), lambda case: case.topic_id or ""),
    Column(
        "service_name",
        "VARCHAR",
        _("Nama topik."),
        lambda case: case.topic.label if case.topic else "",
    ),
    Column(
        "description",
        "VARCHAR",
        _("Judul dan isi laporan; telepon, surel, nomor identitas, dan nama pelapor disamarkan."),
        lambda case: f"{masked(case.title, name=_author(case))}\n\n{_told(case)}".strip(),
    ),
    Column(
        "agency_responsible",
        "VARCHAR",
        _("Kode perangkat daerah yang menjawab."),
        lambda case: case.office.code if case.office else "",
    ),
    Column(
        "expected_datetime",
        "TIMESTAMPTZ",
        _("Batas waktu jawaban yang sedang berjalan (UTC)."),
        lambda case: _instant(case.due_at),
    ),
    Column("address", "VARCHAR", _("Desa atau kelurahan, dan kecamatan."), _area),
    Column(
        "lat",
        "DOUBLE",
        _("Lintang, dibulatkan sampai sekitar 100 m; sekitar 1 km bila pelapor anonim."),
        lambda case: _point(case, "north"),
    ),
    Column(
        "long",
        "DOUBLE",
        _("Bujur, dibulatkan dengan cara yang sama."),
        lambda case: _point(case, "east"),
    ),
    Column(
        "jurisdiction_id",
        "VARCHAR",
        _("Kode wilayah pemerintah daerah ini (Kemendagri)."),
        lambda _case: settings.PENDOPO_REGION,
    ),
    Column(
        "kind",
        "VARCHAR",
        _("Jenis: pengaduan, aspirasi, dan lainnya (kode)."),
        lambda case: case.kind,
    ),
    Column(
        "case_class",
        "VARCHAR",
        _("Klasifikasi hukum yang menentukan batas waktu."),
        lambda case: case.case_class,
    ),
    Column(
        "region_code",
        "VARCHAR",
        _("Kode wilayah kejadian (Kemendagri)."),
        lambda case: case.region_id or "",
    ),
    Column("outcome", "VARCHAR", _("Hasil jawaban terakhir."), lambda case: case.outcome),
    Column("close_reason", "VARCHAR", _("Siapa yang menutup."), lambda case: case.close_reason),
    Column("n_reopened", "BIGINT", _("Berapa kali dibuka kembali."), lambda case: case.n_reopened),
)


def row_of(case: Case) -> tuple[Value, ...]:
    """Return a public case as the files hold it."""
    return tuple(column.read(case) for column in COLUMNS)
