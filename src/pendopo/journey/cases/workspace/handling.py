"""Giving a case to one person, naming its topic, noting something for colleagues."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.models import Office
from pendopo.foundation.people.types import Actor
from pendopo.journey.cases import rules
from pendopo.journey.cases.events import CaseTopicChosen
from pendopo.journey.cases.models import Assignment, Case, Mention, Message
from pendopo.journey.cases.saving import save_step
from pendopo.journey.cases.services.loading import for_staff, words
from pendopo.journey.cases.workspace.colleagues import (
    Colleague,
    colleagues_of,
    handlers_of,
    handles_in,
)
from pendopo.journey.cases.workspace.events import HandlerChosen, OfficersMentioned
from pendopo.journey.voice.selectors import active_topics
from pendopo.kernel.errors import BadInput, Refused


@transaction.atomic
def choose_handler(
    *, case_id: uuid.UUID, person_id: uuid.UUID | None, by: Actor, at: datetime
) -> Case:
    """Give an open case to one person at its office; None leaves it to the office as a whole.

    Raises
    ------
    CaseNotFound, NotAllowed
    Refused
        The case has ended.
    BadInput
        The person does not work at the office that has the case, or may not see it.
    """
    case = for_staff(case_id, by, at).case
    rules.require_handler(by, case)
    if case.status not in rules.OPEN:
        raise Refused(_("Laporan ini sudah dijawab atau ditutup."))
    if person_id is None:
        return _release(case, by=by, at=at)
    chosen = _one_of(handlers_of(case, colleagues_of(case, at=at)), person_id)
    office_id = case.office_id or asking_office(case, chosen.actor)
    Assignment.objects.update_or_create(
        case=case,
        defaults={
            "person_id": chosen.person_id,
            "office_id": office_id,
            "by_ref": by.ref,
            "at": at,
        },
    )
    _tell_handler(case, chosen.ref, by=by, at=at)
    return case


def take_case(*, case_id: uuid.UUID, by: Actor, at: datetime) -> Case:
    """Take a case oneself."""
    return choose_handler(case_id=case_id, person_id=by.person_id or case_id, by=by, at=at)


def _release(case: Case, *, by: Actor, at: datetime) -> Case:
    n_rows, _by_table = Assignment.objects.filter(case=case).delete()
    if n_rows:
        _tell_handler(case, "", by=by, at=at)
    return case


def _one_of(known: Iterable[Colleague], person_id: uuid.UUID) -> Colleague:
    found = next((one for one in known if one.person_id == person_id), None)
    if found is None:
        raise BadInput(
            _("Hanya petugas di perangkat daerah yang menangani laporan ini yang dapat dipilih."),
            field="person_id",
        )
    return found


def _tell_handler(case: Case, handler: str, *, by: Actor, at: datetime) -> None:
    publish(
        HandlerChosen(
            case_id=case.id,
            handler=handler,
            office=case.office.code if case.office else "",
            at=at,
            by=by.ref,
        )
    )


@transaction.atomic
def change_topic(*, case_id: uuid.UUID, topic: str, by: Actor, at: datetime) -> Case:
    """Correct the topic of a case.

    Raises
    ------
    CaseNotFound, NotAllowed
    BadInput
        Unknown topic, or the one it has already.
    """
    work = for_staff(case_id, by, at)
    rules.require_verifier(by, work.case)
    previous = work.case.topic_id or ""
    if topic == previous:
        raise BadInput(_("Laporan ini sudah bertopik itu."), field="topic")
    if not active_topics().filter(code=topic).exists():
        raise BadInput(_("Pilih topik dari daftar."), field="topic")
    work.case.topic_id = topic
    work.facts.append(
        CaseTopicChosen(case_id=work.case.id, topic=topic, previous=previous, at=at, by=by.ref)
    )
    save_step(work)
    return work.case


@transaction.atomic
def add_note(*, case_id: uuid.UUID, text: str, by: Actor, at: datetime) -> Case:
    """Keep an internal note; whom it names with an @ finds the case in their list.

    Raises
    ------
    CaseNotFound, NotAllowed
    BadInput
        An @ that names nobody who may see the case; nothing is kept.
    """
    work = for_staff(case_id, by, at)
    rules.require_handler(by, work.case)
    named = _named_in(text, work.case, at)
    message = work.note(words(text), by=by, at=at)
    if named:
        work.facts.append(
            OfficersMentioned(
                case_id=work.case.id,
                message_id=message.id,
                n_officers=len(named),
                at=at,
                by=by.ref,
            )
        )
    save_step(work)
    _mention(message, named, at)
    return work.case


def _named_in(text: str, case: Case, at: datetime) -> list[Colleague]:
    wanted = handles_in(text)
    if not wanted:
        return []
    known = {one.handle: one for one in colleagues_of(case, at=at)}
    missing = [handle for handle in wanted if handle not in known]
    if missing:
        raise BadInput(
            _("Tidak ada petugas @%(handle)s yang dapat membuka laporan ini.")
            % {"handle": missing[0]},
            field="text",
        )
    return [known[handle] for handle in wanted]


def _mention(message: Message, named: Iterable[Colleague], at: datetime) -> None:
    Mention.objects.bulk_create(
        Mention(case_id=message.case_id, message=message, person_id=one.person_id, at=at)
        for one in named
    )


@transaction.atomic
def see_mentions(*, case_id: uuid.UUID, by: Actor, at: datetime) -> int:
    """Mark the actor's mentions at a case as seen; returns how many were new."""
    rows = Mention.objects.filter(case_id=case_id, person=by.person_id, seen_at=None)
    return rows.update(seen_at=at)


def asking_office(case: Case, by: Actor) -> uuid.UUID:
    """Return the office in whose name the actor works on the case."""
    own = by.offices(*rules.HANDLERS)
    if case.office_id in own:
        return case.office_id
    return min(own or by.offices(), key=str)


def office_codes(office_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the codes of offices by their ids."""
    return dict(Office.objects.filter(id__in=list(office_ids)).values_list("id", "code"))
