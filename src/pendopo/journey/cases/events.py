"""Facts of this room; clock facts name their clock so that indicators can follow it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from pendopo.kernel.events import Fact


@dataclass(frozen=True, kw_only=True)
class CaseFact(Fact):
    """What every fact about a case carries."""

    SUBJECT: ClassVar[str] = "case"
    case_id: UUID


@dataclass(frozen=True, kw_only=True)
class CaseOpened(CaseFact):
    """A voice became a case."""

    number: str
    kind: str
    channel: str
    topic: str
    region: str
    is_secret: bool
    procedure: str = ""
    procedure_version: int = 0


@dataclass(frozen=True, kw_only=True)
class CaseVerified(CaseFact):
    """The verifier found it complete and gave it its legal class."""

    case_class: str


@dataclass(frozen=True, kw_only=True)
class CaseAssigned(CaseFact):
    """An office became responsible."""

    office: str
    previous: str = ""


@dataclass(frozen=True, kw_only=True)
class CaseQuestioned(CaseFact):
    """The citizen was asked for more; the answer clock pauses."""

    message_id: UUID
    office: str


@dataclass(frozen=True, kw_only=True)
class CaseReplied(CaseFact):
    """The citizen replied."""

    message_id: UUID


@dataclass(frozen=True, kw_only=True)
class CaseProgressed(CaseFact):
    """An office said in public what it is doing about it; not yet the answer."""

    message_id: UUID
    office: str


@dataclass(frozen=True, kw_only=True)
class CaseAnswered(CaseFact):
    """An office answered."""

    message_id: UUID
    office: str
    outcome: str


@dataclass(frozen=True, kw_only=True)
class CaseClosed(CaseFact):
    """The case ended."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class CaseReopened(CaseFact):
    """The citizen contested the answer."""

    message_id: UUID


@dataclass(frozen=True, kw_only=True)
class CaseArchived(CaseFact):
    """The case will not be handled, with a reason."""

    reason: str
    message_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class CaseTopicChosen(CaseFact):
    """The verifier named the topic, or corrected it."""

    topic: str
    previous: str = ""


@dataclass(frozen=True, kw_only=True)
class CaseNoted(CaseFact):
    """An officer kept an internal note."""

    message_id: UUID


@dataclass(frozen=True, kw_only=True)
class CaseModerated(CaseFact):
    """What the public reads of it was changed; the original stays with the voice."""

    message_id: UUID


@dataclass(frozen=True, kw_only=True)
class CaseAccusedNamed(CaseFact):
    """An office is accused in it, and may therefore not read it; empty: no longer.

    By the system where its author named the office: with the case itself, before anyone
    could read it.
    """

    office: str
    previous: str = ""


@dataclass(frozen=True, kw_only=True)
class CaseRated(CaseFact):
    """Its author said how satisfied they are with an answer, from 1 (not) to 4 (very)."""

    message_id: UUID
    office: str
    score: int
    has_reason: bool


@dataclass(frozen=True, kw_only=True)
class CaseRequesterTold(CaseFact):
    """Its requester was told of a step, and of what the Act lets them do next."""

    step: str
    channel: str


@dataclass(frozen=True, kw_only=True)
class CaseReminded(CaseFact):
    """Its author was reminded that their time to respond is running out."""

    clock_id: UUID
    nth: int
    channel: str


@dataclass(frozen=True, kw_only=True)
class CaseBounced(CaseFact):
    """The responsible office said that the case is not theirs, for the nth time."""

    message_id: UUID
    office: str
    proposed: str
    n_bounces: int


@dataclass(frozen=True, kw_only=True)
class CaseArbitrated(CaseFact):
    """It was settled whose case it is; ``role`` tells whether by an arbiter or for want of one."""

    message_id: UUID
    office: str
    previous: str
    n_bounces: int
    role: str = "verifier"


@dataclass(frozen=True, kw_only=True)
class CaseMerged(CaseFact):
    """The case went up in another one that tells of the same thing."""

    target_id: UUID
    number: str
    target: str
    message_id: UUID


