"""Requests as JSON lines, and rule files with those they go on from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pendopo.engines.policy.errors import PolicyError
from pendopo.engines.policy.reading import read_rules, values_of
from pendopo.engines.policy.request import Embargo, Mandate, Request
from pendopo.engines.policy.rules import Raw, RuleSet, parse
from pendopo.engines.policy.vocabulary import FACTS
from pendopo.engines.written import read_text

_RECKONED = ("act", "at", "mandates", "topic", "office", "owner", "embargo_until")
NAMES = ("id", *_RECKONED, *FACTS)


@dataclass(frozen=True)
class Line:
    """One line of a file of requests: the request, or why it is none."""

    number: int
    id: object
    request: Request | None
    refusal: str = ""


def load_rules(path: Path) -> RuleSet:
    """Return the rule set of a file; ``extends`` is looked for beside it.

    Raises
    ------
    PolicyError
        The file cannot be opened, or has faults; each is named with its line.
    """
    return parse(load_definition(path))


def load_definition(path: Path) -> Raw:
    """Return the whole definition of a file, with the rules it goes on from.

    Raises
    ------
    PolicyError
        The file cannot be opened, or has faults; each is named with its line.
    """
    return _whole(path, ())


def _whole(path: Path, below: tuple[Path, ...]) -> Raw:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        message = f"Berkas {path} tidak dapat dibuka."
        raise PolicyError(message) from None
    reading = read_rules(text, _parents(text, path, below))
    if not reading.is_sound:
        lines = [
            f"{path.name} baris {fault.line}: {fault.place}: {fault.words()}"
            for fault in reading.faults
        ]
        raise PolicyError("\n".join(lines))
    return reading.raw


def _parents(text: str, path: Path, below: tuple[Path, ...]) -> Mapping[str, Raw]:
    raw = read_text(text).raw
    code = raw.get("extends") if isinstance(raw, dict) else None
    beside = path.with_name(f"{code}.yaml")
    if not isinstance(code, str) or "/" in code or beside in (path, *below) or not beside.exists():
        return {}
    return {code: _whole(beside, (*below, path))}


def read_requests(lines: Iterator[str]) -> Iterator[Line]:
    """Yield each request of a file of JSON lines; empty lines are passed over."""
    for number, text in enumerate(lines, start=1):
        if text.strip():
            yield _line(number, text)


def _line(number: int, text: str) -> Line:
    try:
        raw = json.loads(text)
    except ValueError:
        return Line(number, None, None, "Baris ini bukan JSON.")
    if not isinstance(raw, dict):
        return Line(number, None, None, "Baris ini bukan objek JSON.")
    try:
        return Line(number, raw.get("id", number), request_of(raw))
    except PolicyError as error:
        return Line(number, raw.get("id", number), None, str(error))


def request_of(raw: Mapping[str, Any]) -> Request:
    """Return the request of a JSON object.

    Raises
    ------
    PolicyError
        A name is unknown, or a value is not of its kind.
    """
    unknown = [name for name in raw if name not in NAMES]
    if unknown:
        message = f"'{unknown[0]}' tidak dikenal; pilih {', '.join(NAMES)}."
        raise PolicyError(message)
    return Request(
        act=str(raw.get("act", "")),
        at=_instant(raw.get("at"), "at"),
        facts=values_of({name: value for name, value in raw.items() if name in FACTS}),
        mandates=_mandates(raw.get("mandates")),
        topic=str(raw.get("topic") or ""),
        office=str(raw.get("office") or ""),
        owner=str(raw.get("owner") or ""),
        embargo=_embargo(raw),
    )


def _embargo(raw: Mapping[str, Any]) -> Embargo | None:
    if "embargo_until" not in raw:
        return None
    return Embargo(_instant(raw["embargo_until"], "embargo_until"))


def _instant(text: object, name: str) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        message = f"'{name}' harus waktu ISO 8601 dengan zona, contoh: 2026-03-02T10:01:00+07:00."
        raise PolicyError(message)
    return moment


def _mandates(rows: Any) -> tuple[Mandate, ...] | None:
    if rows is None:
        return None
    return tuple(map(_mandate, rows if isinstance(rows, list) else [rows]))


def _mandate(raw: Any) -> Mandate:
    try:
        last = raw.get("to")
        return Mandate(
            frozenset(map(str, raw["topics"])),
            date.fromisoformat(raw["from"]),
            date.fromisoformat(last) if last else None,
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        message = "'mandates' berisi {topics: [...], from: tanggal, to: tanggal atau kosong}."
        raise PolicyError(message) from None
