"""Reports alike, shown before sending; a later room knows them and brings its own search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pendopo.journey.voice.types import Submission


@dataclass(frozen=True)
class SimilarReport:
    """An open public report that may tell of the same thing, as everyone may read it."""

    number: str
    title: str
    text: str
    place: str
    status: str
    tone: str
    received_at: datetime
    metres: int | None
    photo_id: UUID | None
    n_voices: int


Finder = Callable[[Submission, datetime], Sequence[SimilarReport]]
_FINDERS: list[Finder] = []


def register_finder(finder: Finder) -> None:
    """Let a later room look for reports alike; the same finder counts once."""
    if finder not in _FINDERS:
        _FINDERS.append(finder)


def similar_reports(submission: Submission, *, at: datetime) -> list[SimilarReport]:
    """Return the reports alike that a person may join instead of sending their own."""
    return [report for finder in _FINDERS for report in finder(submission, at)]
