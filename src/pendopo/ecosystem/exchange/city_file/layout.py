"""Which column of a city's file means what, and which of its words mean which state."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml

from pendopo.journey.cases.types import CaseClass, CloseReason, Status

_SYSTEM = re.compile(r"^[a-z][a-z0-9-]{1,15}$")
_NEEDED = ("number", "opened", "status", "service_name")


class LayoutWrong(ValueError):
    """A layout file lacks something, or names something that does not exist."""


@dataclass(frozen=True)
class State:
    """What one status word of the city means here."""

    status: Status
    case_class: str = ""
    close_reason: str = ""


@dataclass(frozen=True)
class Columns:
    """Names of the file's columns; an empty one is not in the file.

    ``text`` may name several, whose words are joined.
    """

    number: str = ""
    opened: str = ""
    ended: str = ""
    status: str = ""
    service_code: str = ""
    service_name: str = ""
    text: tuple[str, ...] = ()
    latitude: str = ""
    longitude: str = ""
    place: str = ""
    words: str = ""
    office: str = ""

    def all(self) -> list[str]:
        """Return every column the layout speaks of."""
        singles = [getattr(self, one.name) for one in fields(self) if one.name != "text"]
        return [name for name in [*singles, *self.text] if name]


@dataclass(frozen=True)
class Layout:
    """How to read one city's file.

    Attributes
    ----------
    system
        Short code under which the city's numbers are kept.
    states
        Meaning of the city's status words, in lower case.
    duplicate
        Pattern of closing words that say the request repeats another one; None if the
        city has no such habit.
    """

    system: str
    label: str
    zone: ZoneInfo
    columns: Columns
    states: Mapping[str, State]
    duplicate: re.Pattern[str] | None = None


def read_layout(path: Path) -> Layout:
    """Return the layout in a YAML file.

    Raises
    ------
    LayoutWrong
        With what is missing or unknown.
    """
    try:
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
        return _layout(told)
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError, re.error) as error:
        message = f"{path.name}: {type(error).__name__} {error}"
        raise LayoutWrong(message) from error


def _layout(told: dict[str, Any]) -> Layout:
    system = str(told["system"])
    if not _SYSTEM.match(system):
        message = f"system harus 2 sampai 16 huruf kecil, angka, atau tanda hubung: {system}"
        raise ValueError(message)
    pattern = told.get("duplicate", "")
    return Layout(
        system=system,
        label=str(told["label"]),
        zone=_zone(str(told["zone"])),
        columns=_columns(told["columns"]),
        states={str(word).casefold(): _state(meant) for word, meant in told["states"].items()},
        duplicate=re.compile(pattern, re.IGNORECASE) if pattern else None,
    )


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError as error:
        raise ValueError(str(error)) from error


def _columns(told: dict[str, Any]) -> Columns:
    text = told.get("text", ())
    texts = (text,) if isinstance(text, str) else tuple(text)
    columns = Columns(**{**told, "text": texts})
    missing = [name for name in _NEEDED if not getattr(columns, name)]
    if missing:
        message = f"kolom yang wajib: {', '.join(missing)}"
        raise ValueError(message)
    return columns


def _state(told: dict[str, str]) -> State:
    state = State(Status(told["status"]), told.get("case_class", ""), told.get("close_reason", ""))
    # Refused here, by name, and not by the database in the middle of a file.
    if state.case_class:
        CaseClass(state.case_class)
    if state.close_reason:
        CloseReason(state.close_reason)
    if state.status is Status.CLOSED and not state.close_reason:
        message = "status closed memerlukan close_reason"
        raise ValueError(message)
    return state
