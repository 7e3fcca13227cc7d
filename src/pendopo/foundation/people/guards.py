"""What later rooms hold against erasing a person, or against opening their data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

# Returns a sentence for whoever wants to go on; empty if nothing stands against it.
Guard = Callable[[UUID, datetime], str]
_KEEPERS: list[Guard] = []
_CLOSERS: list[Guard] = []


def register_keeper(guard: Guard) -> None:
    """Let a later room say why a person must not be erased now; the same guard counts once."""
    if guard not in _KEEPERS:
        _KEEPERS.append(guard)


def register_closer(guard: Guard) -> None:
    """Let a later room say why a person's data is not opened now; the same guard counts once."""
    if guard not in _CLOSERS:
        _CLOSERS.append(guard)


def why_kept(person_id: UUID, *, at: datetime) -> str:
    """Return why a person must not be erased; empty if they may be."""
    return _first(_KEEPERS, person_id, at)


def why_closed(person_id: UUID, *, at: datetime) -> str:
    """Return why a person's data is not opened; empty if it may be."""
    return _first(_CLOSERS, person_id, at)


def _first(guards: list[Guard], person_id: UUID, at: datetime) -> str:
    return next(filter(None, (guard(person_id, at) for guard in guards)), "")
