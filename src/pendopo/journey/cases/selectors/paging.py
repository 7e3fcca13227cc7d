"""Keyset pages: a page costs the same wherever it lies and however many rows there are."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from pendopo.journey.cases.models import Case
from pendopo.kernel.time import from_iso, to_iso

# What every list of cases shows beside the case itself.
SHOWN_WITH = ("office", "topic", "region__parent")


@dataclass(frozen=True)
class Slice:
    """A page of rows with the cursor of the next one; empty when it is the last."""

    rows: Sequence[Case]
    next_cursor: str


@dataclass(frozen=True)
class Cursor:
    """The last row seen: its instant (None if it has none) and its id."""

    at: datetime | None
    last_id: uuid.UUID


def lies_in(region: str) -> Q:
    """Return the condition that a case lies in a region or one of its parts."""
    return Q(region_id=region) | Q(region__code__startswith=f"{region}.")


def write_cursor(at: datetime | None, last_id: uuid.UUID) -> str:
    """Return a cursor as an address carries it."""
    return f"{to_iso(at) if at else ''}~{last_id}"


def read_cursor(text: str) -> Cursor | None:
    """Return the cursor in an address; None if there is none or it is damaged."""
    when, _sep, last = text.partition("~")
    try:
        return Cursor(from_iso(when) if when else None, uuid.UUID(last))
    except ValueError:
        return None
