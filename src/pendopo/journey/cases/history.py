"""Cases that come with their past: from another system, or from the demo.

A history is replayed through the same casework as live steps, so its clocks, states
and facts are what they would have been; only saving is done for many at once.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from pendopo.foundation.people.models import Office, Person
from pendopo.foundation.people.services import unsaved_person
from pendopo.foundation.people.types import ANONYMOUS, SYSTEM, Actor
from pendopo.journey.cases import events
from pendopo.journey.cases.adopting import Adopted
from pendopo.journey.cases.casework import Casework, started
from pendopo.journey.cases.law import Law
from pendopo.journey.cases.models import Clock, SyncedRecord
from pendopo.journey.cases.saving import save_history, save_step
from pendopo.journey.cases.types import ArchiveReason, CaseClass, CloseReason, Outcome
from pendopo.journey.voice.models import Voice
from pendopo.journey.voice.services import received_fact, unsaved_voice
from pendopo.journey.voice.types import Submission
from pendopo.kernel.bulk import insert_rows
from pendopo.kernel.ids import draw_case_number


class Action(StrEnum):
    """A step of casework by name."""

    VERIFY = "verify"
    ASSIGN = "assign"
    ASK = "ask"
    REPLY = "reply"
    PROGRESS = "progress"
    ANSWER = "answer"
    CLOSE = "close"
    REOPEN = "reopen"
    ARCHIVE = "archive"
    EXTEND = "extend"
    OBJECT = "object"
    DECIDE_OBJECTION = "decide_objection"
    DISPUTE = "dispute"
    WITHDRAW = "withdraw"


@dataclass(frozen=True)
class Step:
    """One step: what, when, by whom; ``code`` is the class, outcome or reason."""

    at: datetime
    action: Action
    by: Actor = SYSTEM
    office: str = ""
    code: str = ""
    text: str = ""
    proof: str = ""


@dataclass(frozen=True)
class Link:
    """The case's number and state in another system."""

    system: str
    external_number: str
    digest: str
    status: str = ""


@dataclass(frozen=True)
class CaseHistory:
    """A voice with everything that happened to it since."""

    submission: Submission
    received_at: datetime
    steps: tuple[Step, ...] = ()
    number: str = ""
    link: Link | None = None
    adopted: Adopted | None = None


@dataclass
class _Batch:
    people: list[Person] = field(default_factory=list)
    voices: list[Voice] = field(default_factory=list)
    works: list[Casework] = field(default_factory=list)
    links: list[SyncedRecord] = field(default_factory=list)


def import_histories(
    histories: Iterable[CaseHistory],
    *,
    law: Law,
    offices: Mapping[str, Office],
    at: datetime,
    batch_size: int = 1_000,
    on_batch: Callable[[int], object] = lambda _n: None,
) -> int:
    """Store histories in batches, each in one transaction; returns how many.

    ``on_batch`` is told the number of cases written after each batch. An office code
    missing in ``offices`` raises KeyError before anything of its batch is written.
    """
    total, batch = 0, _Batch()
    for history in histories:
        _replay(history, law, offices, batch, at)
        if len(batch.works) >= batch_size:
            total += _save(batch)
            on_batch(len(batch.works))
            batch = _Batch()
    if batch.works:
        total += _save(batch)
        on_batch(len(batch.works))
    return total


def _replay(
    history: CaseHistory, law: Law, offices: Mapping[str, Office], batch: _Batch, at: datetime
) -> None:
    submission = history.submission
    reporter_id: uuid.UUID | None = None
    if not submission.contact.is_empty:
        person = unsaved_person(submission.contact, at=history.received_at)
        batch.people.append(person)
        reporter_id = person.id
    voice = unsaved_voice(
        submission,
        reporter_id=reporter_id,
        at=history.received_at,
        number=history.number or draw_case_number(history.received_at.year),
        is_tracked=False,
    )
    adopted = history.adopted
    work = Casework.adopt(voice, law, adopted, at=at) if adopted else Casework.open(voice, law)
    # Facts are told in the order in which things happened.
    work.facts.insert(0, received_fact(voice, n_photos=0, by=ANONYMOUS))
    for step in history.steps:
        take_step(work, step, offices)
    if history.link is not None:
        batch.links.append(_link(work, history.link, at))
    batch.voices.append(voice)
    batch.works.append(work)


