"""Facts of this room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from pendopo.kernel.events import Fact


@dataclass(frozen=True, kw_only=True)
class VoiceReceived(Fact):
    """A voice came in; ``digest`` binds the fact to the words without repeating them."""

    SUBJECT: ClassVar[str] = "voice"
    voice_id: UUID
    number: str
    kind: str
    channel: str
    topic: str
    region: str
    is_anonymous: bool
    is_secret: bool
    n_photos: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class VoiceErased(Fact):
    """The words of a voice were removed at the person's request."""

    SUBJECT: ClassVar[str] = "voice"
    voice_id: UUID


@dataclass(frozen=True, kw_only=True)
class DocumentsAdded(Fact):
    """The author of an application gave more documents after sending it."""

    SUBJECT: ClassVar[str] = "voice"
    voice_id: UUID
    requirements: str


@dataclass(frozen=True, kw_only=True)
class DocumentRead(Fact):
    """An officer opened a document that came with an application."""

    SUBJECT: ClassVar[str] = "voice"
    voice_id: UUID
    document_id: UUID
    requirement: str
    office: str
