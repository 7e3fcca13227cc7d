"""Releases whose words are kept by a later room, which composes them from its own rows.

At the desk of releases they are checked, approved, posted and withdrawn like all others; their
words are changed where they come from.
"""

from __future__ import annotations

# The kind of a source → the name of the page at which its words are changed.
_KEEPERS: dict[str, str] = {}


def register_keeper(source_kind: str, page: str) -> None:
    """Let a later room keep the words of releases that come from one kind of source."""
    _KEEPERS[source_kind] = page


def keeper_of(source_kind: str) -> str:
    """Return the page at which words are changed; empty where that is the desk of releases."""
    return _KEEPERS.get(source_kind, "")
