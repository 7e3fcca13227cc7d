"""What changed between two versions of a definition, part by part, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from pendopo.journey.procedures.definition import Raw
from pendopo.journey.procedures.wording import CLOCK_NAMES, COMPONENT_NAMES
from pendopo.kernel.difference import Change, Comparison

_PARTS = {
    "title": gettext_lazy("Judul"),
    "summary": gettext_lazy("Ringkasan"),
    "owner": gettext_lazy("Pelaksana"),
    "life_event": gettext_lazy("Kelompok"),
    "keywords": gettext_lazy("Kata kunci"),
    "form": gettext_lazy("Formulir"),
    "documents": gettext_lazy("Persyaratan"),
    "steps": gettext_lazy("Langkah"),
    "clocks": gettext_lazy("Batas waktu"),
    "secrecy": gettext_lazy("Kerahasiaan"),
    "fee": gettext_lazy("Biaya"),
    "outputs": gettext_lazy("Produk"),
    "public_view": gettext_lazy("Yang tampil bagi umum"),
    "components": gettext_lazy("Standar Pelayanan"),
    "objection_grounds": gettext_lazy("Alasan keberatan"),
    "links": gettext_lazy("Tautan"),
    "case_class": gettext_lazy("Jenis menurut aturan"),
    "properties": gettext_lazy("pertanyaan"),
    "required": gettext_lazy("wajib"),
    "x-pages": gettext_lazy("halaman"),
    "label": gettext_lazy("nama"),
    "help": gettext_lazy("petunjuk"),
    "description": gettext_lazy("petunjuk"),
    "accepts": gettext_lazy("jenis berkas"),
    "when": gettext_lazy("bila"),
    "x-show-when": gettext_lazy("ditanyakan bila"),
    "amount": gettext_lazy("angkanya"),
    "id": gettext_lazy("bahasa Indonesia"),
    "en": gettext_lazy("bahasa Inggris"),
    "unit": gettext_lazy("satuan"),
    "starts": gettext_lazy("mulai dihitung"),
    "legal_basis": gettext_lazy("dasar hukum"),
    "confidence": gettext_lazy("kepastian"),
    "source": gettext_lazy("sumber"),
    "actor": gettext_lazy("pelaku"),
    "explanation": gettext_lazy("penjelasan"),
    "text": gettext_lazy("uraian"),
    "items": gettext_lazy("daftar"),
    "fields": gettext_lazy("isian"),
    "note": gettext_lazy("catatan"),
    "validity": gettext_lazy("masa berlaku"),
    "format": gettext_lazy("bentuk"),
    "signatory": gettext_lazy("penanda tangan"),
    "enum": gettext_lazy("pilihan"),
    "maxLength": gettext_lazy("paling panjang"),
    "minLength": gettext_lazy("paling pendek"),
    "valid_from": gettext_lazy("berlaku sejak"),
    "valid_to": gettext_lazy("berlaku sampai"),
}
_KEYS = ("code", "clock", "url", "title")


def changes(before: Raw, after: Raw) -> list[Change]:
    """Return every part that was added, removed or changed, in the order of the definition."""
    return Comparison(_name, _key).changes(before, after)


def _key(row: Raw) -> str:
    name = str(next((row[key] for key in _KEYS if isinstance(row.get(key), str)), ""))
    return f"{name} {row['case_class']}" if row.get("case_class") else name


def _name(name: str, above: tuple[str, ...]) -> str:
    if above == ("components",) and name in COMPONENT_NAMES:
        return str(COMPONENT_NAMES[name])
    if above == ("clocks",):
        clock, _space, rest = name.partition(" ")
        return " ".join(filter(None, (str(CLOCK_NAMES.get(clock, clock)), rest)))
    if above and above[-1] in ("documents", "outputs", "properties", "steps"):
        return f"“{name}”"
    return str(_PARTS.get(name, name))