def take_step(work: Casework, step: Step, offices: Mapping[str, Office]) -> None:
    """Take one named step on a case in memory."""
    by, at = step.by, step.at
    match step.action:
        case Action.VERIFY:
            work.verify(CaseClass(step.code), offices[step.office], by=by, at=at)
        case Action.ASSIGN:
            work.assign(offices[step.office], by=by, at=at)
        case Action.ASK:
            work.ask(step.text, by=by, at=at)
        case Action.REPLY:
            work.reply(step.text, by=by, at=at)
        case Action.PROGRESS:
            work.progress(step.text, by=by, at=at)
        case Action.ANSWER:
            work.answer(Outcome(step.code), step.text, step.proof, by=by, at=at)
        case Action.CLOSE:
            work.close(CloseReason(step.code), by=by, at=at)
        case Action.REOPEN:
            work.reopen(step.text, by=by, at=at)
        case Action.ARCHIVE:
            work.archive(ArchiveReason(step.code), step.text, by=by, at=at)
        case _:
            _take_requesters_step(work, step, offices)


def _take_requesters_step(work: Casework, step: Step, offices: Mapping[str, Office]) -> None:
    """Take a step that only the way of an application or request knows."""
    by, at = step.by, step.at
    match step.action:
        case Action.EXTEND:
            work.extend(step.text, by=by, at=at)
        case Action.OBJECT:
            work.object_to(step.code, step.text, offices.get(step.office), by=by, at=at)
        case Action.DECIDE_OBJECTION:
            work.decide_objection(Outcome(step.code), step.text, step.proof, by=by, at=at)
        case Action.DISPUTE:
            work.dispute(by=by, at=at)
        case Action.WITHDRAW:
            work.withdraw(step.text, by=by, at=at)


def _link(work: Casework, link: Link, at: datetime) -> SyncedRecord:
    work.facts.append(
        events.CaseNumberLinked(
            case_id=work.case.id,
            system=link.system,
            external_number=link.external_number,
            at=at,
        )
    )
    return SyncedRecord(
        case=work.case,
        system=link.system,
        external_number=link.external_number,
        digest=link.digest,
        status=link.status,
        local_status=work.case.status,
        local_office_id=work.case.office_id,
        synced_at=at,
    )


@transaction.atomic
def _save(batch: _Batch) -> int:
    insert_rows(batch.people)
    insert_rows(batch.voices)
    save_history(batch.works)
    insert_rows(batch.links)
    return len(batch.works)


@transaction.atomic
def sync_case(record: SyncedRecord, history: CaseHistory, *, law: Law, at: datetime) -> bool:
    """Take over what another system changed; returns whether the state moved here.

    Words and number are always taken. The state is taken only while nobody here has
    worked on the case since the last import.
    """
    if history.link is None or history.adopted is None:
        message = "a history to sync carries its link and its adopted state"
        raise ValueError(message)
    case = record.case
    voice = case.voice
    voice.title, voice.text = history.submission.title, history.submission.text
    voice.topic_id = case.topic_id = history.submission.topic or None
    voice.is_anonymous = case.is_anonymous = history.submission.is_anonymous
    voice.is_secret = history.submission.is_secret
    case.title = voice.title
    was_worked_on = (case.status, case.office_id) != (record.local_status, record.local_office_id)
    if was_worked_on and voice.is_secret:
        case.is_secret, case.is_public = True, False
    voice.save(update_fields=["title", "text", "topic", "is_anonymous", "is_secret"])
    case.save(update_fields=["title", "topic", "is_anonymous", "is_secret", "is_public"])
    record.digest, record.status, record.synced_at = (
        history.link.digest,
        history.link.status,
        at,
    )
    if not was_worked_on:
        clocks = list(Clock.objects.filter(case=case).select_related("policy", "office"))
        work = started(case, law, clocks)
        work.take_over(history.adopted, at=at)
        save_step(work)
        record.local_status, record.local_office_id = case.status, case.office_id
    record.save()
    return not was_worked_on
