"""Facts of this room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from pendopo.kernel.events import Fact


@dataclass(frozen=True, kw_only=True)
class TopicAssigned(Fact):
    """A topic of information was given to the office that owns its facts."""

    SUBJECT: ClassVar[str] = "topic"
    topic_id: UUID
    topic: str
    office: str


@dataclass(frozen=True, kw_only=True)
class TemplateSaved(Fact):
    """The PPID kept words from which releases begin; ``digest`` binds the fact to them."""

    SUBJECT: ClassVar[str] = "template"
    template_id: UUID
    template: str
    is_active: bool
    digest: str


@dataclass(frozen=True, kw_only=True)
class AccountFact(Fact):
    """What every fact about an official account carries."""

    SUBJECT: ClassVar[str] = "account"
    account_id: UUID
    network: str
    office: str


@dataclass(frozen=True, kw_only=True)
class AccountRegistered(AccountFact):
    """An official account entered the register."""


@dataclass(frozen=True, kw_only=True)
class AccountStateSet(AccountFact):
    """An official account was suspended, restored or closed."""

    state: str


@dataclass(frozen=True, kw_only=True)
class SecondFactorAttested(AccountFact):
    """Someone attested that the account asks for a second factor."""


@dataclass(frozen=True, kw_only=True)
class OperatorAppointed(AccountFact):
    """A position operates the account from a day on."""

    position_id: UUID
    valid_from: date


@dataclass(frozen=True, kw_only=True)
class AccountHandedOver(AccountFact):
    """A position operated the account until a day; ``valid_to`` is its last."""

    position_id: UUID
    valid_to: date


@dataclass(frozen=True, kw_only=True)
class MandateFact(Fact):
    """What every fact about a spokesperson's mandate carries."""

    SUBJECT: ClassVar[str] = "mandate"
    mandate_id: UUID
    position_id: UUID


@dataclass(frozen=True, kw_only=True)
class MandateGiven(MandateFact):
    """A position may speak on topics, each told by a fact of its own."""

    valid_from: date
    n_topics: int
    valid_to: date | None = None
    stand_in_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class MandateCovers(MandateFact):
    """One topic of a mandate."""

    topic: str


@dataclass(frozen=True, kw_only=True)
class MandateEnded(MandateFact):
    """A mandate ends earlier than was decided; ``valid_to`` is its last day."""

    valid_to: date


@dataclass(frozen=True, kw_only=True)
class ReleaseFact(Fact):
    """What every fact about a release carries; ``digest`` binds it to the words."""

    SUBJECT: ClassVar[str] = "release"
    release_id: UUID
    topic: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class ReleaseDrafted(ReleaseFact):
    """A release was begun or changed."""

    version: int


@dataclass(frozen=True, kw_only=True)
class ReleaseMasked(ReleaseFact):
    """What seemed personal was covered; the digest is that of the covered words."""

    n_covered: int


@dataclass(frozen=True, kw_only=True)
class ReleaseHeld(ReleaseFact):
    """A release may not go on; ``rule`` is the first reason."""

    rule: str
    n_reasons: int


@dataclass(frozen=True, kw_only=True)
class ReleaseSubmitted(ReleaseFact):
    """A release was checked and waits for approvals, joined by ``+``."""

    needs: str
    is_lowered: bool
    is_emergency: bool
    keeps_personal_data: bool
    release_at: datetime


@dataclass(frozen=True, kw_only=True)
class ReleaseApproved(ReleaseFact):
    """Somebody approved a release, as what they are."""

    approval: str
    office: str


@dataclass(frozen=True, kw_only=True)
class ReleaseSentBack(ReleaseFact):
    """A release went back to its author; approvals given fall away."""


@dataclass(frozen=True, kw_only=True)
class ReleaseReady(ReleaseFact):
    """All approvals are there; it goes out at its hour."""

    release_at: datetime


@dataclass(frozen=True, kw_only=True)
class ReleasePublished(ReleaseFact):
    """A release went out; ``archived`` is the digest of the archived copy."""

    version: int
    archived: str
    review_due_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class ReleaseReviewed(ReleaseFact):
    """An emergency release was looked at afterwards."""


@dataclass(frozen=True, kw_only=True)
class ReleaseCorrected(ReleaseFact):
    """A newer version took a release's place."""

    by_release_id: UUID


@dataclass(frozen=True, kw_only=True)
class ReleaseWithdrawn(ReleaseFact):
    """A release was withdrawn; the reason stands on its page."""


@dataclass(frozen=True, kw_only=True)
class ReleasePosted(ReleaseFact):
    """A release was posted through an official account as well."""

    account_id: UUID
    network: str
