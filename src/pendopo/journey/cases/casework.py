"""The steps of casework on rows in memory: state, clocks, texts and facts of one case.

Services load a case, take one step and save; loaders take many steps on many cases
and save in bulk. Both go through the same rules, so that imported history and live
work cannot differ.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from pendopo.foundation.people.models import Office
from pendopo.foundation.people.types import Actor
from pendopo.journey.cases import events, rules
from pendopo.journey.cases.law import Law, pauses_of, procedure_of
from pendopo.journey.cases.models import Case, Clock, ClockPolicy, Message
from pendopo.journey.cases.types import (
    AUTHOR_CLOCKS,
    OFFICE_CLOCKS,
    ArchiveReason,
    CaseClass,
    ClockKind,
    CloseReason,
    MessageKind,
    Outcome,
    Status,
    StopReason,
)
from pendopo.journey.voice.models import Voice
from pendopo.kernel.events import Fact
from pendopo.kernel.ids import new_id
from pendopo.kernel.time import to_iso

# The clocks that run while an office has the case; a question to the author pauses both.
_HANDLING = (ClockKind.FIRST_ANSWER, ClockKind.ANSWER)
_AUTHOR_STOPS = {
    CloseReason.CITIZEN: StopReason.RESPONDED,
    CloseReason.SYSTEM: StopReason.LAPSED,
}
_ARCHIVE_STOPS = {
    ArchiveReason.NOT_OURS: StopReason.NOT_OURS,
    ArchiveReason.WITHDRAWN: StopReason.WITHDRAWN,
}


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


@dataclass
class Casework:
    """One case being worked on; ``facts``, ``messages`` and clocks await saving."""

    case: Case
    law: Law
    clocks: list[Clock] = field(default_factory=list)
    new_clocks: list[Clock] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    # The responsible office's code, kept at hand for facts without a query.
    office_code: str = ""

    # --- steps ---------------------------------------------------------------------

    @classmethod
    def open(cls, voice: Voice, law: Law) -> Casework:
        """Make the case of a voice and start the verification clock."""
        case = Case(
            id=new_id(),
            voice=voice,
            number=voice.number,
            kind=voice.kind,
            procedure_version=voice.procedure_version if voice.procedure_version_id else None,
            topic_id=voice.topic_id,
            region_id=voice.region_id,
            title=voice.title,
            is_anonymous=voice.is_anonymous,
            is_secret=voice.is_secret,
            opened_at=voice.received_at,
        )
        work = cls(case, law)
        work._told_open(voice)
        work._start(ClockKind.VERIFY, voice.received_at)
        return work

    @classmethod
    def adopt(cls, voice: Voice, law: Law, state: Adopted, *, at: datetime) -> Casework:
        """Make a case that another system handled so far.

        What that system did, and when, is not known here; so nothing of it is made up:
        an ended case has no clock, and an open one starts its clock on the day this
        government took it over.
        """
        case = Case(
            id=new_id(),
            voice=voice,
            number=voice.number,
            kind=voice.kind,
            procedure_version=voice.procedure_version if voice.procedure_version_id else None,
            topic_id=voice.topic_id,
            region_id=voice.region_id,
            title=voice.title,
            is_anonymous=voice.is_anonymous,
            is_secret=voice.is_secret,
            opened_at=voice.received_at,
        )
        work = cls(case, law)
        work._told_open(voice)
        work.take_over(state, at=at)
        return work

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

    def verify(self, case_class: CaseClass, office: Office, *, by: Actor, at: datetime) -> None:
        """Accept the case, give it its class and office, start the answer clock.

        An oversight complaint becomes secret whatever its author ticked: the accused
        office must not learn who complained.
        """
        rules.require_step(self.case, "verify")
        case = self.case
        case.case_class, case.status = case_class.value, Status.ASSIGNED.value
        if case_class is CaseClass.COMPLAINT_OVERSIGHT:
            case.is_secret = True
        case.is_public = not case.is_secret
        self.facts.append(
            events.CaseVerified(case_id=case.id, case_class=case_class.value, at=at, by=by.ref)
        )
        self._stop(ClockKind.VERIFY, StopReason.VERIFIED, at)
        self._give_to(office, by=by, at=at)
        self._start_if_limited(ClockKind.FIRST_ANSWER, at)
        self._start(ClockKind.ANSWER, at)

    def assign(self, office: Office, *, by: Actor, at: datetime) -> None:
        """Move the case to another office; its number and its clock stay."""
        rules.require_step(self.case, "assign")
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
        rules.require_step(self.case, "bounce")
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
            self._start(ClockKind.BOUNCE, at)
        return message

    def decide(self, office: Office, text: str, *, by: Actor, at: datetime) -> Message:
        """Settle whose case it is; nobody can say "not ours" after that."""
        rules.require_step(self.case, "decide")
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
        rules.require_step(self.case, "merge")
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

    def take_clocks_of(self, origin: Casework, *, at: datetime) -> None:
        """Run this case's clocks from where those of the case it came out of began."""
        for kind in _HANDLING:
            before, clock = origin._running(kind), self._running(kind)
            if before is not None and clock is not None:
                clock.started_at, clock.policy = before.started_at, before.policy
                clock.pauses = [list(pause) for pause in before.pauses if pause[1] is not None]
                self._set_due(clock)
                self._moved(clock, "split", at)
        self._set_case_due()

    def ask(self, text: str, *, by: Actor, at: datetime) -> Message:
        """Ask the citizen for more; the first time the answer clock pauses until they reply."""
        rules.require_step(self.case, "ask")
        message = self._say(MessageKind.QUESTION, text, by=by, at=at)
        self.case.status = Status.WAITING.value
        self._pause(at)
        self._start_if_limited(ClockKind.COMPLETION, at)
        self.facts.append(
            events.CaseQuestioned(
                case_id=self.case.id,
                message_id=message.id,
                office=self.office_code,
                at=at,
                by=by.ref,
            )
        )
        return message

    def reply(self, text: str, *, by: Actor, at: datetime) -> Message:
        """Take in the citizen's reply; a paused answer clock runs on."""
        rules.require_step(self.case, "reply")
        message = self._say(MessageKind.REPLY, text, by=by, at=at)
        self._stop_author_clocks(StopReason.RESPONDED, at)
        if self.case.status == Status.WAITING:
            self.case.status = Status.ASSIGNED.value
            self._resume(at)
        elif self.case.status == Status.ANSWERED:
            # Whoever still speaks is not silent: their time begins anew.
            self._start_if_limited(ClockKind.CITIZEN_REPLY, at)
        self.facts.append(
            events.CaseReplied(case_id=self.case.id, message_id=message.id, at=at, by=by.ref)
        )
        return message

    def progress(self, text: str, *, by: Actor, at: datetime) -> Message:
        """Say in public what is being done; the first time, the clock of the first answer stops."""
        rules.require_step(self.case, "progress")
        message = self._say(MessageKind.PROGRESS, text, by=by, at=at)
        self.facts.append(
            events.CaseProgressed(
                case_id=self.case.id,
                message_id=message.id,
                office=self.office_code,
                at=at,
                by=by.ref,
            )
        )
        self._stop(ClockKind.FIRST_ANSWER, StopReason.PROGRESSED, at)
        return message

    def answer(
        self, outcome: Outcome, text: str, proof: str, *, by: Actor, at: datetime
    ) -> Message:
        """Answer in public; the answer clock stops."""
        rules.require_step(self.case, "answer")
        message = self._say(MessageKind.ANSWER, text, by=by, at=at)
        message.outcome, message.proof = outcome.value, proof
        case = self.case
        case.status, case.outcome, case.due_at = Status.ANSWERED.value, outcome.value, None
        self.facts.append(
            events.CaseAnswered(
                case_id=case.id,
                message_id=message.id,
                office=self.office_code,
                outcome=outcome.value,
                at=at,
                by=by.ref,
            )
        )
        self._stop_all(StopReason.ANSWERED, at)
        self._start_if_limited(ClockKind.CITIZEN_REPLY, at)
        return message

    def close(self, reason: CloseReason, *, by: Actor, at: datetime) -> None:
        """End the case. Without an answer only the system ends it, and it is not an answer."""
        answered = self.case.status == Status.ANSWERED
        rules.require_step(self.case, "close" if answered else "close_unanswered")
        if not answered:
            stop = (
                StopReason.WITHDRAWN
                if reason is CloseReason.WITHDRAWN
                else StopReason.CLOSED_BY_SYSTEM
            )
            self._stop_all(stop, at)
        self._stop_author_clocks(_AUTHOR_STOPS.get(reason, StopReason.CLOSED), at)
        self._end(Status.CLOSED, at)
        self.case.close_reason = reason.value
        self.facts.append(
            events.CaseClosed(case_id=self.case.id, reason=reason.value, at=at, by=by.ref)
        )

    def reopen(self, text: str, *, by: Actor, at: datetime) -> Message:
        """Open the case again at the citizen's word; a new answer clock starts."""
        rules.require_step(self.case, "reopen")
        message = self._say(MessageKind.REOPEN, text, by=by, at=at)
        case = self.case
        case.status, case.close_reason, case.closed_at = Status.ASSIGNED.value, "", None
        case.outcome, case.n_reopened = "", case.n_reopened + 1
        self.facts.append(
            events.CaseReopened(case_id=case.id, message_id=message.id, at=at, by=by.ref)
        )
        self._stop_author_clocks(StopReason.RESPONDED, at)
        if not case.case_class:
            # It was closed before anyone had classed it: that comes first.
            case.status = Status.RECEIVED.value
            self._start(ClockKind.VERIFY, at)
        else:
            self._start(ClockKind.ANSWER, at)
        return message

    def archive(self, reason: ArchiveReason, text: str, *, by: Actor, at: datetime) -> None:
        """Set the case aside with a reason its author can read."""
        rules.require_step(self.case, "archive")
        message = self._say(MessageKind.ARCHIVE, text, by=by, at=at)
        self._stop_all(_ARCHIVE_STOPS.get(reason, StopReason.ARCHIVED), at)
        self._end(Status.ARCHIVED, at)
        if reason is ArchiveReason.UNFIT:
            # It may have been published before someone saw what it holds.
            self.case.is_public = False
        self.facts.append(
            events.CaseArchived(
                case_id=self.case.id, reason=reason.value, message_id=message.id, at=at, by=by.ref
            )
        )

    def note(self, text: str, *, by: Actor, at: datetime) -> Message:
        """Keep a note that only those see who see the case as officers."""
        rules.require_step(self.case, "note")
        message = self._say(MessageKind.NOTE, text, by=by, at=at)
        self.facts.append(
            events.CaseNoted(case_id=self.case.id, message_id=message.id, at=at, by=by.ref)
        )
        return message

    def moderate(self, title: str, text: str, reason: str, *, by: Actor, at: datetime) -> Message:
        """Change what the public reads; the voice keeps its author's own words."""
        rules.require_step(self.case, "moderate")
        message = self._say(MessageKind.MODERATION, reason, by=by, at=at)
        self.case.title, self.case.public_text = title.strip(), text.strip()
        self.case.is_moderated = True
        self.facts.append(
            events.CaseModerated(case_id=self.case.id, message_id=message.id, at=at, by=by.ref)
        )
        return message

    def name_accused(self, office: Office | None, *, by: Actor, at: datetime) -> None:
        """Keep an office that is accused in the case from reading it; None lifts that."""
        rules.require_step(self.case, "accuse")
        previous, self.case.accused_office = self.case.accused_office, office
        self.facts.append(
            events.CaseAccusedNamed(
                case_id=self.case.id,
                office=office.code if office else "",
                previous=previous.code if previous else "",
                at=at,
                by=by.ref,
            )
        )

    def recompute(self, *, at: datetime) -> bool:
        """Recompute the running clocks under a changed calendar; returns whether any moved."""
        moved = False
        for clock in self._all_running():
            before = clock.due_at
            self._set_due(clock)
            if clock.due_at != before:
                moved = True
                self._moved(clock, "calendar", at)
        self._set_case_due()
        return moved

    # --- what the steps are made of --------------------------------------------------

    def _told_open(self, voice: Voice) -> None:
        case = self.case
        version = voice.procedure_version if voice.procedure_version_id else None
        self.facts.append(
            events.CaseOpened(
                case_id=case.id,
                number=case.number,
                kind=case.kind,
                channel=voice.channel,
                topic=case.topic_id or "",
                region=case.region_id or "",
                is_secret=case.is_secret,
                procedure=version.procedure_id if version else "",
                procedure_version=version.number if version else 0,
                at=voice.received_at,
                by="system",
            )
        )

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

    def _pause(self, at: datetime) -> None:
        for kind in _HANDLING:
            clock = self._running(kind)
            if clock is not None and rules.may_pause(clock, at):
                clock.pauses = [*clock.pauses, [to_iso(at), None]]
                self._moved(clock, "paused", at)
        self._set_case_due()

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
        for kind in _HANDLING:
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

    def _start_if_limited(self, kind: ClockKind, at: datetime) -> None:
        """Start a clock that an office may do without."""
        procedure = procedure_of(self.case)
        if self.law.has_policy(kind.value, self.case.case_class, at, procedure=procedure):
            self._start(kind, at)

    def _beginning(self, policy: ClockPolicy, at: datetime) -> datetime:
        """Return from when a limit counts: some count from receipt, not from being passed on."""
        is_from_receipt = policy.starts == "received" and not self.case.n_reopened
        return self.case.opened_at if is_from_receipt else at

    def _limit(self, kind: ClockKind, at: datetime) -> ClockPolicy:
        case = self.case
        return self.law.policy(kind.value, case.case_class, at, procedure=procedure_of(case))

    def _start(self, kind: ClockKind, at: datetime, *, like: Clock | None = None) -> None:
        case = self.case
        policy = like.policy if like else self._limit(kind, at)
        clock = Clock(
            id=new_id(),
            case=case,
            kind=kind.value,
            policy=policy,
            office=case.office,
            started_at=like.started_at if like else self._beginning(policy, at),
            pauses=[list(pause) for pause in like.pauses] if like else [],
        )
        self._set_due(clock)
        self.clocks.append(clock)
        self.new_clocks.append(clock)
        self._set_case_due()
        self.facts.append(
            events.ClockStarted(
                case_id=case.id,
                clock_id=clock.id,
                clock=kind.value,
                policy=clock.policy.code,
                office=self.office_code,
                due_at=clock.due_at,
                at=at,
                by="system",
            )
        )

    def _set_due(self, clock: Clock) -> None:
        pauses = pauses_of(clock)
        found = self.law.due(clock.policy, clock.started_at, pauses, office=clock.office_id)
        if found.at is not None:
            clock.due_at = found.at
        clock.calendar_version, clock.is_unsure = found.calendar_version, found.unsure

    def _set_case_due(self) -> None:
        """Let the queues see the limit that ends first; none while its author is asked."""
        limits = [clock.due_at for clock in self._all_running() if clock.kind in OFFICE_CLOCKS]
        is_open = self.case.status in (Status.RECEIVED, Status.ASSIGNED)
        self.case.due_at = min(limits, default=None) if is_open else None

    def _resume(self, at: datetime) -> None:
        for kind in _HANDLING:
            clock = self._running(kind)
            if clock is None:
                continue
            is_paused = bool(clock.pauses) and clock.pauses[-1][1] is None
            if is_paused:
                clock.pauses = [*clock.pauses[:-1], [clock.pauses[-1][0], to_iso(at)]]
            self._set_due(clock)
            if is_paused:
                self._moved(clock, "resumed", at)
        self._set_case_due()

    def _stop(self, kind: ClockKind, reason: StopReason, at: datetime) -> None:
        clock = self._running(kind)
        if clock is None:
            return
        self._close_pause(clock, at)
        clock.stopped_at, clock.stop_reason = at, reason.value
        self._set_case_due()
        self.facts.append(
            events.ClockStopped(
                case_id=self.case.id,
                clock_id=clock.id,
                clock=kind.value,
                reason=reason.value,
                office=self.office_code,
                due_at=clock.due_at,
                at=at,
                by="system",
            )
        )

    def _close_pause(self, clock: Clock, at: datetime) -> None:
        # An answer given while the citizen was still asked: the pause ends with it.
        if clock.pauses and clock.pauses[-1][1] is None:
            clock.pauses = [*clock.pauses[:-1], [clock.pauses[-1][0], to_iso(at)]]
            self._set_due(clock)

    def _stop_all(self, reason: StopReason, at: datetime) -> None:
        for clock in self._all_running():
            self._stop(ClockKind(clock.kind), reason, at)

    def _stop_author_clocks(self, reason: StopReason, at: datetime) -> None:
        for kind in AUTHOR_CLOCKS:
            self._stop(kind, reason, at)

    def _running(self, kind: ClockKind) -> Clock | None:
        found = [clock for clock in self._all_running() if clock.kind == kind.value]
        return found[0] if found else None

    def _all_running(self) -> list[Clock]:
        return [clock for clock in self.clocks if clock.stopped_at is None]

    def _moved(self, clock: Clock, reason: str, at: datetime) -> None:
        is_paused = bool(clock.pauses) and clock.pauses[-1][1] is None
        self.facts.append(
            events.ClockMoved(
                case_id=self.case.id,
                clock_id=clock.id,
                clock=clock.kind,
                reason=reason,
                office=self.office_code,
                due_at=None if is_paused else clock.due_at,
                at=at,
                by="system",
            )
        )


def started(case: Case, law: Law, clocks: list[Clock]) -> Casework:
    """Return the casework of a stored case with its clocks."""
    code = case.office.code if case.office is not None else ""
    return Casework(case, law, clocks=clocks, office_code=code)
