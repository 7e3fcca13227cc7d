"""What cases do when a voice comes in."""

from __future__ import annotations

from uuid import UUID

from pendopo.foundation.ledger.subscriptions import subscribe
from pendopo.journey.cases import services
from pendopo.journey.cases.escalation import notices
from pendopo.journey.cases.escalation.events import CaseEscalated, CaseEscalationActed
from pendopo.journey.cases.escalation.types import Act
from pendopo.journey.cases.events import (
    CaseAnswered,
    CaseExtended,
    CaseFact,
    CaseObjected,
    CaseObjectionDecided,
    CaseOpened,
    CaseVerified,
)
from pendopo.journey.cases.routing import telling
from pendopo.journey.cases.services.telling import step_of_outcome, tell_requester
from pendopo.journey.procedures import selectors as procedures
from pendopo.journey.procedures.events import ProcedurePublished
from pendopo.journey.voice.events import VoiceReceived


@subscribe(VoiceReceived)
def open_case_of_voice(fact: VoiceReceived) -> None:
    """Open the case; a repeated delivery finds it open."""
    services.open_case(voice_id=fact.voice_id, at=fact.at)


@subscribe(CaseAnswered)
def tell_joined_authors(fact: CaseAnswered) -> None:
    """Tell those whose cases went up in the answered one."""
    telling.tell_joined(answer_id=fact.message_id, at=fact.at)


@subscribe(CaseOpened)
def tell_of_receipt(fact: CaseOpened) -> None:
    """Tell whoever asked for information that it was received."""
    _tell(fact, "received", fact.case_id)


@subscribe(CaseVerified)
def tell_of_registration(fact: CaseVerified) -> None:
    """Tell whoever asked for information that the PPID registered it."""
    _tell(fact, "registered", fact.case_id)


@subscribe(CaseExtended)
def tell_of_extension(fact: CaseExtended) -> None:
    """Tell whoever asked for information of the new limit."""
    _tell(fact, "extended", fact.message_id)


@subscribe(CaseAnswered)
def tell_of_answer(fact: CaseAnswered) -> None:
    """Tell whoever asked for information of the answer, and how to object to it."""
    _tell(fact, step_of_outcome(fact.outcome), fact.message_id, fact.outcome)


@subscribe(CaseObjected)
def tell_of_objection(fact: CaseObjected) -> None:
    """Tell who objected that it arrived, and when it is answered."""
    _tell(fact, "objected", fact.message_id)


@subscribe(CaseObjectionDecided)
def tell_of_decision(fact: CaseObjectionDecided) -> None:
    """Tell who objected of the decision, and of the way to the Information Commission."""
    _tell(fact, "decided", fact.message_id, fact.outcome)


def _tell(fact: CaseFact, step: str, about: UUID, outcome: str = "") -> None:
    tell_requester(case_id=fact.case_id, step=step, about=about, at=fact.at, outcome=outcome)


@subscribe(ProcedurePublished)
def add_limits_of_procedure(fact: ProcedurePublished) -> None:
    """Make the limits of a new version rows; those that are there stay."""
    shown = procedures.version(fact.procedure_version_id)
    services.add_procedure_policies(shown.version)


@subscribe(CaseEscalated)
def tell_of_escalation(fact: CaseEscalated) -> None:
    """Tell those before whom a limit was put; what was told already is not told again."""
    notices.notify_office(escalation_id=fact.escalation_id, at=fact.at)


@subscribe(CaseEscalationActed)
def tell_of_reminder(fact: CaseEscalationActed) -> None:
    """Pass a reminder on to the office that has to act."""
    if fact.act == Act.REMIND:
        notices.remind_office(escalation_id=fact.escalation_id, at=fact.at)
