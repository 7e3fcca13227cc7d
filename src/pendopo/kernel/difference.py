"""What changed between two versions of some data, part by part, in words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

from django.utils.translation import gettext as _

Raw: TypeAlias = Mapping[str, Any]
# Tells the name of a part, given the names of those above it.
Naming: TypeAlias = Callable[[str, tuple[str, ...]], str]


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


@dataclass(frozen=True)
class Comparison:
    """How one kind of data is compared.

    Attributes
    ----------
    naming
        What people call a part.
    key
        By what a row of a list is known, so that a row that only moved is not told as
        changed; empty for what is no such row.
    """

    naming: Naming
    key: Callable[[Raw], str]

    def changes(self, before: Raw, after: Raw) -> list[Change]:
        """Return every part that was added, removed or changed, in the order of the data."""
        return list(self._changes(before, after, ()))

    def _changes(self, before: Any, after: Any, at: tuple[str, ...]) -> Iterator[Change]:
        if before == after:
            return
        if isinstance(before, Mapping) and isinstance(after, Mapping):
            yield from self._by_name(before, after, at)
        elif self._has_rows(before) and self._has_rows(after):
            yield from self._by_name(self._rows(before), self._rows(after), at)
        else:
            yield Change(Kind.CHANGED, self._place(at), _words(before), _words(after))

    def _by_name(self, before: Raw, after: Raw, at: tuple[str, ...]) -> Iterator[Change]:
        for name in [*before, *(name for name in after if name not in before)]:
            here = (*at, str(name))
            if name not in after:
                yield Change(Kind.REMOVED, self._place(here), before=_words(before[name]))
            elif name not in before:
                yield Change(Kind.ADDED, self._place(here), after=_words(after[name]))
            else:
                yield from self._changes(before[name], after[name], here)

    def _has_rows(self, value: Any) -> bool:
        is_list = isinstance(value, list) and bool(value)
        return is_list and all(isinstance(row, Mapping) and self.key(row) for row in value)

    def _rows(self, rows: Sequence[Raw]) -> dict[str, Any]:
        named: dict[str, Any] = {}
        for row in rows:
            key, n = self.key(row), 2
            while key in named:
                key, n = f"{self.key(row)} ({n})", n + 1
            named[key] = row
        return named

    def _place(self, at: tuple[str, ...]) -> str:
        return " › ".join(self.naming(name, at[:i]) for i, name in enumerate(at))


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
