"""Which step may follow which and who takes it: by the house, or by a case's procedure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from pendopo.foundation.people.types import Actor, Role
from pendopo.journey.cases.rules import (
    may_handle,
    may_see,
    may_verify,
    require_handler,
    require_verifier,
    serves,
)
from pendopo.journey.cases.types import CaseClass, Outcome, Status
from pendopo.journey.procedures.wording import ACTOR_NAMES, REQUIRES_NAMES
from pendopo.journey.voice.types import Kind
from pendopo.kernel.errors import BadInput, IllegalTransition, NotAllowed

if TYPE_CHECKING:
    from pendopo.journey.cases.models import Case
    from pendopo.journey.procedures.course import Course

# Step → the states in which it may be taken, where no procedure says otherwise.
ALLOWED_FROM: dict[str, frozenset[Status]] = {
    "verify": frozenset({Status.RECEIVED}),
    "assign": frozenset({Status.ASSIGNED, Status.WAITING}),
    "ask": frozenset({Status.ASSIGNED}),
    "reply": frozenset({Status.WAITING, Status.ANSWERED}),
    "progress": frozenset({Status.ASSIGNED, Status.WAITING}),
    "answer": frozenset({Status.ASSIGNED, Status.WAITING}),
    "accept": frozenset({Status.ANSWERED}),
    "close": frozenset({Status.ANSWERED}),
    "close_silent": frozenset({Status.ANSWERED}),
    "close_unanswered": frozenset({Status.ASSIGNED, Status.WAITING, Status.RECEIVED}),
    "reopen": frozenset({Status.ANSWERED, Status.CLOSED}),
    "archive": frozenset({Status.RECEIVED, Status.ASSIGNED, Status.WAITING}),
    "archive_silent": frozenset({Status.WAITING}),
    "bounce": frozenset({Status.ASSIGNED}),
    "decide": frozenset({Status.ASSIGNED, Status.WAITING}),
    "merge": frozenset({Status.RECEIVED, Status.ASSIGNED, Status.WAITING, Status.ANSWERED}),
    "split": frozenset({Status.ASSIGNED, Status.WAITING}),
    "note": frozenset(Status),
    "moderate": frozenset(Status),
    "accuse": frozenset(Status),
    "rate": frozenset({Status.ANSWERED, Status.CLOSED}),
}
# Steps of the house: every case has them, whatever its procedure declares (ADR 14).
HOUSE = frozenset(
    {
        "assign",
        "progress",
        "close_silent",
        "close_unanswered",
        "archive_silent",
        "bounce",
        "decide",
        "merge",
        "split",
        "note",
        "moderate",
        "accuse",
        "rate",
    }
)
# Step of an officer → who may take it where no procedure says otherwise (empty: nobody); in
# the order in which a desk offers them.
STAFF_STEPS = {
    "verify": "verifier",
    "decide_objection": "",
    "answer": "handler",
    "extend": "",
    "progress": "handler",
    "ask": "handler",
    "close": "handler",
    "assign": "verifier",
    "archive": "verifier",
    "moderate": "verifier",
    "accuse": "verifier",
    "note": "handler",
}
# Steps of the author, in the order in which their page offers them.
AUTHOR_STEPS = ("reply", "accept", "reopen", "object", "dispute", "withdraw")
# Who of a definition's actors is which position; the others depend on the case.
POSITIONS = {
    "verifier": Role.VERIFIER,
    "inspector": Role.INSPECTOR,
    "ppid": Role.PPID,
    "superior": Role.PPID_SUPERIOR,
}

# Guard → the field of a form at which it is told.
_FIELDS = {"class": "case_class", "reason": "text", "proof_or_reason": "proof"}


def course_of(case: Case) -> Course | None:
    """Return the way of the procedure's version that a case keeps; None: the house's own."""
    version = case.procedure_version if case.procedure_version_id else None
    return version.course if version else None


def require_step(case: Case, step: str) -> None:
    """Raise IllegalTransition unless ``step`` may follow the case's state."""
    if may_follow(case, step):
        return
    status = {"status": Status(case.status).label}
    if course_of(case) is not None and Status(case.status) in ALLOWED_FROM.get(step, ()):
        raise IllegalTransition(
            _("Menurut prosedurnya, langkah ini tidak ada saat berstatus “%(status)s”.") % status
        )
    raise IllegalTransition(
        _("Langkah ini tidak dapat dilakukan saat laporan berstatus “%(status)s”.") % status
    )


