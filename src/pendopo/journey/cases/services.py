"""Writing cases: one service per step, each one transaction with its facts."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from pendopo.engines import clock as engine
from pendopo.foundation.people.models import Office
from pendopo.foundation.people.types import SYSTEM, Actor
from pendopo.journey.cases import casework, rules
from pendopo.journey.cases.casework import Casework
from pendopo.journey.cases.errors import CaseNotFound
from pendopo.journey.cases.law import law_in_force
from pendopo.journey.cases.models import Case, Clock, ClockPolicy
from pendopo.journey.cases.saving import save_new, save_step
from pendopo.journey.cases.types import ArchiveReason, CaseClass, CloseReason, Outcome, Status
from pendopo.journey.voice.models import Voice
from pendopo.kernel.errors import BadInput


@transaction.atomic
def open_case(*, voice_id: uuid.UUID, at: datetime) -> Case:
    """Open the case of a voice; a second call returns the first case."""
    known = Case.objects.filter(voice_id=voice_id).first()
    if known is not None:
        return known
    work = Casework.open(Voice.objects.get(id=voice_id), law_in_force(at=at))
    save_new(work)
    return work.case


def _lock(case_id: uuid.UUID) -> Case:
    rows = Case.objects.select_related("office", "voice")
    if connection.vendor == "postgresql":
        rows = rows.select_for_update(of=("self",))
    case = rows.filter(id=case_id).first()
    if case is None:
        raise CaseNotFound(_("Laporan tidak ditemukan."))
    return case


def _work_on(case: Case, at: datetime) -> Casework:
    clocks = list(Clock.objects.filter(case=case).select_related("policy", "office"))
    return casework.started(case, law_in_force(at=at), clocks)


def _for_staff(case_id: uuid.UUID, by: Actor, at: datetime) -> Casework:
    case = _lock(case_id)
    if not rules.may_see(by, case):
        raise CaseNotFound(_("Laporan tidak ditemukan."))
    return _work_on(case, at)


def _words(text: str) -> str:
    if not text.strip():
        raise BadInput(_("Tulis penjelasannya."), field="text")
    return text


@transaction.atomic
def verify_case(
    *, case_id: uuid.UUID, case_class: CaseClass, office: Office, by: Actor, at: datetime
) -> Case:
    """Accept a case, class it and give it to an office.

    Raises
    ------
    CaseNotFound, NotAllowed, IllegalTransition, NoPolicy
    """
    rules.require_verifier(by)
    work = _for_staff(case_id, by, at)
    work.verify(case_class, office, by=by, at=at)
    save_step(work)
    return work.case


@transaction.atomic
def assign_case(*, case_id: uuid.UUID, office: Office, by: Actor, at: datetime) -> Case:
    """Move a case to another office, keeping its number and clock."""
    rules.require_verifier(by)
    work = _for_staff(case_id, by, at)
    work.assign(office, by=by, at=at)
    save_step(work)
    return work.case


@transaction.atomic
def ask_reporter(*, case_id: uuid.UUID, text: str, by: Actor, at: datetime) -> Case:
    """Ask the citizen for more; the answer clock pauses."""
    work = _for_staff(case_id, by, at)
    rules.require_handler(by, work.case)
    work.ask(_words(text), by=by, at=at)
    save_step(work)
    return work.case


@transaction.atomic
def answer_case(
    *, case_id: uuid.UUID, outcome: Outcome, text: str, proof: str, by: Actor, at: datetime
) -> Case:
    """Answer a case in public.

    Raises
    ------
    AnswerEmpty
        The text does not say what was done or why not; nothing is written.
    """
    work = _for_staff(case_id, by, at)
    rules.require_handler(by, work.case)
    rules.require_substance(text, proof)
    work.answer(outcome, text, proof.strip(), by=by, at=at)
    save_step(work)
    return work.case


@transaction.atomic
def archive_case(
    *, case_id: uuid.UUID, reason: ArchiveReason, text: str, by: Actor, at: datetime
) -> Case:
    """Set a case aside with a reason for its author."""
    rules.require_verifier(by)
    work = _for_staff(case_id, by, at)
    work.archive(reason, _words(text), by=by, at=at)
    save_step(work)
    return work.case


@transaction.atomic
def close_case(*, case_id: uuid.UUID, by: Actor, at: datetime) -> Case:
    """Close an answered case as an officer."""
    work = _for_staff(case_id, by, at)
    rules.require_handler(by, work.case)
    rules.require_step(work.case, "close")
    work.close(CloseReason.OFFICER, by=by, at=at)
    save_step(work)
    return work.case


@transaction.atomic
def reply_as_reporter(*, case_id: uuid.UUID, text: str, by: Actor, at: datetime) -> Case:
    """Take in a reply of the case's author; the door has checked that they are."""
    work = _work_on(_lock(case_id), at)
    work.reply(_words(text), by=by, at=at)
    save_step(work)
    return work.case


@transaction.atomic
def accept_answer(*, case_id: uuid.UUID, by: Actor, at: datetime) -> Case:
    """Close a case because its author accepts the answer."""
    work = _work_on(_lock(case_id), at)
    rules.require_step(work.case, "close")
    work.close(CloseReason.CITIZEN, by=by, at=at)
    save_step(work)
    return work.case


@transaction.atomic
def reopen_case(*, case_id: uuid.UUID, text: str, by: Actor, at: datetime) -> Case:
    """Open a case again because its author contests the answer; a new clock starts."""
    work = _work_on(_lock(case_id), at)
    work.reopen(_words(text), by=by, at=at)
    save_step(work)
    return work.case


@transaction.atomic
def close_silent_case(*, case_id: uuid.UUID, by: Actor = SYSTEM, at: datetime) -> Case:
    """Close an answered case whose author stayed silent."""
    work = _work_on(_lock(case_id), at)
    rules.require_step(work.case, "close")
    work.close(CloseReason.SYSTEM, by=by, at=at)
    save_step(work)
    return work.case


@transaction.atomic
def recompute_clocks(*, case_id: uuid.UUID, by: Actor = SYSTEM, at: datetime) -> bool:
    """Recompute a case's running clocks after the calendar changed; True if one moved."""
    work = _work_on(_lock(case_id), at)
    if Status(work.case.status) not in rules.OPEN or not work.recompute(at=at):
        return False
    save_step(work)
    return True


def add_policies(policies: Iterable[engine.ClockPolicy]) -> int:
    """Add the clock policies that are not there yet; an office's own rows stay."""
    before = ClockPolicy.objects.count()
    ClockPolicy.objects.bulk_create(
        (
            ClockPolicy(
                code=policy.code,
                clock=policy.clock,
                case_class=case_class,
                amount=policy.amount,
                unit=policy.unit.value,
                legal_basis=policy.legal_basis,
                explanation=policy.explanation_id,
                confidence=policy.confidence,
                source=policy.source,
                valid_from=policy.valid_from,
                valid_to=policy.valid_to,
            )
            for policy in policies
            # Verification happens before there is a class: one row serves all.
            for case_class in ([""] if policy.clock == "verify" else policy.applies_to)
        ),
        ignore_conflicts=True,
    )
    return ClockPolicy.objects.count() - before
