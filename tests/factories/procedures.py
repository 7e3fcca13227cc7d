"""Makers of procedures for tests: a small sound definition, and running versions of it."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

from tests.factories.people import actor_for, make_officer

from pendopo.foundation.people.types import Role
from pendopo.journey.procedures.models import ProcedureVersion
from pendopo.journey.procedures.services import Decree, load_missing, publish_draft, save_draft

AT = datetime(2026, 11, 17, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 17)
SHIPPED = Path(__file__).parents[2] / "data" / "procedures"
_serial = count(1)

SMALL = {
    "code": "surat-contoh",
    "kind": "service",
    "title": {"id": "Surat contoh", "en": "Sample letter"},
    "summary": {"id": "Keterangan contoh bagi warga."},
    "owner": {"office": "dinas-contoh", "label": "Dinas Contoh"},
    "life_event": "3_residence",
    "case_class": "service",
    "form": {
        "type": "object",
        "required": ["nama", "telepon", "alasan", "sejak", "keperluan"],
        "properties": {
            "nama": {"type": "string", "title": "Nama", "x-fills": "name", "x-personal": True},
            "telepon": {
                "type": "string",
                "title": "Telepon",
                "x-widget": "phone",
                "x-fills": "phone",
                "x-personal": True,
            },
            "alasan": {
                "type": "string",
                "title": "Alasan",
                "enum": ["hilang", "rusak"],
                "x-labels": {"hilang": "Hilang", "rusak": "Rusak"},
            },
            "sejak": {
                "type": "string",
                "title": "Sejak kapan hilang",
                "format": "date",
                "x-show-when": {"alasan": ["hilang"]},
            },
            "keperluan": {"type": "string", "title": "Keperluan", "minLength": 3},
        },
        "x-pages": [
            {"title": "Pemohon", "fields": ["nama", "telepon"]},
            {"title": "Tentang surat", "fields": ["alasan", "sejak", "keperluan"]},
        ],
    },
    "documents": [
        {"code": "kk", "label": "Kartu keluarga", "required": True, "accepts": ["image", "pdf"]},
        {
            "code": "surat_kehilangan",
            "label": "Surat kehilangan",
            "required": True,
            "when": {"alasan": ["hilang"]},
            "accepts": ["image", "pdf"],
        },
    ],
    "steps": [
        {"code": "verify", "label": "Periksa berkas", "actor": "verifier", "from": ["received"]},
        {
            "code": "answer",
            "label": "Terbitkan surat",
            "actor": "officer",
            "from": ["assigned"],
            "to": "answered",
            "requires": ["outcome", "text"],
        },
        {"code": "close", "label": "Tutup", "actor": "officer", "from": ["answered"]},
    ],
    "clocks": [
        {
            "clock": "answer",
            "amount": 3,
            "unit": "work_days",
            "starts": "complete",
            "legal_basis": "SK contoh",
            "confidence": "verified",
            "source": "contoh",
            "valid_from": "2020-01-01",
        }
    ],
    "secrecy": {"is_secret": True, "identity": "required"},
    "fee": {"amount": "gratis", "legal_basis": "Perda contoh", "confidence": "unconfirmed"},
    "outputs": [{"code": "surat", "label": "Surat", "confidence": "verified"}],
    "public_view": [],
    "components": {},
}


def make_definition(**changes):
    """A sound definition with some parts changed."""
    return deepcopy(SMALL) | changes


def make_editor():
    """The actor of someone who administers the installation."""
    return actor_for(make_officer(Role.ADMIN))


def make_draft(*, by=None, at=AT, **changes) -> ProcedureVersion:
    """Keep a definition as a draft."""
    return save_draft(raw=make_definition(**changes), by=by or make_editor(), at=at)


def make_procedure(*, by=None, at=AT, **changes) -> ProcedureVersion:
    """Bring a definition into force by a decree."""
    editor = by or make_editor()
    draft = make_draft(by=editor, at=at, **changes)
    decree = Decree(f"500/{next(_serial)}/2026", TODAY, TODAY)
    return publish_draft(code=draft.procedure_id, decree=decree, by=editor, at=at)


def ship_procedures() -> int:
    """Load what comes with the software."""
    return load_missing(SHIPPED)


def pdf_bytes(body: bytes = b"") -> bytes:
    """A whole PDF without pages; ``body`` stands where its objects are."""
    return b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n" + body + b"\nstartxref\n9\n%%EOF\n"
