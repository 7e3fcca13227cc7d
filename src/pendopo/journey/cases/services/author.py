"""What the author of a case does; the door has checked that they are."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation.people.types import Actor
from pendopo.journey.cases import selectors, stepping
from pendopo.journey.cases.casework import Casework
from pendopo.journey.cases.conflict import note_accused_overseer
from pendopo.journey.cases.errors import ReopenTooLate
from pendopo.journey.cases.law import Law, law_in_force
from pendopo.journey.cases.models import Case
from pendopo.journey.cases.routing.links import listening_target
from pendopo.journey.cases.saving import save_new, save_step
from pendopo.journey.cases.selectors.one import LONG_DEFINITION
from pendopo.journey.cases.services.loading import lock, words, work_on
from pendopo.journey.cases.services.policies import add_procedure_policies, has_own_limits
from pendopo.journey.cases.types import CloseReason
from pendopo.journey.voice.models import Voice


@transaction.atomic
def open_case(*, voice_id: uuid.UUID, at: datetime) -> Case:
    """Open the case of a voice; a second call returns the first case."""
    known = Case.objects.filter(voice_id=voice_id).first()
    if known is not None:
        return known
    # The definition itself is long, and opening a case does not read it.
    voice = (
        Voice.objects.select_related("procedure_version", "accused_office")
        .defer(*LONG_DEFINITION)
        .get(id=voice_id)
    )
    work = Casework.open(voice, _law_for(voice, at))
    note_accused_overseer(work.case, at=at)
    save_new(work)
    return work.case


def _law_for(voice: Voice, at: datetime) -> Law:
    """Return the law in force, with the limits of the voice's procedure among its rows."""
    law, version = law_in_force(at=at), voice.procedure_version
    if version is None or not has_own_limits(version.id):
        return law
    if law.has_procedure(f"{version.procedure_id}@{version.number}"):
        return law
    return law_in_force(at=at) if add_procedure_policies(version) else law


@transaction.atomic
def reply_as_reporter(*, case_id: uuid.UUID, text: str, by: Actor, at: datetime) -> Case:
    """Take in a reply of the case's author; the door has checked that they are.

    Where the case went up in another one, the words reach that one, without a name.
    """
    case = lock(case_id)
    target = listening_target(case)
    if target is not None:
        heard = work_on(lock(target.id), at)
        heard.hear_joined(words(text), case, by=by, at=at)
        save_step(heard)
        return case
    work = work_on(case, at)
    work.reply(words(text), by=by, at=at)
    save_step(work)
    return work.case


@transaction.atomic
def accept_answer(*, case_id: uuid.UUID, by: Actor, at: datetime) -> Case:
    """Close a case because its author accepts the answer."""
    work = work_on(lock(case_id), at)
    stepping.require_step(work.case, "accept")
    work.close(CloseReason.CITIZEN, by=by, at=at)
    save_step(work)
    return work.case


@transaction.atomic
def withdraw_case(*, case_id: uuid.UUID, text: str = "", by: Actor, at: datetime) -> Case:
    """Take a case back at its author's word, where its procedure lets them.

    Raises
    ------
    IllegalTransition
        It was answered or has ended, or it has no procedure that knows this step.
    """
    work = work_on(lock(case_id), at)
    work.withdraw(text, by=by, at=at)
    save_step(work)
    return work.case


@transaction.atomic
def reopen_case(*, case_id: uuid.UUID, text: str, by: Actor, at: datetime) -> Case:
    """Open a case again because its author contests the answer; a new clock starts.

    Raises
    ------
    ReopenTooLate
        It was closed longer ago than a closed case may be reopened.
    """
    work = work_on(lock(case_id), at)
    stepping.require_step(work.case, "reopen")
    ends = selectors.reopen_ends(work.case, at=at)
    if ends is not None and at > ends:
        raise ReopenTooLate(
            _("Laporan ini sudah terlalu lama ditutup. Kirim laporan baru dan sebut nomornya.")
        )
    work.reopen(words(text), by=by, at=at)
    save_step(work)
    return work.case
