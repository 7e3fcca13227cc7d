"""Facts of this room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from pendopo.kernel.events import Fact


@dataclass(frozen=True, kw_only=True)
class PolicyFact(Fact):
    """What every fact about rules carries; ``digest`` binds it to their text."""

    SUBJECT: ClassVar[str] = "policy_version"
    policy_version_id: UUID
    policy: str
    number: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class PolicyDrafted(PolicyFact):
    """Someone began or changed a draft."""


@dataclass(frozen=True, kw_only=True)
class PolicyDraftDropped(PolicyFact):
    """A draft was thrown away before it was decided."""


@dataclass(frozen=True, kw_only=True)
class PolicyPublished(PolicyFact):
    """A version was decided for a term; without ``valid_to`` until further notice."""

    term_id: UUID
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, kw_only=True)
class PolicyEnded(PolicyFact):
    """A term ends earlier than was decided; what lay beneath holds again."""

    term_id: UUID
    valid_to: date


@dataclass(frozen=True, kw_only=True)
class PolicyDecided(Fact):
    """A request was decided; nobody is named, so that rules may be tried on past requests.

    ``rule`` is the first of the rules that decided. The fields after it are the facts of the
    request: codes, joined by ``+`` where several hold, None where nobody told.
    """

    SUBJECT: ClassVar[str] = "policy_version"
    policy_version_id: UUID
    act: str
    effect: str
    rule: str = ""
    roles: str | None = None
    topic_mandate: bool | None = None
    own_office: bool | None = None
    is_author: bool | None = None
    purpose: str | None = None
    account: str | None = None
    account_state: str | None = None
    object_class: str | None = None
    embargoed: bool | None = None
    personal_data: str | None = None
    child_identity: bool | None = None
    legal_process: bool | None = None
    procurement: bool | None = None
    election: bool | None = None
    has_source: bool | None = None
    network: str | None = None
    site: str | None = None
    place: str | None = None
    uniform: bool | None = None
    working_time: str | None = None
    emergency: bool | None = None
    authorisations: str | None = None
