"""A request for information past its answer: more time, an objection, its decision, a dispute."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from pendopo.foundation.people.types import Actor
from pendopo.journey.cases import rules, selectors, stepping
from pendopo.journey.cases.models import Case
from pendopo.journey.cases.saving import save_step
from pendopo.journey.cases.services.loading import for_staff, guard_words, lock, words, work_on
from pendopo.journey.cases.types import Outcome


@transaction.atomic
def extend_answer(
    *, case_id: uuid.UUID, text: str, keep_reason: str = "", by: Actor, at: datetime
) -> Case:
    """Give the answer to a request more time, once, for a reason its author reads.

    Raises
    ------
    CaseNotFound, NotAllowed, IllegalTransition
    WindowClosed
        It was extended before, or its limit has passed.
    BadInput
        No reason, or something personal in it (Exposed).
    """
    work = for_staff(case_id, by, at)
    stepping.require_taker(by, work.case, "extend")
    guard_words(work.case, {"text": text}, keep_reason=keep_reason, by=by, at=at)
    work.extend(words(text), by=by, at=at)
    save_step(work)
    return work.case


@transaction.atomic
def object_to_answer(
    *, case_id: uuid.UUID, ground: str, text: str, by: Actor, at: datetime
) -> Case:
    """Put an answer, or the lack of one, before the superior; the door knows the author.

    Raises
    ------
    IllegalTransition
    WindowClosed
        There is no ground yet, the time for it has passed, or it was done before.
    BadInput
        No words, or no ground of the procedure.
    """
    work = work_on(lock(case_id), at)
    superior = selectors.superior_office(at=at)
    work.object_to(ground, words(text), superior, by=by, at=at)
    save_step(work)
    return work.case


@transaction.atomic
def decide_objection(
    *,
    case_id: uuid.UUID,
    outcome: Outcome,
    text: str,
    proof: str,
    keep_reason: str = "",
    by: Actor,
    at: datetime,
) -> Case:
    """Answer an objection as the superior; ``proof`` is on what the decision rests.

    Raises
    ------
    CaseNotFound, NotAllowed, IllegalTransition
    AnswerEmpty
        The words say nothing, or name no reason.
    Exposed
    """
    work = for_staff(case_id, by, at)
    stepping.require_taker(by, work.case, "decide_objection")
    stepping.require_step(work.case, "decide_objection")
    stepping.require_fit_outcome(work.case, outcome)
    rules.require_substance(text, proof)
    rules.require_proof(outcome, proof)
    told = {"text": text, "proof": proof}
    guard_words(work.case, told, keep_reason=keep_reason, by=by, at=at)
    work.decide_objection(outcome, text, proof, by=by, at=at)
    save_step(work)
    return work.case


@transaction.atomic
def record_dispute(*, case_id: uuid.UUID, by: Actor, at: datetime) -> Case:
    """Note that the author goes to the Information Commission; the door knows them.

    Raises
    ------
    IllegalTransition
    WindowClosed
        The superior may still answer, the time has passed, or it is noted already.
    """
    work = work_on(lock(case_id), at)
    work.dispute(by=by, at=at)
    save_step(work)
    return work.case


@transaction.atomic
def open_windows(*, case_id: uuid.UUID, at: datetime) -> bool:
    """Begin the author's time to go on where the government stayed silent; True if it began."""
    work = work_on(lock(case_id), at)
    if not work.open_windows(at=at):
        return False
    save_step(work)
    return True
