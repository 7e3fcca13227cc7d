"""Facts of this room: numbers, codes and times; no words of a rumour, and nobody who spread it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from pendopo.kernel.events import Fact


@dataclass(frozen=True, kw_only=True)
class ClaimFact(Fact):
    """What every fact about a claim carries."""

    SUBJECT: ClassVar[str] = "claim"
    claim_id: UUID
    number: str


@dataclass(frozen=True, kw_only=True)
class ClaimReceived(ClaimFact):
    """A rumour came in that was not known; ``digest`` is that of the masked words."""

    digest: str
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ClaimSeen(ClaimFact):
    """A claim was seen ``n`` times; ``likeness`` in percent, 100 for the words that began it."""

    sighting_id: UUID
    seen_on: str
    entry: str
    n: int
    likeness: int
    has_screenshot: bool


@dataclass(frozen=True, kw_only=True)
class ClaimTriaged(ClaimFact):
    """It was settled what a claim may do and who owns the facts."""

    harm: str
    priority: str
    topic: str
    office: str
    n_seen: int
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ClaimRaised(ClaimFact):
    """A claim spread while its answer was awaited, and was put higher."""

    priority: str
    n_seen: int
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ClaimForgotten(ClaimFact):
    """The words of a claim that was never answered were deleted."""

    n_wordings: int


@dataclass(frozen=True, kw_only=True)
class ClaimSetAside(ClaimFact):
    """It was decided not to answer a claim."""

    reason: str
    referred_to: str


@dataclass(frozen=True, kw_only=True)
class ClaimTakenUp(ClaimFact):
    """A claim that was set aside is weighed anew."""


@dataclass(frozen=True, kw_only=True)
class ClaimJoined(ClaimFact):
    """An officer joined a claim to another one that tells the same."""

    into_id: UUID
    n_seen: int


@dataclass(frozen=True, kw_only=True)
class ClaimSplit(ClaimFact):
    """One wording of a claim tells something else and became a claim of its own."""

    into_id: UUID
    n_seen: int


@dataclass(frozen=True, kw_only=True)
class ClaimStated(ClaimFact):
    """The owner of the facts stated a verdict; ``digest`` binds it to the words."""

    verdict: str
    version: int
    office: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class VerdictProposed(ClaimFact):
    """A verdict became a release, which passes its own way from here."""

    verdict: str
    version: int
    release_id: UUID
    state: str


@dataclass(frozen=True, kw_only=True)
class VerdictPublished(ClaimFact):
    """The release of a verdict went out."""

    verdict: str
    version: int
    release_id: UUID


@dataclass(frozen=True, kw_only=True)
class VerdictWithdrawn(ClaimFact):
    """The release of a verdict was withdrawn; the claim is open again."""

    version: int
    release_id: UUID


@dataclass(frozen=True, kw_only=True)
class WaveNoticed(ClaimFact):
    """A claim that was answered goes round again."""

    wave: int
    began_at: datetime
    n_seen: int
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class WaveMet(ClaimFact):
    """It was decided what is done about a wave."""

    wave: int
    act: str


@dataclass(frozen=True, kw_only=True)
class ScreenshotsDropped(ClaimFact):
    """The pictures of a claim's sightings were deleted."""

    n: int
