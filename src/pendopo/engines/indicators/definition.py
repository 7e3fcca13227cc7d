"""What an indicator means, read from one YAML file and checked field by field."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import yaml

# The first is the second for the answer clock; both are the query ``within_limit.sql``.
METHODS = frozenset({"answered_within_limit", "within_limit"})
DIRECTIONS = frozenset({"higher_better", "lower_better", "neither"})
CONFIDENCES = frozenset({"verified", "unconfirmed"})
UNCERTAINTIES = frozenset({"sampling", "superpopulation", "none"})
PERIODS = frozenset({"month_of_final_due_date"})
EXCLUSIONS = frozenset({"archived", "not_ours", "withdrawn", "merged"})
# Stop reasons by which an office does what a clock asks of it.
MEETING = frozenset({"verified", "progressed", "answered", "decided"})
_FIELDS = (
    "code",
    "version",
    "names",
    "definition",
    "unit",
    "numerator",
    "denominator",
    "exclusions",
    "period",
    "direction",
    "uncertainty",
    "method",
    "source_facts",
    "legal_basis",
    "reviewer",
    "next_review",
    "confidence",
)
# Of the method ``within_limit``: the clock that is looked at, and how it is met.
_OPTIONAL = ("clock", "met")
_CLOCK = re.compile(r"[a-z][a-z_]{0,23}")
_CODE = re.compile(r"[a-z][a-z0-9_]{2,60}")


class DefinitionInvalid(ValueError):
    """A definition file lacks a field or holds a value outside its allowed set."""


@dataclass(frozen=True)
class Exclusion:
    """A reason for which a clock is left out of the denominator, and why that is fair."""

    code: str
    reason: str


@dataclass(frozen=True)
class LegalBasis:
    """The rule an indicator rests on, down to the article."""

    instrument: str
    article: str
    confidence: str


@dataclass(frozen=True)
class SourceFact:
    """A kind of fact the indicator is computed from."""

    name: str
    version: int


@dataclass(frozen=True)
class Definition:
    """One version of one indicator; immutable once published.

    Attributes
    ----------
    digest
        SHA-256 (hex) of the definition's content, whatever its layout in the file.
    clock
        The kind of clock that is looked at.
    met
        Stop reasons that meet the clock if they come in time.
    """

    code: str
    version: int
    name_id: str
    name_en: str
    definition: str
    unit: str
    numerator: str
    denominator: str
    exclusions: tuple[Exclusion, ...]
    period: str
    direction: str
    uncertainty: str
    method: str
    source_facts: tuple[SourceFact, ...]
    legal_basis: tuple[LegalBasis, ...]
    reviewer: str
    next_review: date
    confidence: str
    digest: str
    clock: str = "answer"
    met: tuple[str, ...] = ("answered",)


def load_definition(path: Path) -> Definition:
    """Return the definition in the YAML file at ``path``.

    Raises
    ------
    DefinitionInvalid
        Naming the file, the field and what the field may hold.
    """
    try:
        content = yaml.safe_load(path.read_text("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DefinitionInvalid(f"{path.name}: not readable as YAML: {error}") from error
    return _Reader(path.name, content).definition()


class _Reader:
    """One file's content, asked field by field."""

    def __init__(self, file: str, content: object) -> None:
        self._file = file
        self._top = self._mapping("(file)", content, _FIELDS, _OPTIONAL)

    def definition(self) -> Definition:
        names = self._mapping("names", self._top["names"], ("id", "en"))
        return Definition(
            code=self._code(),
            version=self._version("version", self._top["version"]),
            name_id=self._text("names.id", names["id"]),
            name_en=self._text("names.en", names["en"]),
            definition=self._named("definition"),
            unit=self._named("unit"),
            numerator=self._named("numerator"),
            denominator=self._named("denominator"),
            exclusions=self._exclusions(),
            period=self._choice("period", self._top["period"], PERIODS),
            direction=self._choice("direction", self._top["direction"], DIRECTIONS),
            uncertainty=self._choice("uncertainty", self._top["uncertainty"], UNCERTAINTIES),
            method=self._choice("method", self._top["method"], METHODS),
            source_facts=self._source_facts(),
            legal_basis=self._legal_basis(),
            reviewer=self._named("reviewer"),
            next_review=self._date(),
            confidence=self._choice("confidence", self._top["confidence"], CONFIDENCES),
            digest=_digest(self._top),
            clock=self._clock(),
            met=self._met(),
        )

    def _clock(self) -> str:
        value = self._top.get("clock", "answer")
        if not isinstance(value, str) or not _CLOCK.fullmatch(value):
            self._fail("clock", "up to 24 signs of a-z and _", value)
        return value

    def _met(self) -> tuple[str, ...]:
        value = self._top.get("met", ["answered"])
        if not isinstance(value, list) or not value:
            self._fail("met", "a list with at least one stop reason", value)
        return tuple(self._choice(f"met[{i}]", one, MEETING) for i, one in enumerate(value))

    def _exclusions(self) -> tuple[Exclusion, ...]:
        found: list[Exclusion] = []
        for where, item in self._items("exclusions"):
            part = self._mapping(where, item, ("code", "reason"))
            code = self._choice(f"{where}.code", part["code"], EXCLUSIONS)
            if code in {one.code for one in found}:
                self._fail(f"{where}.code", "a code not given before", code)
            found.append(Exclusion(code, self._text(f"{where}.reason", part["reason"])))
        return tuple(found)

    def _source_facts(self) -> tuple[SourceFact, ...]:
        found = []
        for where, item in self._items("source_facts"):
            part = self._mapping(where, item, ("name", "version"))
            version = self._version(f"{where}.version", part["version"])
            found.append(SourceFact(self._text(f"{where}.name", part["name"]), version))
        return tuple(found)

    def _legal_basis(self) -> tuple[LegalBasis, ...]:
        found = []
        for where, item in self._items("legal_basis"):
            part = self._mapping(where, item, ("instrument", "article", "confidence"))
            found.append(
                LegalBasis(
                    self._text(f"{where}.instrument", part["instrument"]),
                    self._text(f"{where}.article", part["article"]),
                    self._choice(f"{where}.confidence", part["confidence"], CONFIDENCES),
                )
            )
        return tuple(found)

    def _items(self, field: str) -> list[tuple[str, object]]:
        value = self._top[field]
        if not isinstance(value, Sequence) or isinstance(value, str) or not value:
            self._fail(field, "a list with at least one item", value)
        return [(f"{field}[{i}]", item) for i, item in enumerate(value)]

    def _mapping(
        self, field: str, value: object, keys: tuple[str, ...], optional: tuple[str, ...] = ()
    ) -> Mapping[str, Any]:
        if not isinstance(value, Mapping):
            self._fail(field, f"a mapping of {', '.join(keys)}", value)
        for key in keys:
            if key not in value:
                self._fail(key if field == "(file)" else f"{field}.{key}", "given", "nothing")
        unknown = sorted(str(key) for key in value if key not in (*keys, *optional))
        if unknown:
            self._fail(field, f"only {', '.join(keys)}", ", ".join(unknown))
        return value

    def _named(self, field: str) -> str:
        return self._text(field, self._top[field])

    def _text(self, field: str, value: object) -> str:
        if not isinstance(value, str) or not value.strip():
            self._fail(field, "a text that is not empty", value)
        return " ".join(value.split())

    def _choice(self, field: str, value: object, allowed: Collection[str]) -> str:
        if not isinstance(value, str) or value not in allowed:
            self._fail(field, f"one of {', '.join(sorted(allowed))}", value)
        return value

    def _code(self) -> str:
        value = self._top["code"]
        if not isinstance(value, str) or not _CODE.fullmatch(value):
            self._fail("code", "3 to 61 signs of a-z, 0-9 and _, first a letter", value)
        return value

    def _version(self, field: str, value: object) -> int:
        if type(value) is not int or value < 1:
            self._fail(field, "a whole number from 1", value)
        return value

    def _date(self) -> date:
        value = self._top["next_review"]
        # A YAML timestamp is a date too for Python, but not a day.
        if type(value) is not date:
            self._fail("next_review", "a day written YYYY-MM-DD", value)
        return value

    def _fail(self, field: str, allowed: str, got: object) -> NoReturn:
        raise DefinitionInvalid(f"{self._file}: {field} must be {allowed}, got {got!r}")


def _digest(content: Mapping[str, Any]) -> str:
    text = json.dumps(content, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
