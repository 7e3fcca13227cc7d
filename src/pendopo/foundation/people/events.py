"""Facts of this room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from pendopo.foundation.people.types import ReadPurpose, Role
from pendopo.kernel.events import Fact


@dataclass(frozen=True, kw_only=True)
class PersonalDataRead(Fact):
    """An officer opened a person's data, with a purpose."""

    SUBJECT: ClassVar[str] = "person"
    person_id: UUID
    purpose: ReadPurpose
    office: str
    about_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class PersonErased(Fact):
    """A person's data was removed; their reference now leads nowhere."""

    SUBJECT: ClassVar[str] = "person"
    person_id: UUID
    n_rows: int


@dataclass(frozen=True, kw_only=True)
class PositionGiven(Fact):
    """Someone received a position."""

    SUBJECT: ClassVar[str] = "position"
    position_id: UUID
    office: str
    role: Role


@dataclass(frozen=True, kw_only=True)
class PositionEnded(Fact):
    """A position ended."""

    SUBJECT: ClassVar[str] = "position"
    position_id: UUID
    office: str
    role: Role


@dataclass(frozen=True, kw_only=True)
class OfficeRegistered(Fact):
    """An office entered the tree of offices."""

    SUBJECT: ClassVar[str] = "office"
    office_id: UUID
    office: str


@dataclass(frozen=True, kw_only=True)
class CitizenSignedIn(Fact):
    """A citizen confirmed a contact by code."""

    SUBJECT: ClassVar[str] = "person"
    person_id: UUID
    channel: str