@dataclass(frozen=True, kw_only=True)
class CaseTookIn(CaseFact):
    """Another case went up in this one."""

    source_id: UUID
    source: str


@dataclass(frozen=True, kw_only=True)
class CaseHeardJoined(CaseFact):
    """The author of a case that went up in this one added something."""

    message_id: UUID


@dataclass(frozen=True, kw_only=True)
class CaseSpokeOn(CaseFact):
    """The author of a merged case added something, to the case in which it went up."""

    target_id: UUID
    message_id: UUID


@dataclass(frozen=True, kw_only=True)
class CaseJoinedTold(CaseFact):
    """The author of a merged case was told that the case in which it went up was answered."""

    message_id: UUID
    channel: str


@dataclass(frozen=True, kw_only=True)
class CaseUnmerged(CaseFact):
    """A merge was taken back."""

    target_id: UUID
    message_id: UUID


@dataclass(frozen=True, kw_only=True)
class CaseSplit(CaseFact):
    """A part of the case became a case of its own."""

    part_id: UUID
    part: str


@dataclass(frozen=True, kw_only=True)
class CaseJoined(CaseFact):
    """Somebody else has the same problem."""

    n_joined: int


@dataclass(frozen=True, kw_only=True)
class CaseOfficeAdded(CaseFact):
    """An office supports or observes the case."""

    office: str
    part: str


@dataclass(frozen=True, kw_only=True)
class CaseAssetNamed(CaseFact):
    """It was named which class of assets the case is about."""

    asset_class: str


@dataclass(frozen=True, kw_only=True)
class ResponsibilityAdded(Fact):
    """An office got a part in a topic."""

    SUBJECT: ClassVar[str] = "office"
    office_id: UUID
    topic: str
    office: str
    part: str
    region: str
    asset_class: str
    valid_from: date


@dataclass(frozen=True, kw_only=True)
class ResponsibilityEnded(Fact):
    """An office's part in a topic ends."""

    SUBJECT: ClassVar[str] = "office"
    office_id: UUID
    topic: str
    office: str
    part: str
    region: str
    asset_class: str
    valid_to: date


@dataclass(frozen=True, kw_only=True)
class CaseNumberLinked(CaseFact):
    """The case also carries a number of another system."""

    system: str
    external_number: str


@dataclass(frozen=True, kw_only=True)
class CaseAdopted(CaseFact):
    """Another system's state of the case was taken over; what led to it is not known."""

    system: str
    status: str
    case_class: str
    office: str
    message_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class CaseExtended(CaseFact):
    """The answer to a request for information got more time, once, with a reason."""

    message_id: UUID
    clock_id: UUID
    office: str
    policy: str
    amount: int
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class CaseObjected(CaseFact):
    """Its author put the answer, or the lack of one, before the superior of the PPID."""

    message_id: UUID
    office: str
    ground: str


@dataclass(frozen=True, kw_only=True)
class CaseObjectionDecided(CaseFact):
    """The superior of the PPID answered an objection with reasons."""

    message_id: UUID
    office: str
    outcome: str


@dataclass(frozen=True, kw_only=True)
class CaseDisputed(CaseFact):
    """Its author goes to the Information Commission."""

    office: str


@dataclass(frozen=True, kw_only=True)
class ReadyTextKept(Fact):
    """An office has a text ready for a step."""

    SUBJECT: ClassVar[str] = "text"
    text_id: UUID
    step: str
    topic: str


@dataclass(frozen=True, kw_only=True)
class ReadyTextRetired(Fact):
    """A ready text went out of use."""

    SUBJECT: ClassVar[str] = "text"
    text_id: UUID


@dataclass(frozen=True, kw_only=True)
class ClockStarted(CaseFact):
    """A legal clock began to run."""

    clock_id: UUID
    clock: str
    policy: str
    office: str
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class ClockMoved(CaseFact):
    """A clock's due instant or responsible office changed."""

    clock_id: UUID
    clock: str
    reason: str
    office: str
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ClockStopped(CaseFact):
    """A clock ended."""

    clock_id: UUID
    clock: str
    reason: str
    office: str
    due_at: datetime
