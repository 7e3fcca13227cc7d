"""A short sound beginning for someone who writes rules on screen."""

from __future__ import annotations

from typing import Any


def fresh_rules() -> dict[str, Any]:
    """Return a small rule set to start from, in Indonesian as the rules themselves."""
    return {
        "code": "kebijakan-baru",
        "title": {"id": "Kebijakan baru"},
        "summary": {"id": "Tulis di sini untuk apa aturan ini."},
        "rules": [
            {
                "id": "KAB-01",
                "effect": "allow",
                "acts": ["share"],
                "when": {"object_class": ["published"]},
                "control": "attested",
                "legal_basis": {"regulation": "Peraturan Bupati …", "article": "pasal …"},
                "confidence": "unconfirmed",
                "source": "Belum diperiksa",
                "valid_from": "2026-01-01",
                "explanation": {"id": "Yang sudah terbit boleh dibagikan."},
            }
        ],
    }
