"""The rules of kinds as data: words, severities, tables and thresholds, read from YAML."""

from __future__ import annotations

import gzip
import re
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
# Roles of words: what calls a number by a kind, and what says that it is something else.
LABEL, DECOY = "label", "decoy"
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
    persons: Vocabulary
    near: Mapping[str, re.Pattern[bytes]]
    districts: frozenset[bytes]
    provinces: frozenset[bytes]
    mobiles: frozenset[bytes]
    areas: frozenset[bytes]
    plates: frozenset[bytes]
    not_series: frozenset[bytes]
    cards: frozenset[bytes]
    test_cards: frozenset[bytes]
    births: tuple[int, int]
    ages: tuple[int, int]
    deeds: frozenset[bytes]
    reserved_domains: tuple[bytes, ...]
    role_mailboxes: frozenset[bytes]
    official_domains: tuple[bytes, ...]
    not_names: frozenset[bytes]
    name_heads: frozenset[bytes]
    reach: Mapping[str, int]
    thresholds: tuple[Threshold, ...]
    table_words: Mapping[str, frozenset[bytes]]
    smallest_cell: int
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
    districts = read_districts(regions)
    try:
        return _rules(tables, districts)
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
        with gzip.open(path, "rb") as file:
            lines = file.read().splitlines()
    except (OSError, EOFError):
        message = f"Tabel wilayah {path.name} tidak dapat dibaca."
        raise RulesUnreadable(message) from None
    # "11.01.01,3,11.01,kecamatan,Bakongan,": a district's code has eight signs.
    return frozenset(line[:8].translate(None, b".") for line in lines if line[8:11] == b",3,")


def _rules(tables: dict[str, Any], districts: frozenset[bytes]) -> Rules:
    numbers = tables["numbers"]
    return Rules(
        kinds={Kind(row["code"]): _kind_rule(row) for row in tables["kinds"]},
        vocabulary=Vocabulary(_words(_labels(tables["kinds"]), tables["words"])),
        persons=Vocabulary(_words({}, tables["persons"])),
        near={str(role): _any_of(words) for role, words in tables["near"].items()},
        districts=districts,
        provinces=frozenset(code[:2] for code in districts),
        mobiles=_bytes(numbers["mobile_prefixes"]),
        areas=_bytes(numbers["area_codes"]),
        plates=_bytes(numbers["plate_regions"]),
        not_series=_bytes(numbers["not_plate_series"]),
        cards=_bytes(
            digits for low, high in numbers["card_issuers"] for digits in range(low, high + 1)
        ),
        test_cards=_bytes(numbers["test_cards"]),
        births=_pair(numbers["employee_births"]),
        ages=_pair(numbers["employee_ages"]),
        deeds=_bytes(numbers["deed_kinds"]),
        reserved_domains=tuple(sorted(_bytes(numbers["reserved_domains"]))),
        role_mailboxes=_bytes(numbers["role_mailboxes"]),
        official_domains=tuple(sorted(_bytes(numbers["official_domains"]))),
        not_names=_bytes(tables["not_names"]),
        name_heads=frozenset(map(_phrase, tables["name_heads"])),
        reach={str(name): int(value) for name, value in tables["reach"].items()},
        thresholds=tuple(_threshold(row) for row in tables["thresholds"]),
        table_words={
            str(role): frozenset(map(_phrase, words)) for role, words in tables["tables"].items()
        },
        smallest_cell=int(numbers["smallest_cell"]),
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


def _labels(kinds: Iterable[Mapping[str, Any]]) -> dict[bytes, Kind]:
    labels: dict[bytes, Kind] = {}
    for row in kinds:
        for text in map(_phrase, row["labels"]):
            if text in labels:
                message = f"kata {text.decode()!r} menyebut dua jenis"
                raise ValueError(message)
            labels[text] = Kind(row["code"])
    return labels


def _words(labels: Mapping[bytes, Kind], words: Mapping[str, Iterable[object]]) -> list[Word]:
    roles: dict[bytes, set[str]] = {text: {LABEL} for text in labels}
    for role, texts in words.items():
        for text in map(_phrase, texts):
            roles.setdefault(text, set()).update({role, LABEL} if role == DECOY else {role})
    return [
        Word(text, labels.get(text), tuple(sorted(played)), "prefix" in played)
        for text, played in roles.items()
    ]


def _any_of(words: Iterable[object]) -> re.Pattern[bytes]:
    each = sorted(map(_phrase, words), key=len, reverse=True)
    return re.compile(rb"(?<![a-z0-9])(?:" + b"|".join(map(re.escape, each)) + rb")(?![a-z])")


def _phrase(text: object) -> bytes:
    return plain(fold(str(text)))


def _bytes(values: Iterable[object]) -> frozenset[bytes]:
    return frozenset(str(value).encode() for value in values)


def _pair(values: Iterable[int]) -> tuple[int, int]:
    low, high = values
    return int(low), int(high)
