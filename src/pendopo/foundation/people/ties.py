"""What still hangs on an office, told by the rooms that know; nothing closes over it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pendopo.foundation.people.models import Office

# Returns sentences for whoever wants to close the office; none if nothing hangs on it.
Finder = Callable[[Office], Iterable[str]]
_FINDERS: list[Finder] = []


def register_tie(finder: Finder) -> None:
    """Let a later room say what hangs on an office; the same finder counts once."""
    if finder not in _FINDERS:
        _FINDERS.append(finder)


def ties_of(office: Office) -> list[str]:
    """Return what keeps an office from being closed, in sentences."""
    return [sentence for finder in _FINDERS for sentence in finder(office)]
