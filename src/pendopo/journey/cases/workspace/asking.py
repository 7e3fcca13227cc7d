"""Questions between offices about a case; the asked office never learns who reported."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.models import Office
from pendopo.foundation.people.types import Actor
from pendopo.journey.cases import rules
from pendopo.journey.cases.conflict import require_not_accused
from pendopo.journey.cases.models import Case, OfficeQuestion
from pendopo.journey.cases.services.loading import for_staff, words
from pendopo.journey.cases.workspace.errors import AlreadyAnswered, QuestionNotFound
from pendopo.journey.cases.workspace.events import OfficeAsked, OfficeReplied
from pendopo.journey.cases.workspace.handling import asking_office, office_codes
from pendopo.journey.cases.workspace.selectors import may_answer
from pendopo.kernel.errors import BadInput, Refused
from pendopo.kernel.ids import new_id
from pendopo.kernel.time import local


@transaction.atomic
def ask_office(
    *, case_id: uuid.UUID, office: Office, text: str, due_on: date, by: Actor, at: datetime
) -> OfficeQuestion:
    """Ask another office about an open case.

    Raises
    ------
    CaseNotFound, NotAllowed
    Refused
        The case has ended.
    BadInput
        No words, the own or the accused office, or a day that has passed.
    """
    case = for_staff(case_id, by, at).case
    rules.require_handler(by, case)
    _require_askable(case, office, due_on, at)
    asking_id = asking_office(case, by)
    if office.id == asking_id:
        raise BadInput(_("Pilih perangkat daerah lain."), field="office")
    question = OfficeQuestion.objects.create(
        id=new_id(),
        case=case,
        asking_id=asking_id,
        asked=office,
        text=words(text).strip(),
        due_on=due_on,
        asked_at=at,
        asked_ref=by.ref,
    )
    publish(
        OfficeAsked(
            case_id=case.id,
            question_id=question.id,
            office=office.code,
            asking=office_codes([asking_id])[asking_id],
            due_on=due_on,
            at=at,
            by=by.ref,
        )
    )
    return question


def _require_askable(case: Case, office: Office, due_on: date, at: datetime) -> None:
    if case.status not in rules.OPEN:
        raise Refused(_("Laporan ini sudah dijawab atau ditutup."))
    require_not_accused(case, office)
    if office.id == case.office_id:
        raise BadInput(_("Laporan ini sudah di perangkat daerah itu."), field="office")
    if due_on < local(at, settings.PENDOPO_ZONE).date():
        raise BadInput(_("Pilih hari ini atau sesudahnya."), field="due_on")


@transaction.atomic
def answer_question(
    *, question_id: uuid.UUID, text: str, by: Actor, at: datetime
) -> OfficeQuestion:
    """Answer in the name of the asked office.

    Raises
    ------
    QuestionNotFound
        Unknown, or put to another office; the two look the same.
    AlreadyAnswered
    BadInput
        No words.
    """
    question = _locked(question_id)
    if question is None or not may_answer(question, by):
        raise QuestionNotFound(_("Pertanyaan tidak ditemukan."))
    if question.answered_at is not None:
        raise AlreadyAnswered(_("Pertanyaan ini sudah dijawab."))
    question.answer = words(text).strip()
    question.answered_at, question.answered_ref = at, by.ref
    question.save(update_fields=["answer", "answered_at", "answered_ref"])
    publish(
        OfficeReplied(
            case_id=question.case_id,
            question_id=question.id,
            office=question.asked.code,
            at=at,
            by=by.ref,
        )
    )
    return question


def _locked(question_id: uuid.UUID) -> OfficeQuestion | None:
    rows = OfficeQuestion.objects.select_related("asked", "case")
    if connection.vendor == "postgresql":
        rows = rows.select_for_update(of=("self",), no_key=True)
    return rows.filter(id=question_id).first()
