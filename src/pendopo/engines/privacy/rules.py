"""The rules of kinds as data: words, severities, tables and thresholds, read from YAML."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from pendopo.engines.privacy.errors import RulesUnreadable
from pendopo.engines.privacy.folding import fold
from pendopo.engines.privacy.kinds import Kind, Severity
from pendopo.engines.privacy.vocabulary import Vocabulary, Word, plain

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FILES = ("kinds", "words", "numbers", "thresholds")


@dataclass(frozen=True)
class KindRule:
    """What is decided about one kind.

    Attributes
    ----------
    severity, with_person, with_official
        How bad alone, beside a person's name, and in a signature: an official's number on a letter
        is usual.
    is_special
        Whether UU 27/2022 Art 4(2) names it.
    """

    name: str
    severity: Severity
    with_person: Severity
    with_official: Severity
    is_special: bool


@dataclass(frozen=True)
class Threshold:
    """From how many findings of which severity on something follows."""

    code: str
    level: str
    at_least: int
    severity: Severity
    is_distinct: bool


@dataclass(frozen=True)
class Rules:
    """Everything the detectors are told; made once, then only read."""

    kinds: Mapping[Kind, KindRule]
    vocabulary: Vocabulary
    districts: frozenset[bytes]
    provinces: frozenset[bytes]
    mobiles: frozenset[bytes]
    areas: frozenset[bytes]
    plates: frozenset[bytes]
    not_series: frozenset[bytes]
    cards: tuple[tuple[int, int], ...]
    test_cards: frozenset[bytes]
    births: tuple[int, int]
    ages: tuple[int, int]
    deeds: frozenset[bytes]
    reserved_domains: tuple[bytes, ...]
    role_mailboxes: frozenset[bytes]
    official_domains: tuple[bytes, ...]
    not_names: frozenset[bytes]
    reach: Mapping[str, int]
    thresholds: tuple[Threshold, ...]
    allowed: frozenset[bytes] = field(default=frozenset())

    def allowing(self, values: Iterable[str]) -> Rules:
        """Return rules that let through what an office has published of itself: numbers, addresses."""
        folded = {comparable(fold(value)) for value in values}
        return replace(self, allowed=self.allowed | folded)


def comparable(folded: bytes) -> bytes:
    """Return a value without the signs that people put between its digits, in small letters."""
    return folded.lower().translate(None, b" .()-/")


def read_rules(folder: Path, regions: Path) -> Rules:
    """Read the rules from a folder and the districts from the table of regions.

    Raises
    ------
    RulesUnreadable
        A file is missing, is no YAML, lacks a table, or gives one word two meanings.
    """
    tables: dict[str, Any] = {}
    for name in _FILES:
        tables |= _table(folder / f"{name}.yaml")
    try:
        return _rules(tables, read_districts(regions))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        message = f"Aturan di folder {folder.name} tidak lengkap atau keliru: {error}."
        raise RulesUnreadable(message) from None


def _table(path: Path) -> dict[str, Any]:
    try:
        found = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 -- a safe loader
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        message = f"Berkas aturan {path.name} tidak dapat dibaca."
        raise RulesUnreadable(message) from None
    if not isinstance(found, dict):
        message = f"Berkas aturan {path.name} kosong."
        raise RulesUnreadable(message)
    return found


def read_districts(path: Path) -> frozenset[bytes]:
    """Return the six digits of every district in the compressed table of regions."""
    try:
        with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
            codes = [row[0] for row in csv.reader(file) if len(row[0]) == 8]
    except (OSError, EOFError, UnicodeDecodeError):
        message = f"Tabel wilayah {path.name} tidak dapat dibaca."
        raise RulesUnreadable(message) from None
    return frozenset(code.replace(".", "").encode() for code in codes)


def _rules(tables: dict[str, Any], districts: frozenset[bytes]) -> Rules:
    numbers = tables["numbers"]
    return Rules(
        kinds={Kind(row["code"]): _kind_rule(row) for row in tables["kinds"]},
        vocabulary=Vocabulary(_words(tables)),
        districts=districts,
        provinces=frozenset(code[:2] for code in districts),
        mobiles=_bytes(numbers["mobile_prefixes"]),
        areas=_bytes(numbers["area_codes"]),
        plates=_bytes(numbers["plate_regions"]),
        not_series=_bytes(numbers["not_plate_series"]),
        cards=tuple((low, high) for low, high in numbers["card_issuers"]),
        test_cards=_bytes(numbers["test_cards"]),
        births=_pair(numbers["employee_births"]),
        ages=_pair(numbers["employee_ages"]),
        deeds=_bytes(numbers["deed_kinds"]),
        reserved_domains=tuple(sorted(_bytes(numbers["reserved_domains"]))),
        role_mailboxes=_bytes(numbers["role_mailboxes"]),
        official_domains=tuple(sorted(_bytes(numbers["official_domains"]))),
        not_names=_bytes(tables["not_names"]),
        reach={str(name): int(value) for name, value in tables["reach"].items()},
        thresholds=tuple(_threshold(row) for row in tables["thresholds"]),
    )


def _kind_rule(row: Mapping[str, Any]) -> KindRule:
    return KindRule(
        name=str(row["name"]),
        severity=Severity(row["severity"]),
        with_person=Severity(row.get("severity_with_person", row["severity"])),
        with_official=Severity(row.get("severity_with_official", row["severity"])),
        is_special=row["pdp_class"] == "spesifik",
    )


def _threshold(row: Mapping[str, Any]) -> Threshold:
    return Threshold(
        code=str(row["code"]),
        level=str(row["level"]),
        at_least=int(row["at_least"]),
        severity=Severity(row["severity"]),
        is_distinct=bool(row["distinct"]),
    )


def _words(tables: dict[str, Any]) -> list[Word]:
    labels: dict[bytes, Kind] = {}
    for row in tables["kinds"]:
        for text in map(_phrase, row["labels"]):
            if text in labels:
                message = f"kata {text.decode()!r} berarti dua hal"
                raise ValueError(message)
            labels[text] = Kind(row["code"])
    roles: dict[bytes, set[str]] = {text: set() for text in labels}
    for role, words in tables["words"].items():
        for text in map(_phrase, words):
            roles.setdefault(text, set()).add(str(role))
    return [
        Word(text, labels.get(text), frozenset(played), "prefix" in played)
        for text, played in roles.items()
    ]


def _phrase(text: object) -> bytes:
    return plain(fold(str(text)))


def _bytes(values: Iterable[object]) -> frozenset[bytes]:
    return frozenset(str(value).encode() for value in values)


def _pair(values: Iterable[int]) -> tuple[int, int]:
    low, high = values
    return int(low), int(high)
