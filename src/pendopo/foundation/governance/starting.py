"""A short sound beginning for someone who writes rules on screen."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _


def fresh_rules() -> dict[str, Any]:
    """Return a small rule set to start from."""
    return {
        "code": "kebijakan-baru",
        "title": {"id": _("Kebijakan baru")},
        "summary": {"id": _("Tulis di sini untuk apa aturan ini.")},
        "rules": [
            {
                "id": "KAB-01",
                "effect": "allow",
                "acts": ["share"],
                "when": {"object_class": ["published"]},
                "control": "attested",
                "legal_basis": {"regulation": "Peraturan Bupati …", "article": "pasal …"},
                "confidence": "unconfirmed",
                "source": _("Belum diperiksa"),
                "valid_from": "2026-01-01",
                "explanation": {"id": _("Yang sudah terbit boleh dibagikan.")},
            }
        ],
    }
