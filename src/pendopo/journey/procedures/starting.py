"""The short definition from which an editor begins a new procedure."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _


def fresh_definition() -> dict[str, Any]:
    """Return the least that a service needs, in words that ask to be replaced."""
    return {
        "code": "layanan-baru",
        "kind": "service",
        "title": {"id": _("Nama layanan")},
        "summary": {"id": _("Satu kalimat: untuk siapa layanan ini dan apa hasilnya.")},
        "owner": {"label": _("Perangkat daerah yang melayani")},
        "life_event": "9_other",
        "case_class": "service",
        "form": {
            "type": "object",
            "required": ["nama", "telepon", "keperluan"],
            "properties": {
                "nama": {
                    "type": "string",
                    "title": _("Nama lengkap pemohon"),
                    "maxLength": 120,
                    "x-fills": "name",
                    "x-personal": True,
                },
                "telepon": {
                    "type": "string",
                    "title": _("Nomor telepon"),
                    "x-widget": "phone",
                    "x-fills": "phone",
                    "x-personal": True,
                },
                "keperluan": {"type": "string", "title": _("Untuk keperluan"), "maxLength": 150},
            },
            "x-pages": [
                {"title": _("Data pemohon"), "fields": ["nama", "telepon"]},
                {"title": _("Keperluan"), "fields": ["keperluan"]},
            ],
        },
        "documents": [
            {
                "code": "ktp",
                "label": "KTP-el",
                "required": True,
                "accepts": ["image", "pdf"],
                "confidence": "unconfirmed",
            }
        ],
        "steps": [
            {
                "code": "verify",
                "label": _("Periksa kelengkapan berkas"),
                "actor": "verifier",
                "from": ["received"],
                "to": "assigned",
                "requires": ["office"],
            },
            {
                "code": "answer",
                "label": _("Terbitkan atau tolak dengan alasan"),
                "actor": "officer",
                "from": ["assigned"],
                "to": "answered",
                "requires": ["outcome", "text"],
            },
            {
                "code": "close",
                "label": _("Tutup"),
                "actor": "officer",
                "from": ["answered"],
                "to": "closed",
            },
        ],
        "clocks": [
            {
                "clock": "answer",
                "amount": 5,
                "unit": "work_days",
                "starts": "complete",
                "legal_basis": _("Keputusan tentang Standar Pelayanan"),
                "confidence": "unconfirmed",
                "source": _("Rancangan"),
                "valid_from": "2026-01-01",
            }
        ],
        "secrecy": {"is_secret": True, "identity": "required"},
        "fee": {"amount": "gratis", "legal_basis": "", "confidence": "unconfirmed"},
        "outputs": [{"code": "surat", "label": _("Surat keterangan")}],
        "public_view": [],
        "components": {},
    }
