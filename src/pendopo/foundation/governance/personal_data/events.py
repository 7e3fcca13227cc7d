"""Facts of the duties towards people's data; none names a person or repeats their words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from pendopo.foundation.governance.personal_data.types import (
    Channel,
    DocumentKind,
    HoldRule,
    Outcome,
    Proof,
    RequestKind,
    Told,
)
from pendopo.kernel.events import Fact


@dataclass(frozen=True, kw_only=True)
class DocumentWritten(Fact):
    """A version of a document was written; ``digest`` binds the fact to its text."""

    SUBJECT: ClassVar[str] = "document"
    document_id: UUID
    kind: DocumentKind
    code: str
    number: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class DataRequestFact(Fact):
    """What every fact about a request carries."""

    SUBJECT: ClassVar[str] = "data_request"
    data_request_id: UUID
    number: str


@dataclass(frozen=True, kw_only=True)
class DataRequestReceived(DataRequestFact):
    """Somebody uses a right to their data; the hours run from here."""

    kind: RequestKind
    proof: Proof
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class DataRequestExamined(DataRequestFact):
    """The data-protection officer took the request up."""


@dataclass(frozen=True, kw_only=True)
class DataCorrected(DataRequestFact):
    """What is kept was corrected at the applicant's word."""

    parts: str


@dataclass(frozen=True, kw_only=True)
class DataErased(DataRequestFact):
    """What is kept was erased at the applicant's word."""

    n_persons: int
    n_rows: int


@dataclass(frozen=True, kw_only=True)
class CopyHandedOut(DataRequestFact):
    """The copy of the data was fetched, by the applicant or by an officer for them."""

    is_by_officer: bool


@dataclass(frozen=True, kw_only=True)
class DataRequestAnswered(DataRequestFact):
    """The request was answered; ``is_late`` tells whether the hours had passed."""

    outcome: Outcome
    ground: str
    is_late: bool


@dataclass(frozen=True, kw_only=True)
class RestrictionLifted(DataRequestFact):
    """The use of the data is no longer restricted."""


@dataclass(frozen=True, kw_only=True)
class ConsentGiven(Fact):
    """Somebody consented to a purpose as one version words it."""

    SUBJECT: ClassVar[str] = "consent"
    consent_id: UUID
    purpose: str
    version: int


@dataclass(frozen=True, kw_only=True)
class ConsentWithdrawn(Fact):
    """A consent was taken back; nothing more is done for its purpose."""

    SUBJECT: ClassVar[str] = "consent"
    consent_id: UUID
    purpose: str


@dataclass(frozen=True, kw_only=True)
class HoldPlaced(Fact):
    """Data must be kept for now."""

    SUBJECT: ClassVar[str] = "hold"
    hold_id: UUID
    scope: HoldRule
    rule: str


@dataclass(frozen=True, kw_only=True)
class HoldEnded(Fact):
    """Data need not be kept any longer."""

    SUBJECT: ClassVar[str] = "hold"
    hold_id: UUID


@dataclass(frozen=True, kw_only=True)
class RetentionReleased(Fact):
    """A retention rule may run by itself from now on, or no longer."""

    SUBJECT: ClassVar[str] = "retention"
    retention_id: UUID
    rule: str
    is_on: bool


@dataclass(frozen=True, kw_only=True)
class RetentionRan(Fact):
    """A retention rule erased what was too old."""

    SUBJECT: ClassVar[str] = "retention_run"
    retention_run_id: UUID
    rule: str
    n_found: int
    n_done: int
    n_held: int


@dataclass(frozen=True, kw_only=True)
class BreachFact(Fact):
    """What every fact about a breach carries."""

    SUBJECT: ClassVar[str] = "breach"
    breach_id: UUID
    number: str


@dataclass(frozen=True, kw_only=True)
class BreachRecorded(BreachFact):
    """A breach came to be known; the hours run from ``detected_at``."""

    detected_at: datetime


@dataclass(frozen=True, kw_only=True)
class BreachNoticeSent(BreachFact):
    """Somebody was told of a breach; ``is_late`` tells whether the hours had passed."""

    told: Told
    channel: Channel
    sent_at: datetime
    n_told: int
    is_late: bool


@dataclass(frozen=True, kw_only=True)
class BreachClosed(BreachFact):
    """The breach was dealt with."""
