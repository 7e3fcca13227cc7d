"""Personal data in a text, found by the room that covers it in answers as well.

That room lies above this one, so it registers its two functions here, as rooms do with
calendars; a release and an answer are then held to the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol


class Part(Protocol):
    """A stretch of a text; ``found`` is what it seems to be, or nothing."""

    @property
    def text(self) -> str:
        """Return the words."""

    @property
    def found(self) -> Any:
        """Return what the words seem to be."""


Marker = Callable[[str], Sequence[Part]]
Cover = Callable[[str], str]
_REGISTERED: list[tuple[Marker, Cover]] = []


class NobodyLooks(RuntimeError):
    """No room looks for personal data; nothing may be released unseen."""


def register_search(marker: Marker, cover: Cover) -> None:
    """Let a room tell what in a text is personal, and cover it."""
    _REGISTERED[:] = [(marker, cover)]


def parts_of(text: str) -> Sequence[Part]:
    """Return a text in parts, those marked that seem personal.

    Raises
    ------
    NobodyLooks
    """
    return _search()[0](text)


def n_found(*texts: str) -> int:
    """Return how many stretches of texts seem personal."""
    return sum(bool(part.found) for text in texts for part in parts_of(text))


def covered(text: str) -> str:
    """Return a text with everything personal covered.

    Raises
    ------
    NobodyLooks
    """
    return _search()[1](text)


def _search() -> tuple[Marker, Cover]:
    if not _REGISTERED:
        message = "no room has registered a search for personal data"
        raise NobodyLooks(message)
    return _REGISTERED[-1]
