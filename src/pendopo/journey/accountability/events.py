"""Facts of this room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from pendopo.kernel.events import Fact


@dataclass(frozen=True, kw_only=True)
class OfficeFact(Fact):
    """What every fact about an office that stands to account carries."""

    SUBJECT: ClassVar[str] = "office"
    office_id: UUID
    office: str
    kind: str
    about: str


@dataclass(frozen=True, kw_only=True)
class OfficeNoticed(OfficeFact):
    """An office was asked about an adverse state before its words become public."""

    notice_id: UUID
    period: str
    state: str
    publish_at: datetime


@dataclass(frozen=True, kw_only=True)
class NoticeEnded(OfficeFact):
    """The state an office was asked about is no longer there."""

    notice_id: UUID


@dataclass(frozen=True, kw_only=True)
class ReplyPublished(OfficeFact):
    """An office used its right of reply."""

    reply_id: UUID
    period: str
    notice_id: UUID | None = None
