"""What changed between two versions of rules, part by part, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from pendopo.engines.policy import FACTS, Raw
from pendopo.foundation.governance.wording import fact_label
from pendopo.kernel.difference import Change, Comparison

_PARTS = {
    "title": gettext_lazy("Judul"),
    "summary": gettext_lazy("Ringkasan"),
    "rules": gettext_lazy("Aturan"),
    "examples": gettext_lazy("Contoh"),
    "ordinary": gettext_lazy("Keadaan biasa pada contoh"),
    "effect": gettext_lazy("akibat"),
    "acts": gettext_lazy("perbuatan"),
    "when": gettext_lazy("bila"),
    "unless": gettext_lazy("kecuali"),
    "by": gettext_lazy("disetujui oleh"),
    "obligations": gettext_lazy("kewajiban"),
    "control": gettext_lazy("pengendalian"),
    "legal_basis": gettext_lazy("dasar hukum"),
    "regulation": gettext_lazy("peraturan"),
    "article": gettext_lazy("pasal"),
    "confidence": gettext_lazy("kepastian"),
    "source": gettext_lazy("sumber"),
    "explanation": gettext_lazy("penjelasan"),
    "id": gettext_lazy("bahasa Indonesia"),
    "en": gettext_lazy("bahasa Inggris"),
    "valid_from": gettext_lazy("berlaku sejak"),
    "valid_to": gettext_lazy("berlaku sampai"),
    "facts": gettext_lazy("fakta"),
}
_FACTS_BELOW = ("when", "unless", "facts", "ordinary")


def changes(before: Raw, after: Raw) -> list[Change]:
    """Return every part that was added, removed or changed, in the order of the rules."""
    return Comparison(_name, _key).changes(before, after)


def _key(row: Raw) -> str:
    # An explanation has an ``id`` too: its Indonesian words.
    return str(row["id"]) if "effect" in row and "id" in row else str(row.get("title", ""))


def _name(name: str, above: tuple[str, ...]) -> str:
    if above and above[-1] in _FACTS_BELOW and name in FACTS:
        return fact_label(name)
    if above and above[-1] in ("rules", "examples"):
        return name
    return str(_PARTS.get(name, name))
