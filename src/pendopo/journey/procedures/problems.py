"""What is wrong with a definition, in plain Indonesian, and where."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator

from pendopo.engines.written import At, Fault, schema_faults
from pendopo.journey.procedures.definition import CONTACT_FILLS, Raw
from pendopo.journey.procedures.step_problems import step_faults

SCHEMA_FILE = Path(__file__).with_name("definition.schema.json")


@dataclass(frozen=True)
class Problem:
    """One fault: the way to it through the definition, and a sentence."""

    at: At
    message: str
    line: int = 0

    @property
    def place(self) -> str:
        """Return the way to the fault as people write it: ``steps › 2 › label``."""
        return " › ".join(str(part + 1) if isinstance(part, int) else part for part in self.at)


def problems_of(raw: object) -> list[Problem]:
    """Return every fault of a definition; empty if it is sound.

    What hangs together (pages and questions, conditions and choices) is looked at only
    once each part by itself is well-formed.
    """
    if faults := schema_faults(raw, _validator()):
        return [problem_of(fault) for fault in faults]
    assert isinstance(raw, Mapping)  # noqa: S101 -- the schema says so; for the type checker
    return [problem for check in _CHECKS for problem in check(raw)]


@lru_cache(maxsize=1)
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA_FILE.read_text(encoding="utf-8")))


def problem_of(fault: Fault) -> Problem:
    """Return a fault of the writing or of the schema, in the reader's language."""
    return Problem(fault.at, fault.words(_), fault.line)


# --- what hangs together ----------------------------------------------------------------


def _pages(raw: Raw) -> Iterator[Problem]:
    known, asked = raw["form"]["properties"], []
    for i, page in enumerate(raw["form"]["x-pages"]):
        for j, code in enumerate(page["fields"]):
            at: At = ("form", "x-pages", i, "fields", j)
            if code not in known:
                yield Problem(at, _("Tidak ada pertanyaan “%(code)s”.") % {"code": code})
            if code in asked:
                yield Problem(at, _("“%(code)s” sudah ditanyakan.") % {"code": code})
            asked.append(code)
    for code in known:
        if code not in asked:
            message = _("Pertanyaan ini tidak ada di halaman mana pun (x-pages).")
            yield Problem(("form", "properties", code), message)
    for i, code in enumerate(raw["form"].get("required", ())):
        if code not in known:
            message = _("Tidak ada pertanyaan “%(code)s”.") % {"code": code}
            yield Problem(("form", "required", i), message)


def _questions(raw: Raw) -> Iterator[Problem]:
    for code, row in raw["form"]["properties"].items():
        at: At = ("form", "properties", code)
        if row["type"] == "array" and "items" not in row:
            yield Problem(at, _("Pertanyaan dengan banyak pilihan perlu daftar pilihan (items)."))
        if row["type"] != "string" and "enum" in row:
            yield Problem((*at, "enum"), _("Pilihan hanya untuk pertanyaan berjenis string."))
        if row.get("minLength", 0) > row.get("maxLength", 10_000):
            yield Problem((*at, "minLength"), _("Batas terpendek melebihi batas terpanjang."))
        if row.get("minimum", 0) > row.get("maximum", row.get("minimum", 0)):
            yield Problem((*at, "minimum"), _("Batas terkecil melebihi batas terbesar."))
        if not _compiles(row.get("pattern", "")):
            yield Problem((*at, "pattern"), _("Pola ini tidak dapat dibaca."))


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


def _conditions(raw: Raw) -> Iterator[Problem]:
    form = raw["form"]
    order = [code for page in form["x-pages"] for code in page["fields"]]
    for code, row in form["properties"].items():
        before = order[: order.index(code)] if code in order else order
        at: At = ("form", "properties", code, "x-show-when")
        yield from _condition(row.get("x-show-when", {}), at, form["properties"], before)
    for i, row in enumerate(raw.get("documents", ())):
        at = ("documents", i, "when")
        yield from _condition(row.get("when", {}), at, form["properties"], order)


def _condition(
    condition: Raw, at: At, questions: Mapping[str, Any], before: Sequence[str]
) -> Iterator[Problem]:
    for code, values in condition.items():
        if code not in before:
            message = _("Syarat ini bergantung pada “%(code)s”, yang tidak ditanyakan sebelumnya.")
            yield Problem((*at, code), message % {"code": code})
            continue
        row = questions.get(code, {})
        choices = row.get("enum") or row.get("items", {}).get("enum") or [True, False]
        for value in values:
            if value not in choices:
                message = _("“%(value)s” bukan pilihan pertanyaan “%(code)s”.")
                yield Problem((*at, code), message % {"value": value, "code": code})


_OWN_CODE = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
# Addresses of the house itself.
_TAKEN = frozenset({"baru", "berkas"})


def _codes(raw: Raw) -> Iterator[Problem]:
    if not _OWN_CODE.match(raw["code"]) or raw["code"] in _TAKEN:
        yield Problem(("code",), _("Kode hanya huruf kecil, angka, dan tanda hubung."))
    for part in ("documents", "outputs", "objection_grounds", "steps"):
        seen: set[str] = set()
        for i, row in enumerate(raw.get(part, ())):
            if row["code"] in seen:
                message = _("Kode “%(code)s” sudah dipakai.") % {"code": row["code"]}
                yield Problem((part, i, "code"), message)
            seen.add(row["code"])


def _clocks(raw: Raw) -> Iterator[Problem]:
    seen: set[tuple[str, str, str]] = set()
    for i, row in enumerate(raw.get("clocks", ())):
        key = (row["clock"], row.get("case_class", ""), row["valid_from"])
        if key in seen:
            yield Problem(("clocks", i), _("Batas waktu ini sudah ada dengan tanggal yang sama."))
        seen.add(key)


def _identity(raw: Raw) -> Iterator[Problem]:
    fills = {
        row.get("x-fills", ""): code
        for code, row in raw["form"]["properties"].items()
        if row.get("x-fills") in CONTACT_FILLS
    }
    if raw["secrecy"]["identity"] == "none":
        for code in fills.values():
            message = _("Prosedur ini tanpa identitas; jangan menanyakan nama atau kontak.")
            yield Problem(("form", "properties", code, "x-fills"), message)
    if raw["secrecy"]["identity"] == "required" and "name" not in fills:
        message = _(
            "Prosedur ini meminta identitas, tetapi tidak ada pertanyaan nama (x-fills: name)."
        )
        yield Problem(("secrecy", "identity"), message)
    if raw["secrecy"]["is_secret"] and raw["public_view"]:
        yield Problem(("public_view",), _("Prosedur rahasia tidak menampilkan apa pun."))


def _steps(raw: Raw) -> Iterator[Problem]:
    yield from (Problem(at, message) for at, message in step_faults(raw))


_CHECKS = (_pages, _questions, _conditions, _codes, _clocks, _identity, _steps)
