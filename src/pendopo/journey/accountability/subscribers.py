"""A promise past its due date is asked about; the question ends with the lateness."""

from __future__ import annotations

from pendopo.foundation.ledger.subscriptions import subscribe
from pendopo.foundation.people.selectors import office_by_code
from pendopo.journey.accountability import services
from pendopo.journey.accountability.types import NoticeState, Subject, Target
from pendopo.journey.commitments.events import (
    CommitmentFact,
    CommitmentFulfilled,
    CommitmentMoved,
    CommitmentOverdue,
    CommitmentStopped,
)
from pendopo.journey.commitments.selectors import commitment_by_number


@subscribe(CommitmentOverdue)
def ask_about_overdue(fact: CommitmentOverdue) -> None:
    """Ask the owner why its own date passed, unless it was settled meanwhile."""
    office = office_by_code(fact.office)
    commitment = commitment_by_number(fact.number, at=fact.at)
    if office is None or commitment.fulfilled_at or commitment.stopped_at:
        return
    if commitment.due_on != fact.due_on:
        return
    target = Target(Subject.COMMITMENT, fact.number, f"{fact.due_on:%Y-%m}")
    services.ask_office(office, target, NoticeState.OVERDUE.value, at=fact.at)


@subscribe(CommitmentFulfilled, CommitmentStopped, CommitmentMoved)
def end_question(fact: CommitmentFact) -> None:
    """End the question: the promise was kept, given up or moved, each in public."""
    commitment = commitment_by_number(fact.number, at=fact.at)
    services.end_notice(commitment.office_id, Target(Subject.COMMITMENT, fact.number), at=fact.at)
