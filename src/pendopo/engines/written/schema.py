"""What a JSON Schema finds wrong, in the words of the people who write the data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

from jsonschema import Draft202012Validator

from pendopo.engines.written.faults import Fault, Terms, gettext_noop

Said: TypeAlias = tuple[str, Mapping[str, object]]


def schema_faults(raw: object, schema: Draft202012Validator) -> list[Fault]:
    """Return every fault that a schema finds, in the order of the text's parts."""
    found = sorted(schema.iter_errors(raw), key=lambda error: [str(part) for part in error.path])
    return [Fault(tuple(error.absolute_path), *_said(error)) for error in found]


def _said(error: Any) -> Said:
    say = _sayings().get(str(error.validator))
    return say(error) if say else (gettext_noop("Bagian ini tidak ditulis dengan benar."), {})


# The library types what a schema holds as unknown.
@lru_cache(maxsize=1)
def _sayings() -> Mapping[str, Callable[[Any], Said]]:
    return {
        "required": _missing,
        "additionalProperties": _unknown,
        "enum": lambda e: (
            gettext_noop("Nilai “%(value)s” tidak dikenal. Pilih salah satu: %(choices)s."),
            {"value": e.instance, "choices": ", ".join(map(str, e.validator_value))},
        ),
        "type": lambda e: (
            gettext_noop("Isinya harus berupa %(kind)s."),
            {"kind": _kinds(e.validator_value)},
        ),
        "pattern": lambda e: (
            gettext_noop("“%(value)s” tidak ditulis dengan benar."),
            {"value": e.instance},
        ),
        "minLength": lambda _e: (
            gettext_noop("Bagian ini tidak boleh kosong atau terlalu pendek."),
            {},
        ),
        "maxLength": lambda e: (
            gettext_noop("Paling panjang %(most)s huruf."),
            {"most": e.validator_value},
        ),
        "minItems": lambda e: (
            gettext_noop("Paling sedikit %(least)s baris."),
            {"least": e.validator_value},
        ),
        "uniqueItems": lambda _e: (gettext_noop("Ada yang tertulis dua kali."), {}),
        "minimum": lambda e: (
            gettext_noop("Paling kecil %(least)s."),
            {"least": e.validator_value},
        ),
        "maximum": lambda e: (gettext_noop("Paling besar %(most)s."), {"most": e.validator_value}),
        "minProperties": lambda _e: (gettext_noop("Bagian ini tidak boleh kosong."), {}),
        "const": lambda e: (
            gettext_noop("Isinya harus “%(value)s”."),
            {"value": e.validator_value},
        ),
    }


def _missing(error: Any) -> Said:
    lacking = [name for name in error.validator_value if name not in error.instance]
    return gettext_noop("Belum ada: %(names)s."), {"names": ", ".join(lacking)}


def _unknown(error: Any) -> Said:
    known = error.schema.get("properties", {})
    extra = [str(name) for name in error.instance if name not in known]
    words = gettext_noop("Tidak dikenal: %(names)s. Periksa ejaannya.")
    return words, {"names": ", ".join(extra)}


def _kinds(kinds: str | Sequence[str]) -> Terms:
    names = {
        "object": gettext_noop("bagian dengan nama dan isi"),
        "array": gettext_noop("daftar"),
        "string": gettext_noop("teks"),
        "integer": gettext_noop("bilangan bulat"),
        "number": gettext_noop("bilangan"),
        "boolean": gettext_noop("ya atau tidak (true atau false)"),
        "null": gettext_noop("kosong"),
    }
    listed = [kinds] if isinstance(kinds, str) else kinds
    return Terms(names[kind] for kind in listed)
