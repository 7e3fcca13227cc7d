"""The place of a case in every list: by its opening, newest last, never two alike."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import UTC, datetime

_BITS = 31
_SECOND = 1 << _BITS
LAST = (1 << 63) - 1
# Earlier than any report; seconds are counted from here so that they stay positive.
_ORIGIN = datetime(1970, 1, 1, tzinfo=UTC)


def first_place_at(at: datetime) -> int:
    """Return the lowest place a case opened at ``at`` may have."""
    return max(int((at - _ORIGIN).total_seconds()), 0) * _SECOND


def wanted_place(at: datetime, case_id: uuid.UUID) -> int:
    """Return the place of a case, if no other case has it already."""
    return first_place_at(at) + case_id.int % _SECOND


def free_place(wanted: int, taken: Iterable[int]) -> int:
    """Return ``wanted``, or the next place that is free."""
    held = set(taken)
    while wanted in held:
        wanted += 1
    return wanted
