"""Facts of this room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
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
class PersonCorrected(Fact):
    """What is kept of a person was corrected; ``parts`` names the columns, joined by ``+``."""

    SUBJECT: ClassVar[str] = "person"
    person_id: UUID
    parts: str


@dataclass(frozen=True, kw_only=True)
class PositionGiven(Fact):
    """Someone received a position, for an area if one is named, from and until a day if told."""

    SUBJECT: ClassVar[str] = "position"
    position_id: UUID
    office: str
    role: Role
    region: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, kw_only=True)
class PositionEnded(Fact):
    """A position ended, or will; ``valid_to`` is its last day."""

    SUBJECT: ClassVar[str] = "position"
    position_id: UUID
    office: str
    role: Role
    valid_to: date | None = None


@dataclass(frozen=True, kw_only=True)
class OfficeRegistered(Fact):
    """An office entered the tree of offices, under another one if that is named."""

    SUBJECT: ClassVar[str] = "office"
    office_id: UUID
    office: str
    parent: str = ""
    valid_from: date | None = None


@dataclass(frozen=True, kw_only=True)
class OfficeRenamed(Fact):
    """An office got another name, kind or area; its former name is a row, for facts hold none."""

    SUBJECT: ClassVar[str] = "office"
    office_id: UUID
    office: str
    former_id: UUID | None
    kind: str
    region: str


@dataclass(frozen=True, kw_only=True)
class OfficeMoved(Fact):
    """An office came with its parts under another one; empty: to the top."""

    SUBJECT: ClassVar[str] = "office"
    office_id: UUID
    office: str
    parent: str
    previous: str


@dataclass(frozen=True, kw_only=True)
class OfficeClosed(Fact):
    """An office was closed; ``valid_to`` is the first day on which there is none."""

    SUBJECT: ClassVar[str] = "office"
    office_id: UUID
    office: str
    valid_to: date


@dataclass(frozen=True, kw_only=True)
class CitizenSignedIn(Fact):
    """A citizen confirmed a contact by code."""

    SUBJECT: ClassVar[str] = "person"
    person_id: UUID
    channel: str
