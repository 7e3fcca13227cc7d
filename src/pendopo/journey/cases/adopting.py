"""Taking over a case that another system handled: its state, and nothing made up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pendopo.foundation.people.models import Office
from pendopo.journey.cases import events, rules
from pendopo.journey.cases.models import Message
from pendopo.journey.cases.objecting import Objecting
from pendopo.journey.cases.types import CaseClass, ClockKind, MessageKind, Status, StopReason
from pendopo.kernel.ids import new_id


@dataclass(frozen=True)
class Adopted:
    """The state in which a case comes from another system; an empty class is unknown.

    ``ended_at`` is told only where the other system knows when it ended the case, and
    ``words`` is what it said then.
    """

    system: str
    status: Status
    case_class: str
    office: Office | None
    close_reason: str = ""
    is_published: bool = False
    ended_at: datetime | None = None
    words: str = ""


class Adopting(Objecting):
    """The step by which another system's word is taken."""

    def take_over(self, state: Adopted, *, at: datetime) -> None:
        """Set the state another system reports; running clocks end or begin with it."""
        case = self.case
        self._stop_all(StopReason.MERGED, at)
        case.case_class, case.office = state.case_class, state.office
        self.office_code = state.office.code if state.office else ""
        case.is_secret = case.voice.is_secret or state.case_class == CaseClass.COMPLAINT_OVERSIGHT
        case.is_public = not case.is_secret and state.is_published
        case.status, case.close_reason = state.status.value, state.close_reason
        case.due_at = None
        is_over = state.status in (Status.CLOSED, Status.ARCHIVED)
        case.closed_at = (state.ended_at or at) if is_over else None
        self._told_ended(state)
        self.facts.append(
            events.CaseAdopted(
                case_id=case.id,
                system=state.system,
                status=state.status.value,
                case_class=state.case_class,
                office=self.office_code,
                message_id=self._outside_words(state, at),
                at=at,
            )
        )
        if state.status is Status.RECEIVED:
            self._start(ClockKind.VERIFY, at)
        elif state.status in rules.OPEN and state.case_class:
            self._start(ClockKind.ANSWER, at)
            if state.status is Status.WAITING:
                self._pause(at)

    def _told_ended(self, state: Adopted) -> None:
        if state.status is Status.CLOSED and state.ended_at is not None:
            self.facts.append(
                events.CaseClosed(
                    case_id=self.case.id, reason=state.close_reason, at=state.ended_at, by="system"
                )
            )

    def _outside_words(self, state: Adopted, at: datetime) -> UUID | None:
        if not state.words:
            return None
        message = Message(
            id=new_id(),
            case=self.case,
            kind=MessageKind.OUTSIDE.value,
            text=state.words.strip(),
            office=state.office,
            author_ref="system",
            at=state.ended_at or at,
        )
        self.messages.append(message)
        return message.id