def may_follow(case: Case, step: str) -> bool:
    """Return whether ``step`` may follow the case's state, by its procedure or the house."""
    course = None if step in HOUSE else course_of(case)
    if course is not None:
        return course.allows(step, case.status)
    return Status(case.status) in ALLOWED_FROM.get(step, ())


def require_given(case: Case, step: str, **given: bool) -> None:
    """Refuse a step without what the case's procedure asks for it, of the guards in ``given``.

    Raises
    ------
    BadInput
        At the field where it is to be given.
    """
    course = course_of(case)
    for guard, is_given in given.items():
        if course is not None and course.requires(step, guard) and not is_given:
            raise BadInput(
                _("Menurut prosedurnya, langkah ini memerlukan: %(what)s.")
                % {"what": REQUIRES_NAMES[guard]},
                field=_FIELDS.get(guard, guard),
            )


def require_own_class(case: Case, case_class: CaseClass) -> None:
    """Refuse another class than the procedure's, unless the verifier is to name one.

    Raises
    ------
    BadInput
    """
    course = course_of(case)
    if course is None or not course.case_class or course.requires("verify", "class"):
        return
    if case_class != course.case_class:
        raise BadInput(
            _("Menurut prosedurnya, jenisnya %(kind)s.")
            % {"kind": CaseClass(course.case_class).label},
            field="case_class",
        )


def outcomes_of(case: Case) -> tuple[Outcome, ...]:
    """Return what an answer may say was done: a request for information is granted or refused."""
    if case.kind == Kind.INFORMATION.value and course_of(case) is not None:
        return (Outcome.GRANTED, Outcome.PARTLY, Outcome.REFUSED)
    return (Outcome.DONE, Outcome.PLANNED, Outcome.EXPLAINED, Outcome.REFUSED)


def require_fit_outcome(case: Case, outcome: Outcome) -> None:
    """Refuse an outcome that says nothing of what was asked for.

    Raises
    ------
    BadInput
    """
    if outcome not in outcomes_of(case):
        raise BadInput(_("Pilih salah satu hasil."), field="outcome")


def possible_steps(actor: Actor, case: Case) -> tuple[str, ...]:
    """Return the steps the actor may take on the case now, the expected one first."""
    if not may_see(actor, case):
        return ()
    return tuple(
        step for step in STAFF_STEPS if may_follow(case, step) and is_taker(actor, case, step)
    )


def is_taker(actor: Actor, case: Case, step: str) -> bool:
    """Return whether it is for the actor to take a step on the case, whenever it may follow."""
    who = _taker(case, step)
    if who == "verifier":
        return may_verify(actor, case)
    if who == "handler":
        return may_handle(actor, case)
    if who == "officer":
        return serves(actor, case)
    if who == "head":
        return case.office_id is not None and case.office_id in actor.offices(Role.HEAD)
    if who == "inspector" and case.is_overseer_accused:
        return may_verify(actor, case)
    return who in POSITIONS and actor.has_role(POSITIONS[who])


def _taker(case: Case, step: str) -> str:
    course = None if step in HOUSE else course_of(case)
    return course.actor(step) if course is not None else STAFF_STEPS.get(step, "")


def title_of(case: Case, step: str) -> str:
    """Return what the case's procedure calls a step; empty where it does not name it."""
    course = None if step in HOUSE else course_of(case)
    return course.steps[step].label if course is not None and step in course.steps else ""


def require_taker(actor: Actor, case: Case, step: str) -> None:
    """Raise NotAllowed unless it is for the actor to take the step on the case.

    IllegalTransition comes first where the case's procedure has no such step at all.
    """
    who = _taker(case, step)
    if not who:
        require_step(case, step)
    if is_taker(actor, case, step):
        return
    if who == "verifier":
        require_verifier(actor, case)
    if who == "handler":
        require_handler(actor, case)
    raise NotAllowed(
        _("Menurut prosedurnya, langkah ini hanya dilakukan %(actor)s.")
        % {"actor": ACTOR_NAMES[who]}
    )
