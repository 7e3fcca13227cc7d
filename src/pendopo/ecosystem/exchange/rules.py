"""What may be told of a case outside, and which word of another system may follow which."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from pendopo.ecosystem.exchange.types import Unfit
from pendopo.journey.cases.types import ArchiveReason, Outcome, Status
from pendopo.journey.voice.photos import MAX_PHOTOS

if TYPE_CHECKING:
    from pendopo.journey.cases.models import Case
    from pendopo.journey.procedures.definition import Definition, Question

# As on the public map, in thousandths of a degree (111 m): coarser where nobody may be known.
_FINE, _COARSE = 1, 10
# A kilometre in degrees of latitude.
KM = 1 / 111.32
MOST_ATTEMPTS = 12
_LONGEST_WAIT = timedelta(hours=6)
OPEN_STATES = (Status.RECEIVED, Status.ASSIGNED, Status.WAITING, Status.OBJECTED)

# GeoReport's words for updates, as they stand on the wire; the client keeps them so.
ANSWER_WORDS = {
    Outcome.DONE.value: "FIXED",
    Outcome.PLANNED.value: "ACTION_SCHEDULED",
    Outcome.EXPLAINED.value: "NO_FURTHER_ACTION",
    Outcome.GRANTED.value: "FIXED",
    Outcome.PARTLY.value: "FIXED",
    Outcome.REFUSED.value: "NO_FURTHER_ACTION",
}
ARCHIVE_WORDS = {
    ArchiveReason.DUPLICATE.value: "DUPLICATE",
    ArchiveReason.NOT_OURS.value: "NOT_COUNCILS_RESPONSIBILITY",
    ArchiveReason.WITHDRAWN.value: "CANCELLED",
}
# How far the work is when a word is said; words of the same rank may follow each other.
_RANKS = {
    "OPEN": 0,
    "FOR_TRIAGE": 0,
    "INVESTIGATING": 1,
    "INTERNAL_REFERRAL": 1,
    "IN_PROGRESS": 2,
    "ACTION_SCHEDULED": 3,
    "CLOSED": 4,
    "FIXED": 4,
    "DUPLICATE": 4,
    "NOT_COUNCILS_RESPONSIBILITY": 4,
    "NO_FURTHER_ACTION": 4,
    "CANCELLED": 4,
}
REOPENED = "REOPEN"
_PHOTO_ADDRESS = re.compile(r"^https?://[^\s<>\"]{1,500}$", re.IGNORECASE)
UPDATE_WORDS = frozenset({*_RANKS, REOPENED, "UNCHANGED"})


def public_degrees(value: float | None, *, is_anonymous: bool) -> float | None:
    """Return a coordinate as coarse as the public may have it."""
    if value is None:
        return None
    step = _COARSE if is_anonymous else _FINE
    return round(value * 1000 / step) * step / 1000


def exact_bounds(low: float, high: float, *, is_anonymous: bool) -> tuple[float, float]:
    """Return between which exact degrees lie the coordinates shown between two bounds.

    Asking again and again with finer bounds must not tell more than what is shown.
    """
    step = (_COARSE if is_anonymous else _FINE) / 1000
    first, last = math.ceil(low / step - 1e-6), math.floor(high / step + 1e-6)
    return (first - 0.5) * step, (last + 0.5) * step


def is_open_outside(case: Case) -> bool:
    """Return whether GeoReport's status is ``open``: what is only planned is not resolved."""
    if case.status == Status.ANSWERED:
        return case.outcome == Outcome.PLANNED
    return case.status in OPEN_STATES


def may_follow(word: str, previous: str) -> bool:
    """Return whether the state ``word`` may replace ``previous``: forward, or reopened."""
    if word == REOPENED:
        return True
    if word not in _RANKS:
        return False
    return previous == REOPENED or _RANKS[word] >= _RANKS.get(previous, 0)


def normal_word(text: str) -> str:
    """Return a state word as it stands on the wire; empty if it says nothing known.

    Servers write ``closed``, ``In progress`` or ``IN_PROGRESS`` for the same.
    """
    word = "_".join(text.upper().split())
    return word if word in UPDATE_WORDS else ""


def photo_addresses(told: Iterable[str]) -> tuple[str, ...]:
    """Return the addresses of photos among what a caller wrote, as many as a voice may have."""
    found = (text.strip() for text in told)
    return tuple(dict.fromkeys(text for text in found if _PHOTO_ADDRESS.match(text)))[:MAX_PHOTOS]


def wait_after(attempts: int) -> timedelta:
    """Return how long to wait after so many failed attempts: a minute, doubled each time."""
    return min(timedelta(minutes=2 ** min(attempts, 10)), _LONGEST_WAIT)


def unfit_for(definition: Definition) -> Unfit | None:
    """Return why a procedure cannot be asked for through Open311; None if it can.

    GeoReport has no place for documents, its keys travel with apps of others, and what it
    takes in is answered in public.
    """
    if definition.is_secret:
        return Unfit.SECRET
    if any(row.is_required for row in definition.documents):
        return Unfit.DOCUMENTS
    if any(_asks_nik(one) and one.is_required for one in definition.questions):
        return Unfit.NIK
    return None


def is_asked_outside(question: Question) -> bool:
    """Return whether other systems may put a question: none asks for a NIK for us."""
    return not _asks_nik(question)


def _asks_nik(question: Question) -> bool:
    return "nik" in (question.widget, question.fills)
