"""Facts of this room.

A vote's fact names neither the person nor the participant: the counts of votes given
here can be made again from the record, but nobody's answers can be read together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from pendopo.kernel.events import Fact


@dataclass(frozen=True, kw_only=True)
class DeliberationFact(Fact):
    """What every fact about a deliberation carries."""

    SUBJECT: ClassVar[str] = "deliberation"
    deliberation_id: UUID


@dataclass(frozen=True, kw_only=True)
class DeliberationDrafted(DeliberationFact):
    """A mandate was written: question, limits, level of promise, answering office."""

    slug: str
    level: str
    office: str
    opens_at: datetime
    closes_at: datetime
    n_seeds: int


@dataclass(frozen=True, kw_only=True)
class DeliberationOpened(DeliberationFact):
    """Statements and votes are taken from now on."""

    level: str
    office: str
    closes_at: datetime


@dataclass(frozen=True, kw_only=True)
class DeliberationClosed(DeliberationFact):
    """No more statements and votes; the office owes its response."""

    n_participants: int
    n_statements: int
    n_votes: int


@dataclass(frozen=True, kw_only=True)
class StatementSubmitted(DeliberationFact):
    """Someone added a statement; it waits for moderation."""

    statement_id: UUID
    number: int


@dataclass(frozen=True, kw_only=True)
class StatementModerated(DeliberationFact):
    """A statement was accepted, or rejected under a named rule."""

    statement_id: UUID
    number: int
    moderation: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class VoteCast(DeliberationFact):
    """A vote on a statement: 1 agree, 0 pass, -1 disagree."""

    statement_id: UUID
    value: int


@dataclass(frozen=True, kw_only=True)
class VoteChanged(DeliberationFact):
    """A person changed their vote on a statement."""

    statement_id: UUID
    before: int
    value: int


@dataclass(frozen=True, kw_only=True)
class VoteWithdrawn(DeliberationFact):
    """A vote was taken away: its voter had voted before as another participant."""

    statement_id: UUID
    value: int


@dataclass(frozen=True, kw_only=True)
class VotesImported(DeliberationFact):
    """Votes gathered elsewhere were loaded; ``digest`` is that of all votes after it."""

    n_created: int
    n_updated: int
    n_votes: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class ParticipantsJoined(DeliberationFact):
    """Two participants turned out to be one person; their votes were made one."""

    n_moved: int
    n_dropped: int


@dataclass(frozen=True, kw_only=True)
class MapComputed(DeliberationFact):
    """A map of opinions was computed from the votes with this digest."""

    snapshot_id: UUID
    digest: str
    n_people: int
    n_votes: int
    n_groups: int
    is_stable: bool


@dataclass(frozen=True, kw_only=True)
class ResponseIssued(DeliberationFact):
    """The answering office gave its decision and a reason for every statement."""

    response_id: UUID
    office: str
    n_accepted: int
    n_partly: int
    n_rejected: int
    n_postponed: int
    n_not_ours: int
