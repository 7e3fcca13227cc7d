"""What is asked of the search, and what it finds."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class Scope(Enum):
    """Whose words are searched: those everyone may read, or all of them."""

    PUBLIC = "public_words"
    STAFF = "staff_words"


@dataclass(frozen=True)
class Query:
    """What is asked; everything given must hold, empty means anything.

    Attributes
    ----------
    text
        Words (every one must occur, by its stem), or a number in any grouping.
    office, topic, region, status, kind
        Codes; a topic and a region include their parts.
    offices
        Codes of offices of which one must hold.
    since, until
        The case was opened at or after, and before.
    """

    text: str = ""
    office: str = ""
    topic: str = ""
    region: str = ""
    status: str = ""
    kind: str = ""
    offices: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    is_oldest_first: bool = False


@dataclass(frozen=True)
class Hits:
    """The cases found, in order, and the cursor of the next ones; empty after the last."""

    case_ids: tuple[uuid.UUID, ...]
    next_cursor: str = ""


@dataclass(frozen=True)
class Asked:
    """A query as the two databases understand it: digests, and places between which to look."""

    scope: Scope
    all_of: tuple[str, ...]
    any_of: tuple[str, ...]
    above: int
    below: int
    is_oldest_first: bool
    most: int
