"""The short definition from which an editor begins a new procedure."""

from __future__ import annotations

from typing import Any


def fresh_definition() -> dict[str, Any]:
    """Return the least that a service needs, in words that ask to be replaced.

    They are Indonesian whatever language the editor reads: what citizens read is.
    """
    return {
        "code": "layanan-baru",
        "kind": "service",
        "title": {"id": "Nama layanan"},
        "summary": {"id": "Satu kalimat: untuk siapa layanan ini dan apa hasilnya."},
        "owner": {"label": "Perangkat daerah yang melayani"},
        "life_event": "9_other",
        "case_class": "service",
        "form": {
            "type": "object",
            "required": ["nama", "telepon", "keperluan"],
            "properties": {
                "nama": {
                    "type": "string",
                    "title": "Nama lengkap pemohon",
                    "maxLength": 120,
                    "x-fills": "name",
                    "x-personal": True,
                },
                "telepon": {
                    "type": "string",
                    "title": "Nomor telepon",
                    "x-widget": "phone",
                    "x-fills": "phone",
                    "x-personal": True,
                },
                "keperluan": {"type": "string", "title": "Untuk keperluan", "maxLength": 150},
            },
            "x-pages": [
                {"title": "Data pemohon", "fields": ["nama", "telepon"]},
                {"title": "Keperluan", "fields": ["keperluan"]},
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
                "label": "Periksa kelengkapan berkas",
                "actor": "verifier",
                "from": ["received"],
                "to": "assigned",
                "requires": ["office"],
            },
            {
                "code": "answer",
                "label": "Terbitkan atau tolak dengan alasan",
                "actor": "officer",
                "from": ["assigned"],
                "to": "answered",
                "requires": ["outcome", "text"],
            },
            {
                "code": "close",
                "label": "Tutup",
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
                "legal_basis": "Keputusan tentang Standar Pelayanan",
                "confidence": "unconfirmed",
                "source": "Rancangan",
                "valid_from": "2026-01-01",
            }
        ],
        "secrecy": {"is_secret": True, "identity": "required"},
        "fee": {"amount": "gratis", "legal_basis": "", "confidence": "unconfirmed"},
        "outputs": [{"code": "surat", "label": "Surat keterangan"}],
        "public_view": [],
        "components": {},
    }
