"""Facts of the exchange: keys of partners, and cases passed on to other systems."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from pendopo.kernel.events import Fact


@dataclass(frozen=True, kw_only=True)
class KeyFact(Fact):
    """What every fact about a partner's key carries."""

    SUBJECT: ClassVar[str] = "key"
    key_id: UUID


@dataclass(frozen=True, kw_only=True)
class ApiKeyIssued(KeyFact):
    """A partner was given a key; ``scopes`` are joined by +."""

    scopes: str
    per_minute: int


@dataclass(frozen=True, kw_only=True)
class ApiKeyRevoked(KeyFact):
    """A key was taken back."""


@dataclass(frozen=True, kw_only=True)
class RemoteFact(Fact):
    """What every fact about a case at another system carries."""

    SUBJECT: ClassVar[str] = "case"
    case_id: UUID
    system: str


@dataclass(frozen=True, kw_only=True)
class CasePassedOn(RemoteFact):
    """An officer decided to send the case to another system as well."""


@dataclass(frozen=True, kw_only=True)
class CaseReachedRemote(RemoteFact):
    """The other system took the case; its number, where it is a code, stands beside ours."""

    external_number: str


@dataclass(frozen=True, kw_only=True)
class CaseNotTaken(RemoteFact):
    """The other system refused the case, or could not be reached for good."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class RemoteStateMoved(RemoteFact):
    """The other system says that its work on the case went on."""

    state: str
    previous: str


@dataclass(frozen=True, kw_only=True)
class RemoteEndpointSaved(Fact):
    """Another Open311 server was entered, or its entry changed."""

    SUBJECT: ClassVar[str] = "endpoint"
    endpoint_id: UUID
    system: str
    is_active: bool


@dataclass(frozen=True, kw_only=True)
class OutsidePhotoTaken(Fact):
    """A photo that lay elsewhere became one of the voice, redrawn as any upload."""

    SUBJECT: ClassVar[str] = "voice"
    voice_id: UUID
    photo_id: UUID


@dataclass(frozen=True, kw_only=True)
class OutsidePhotoNotTaken(Fact):
    """A photo that lies elsewhere could not be fetched, or is none."""

    SUBJECT: ClassVar[str] = "voice"
    voice_id: UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class NewsOutletSaved(Fact):
    """A Mastodon account or webhook for releases was entered, or its entry changed."""

    SUBJECT: ClassVar[str] = "outlet"
    outlet_id: UUID
    outlet: str
    kind: str
    is_active: bool


@dataclass(frozen=True, kw_only=True)
class NewsFact(Fact):
    """What every fact about a message to an outlet carries."""

    SUBJECT: ClassVar[str] = "release"
    release_id: UUID
    outlet: str
    event: str


@dataclass(frozen=True, kw_only=True)
class NewsSent(NewsFact):
    """An outlet took the message."""


@dataclass(frozen=True, kw_only=True)
class NewsNotSent(NewsFact):
    """An outlet refused the message, or could not be reached for good."""

    reason: str
