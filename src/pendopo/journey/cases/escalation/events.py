"""Facts of escalation; they name offices and clocks, never a person."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from pendopo.journey.cases.events import CaseFact


@dataclass(frozen=True, kw_only=True)
class CaseEscalated(CaseFact):
    """A limit was put before an office; ``office`` is empty where nobody was found."""

    escalation_id: UUID
    clock_id: UUID
    clock: str
    level: int
    target: str
    office: str
    role: str
    n_empty: int = 0


@dataclass(frozen=True, kw_only=True)
class CaseEscalationActed(CaseFact):
    """Those before whom it was put took over, reminded or explained."""

    escalation_id: UUID
    act: str
    target: str
    office: str
    message_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class CaseEscalationEnded(CaseFact):
    """It waits for nobody any more."""

    escalation_id: UUID
    reason: str
