"""A newer set of rules taken into one that an office has changed; values in, values out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pendopo.engines.policy import Raw

_LISTS = ("rules", "examples")


def taken_in(base: Raw, ours: Raw, theirs: Raw) -> dict[str, Any]:
    """Return ``theirs`` with everything that the office changed since ``base`` as it left it.

    What the office wrote, changed or removed stays so; what it left alone follows the newer
    set. Neither argument is changed.
    """
    names = [*theirs, *(name for name in ours if name not in theirs)]
    found = {name: _part(name, base, ours, theirs) for name in names}
    return {name: value for name, value in found.items() if value is not None}


def kept_back(base: Raw, ours: Raw, theirs: Raw) -> list[str]:
    """Return the rules that both changed, and that stay as the office has them, by id."""
    before, own, new = (_by_key(raw.get("rules", ())) for raw in (base, ours, theirs))
    return [
        key
        for key, row in new.items()
        if key in before and row != before[key] and own.get(key) not in (before[key], row)
    ]


def _part(name: str, base: Raw, ours: Raw, theirs: Raw) -> Any:
    if name in _LISTS:
        rows = (raw.get(name, ()) for raw in (base, ours, theirs))
        return _rows(*map(_by_key, rows)) or None
    return theirs.get(name) if ours.get(name) == base.get(name) else ours.get(name)


def _rows(before: Mapping[str, Any], own: Mapping[str, Any], new: Mapping[str, Any]) -> list[Any]:
    found = [_row(key, before, own, new) for key in new if key in own or key not in before]
    extra = [row for key, row in own.items() if key not in new and before.get(key) != row]
    return found + extra


def _row(
    key: str, before: Mapping[str, Any], own: Mapping[str, Any], new: Mapping[str, Any]
) -> Any:
    return new[key] if key not in own or own[key] == before.get(key) else own[key]


def _by_key(rows: Sequence[Any]) -> dict[str, Any]:
    return {str(row.get("id") or row.get("title")): row for row in rows}
