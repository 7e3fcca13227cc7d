"""What those above do about a late limit: take over, remind, explain; each is on record."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.models import Office
from pendopo.foundation.people.types import Actor
from pendopo.journey.cases.escalation.errors import RemindedAlready
from pendopo.journey.cases.escalation.events import CaseEscalationActed
from pendopo.journey.cases.escalation.selectors import (
    Raised,
    offices_to_take_over,
    one_raised_to,
)
from pendopo.journey.cases.escalation.types import Act
from pendopo.journey.cases.models import Case, Escalation, Message
from pendopo.journey.cases.saving import save_step
from pendopo.journey.cases.services.loading import for_staff, lock, words
from pendopo.journey.cases.types import CaseClass, MessageKind
from pendopo.journey.cases.workspace.handling import take_case
from pendopo.kernel.errors import BadInput, NotAllowed
from pendopo.kernel.ids import new_id
from pendopo.kernel.numbers import number_in_force


@transaction.atomic
def take_over(*, escalation_id: uuid.UUID, office: Office, by: Actor, at: datetime) -> Escalation:
    """Take a late case to the own office, or to one that lies below it.

    At the own office the head becomes its handler; the case keeps number and limit.

    Raises
    ------
    EscalationNotFound, CaseNotFound, IllegalTransition
    NotAllowed
        The case is not the actor's to read, or was not put before them as a head.
    BadInput
        An office that does not lie below the actor's.
    """
    raised = _acting(by, escalation_id, Act.TAKE_OVER)
    if office not in offices_to_take_over(by):
        raise BadInput(_("Pilih perangkat daerah Anda atau yang di bawahnya."), field="office")
    work = for_staff(raised.row.case_id, by, at)
    if office.id != work.case.office_id:
        _require_not_oversight(work.case)
        work.assign(office, by=by, at=at)
        save_step(work)
    if office.id in by.offices() and by.person_id is not None:
        take_case(case_id=work.case.id, by=by, at=at)
    return _done(raised, Act.TAKE_OVER, by=by, at=at)


@transaction.atomic
def remind(*, escalation_id: uuid.UUID, by: Actor, at: datetime) -> Escalation:
    """Remind the office that has to act; its officers get an e-mail.

    Raises
    ------
    EscalationNotFound, NotAllowed
    RemindedAlready
        Somebody did so a short while ago.
    """
    raised = _acting(by, escalation_id, Act.REMIND)
    row = raised.row
    rest = timedelta(hours=number_in_force("escalation.remind_again_hours", at=at))
    if row.act == Act.REMIND and row.acted_at is not None and at - row.acted_at < rest:
        raise RemindedAlready(_("Perangkat daerah ini baru saja diingatkan."))
    return _done(raised, Act.REMIND, by=by, at=at)


@transaction.atomic
def explain(*, escalation_id: uuid.UUID, text: str, by: Actor, at: datetime) -> Escalation:
    """Keep an explanation of the delay with the case, for those who work on it.

    Raises
    ------
    EscalationNotFound, NotAllowed
    BadInput
        No words.
    """
    raised = _acting(by, escalation_id, Act.EXPLAIN)
    message = Message(
        id=new_id(),
        case_id=raised.row.case_id,
        kind=MessageKind.NOTE.value,
        text=words(text).strip(),
        office_id=raised.row.office_id,
        author_ref=by.ref,
        at=at,
    )
    message.save(force_insert=True)
    return _done(raised, Act.EXPLAIN, by=by, at=at, message_id=message.id)


def _require_not_oversight(case: Case) -> None:
    if case.case_class == CaseClass.COMPLAINT_OVERSIGHT:
        raise BadInput(_("Pengaduan berkadar pengawasan tetap di Inspektorat."), field="office")


def _acting(by: Actor, escalation_id: uuid.UUID, act: Act) -> Raised:
    raised = one_raised_to(by, escalation_id)
    # Two heads at once: the second waits here, and then sees what the first did.
    lock(raised.row.case_id)
    raised = one_raised_to(by, escalation_id)
    if act.value not in raised.acts:
        raise NotAllowed(_("Langkah ini tidak tersedia bagi Anda pada laporan ini."))
    return raised


def _done(
    raised: Raised, act: Act, *, by: Actor, at: datetime, message_id: uuid.UUID | None = None
) -> Escalation:
    row = raised.row
    row.act, row.acted_at, row.acted_ref = act.value, at, by.ref
    row.save(update_fields=["act", "acted_at", "acted_ref"])
    publish(
        CaseEscalationActed(
            case_id=row.case_id,
            escalation_id=row.id,
            act=act.value,
            target=row.target,
            office=row.office.code if row.office else "",
            message_id=message_id,
            at=at,
            by=by.ref,
        )
    )
    return row
