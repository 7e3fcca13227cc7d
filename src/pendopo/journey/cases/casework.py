"""The steps of casework on rows in memory: state, clocks, texts and facts of one case.

Services load a case, take one step and save; loaders take many steps on many cases
and save in bulk. Both go through the same rules, so that imported history and live
work cannot differ.
"""

from __future__ import annotations

from datetime import datetime

from pendopo.foundation.people.models import Office
from pendopo.foundation.people.types import SYSTEM, Actor
from pendopo.journey.cases import events, stepping
from pendopo.journey.cases.adopting import Adopted, Adopting
from pendopo.journey.cases.law import Law
from pendopo.journey.cases.models import Case, Clock, Message
from pendopo.journey.cases.types import (
    AUTHOR_CLOCKS,
    WINDOWS,
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
from pendopo.kernel.ids import new_id

_AUTHOR_STOPS = {
    CloseReason.CITIZEN: StopReason.RESPONDED,
    CloseReason.SYSTEM: StopReason.LAPSED,
}
# Who ends an answered case → which step that is.
_CLOSING = {CloseReason.CITIZEN: "accept", CloseReason.SYSTEM: "close_silent"}
_ARCHIVE_STOPS = {
    ArchiveReason.NOT_OURS: StopReason.NOT_OURS,
    ArchiveReason.WITHDRAWN: StopReason.WITHDRAWN,
}


class Casework(Adopting):
    """One case being worked on, from its opening to its end."""

    @classmethod
    def open(cls, voice: Voice, law: Law) -> Casework:
        """Make the case of a voice and start the verification clock.

        An office that its author accuses is kept from it before anyone could look.
        """
        work = cls(_case_of(voice), law)
        work._told_open(voice)
        if voice.accused_office_id:
            work._told_accused("", by=SYSTEM, at=voice.received_at)
        work._start(ClockKind.VERIFY, voice.received_at)
        return work

    @classmethod
    def adopt(cls, voice: Voice, law: Law, state: Adopted, *, at: datetime) -> Casework:
        """Make a case that another system handled so far.

        What that system did, and when, is not known here; so nothing of it is made up:
        an ended case has no clock, and an open one starts its clock on the day this
        government took it over.
        """
        work = cls(_case_of(voice), law)
        work._told_open(voice)
        work.take_over(state, at=at)
        return work

    def verify(self, case_class: CaseClass, office: Office, *, by: Actor, at: datetime) -> None:
        """Accept the case, give it its class and office, start the answer clock.

        An oversight complaint becomes secret whatever its author ticked: the accused
        office must not learn who complained.
        """
        stepping.require_step(self.case, "verify")
        stepping.require_own_class(self.case, case_class)
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
        course = stepping.course_of(case)
        if course is None or course.names(ClockKind.FIRST_ANSWER.value):
            self._start_if_limited(ClockKind.FIRST_ANSWER, at)
        self._start(ClockKind.ANSWER, at)

    def ask(self, text: str, *, by: Actor, at: datetime) -> Message:
        """Ask the citizen for more; the first time the answer clock pauses until they reply."""
        self._require("ask", text=text)
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
        self._require("reply", text=text)
        message = self._say(MessageKind.REPLY, text, by=by, at=at)
        self._stop_author_clocks(StopReason.RESPONDED, at)
        if self.case.status == Status.WAITING:
            self.case.status = Status.ASSIGNED.value
            self._resume(at)
        elif self.case.status == Status.ANSWERED:
            # Whoever still speaks is not silent: their time begins anew.
            self._start_time_to_contest(at)
        self.facts.append(
            events.CaseReplied(case_id=self.case.id, message_id=message.id, at=at, by=by.ref)
        )
        return message

    def progress(self, text: str, *, by: Actor, at: datetime) -> Message:
        """Say in public what is being done; the first time, the clock of the first answer stops."""
        stepping.require_step(self.case, "progress")
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
        self._require("answer", text=text, reason=proof, proof_or_reason=proof)
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
        self._start_time_to_respond(at)
        return message

    def _start_time_to_respond(self, at: datetime) -> None:
        self._start_time_to_contest(at)
        course = stepping.course_of(self.case)
        if course is not None and course.allows("object", Status.ANSWERED.value):
            self._start_if_limited(ClockKind.OBJECT, at)

    def _start_time_to_contest(self, at: datetime) -> None:
        """Start the author's time to contest the answer, where the case can be opened again."""
        if stepping.may_follow(self.case, "reopen"):
            self._start_if_limited(ClockKind.CITIZEN_REPLY, at)

    def close(self, reason: CloseReason, *, by: Actor, at: datetime) -> None:
        """End the case. Without an answer only the system ends it, and it is not an answer."""
        answered = self.case.status == Status.ANSWERED
        stepping.require_step(
            self.case, _CLOSING.get(reason, "close") if answered else "close_unanswered"
        )
        if not answered:
            stop = (
                StopReason.WITHDRAWN
                if reason is CloseReason.WITHDRAWN
                else StopReason.CLOSED_BY_SYSTEM
            )
            self._stop_all(stop, at)
        for kind in (*AUTHOR_CLOCKS, *WINDOWS):
            self._stop(kind, _AUTHOR_STOPS.get(reason, StopReason.CLOSED), at)
        self._end(Status.CLOSED, at)
        self.case.close_reason = reason.value
        self.facts.append(
            events.CaseClosed(case_id=self.case.id, reason=reason.value, at=at, by=by.ref)
        )

    def reopen(self, text: str, *, by: Actor, at: datetime) -> Message:
        """Open the case again at the citizen's word; a new answer clock starts."""
        self._require("reopen", text=text)
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
        self._require("archive", text=text, reason=text)
        self._set_aside(reason, text, by=by, at=at)

    def archive_silent(self, text: str, *, by: Actor, at: datetime) -> None:
        """Set the case aside because its author did not complete it."""
        stepping.require_step(self.case, "archive_silent")
        self._set_aside(ArchiveReason.UNCLEAR, text, by=by, at=at)

    def withdraw(self, text: str, *, by: Actor, at: datetime) -> None:
        """Set the case aside because its author takes it back; they need not say why."""
        stepping.require_step(self.case, "withdraw")
        self._set_aside(ArchiveReason.WITHDRAWN, text, by=by, at=at)

    def _set_aside(self, reason: ArchiveReason, text: str, *, by: Actor, at: datetime) -> None:
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
        stepping.require_step(self.case, "note")
        message = self._say(MessageKind.NOTE, text, by=by, at=at)
        self.facts.append(
            events.CaseNoted(case_id=self.case.id, message_id=message.id, at=at, by=by.ref)
        )
        return message

    def moderate(self, title: str, text: str, reason: str, *, by: Actor, at: datetime) -> Message:
        """Change what the public reads; the voice keeps its author's own words."""
        stepping.require_step(self.case, "moderate")
        message = self._say(MessageKind.MODERATION, reason, by=by, at=at)
        self.case.title, self.case.public_text = title.strip(), text.strip()
        self.case.is_moderated = True
        self.facts.append(
            events.CaseModerated(case_id=self.case.id, message_id=message.id, at=at, by=by.ref)
        )
        return message

    def name_accused(self, office: Office | None, *, by: Actor, at: datetime) -> None:
        """Keep an office that is accused in the case from reading it; None lifts that."""
        stepping.require_step(self.case, "accuse")
        previous, self.case.accused_office = self.case.accused_office, office
        self._told_accused(previous.code if previous else "", by=by, at=at)

    def _told_accused(self, previous: str, *, by: Actor, at: datetime) -> None:
        office = self.case.accused_office
        self.facts.append(
            events.CaseAccusedNamed(
                case_id=self.case.id,
                office=office.code if office else "",
                previous=previous,
                at=at,
                by=by.ref,
            )
        )

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


def _case_of(voice: Voice) -> Case:
    return Case(
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
        accused_office=voice.accused_office if voice.accused_office_id else None,
        opened_at=voice.received_at,
    )


def started(case: Case, law: Law, clocks: list[Clock]) -> Casework:
    """Return the casework of a stored case with its clocks."""
    code = case.office.code if case.office is not None else ""
    return Casework(case, law, clocks=clocks, office_code=code)
