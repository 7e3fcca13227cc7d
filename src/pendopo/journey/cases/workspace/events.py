"""Facts of the officers' workspace; the public timeline shows none of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from pendopo.journey.cases.events import CaseFact


@dataclass(frozen=True, kw_only=True)
class HandlerChosen(CaseFact):
    """Someone at the office took the case, or was given it; empty: nobody any more."""

    handler: str
    office: str


@dataclass(frozen=True, kw_only=True)
class OfficersMentioned(CaseFact):
    """A note named officers, who find the case in their list."""

    message_id: UUID
    n_officers: int


@dataclass(frozen=True, kw_only=True)
class OfficeAsked(CaseFact):
    """One office asked another about the case."""

    question_id: UUID
    office: str
    asking: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class OfficeReplied(CaseFact):
    """The asked office answered the other."""

    question_id: UUID
    office: str


@dataclass(frozen=True, kw_only=True)
class FieldPhotoKept(CaseFact):
    """An officer photographed the place."""

    photo_id: UUID
    office: str


# What only officers read in a timeline.
INTERNAL = (HandlerChosen, OfficersMentioned, OfficeAsked, OfficeReplied, FieldPhotoKept)
