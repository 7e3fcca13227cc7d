"""A case on its way between offices: given, bounced, decided, merged."""

from __future__ import annotations

from datetime import datetime

from pendopo.foundation.people.models import Office
from pendopo.foundation.people.types import Actor, Role
from pendopo.journey.cases import events, stepping
from pendopo.journey.cases.clockwork import HANDLING, Clockwork
from pendopo.journey.cases.models import Case, Message
from pendopo.journey.cases.types import (
    OFFICE_CLOCKS,
    ClockKind,
    MessageKind,
    Status,
    StopReason,
)
from pendopo.kernel.ids import new_id


class Moving(Clockwork):
    """The steps that say which office has the case, and into which case it went."""

    def assign(self, office: Office, *, by: Actor, at: datetime) -> None:
        """Move the case to another office; its number and its clock stay."""
        stepping.require_step(self.case, "assign")
        self._move_to(office, by=by, at=at)
        self._stop(ClockKind.BOUNCE, StopReason.DECIDED, at)

    def bounce(
        self, text: str, proposed: Office | None, *, most: int, by: Actor, at: datetime
    ) -> Message:
        """Let the responsible office say that the case is not theirs.

        It goes to the office they name; without a name, or when it was said ``most``
        times, the clock for deciding whose it is begins. The limits of the answer run
        on: who is responsible is not the citizen's concern.
        """
        stepping.require_step(self.case, "bounce")
        message = self._say(MessageKind.BOUNCE, text, by=by, at=at)
        case = self.case
        case.n_bounces += 1
        self.facts.append(
            events.CaseBounced(
                case_id=case.id,
                message_id=message.id,
                office=self.office_code,
                proposed=proposed.code if proposed else "",
                n_bounces=case.n_bounces,
                at=at,
                by=by.ref,
            )
        )
        if proposed is not None and case.n_bounces < most:
            self._move_to(proposed, by=by, at=at)
        else:
            case.is_disputed = True
            self._start(ClockKind.BOUNCE, at)
        return message

    def decide(self, office: Office, text: str, *, role: Role, by: Actor, at: datetime) -> Message:
        """Settle whose case it is; nobody can say "not ours" after that."""
        stepping.require_step(self.case, "decide")
        message = self._say(MessageKind.DECISION, text, by=by, at=at)
        case = self.case
        case.is_decided = True
        self.facts.append(
            events.CaseArbitrated(
                case_id=case.id,
                message_id=message.id,
                office=office.code,
                previous=self.office_code,
                n_bounces=case.n_bounces,
                role=role.value,
                at=at,
                by=by.ref,
            )
        )
        self._stop(ClockKind.BOUNCE, StopReason.DECIDED, at)
        if office.id != case.office_id:
            self._move_to(office, by=by, at=at)
        return message

    def merge_into(self, target: Case, text: str, *, by: Actor, at: datetime) -> Message:
        """Let the case go up in another one; its clocks stop and its number leads there."""
        stepping.require_step(self.case, "merge")
        message = self._say(MessageKind.MERGE, text, by=by, at=at)
        self._stop_all(StopReason.MERGED, at)
        self._end(Status.ARCHIVED, at)
        self.case.is_public = False
        self.facts.append(
            events.CaseMerged(
                case_id=self.case.id,
                target_id=target.id,
                number=self.case.number,
                target=target.number,
                message_id=message.id,
                at=at,
                by=by.ref,
            )
        )
        return message

    def hear_joined(self, text: str, source: Case, *, by: Actor, at: datetime) -> Message:
        """Take in what the author of a case that went up in this one adds; no clock minds it.

        A question was put to this case's own author, so it stays open.
        """
        message = self._say(MessageKind.JOINED, text, by=by, at=at)
        message.source = source
        self.facts.append(
            events.CaseHeardJoined(case_id=self.case.id, message_id=message.id, at=at, by=by.ref)
        )
        self.facts.append(
            events.CaseSpokeOn(
                case_id=source.id,
                target_id=self.case.id,
                message_id=message.id,
                at=at,
                by=by.ref,
            )
        )
        return message

    def unmerge(self, target: Case, text: str, *, by: Actor, at: datetime) -> Message:
        """Take back a merge; each clock it stopped runs again from where it once began.

        The mistake was the office's: it costs the author no day.
        """
        message = self._say(MessageKind.MERGE, text, by=by, at=at)
        case = self.case
        case.status = (Status.ASSIGNED if case.case_class else Status.RECEIVED).value
        case.closed_at, case.is_public = None, bool(case.case_class) and not case.is_secret
        self.facts.append(
            events.CaseUnmerged(
                case_id=case.id, target_id=target.id, message_id=message.id, at=at, by=by.ref
            )
        )
        merged = [clock for clock in self.clocks if clock.stop_reason == StopReason.MERGED]
        latest = {clock.kind: clock for clock in sorted(merged, key=lambda each: each.started_at)}
        for kind in OFFICE_CLOCKS:
            if kind.value in latest:
                self._start(kind, at, like=latest[kind.value])
        return message

    def _say(self, kind: MessageKind, text: str, *, by: Actor, at: datetime) -> Message:
        message = Message(
            id=new_id(),
            case=self.case,
            kind=kind.value,
            text=text.strip(),
            office=self.case.office if by.is_staff else None,
            author_ref=by.ref,
            at=at,
        )
        self.messages.append(message)
        return message

    def _move_to(self, office: Office, *, by: Actor, at: datetime) -> None:
        self._give_to(office, by=by, at=at)
        for kind in HANDLING:
            clock = self._running(kind)
            if clock is not None:
                clock.office = office
                # The new office may keep other days and hours.
                self._set_due(clock)
                self._moved(clock, "office", at)
        self._set_case_due()

    def _give_to(self, office: Office, *, by: Actor, at: datetime) -> None:
        previous, self.office_code = self.office_code, office.code
        self.case.office = office
        self.facts.append(
            events.CaseAssigned(
                case_id=self.case.id, office=office.code, previous=previous, at=at, by=by.ref
            )
        )

    def _end(self, status: Status, at: datetime) -> None:
        self.case.status, self.case.closed_at, self.case.due_at = status.value, at, None
