"""The way of a request for information past its answer: extended, objected to, decided, disputed.

UU 14/2008 Pasal 22 and 35-37; the limits are rows of the procedure's version.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from pendopo.foundation.people.models import Office
from pendopo.foundation.people.types import Actor
from pendopo.journey.cases import events, stepping, windows
from pendopo.journey.cases.errors import WindowClosed
from pendopo.journey.cases.models import Message
from pendopo.journey.cases.moving import Moving
from pendopo.journey.cases.types import (
    EXTENSION,
    ClockKind,
    MessageKind,
    Outcome,
    Status,
    StopReason,
)
from pendopo.kernel.errors import BadInput

# Silence past this limit opens the author's way, if their procedure knows the step.
_OPENED_BY_SILENCE = (
    (ClockKind.ANSWER, ClockKind.OBJECT, "object"),
    (ClockKind.OBJECTION_ANSWER, ClockKind.DISPUTE, "dispute"),
)


class Objecting(Moving):
    """The steps between a request's answer and the Information Commission."""

    def extend(self, text: str, *, by: Actor, at: datetime) -> Message:
        """Give the answer more time, once, for a reason its author reads."""
        self._require("extend", reason=text)
        self._require_open("extend", at)
        clock = self._running(ClockKind.ANSWER)
        assert clock is not None  # noqa: S101 -- the window was open; for the type checker
        limit = self._limit_named(EXTENSION, at)
        message = self._say(MessageKind.EXTENSION, text, by=by, at=at)
        clock.extra = limit.amount
        self._set_due(clock)
        self.facts.append(
            events.CaseExtended(
                case_id=self.case.id,
                message_id=message.id,
                clock_id=clock.id,
                office=self.office_code,
                policy=limit.code,
                amount=limit.amount,
                due_at=clock.due_at,
                at=at,
                by=by.ref,
            )
        )
        self._moved(clock, "extended", at)
        self._set_case_due()
        return message

    def object_to(
        self, ground: str, text: str, superior: Office | None, *, by: Actor, at: datetime
    ) -> Message:
        """Put the answer, or the lack of one, before the superior, who has it from now on."""
        self._require("object", text=text)
        self._require_ground(ground)
        self._require_open("object", at)
        self.open_windows(at=at)
        message = self._say(MessageKind.OBJECTION, text, by=by, at=at)
        self._use(ClockKind.OBJECT, StopReason.OBJECTED, at)
        self._stop_all(StopReason.OBJECTED, at)
        case = self.case
        case.status, case.close_reason, case.closed_at = Status.OBJECTED.value, "", None
        case.outcome = ""
        self.facts.append(
            events.CaseObjected(
                case_id=case.id,
                message_id=message.id,
                office=self.office_code,
                ground=ground,
                at=at,
                by=by.ref,
            )
        )
        if superior is not None and superior.id != case.office_id:
            self._give_to(superior, by=by, at=at)
        self._start(ClockKind.OBJECTION_ANSWER, at)
        return message

    def decide_objection(
        self, outcome: Outcome, text: str, reason: str, *, by: Actor, at: datetime
    ) -> Message:
        """Answer an objection with reasons; the way to the commission opens."""
        self._require("decide_objection", text=text, reason=reason, outcome=outcome.value)
        message = self._say(MessageKind.RULING, text, by=by, at=at)
        message.outcome, message.proof = outcome.value, reason.strip()
        case = self.case
        case.status, case.outcome, case.due_at = Status.ANSWERED.value, outcome.value, None
        self.facts.append(
            events.CaseObjectionDecided(
                case_id=case.id,
                message_id=message.id,
                office=self.office_code,
                outcome=outcome.value,
                at=at,
                by=by.ref,
            )
        )
        self._stop_all(StopReason.ANSWERED, at)
        self._start_if_limited(ClockKind.DISPUTE, at)
        return message

    def dispute(self, *, by: Actor, at: datetime) -> None:
        """Note that its author goes to the Information Commission; what it decides is not here."""
        stepping.require_step(self.case, "dispute")
        self._require_open("dispute", at)
        self.open_windows(at=at)
        self._use(ClockKind.DISPUTE, StopReason.DISPUTED, at)
        self.facts.append(
            events.CaseDisputed(case_id=self.case.id, office=self.office_code, at=at, by=by.ref)
        )

    def open_windows(self, *, at: datetime) -> bool:
        """Begin the author's time to go on where silence gave them the ground; True if any began.

        It counts from the limit that passed, whenever this is noticed.
        """
        n_before = len(self.new_clocks)
        for limit, window, step in _OPENED_BY_SILENCE:
            silent = windows.is_silent(self.clocks, limit, at)
            if silent and stepping.may_follow(self.case, step) and not self._has(window):
                late = self._running(limit)
                self._start(window, at, since=late.due_at if late else None)
        return len(self.new_clocks) > n_before

    def _has(self, kind: ClockKind) -> bool:
        return windows.newest(self.clocks, kind) is not None

    def _use(self, kind: ClockKind, reason: StopReason, at: datetime) -> None:
        """Let a window be known as used, also where the end of the case stopped it before."""
        self._stop(kind, reason, at)
        window = windows.newest(self.clocks, kind)
        if window is not None:
            window.stop_reason = reason.value

    def _require(self, step: str, **given: str) -> None:
        """Refuse a step that may not follow, or lacks words that the procedure asks for."""
        stepping.require_step(self.case, step)
        stepping.require_given(
            self.case, step, **{guard: bool(words.strip()) for guard, words in given.items()}
        )

    def _require_open(self, step: str, at: datetime) -> None:
        if words := windows.refusal(step, self.clocks, at):
            raise WindowClosed(words)

    def _require_ground(self, ground: str) -> None:
        course = stepping.course_of(self.case)
        is_asked = course is not None and course.requires("object", "ground")
        if is_asked and course is not None and ground not in course.grounds:
            raise BadInput(_("Pilih salah satu alasan keberatan."), field="ground")
