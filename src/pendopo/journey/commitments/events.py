"""Facts of this room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from pendopo.kernel.events import Fact


@dataclass(frozen=True, kw_only=True)
class CommitmentFact(Fact):
    """What every fact about a commitment carries."""

    SUBJECT: ClassVar[str] = "commitment"
    commitment_id: UUID
    number: str


@dataclass(frozen=True, kw_only=True)
class CommitmentMade(CommitmentFact):
    """An office promised a result by a day."""

    office: str
    due_on: date
    n_milestones: int
    response_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class MilestoneDone(CommitmentFact):
    """A milestone was reached, with proof."""

    milestone_id: UUID
    position: int
    done_on: date


@dataclass(frozen=True, kw_only=True)
class ProgressReported(CommitmentFact):
    """The owner reported how far it is, in its own words."""

    progress_id: UUID
    percent: int


@dataclass(frozen=True, kw_only=True)
class CommitmentFulfilled(CommitmentFact):
    """Every milestone is done with proof, and the owner says so."""

    office: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class CommitmentStopped(CommitmentFact):
    """The owner gave the promise up, with a reason."""

    reason_code: str


@dataclass(frozen=True, kw_only=True)
class CommitmentMoved(CommitmentFact):
    """The due date changed, with a reason; the first one stays readable."""

    previous: date
    due_on: date
    reason_code: str


@dataclass(frozen=True, kw_only=True)
class CommitmentOverdue(CommitmentFact):
    """The due date passed without fulfilment; told once for each due date."""

    office: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class CommitmentAssessed(CommitmentFact):
    """An independent organisation gave its own reading."""

    assessment_id: UUID
    completion: str
