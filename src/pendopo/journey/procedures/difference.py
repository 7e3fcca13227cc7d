"""What changed between two versions of a definition, part by part, in words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.journey.procedures.definition import Raw
from pendopo.journey.procedures.wording import CLOCK_NAMES, COMPONENT_NAMES


class Kind(StrEnum):
    """How a part changed."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class Change:
    """One part with what it said before and says now."""

    kind: Kind
    place: str
    before: str = ""
    after: str = ""


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
# By what a row of a list is known, so that a row that only moved is not told as changed.
_KEYS = ("code", "clock", "url", "title")


def changes(before: Raw, after: Raw) -> list[Change]:
    """Return every part that was added, removed or changed, in the order of the definition."""
    return list(_changes(before, after, ()))


def _changes(before: Any, after: Any, at: tuple[str, ...]) -> Iterator[Change]:
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _by_name(before, after, at)
    elif _has_rows(before) and _has_rows(after):
        yield from _by_name(_rows(before), _rows(after), at)
    else:
        yield Change(Kind.CHANGED, _place(at), _words(before), _words(after))


def _by_name(before: Raw, after: Raw, at: tuple[str, ...]) -> Iterator[Change]:
    for name in [*before, *(name for name in after if name not in before)]:
        here = (*at, str(name))
        if name not in after:
            yield Change(Kind.REMOVED, _place(here), before=_words(before[name]))
        elif name not in before:
            yield Change(Kind.ADDED, _place(here), after=_words(after[name]))
        else:
            yield from _changes(before[name], after[name], here)


def _has_rows(value: Any) -> bool:
    is_list = isinstance(value, list) and bool(value)
    return is_list and all(isinstance(row, Mapping) and _key(row) for row in value)


def _rows(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    named: dict[str, Any] = {}
    for row in rows:
        key, n = _key(row), 2
        while key in named:
            key, n = f"{_key(row)} ({n})", n + 1
        named[key] = row
    return named


def _key(row: Mapping[str, Any]) -> str:
    name = str(next((row[key] for key in _KEYS if isinstance(row.get(key), str)), ""))
    return f"{name} {row['case_class']}" if row.get("case_class") else name


def _place(at: tuple[str, ...]) -> str:
    return " › ".join(_name(name, at[:i]) for i, name in enumerate(at))


def _name(name: str, above: tuple[str, ...]) -> str:
    if above == ("components",) and name in COMPONENT_NAMES:
        return str(COMPONENT_NAMES[name])
    if above == ("clocks",):
        clock, _space, rest = name.partition(" ")
        return " ".join(filter(None, (str(CLOCK_NAMES.get(clock, clock)), rest)))
    if above and above[-1] in ("documents", "outputs", "properties", "steps"):
        return f"“{name}”"
    return str(_PARTS.get(name, name))


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if isinstance(value, Mapping):
        label = value.get("label") or value.get("title") or value.get("id") or value.get("text")
        return str(label) if isinstance(label, str) else _json(value)
    if isinstance(value, list):
        return "; ".join(_words(item) for item in value)
    return "–" if value is None else str(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
