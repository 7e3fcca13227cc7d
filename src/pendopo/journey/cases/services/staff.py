"""What officers do with a case: one service per step, each one transaction with its facts."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation.people.models import Office, Person
from pendopo.foundation.people.services import read_person
from pendopo.foundation.people.types import Actor, ReadPurpose
from pendopo.journey.cases import events, rules, selectors, stepping
from pendopo.journey.cases.casework import Casework
from pendopo.journey.cases.conflict import require_not_accused, require_overseer
from pendopo.journey.cases.errors import CaseNotFound
from pendopo.journey.cases.models import Case
from pendopo.journey.cases.routing.arbiters import require_arbiter
from pendopo.journey.cases.routing.offices import note_other_offices
from pendopo.journey.cases.saving import save_step
from pendopo.journey.cases.services.loading import for_staff, guard_words, lock, words
from pendopo.journey.cases.types import ArchiveReason, CaseClass, CloseReason, Outcome
from pendopo.journey.voice.selectors import active_topics
from pendopo.kernel.errors import BadInput, NotAllowed


def _work_for(case_id: uuid.UUID, step: str, by: Actor, at: datetime) -> Casework:
    work = for_staff(case_id, by, at)
    stepping.require_taker(by, work.case, step)
    # Said first: who lost the race need not mend words that cannot be sent.
    stepping.require_step(work.case, step)
    return work


def _require_given(case: Case, topic: str) -> None:
    """Refuse to verify without what the procedure asks to be looked up first."""
    lacking = selectors.lacking_to_verify(case)
    if lacking.documents:
        raise BadInput(
            _("Berkas ini belum ada: %(names)s. Arsipkan, atau teruskan bila sudah lengkap.")
            % {"names": ", ".join(lacking.documents)},
        )
    stepping.require_given(case, "verify", topic=bool(topic) or not lacking.needs_topic)


@transaction.atomic
def verify_case(
    *,
    case_id: uuid.UUID,
    case_class: CaseClass,
    office: Office,
    by: Actor,
    at: datetime,
    topic: str = "",
) -> Case:
    """Accept a case, class it and give it to an office; ``topic`` names or corrects its topic.

    Raises
    ------
    CaseNotFound, NotAllowed, IllegalTransition, NoPolicy
    BadInput
        Unknown topic, or an oversight complaint for an office without inspectors.
    """
    work = _work_for(case_id, "verify", by, at)
    _require_given(work.case, topic)
    require_overseer(work.case, case_class, office, at=at)
    require_not_accused(work.case, office)
    work.verify(case_class, office, by=by, at=at)
    _choose_topic(work, topic, by=by, at=at)
    save_step(work)
    note_other_offices(work.case, by=by, at=at)
    return work.case


def _choose_topic(work: Casework, topic: str, *, by: Actor, at: datetime) -> None:
    previous = work.case.topic_id or ""
    if not topic or topic == previous:
        return
    if not active_topics().filter(code=topic).exists():
        raise BadInput(_("Pilih topik dari daftar."), field="topic")
    work.case.topic_id = topic
    work.facts.append(
        events.CaseTopicChosen(
            case_id=work.case.id, topic=topic, previous=previous, at=at, by=by.ref
        )
    )


@transaction.atomic
def assign_case(*, case_id: uuid.UUID, office: Office, by: Actor, at: datetime) -> Case:
    """Move a case to another office, keeping its number and clock.

    Raises
    ------
    CaseNotFound, NotAllowed, IllegalTransition
    BadInput
        The office has the case already, or may not have it.
    """
    work = for_staff(case_id, by, at)
    rules.require_verifier(by, work.case)
    stepping.require_step(work.case, "assign")
    if office.id == work.case.office_id:
        raise BadInput(_("Laporan ini sudah di perangkat daerah itu."), field="office")
    if work.case.is_disputed:
        # To move it is to settle the dispute.
        require_arbiter(work.case, by, at=at)
    require_overseer(work.case, work.case.case_class, office, at=at)
    require_not_accused(work.case, office)
    work.assign(office, by=by, at=at)
    save_step(work)
    note_other_offices(work.case, by=by, at=at)
    return work.case


@transaction.atomic
def ask_reporter(*, case_id: uuid.UUID, text: str, by: Actor, at: datetime) -> Case:
    """Ask the citizen for more; the answer clock pauses."""
    work = _work_for(case_id, "ask", by, at)
    work.ask(words(text), by=by, at=at)
    save_step(work)
    return work.case


@transaction.atomic
def answer_case(
    *,
    case_id: uuid.UUID,
    outcome: Outcome,
    text: str,
    proof: str,
    keep_reason: str = "",
    by: Actor,
    at: datetime,
) -> Case:
    """Answer a case in public.

    Raises
    ------
    Exposed
        Something personal is in it, without a reason to keep it.
    AnswerEmpty
        The text does not say what was done or why not, or names neither proof nor reason;
        nothing is written.
    """
    work = _work_for(case_id, "answer", by, at)
    rules.require_substance(text, proof)
    rules.require_proof(outcome, proof)
    stepping.require_fit_outcome(work.case, outcome)
    told = {"text": text, "proof": proof}
    guard_words(work.case, told, keep_reason=keep_reason, by=by, at=at)
    work.answer(outcome, text, proof.strip(), by=by, at=at)
    save_step(work)
    return work.case


@transaction.atomic
def archive_case(
    *,
    case_id: uuid.UUID,
    reason: ArchiveReason,
    text: str,
    keep_reason: str = "",
    by: Actor,
    at: datetime,
) -> Case:
    """Set a case aside with a reason that its author reads, and everyone if it is public.

    Raises
    ------
    Exposed
    """
    work = _work_for(case_id, "archive", by, at)
    guard_words(work.case, {"text": text}, keep_reason=keep_reason, by=by, at=at)
    work.archive(reason, words(text), by=by, at=at)
    save_step(work)
    return work.case


@transaction.atomic
def add_note(*, case_id: uuid.UUID, text: str, by: Actor, at: datetime) -> Case:
    """Keep an internal note with a case."""
    work = for_staff(case_id, by, at)
    rules.require_handler(by, work.case)
    work.note(words(text), by=by, at=at)
    save_step(work)
    return work.case


@transaction.atomic
def open_identity(*, case_id: uuid.UUID, purpose: ReadPurpose, by: Actor, at: datetime) -> Person:
    """Return who reported, to someone who works on the case; the reading is recorded.

    Raises
    ------
    CaseNotFound
        Unknown case, not theirs, or its author left no identity.
    NotAllowed
        The actor does not work on the case, or not with this purpose.
    """
    case = lock(case_id)
    if not rules.may_see(by, case) or case.voice.reporter_id is None:
        raise CaseNotFound(_("Laporan tidak ditemukan."))
    if purpose not in rules.purposes_for(by, case):
        raise NotAllowed(
            _("Hanya yang menangani laporan ini yang dapat membuka identitas pelapor.")
        )
    acting = rules.in_covering_position(by, case, purpose)
    return read_person(case.voice.reporter_id, by=acting, purpose=purpose, at=at, about_id=case.id)


@transaction.atomic
def close_case(*, case_id: uuid.UUID, by: Actor, at: datetime) -> Case:
    """Close an answered case as an officer."""
    work = _work_for(case_id, "close", by, at)
    work.close(CloseReason.OFFICER, by=by, at=at)
    save_step(work)
    return work.case
