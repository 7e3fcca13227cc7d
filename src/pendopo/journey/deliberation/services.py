"""Running a deliberation: mandate, opening, moderation, closing, official response."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from pendopo.foundation.governance.guarding import Door, guard
from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.selectors import heads_of, offices_by_id
from pendopo.foundation.people.types import SYSTEM, Actor, Role
from pendopo.journey.deliberation import events, rules, selectors
from pendopo.journey.deliberation.errors import StatementNotFound
from pendopo.journey.deliberation.models import (
    Deliberation,
    OfficialResponse,
    ResponseItem,
    Statement,
)
from pendopo.journey.deliberation.types import (
    Answer,
    Mandate,
    Moderation,
    RejectReason,
    ResponseOutcome,
    State,
)
from pendopo.kernel.errors import BadInput, Refused


@transaction.atomic
def draft_deliberation(
    mandate: Mandate, *, seeds: Sequence[str], keep_reason: str = "", by: Actor, at: datetime
) -> Deliberation:
    """Write down a mandate with its first statements; nothing is public yet.

    Raises
    ------
    Refused
        The address is taken.
    BadInput
        It ends before it starts, or names no known office.
    StatementUnfit
        A seed breaks the rules every statement keeps.
    Exposed
        Something personal is in its words, without a reason to keep it.
    """
    rules.require_moderator(by)
    _require_fit_mandate(mandate)
    seeds = [rules.require_fit_statement(text) for text in seeds]
    names = ("question", "background", "is_open_for", "is_closed_for")
    told = {name: getattr(mandate, name) for name in names} | {"seeds": "\n".join(seeds)}
    guard(told, Door.RESPONSE, reason=keep_reason, by=by, at=at)
    deliberation = Deliberation.objects.create(
        slug=mandate.slug,
        question=mandate.question.strip(),
        background=mandate.background.strip(),
        is_open_for=mandate.is_open_for.strip(),
        is_closed_for=mandate.is_closed_for.strip(),
        level=mandate.level.value,
        office_id=mandate.office_id,
        opens_at=mandate.opens_at,
        closes_at=mandate.closes_at,
    )
    Statement.objects.bulk_create(
        Statement(
            deliberation=deliberation,
            number=number,
            text=text,
            is_seed=True,
            moderation=Moderation.ACCEPTED.value,
            submitted_at=at,
            moderated_at=at,
        )
        for number, text in enumerate(seeds, start=1)
    )
    publish(
        events.DeliberationDrafted(
            deliberation_id=deliberation.id,
            slug=deliberation.slug,
            level=deliberation.level,
            office=office_code(deliberation),
            opens_at=deliberation.opens_at,
            closes_at=deliberation.closes_at,
            n_seeds=len(seeds),
            at=at,
            by=by.ref,
        )
    )
    return deliberation


def _require_fit_mandate(mandate: Mandate) -> None:
    if selectors.is_slug_taken(mandate.slug):
        raise Refused(_("Sudah ada musyawarah dengan alamat “%(slug)s”.") % {"slug": mandate.slug})
    if mandate.closes_at <= mandate.opens_at:
        raise BadInput(_("Tanggal penutupan harus setelah tanggal pembukaan."), field="closes_on")
    if mandate.office_id is None or mandate.office_id not in offices_by_id():
        raise BadInput(_("Pilih perangkat daerah yang akan menjawab."), field="office")


def office_code(deliberation: Deliberation) -> str:
    """Return the code of the answering office; empty if none is named."""
    return deliberation.office.code if deliberation.office else ""


@transaction.atomic
def open_deliberation(*, deliberation_id: UUID, by: Actor, at: datetime) -> Deliberation:
    """Open a draft to everyone; from now on its mandate stands.

    Raises
    ------
    Refused
        Its time is over, or there is no statement to vote on.
    """
    rules.require_moderator(by)
    deliberation = selectors.lock_deliberation(deliberation_id)
    rules.require_step(deliberation, State.OPEN)
    if at >= deliberation.closes_at:
        raise Refused(_("Tanggal penutupannya sudah lewat."))
    if deliberation.office_id is None:
        raise Refused(_("Tentukan dulu perangkat daerah yang akan menjawab."))
    if not selectors.shown_statements(deliberation_id).exists():
        raise Refused(_("Tambahkan dulu setidaknya satu pernyataan awal."))
    deliberation.state = State.OPEN.value
    deliberation.opens_at = min(deliberation.opens_at, at)
    deliberation.save(update_fields=["state", "opens_at"])
    publish(
        events.DeliberationOpened(
            deliberation_id=deliberation.id,
            level=deliberation.level,
            office=office_code(deliberation),
            closes_at=deliberation.closes_at,
            at=at,
            by=by.ref,
        )
    )
    return deliberation


@transaction.atomic
def close_deliberation(*, deliberation_id: UUID, by: Actor, at: datetime) -> Deliberation:
    """Close an open deliberation; the office owes its response from now on."""
    if by != SYSTEM:
        rules.require_moderator(by)
    deliberation = selectors.lock_deliberation(deliberation_id)
    rules.require_step(deliberation, State.CLOSED)
    deliberation.state = State.CLOSED.value
    deliberation.closes_at = min(deliberation.closes_at, at)
    deliberation.save(update_fields=["state", "closes_at"])
    taken = selectors.participation(deliberation.id)
    publish(
        events.DeliberationClosed(
            deliberation_id=deliberation.id,
            n_participants=taken["n_people"],
            n_statements=selectors.shown_statements(deliberation.id).count(),
            n_votes=taken["n_votes"],
            at=at,
            by=by.ref,
        )
    )
    return deliberation


def close_ended(*, by: Actor = SYSTEM, at: datetime) -> int:
    """Close every open deliberation whose time is over; returns how many."""
    ended = selectors.deliberations_past_end(at)
    for deliberation_id in ended:
        close_deliberation(deliberation_id=deliberation_id, by=by, at=at)
    return len(ended)


def next_number(deliberation_id: UUID) -> int:
    """Return the next free statement number; call with the deliberation locked."""
    last = Statement.objects.filter(deliberation_id=deliberation_id).aggregate(last=Max("number"))
    return 1 if last["last"] is None else last["last"] + 1


@transaction.atomic
def moderate_statement(
    *,
    deliberation_id: UUID,
    number: int,
    accept: bool,
    reason: str = "",
    note: str = "",
    by: Actor,
    at: datetime,
) -> Statement:
    """Show a statement, or hide it under a named rule that its author reads.

    Raises
    ------
    BadInput
        Hidden without a rule.
    IllegalTransition
        The deliberation was answered already.
    """
    rules.require_moderator(by)
    deliberation = selectors.lock_deliberation(deliberation_id)
    if deliberation.state == State.ANSWERED:
        rules.require_step(deliberation, State.CLOSED)
    statement = selectors.staff_statement(deliberation_id, number)
    if statement.moderation == Moderation.WITHDRAWN:
        raise StatementNotFound(_("Pernyataan ini sudah ditarik penulisnya."))
    if not accept and reason not in RejectReason.values:
        raise BadInput(_("Pilih alasan mengapa pernyataan ini tidak ditampilkan."), field="reason")
    statement.moderation = (Moderation.ACCEPTED if accept else Moderation.REJECTED).value
    statement.reason, statement.note = ("", "") if accept else (reason, note.strip())
    statement.moderated_at = at
    statement.save(update_fields=["moderation", "reason", "note", "moderated_at"])
    publish(
        events.StatementModerated(
            deliberation_id=deliberation_id,
            statement_id=statement.id,
            number=number,
            moderation=statement.moderation,
            reason=statement.reason,
            at=at,
            by=by.ref,
        )
    )
    return statement


@transaction.atomic
def issue_response(
    *,
    deliberation_id: UUID,
    decision: str,
    reasons: str,
    answers: Sequence[Answer],
    keep_reason: str = "",
    by: Actor,
    at: datetime,
) -> OfficialResponse:
    """Issue the decision with an outcome and a reason for every shown statement.

    Raises
    ------
    NotAllowed
        The actor leads neither the answering office nor the government.
    IllegalTransition
        The deliberation is not closed, or was answered already.
    AnswersMissing
        A statement is left without outcome and reason; nothing is written.
    Exposed
        Something personal is in its words, without a reason to keep it.
    """
    deliberation = selectors.lock_deliberation(deliberation_id)
    rules.require_responder(by, deliberation)
    rules.require_step(deliberation, State.ANSWERED)
    statements = {row.number: row for row in selectors.shown_statements(deliberation_id)}
    rules.require_whole_response(answers, statements)
    if not decision.strip() or not reasons.strip():
        raise BadInput(_("Tulis keputusan dan alasannya."), field="decision")
    told = {"decision": decision, "reasons": reasons}
    told["answers"] = "\n".join(answer.reason for answer in answers)
    guard(told, Door.RESPONSE, reason=keep_reason, by=by, at=at, about_id=deliberation_id)
    response = _signed(deliberation, decision, reasons, by, at)
    ResponseItem.objects.bulk_create(
        ResponseItem(
            response=response,
            statement=statements[number],
            bundle=bundle,
            outcome=answer.outcome.value,
            reason=answer.reason.strip(),
        )
        for bundle, answer in enumerate(answers, start=1)
        for number in answer.numbers
    )
    deliberation.state = State.ANSWERED.value
    deliberation.save(update_fields=["state"])
    publish(_issued_fact(response, answers, by, at))
    return response


def _signed(
    deliberation: Deliberation, decision: str, reasons: str, by: Actor, at: datetime
) -> OfficialResponse:
    """Return the stored response with the role and title under which it is signed."""
    offices = [each.office_id for each in by.mandates if each.role in rules.RESPONDERS]
    office_id = deliberation.office_id or offices[0]
    is_head = office_id in by.offices(Role.HEAD)
    heads = heads_of(office_id, at=at)
    position = heads.filter(person_id=by.person_id).first() if by.person_id else None
    return OfficialResponse.objects.create(
        deliberation=deliberation,
        office_id=office_id,
        decision=decision.strip(),
        reasons=reasons.strip(),
        signed_role=(Role.HEAD if is_head else Role.REGENT).value,
        signed_title=position.title if position else "",
        signed_ref=by.ref,
        issued_at=at,
    )


def _issued_fact(
    response: OfficialResponse, answers: Sequence[Answer], by: Actor, at: datetime
) -> events.ResponseIssued:
    n_of = Counter(answer.outcome for answer in answers for _number in answer.numbers)
    return events.ResponseIssued(
        deliberation_id=response.deliberation_id,
        response_id=response.id,
        office=response.office.code,
        n_accepted=n_of[ResponseOutcome.ACCEPTED],
        n_partly=n_of[ResponseOutcome.PARTLY],
        n_rejected=n_of[ResponseOutcome.REJECTED],
        n_postponed=n_of[ResponseOutcome.POSTPONED],
        n_not_ours=n_of[ResponseOutcome.NOT_OURS],
        at=at,
        by=by.ref,
    )
