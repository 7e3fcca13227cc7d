"""Working on a promise: reports, milestones, fulfilment, and changes with their reasons."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from pendopo.foundation.governance.guarding import Door, guard
from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.selectors import heads_of
from pendopo.foundation.people.types import Actor, Role
from pendopo.journey.commitments import events, rules, selectors
from pendopo.journey.commitments.models import Change, Commitment, Milestone, Progress
from pendopo.journey.commitments.types import ChangeKind, Proof
from pendopo.kernel.errors import BadInput


@transaction.atomic
def report_progress(
    *,
    commitment_id: UUID,
    percent: int,
    text: str,
    proof: Proof,
    keep_reason: str = "",
    by: Actor,
    at: datetime,
) -> Progress:
    """Report in the owner's words how far the work is.

    Raises
    ------
    NotAllowed, CommitmentEnded, BadInput
    Exposed
        Something personal is in it, without a reason to keep it.
    """
    commitment = _running(commitment_id, by)
    rules.require_percent(percent, text)
    _guard(commitment, {"text": text, "proof_text": proof.text}, keep_reason, by, at)
    row = Progress.objects.create(
        commitment=commitment,
        percent=percent,
        text=text.strip(),
        proof_text=proof.text.strip(),
        proof_url=proof.url,
        position_title=_title(commitment, by, at),
        at=at,
    )
    publish(
        events.ProgressReported(
            commitment_id=commitment.id,
            number=commitment.number,
            progress_id=row.id,
            percent=percent,
            at=at,
            by=by.ref,
        )
    )
    return row


@transaction.atomic
def complete_milestone(
    *,
    commitment_id: UUID,
    position: int,
    done_on: date,
    proof: Proof,
    keep_reason: str = "",
    by: Actor,
    at: datetime,
) -> Milestone:
    """Mark a milestone as done, with proof.

    Raises
    ------
    NotAllowed, CommitmentEnded, ProofMissing
    BadInput
        Unknown or already done, or a day that has not come.
    """
    commitment = _running(commitment_id, by)
    rules.require_proof(proof)
    _guard(commitment, {"proof_text": proof.text}, keep_reason, by, at)
    step = selectors.milestones_of(commitment.id).filter(position=position).first()
    if step is None or step.done_on is not None:
        raise BadInput(_("Pilih tonggak yang belum selesai."), field="position")
    if done_on > selectors.today(at):
        raise BadInput(_("Tanggal ini belum tiba."), field="done_on")
    if done_on < commitment.starts_on:
        raise BadInput(_("Tanggal ini mendahului mulainya komitmen."), field="done_on")
    step.done_on, step.recorded_at = done_on, at
    step.proof_text, step.proof_url = proof.text.strip(), proof.url
    step.save(update_fields=["done_on", "recorded_at", "proof_text", "proof_url"])
    publish(done_fact(commitment, step, done_on, by=by.ref, at=at))
    return step


def done_fact(
    commitment: Commitment, step: Milestone, done_on: date, *, by: str, at: datetime
) -> events.MilestoneDone:
    """Return the fact that a milestone was reached."""
    return events.MilestoneDone(
        commitment_id=commitment.id,
        number=commitment.number,
        milestone_id=step.id,
        position=step.position,
        done_on=done_on,
        at=at,
        by=by,
    )


@transaction.atomic
def fulfil_commitment(*, commitment_id: UUID, by: Actor, at: datetime) -> Commitment:
    """Declare a promise kept.

    Raises
    ------
    NotAllowed, CommitmentEnded
    MilestonesOpen
        A milestone is not done with proof; nothing is written.
    """
    commitment = _running(commitment_id, by)
    rules.require_all_done(selectors.milestones_of(commitment.id))
    commitment.fulfilled_at = at
    commitment.save(update_fields=["fulfilled_at"])
    publish(fulfilled_fact(commitment, commitment.office.code, by=by.ref, at=at))
    return commitment


def fulfilled_fact(
    commitment: Commitment, office: str, *, by: str, at: datetime
) -> events.CommitmentFulfilled:
    """Return the fact that a promise was kept."""
    return events.CommitmentFulfilled(
        commitment_id=commitment.id,
        number=commitment.number,
        office=office,
        due_on=commitment.due_on,
        at=at,
        by=by,
    )


@transaction.atomic
def stop_commitment(
    *,
    commitment_id: UUID,
    reason: str,
    text: str,
    keep_reason: str = "",
    by: Actor,
    at: datetime,
) -> Commitment:
    """Give a promise up, with a reason that stays public.

    Raises
    ------
    NotAllowed, CommitmentEnded, BadInput
    """
    commitment = _changeable(commitment_id, by)
    rules.require_reason(reason, text)
    _guard(commitment, {"text": text}, keep_reason, by, at)
    commitment.stopped_at = at
    commitment.save(update_fields=["stopped_at"])
    _note_change(commitment, ChangeKind.STOPPED, reason, text, None, by, at)
    publish(
        events.CommitmentStopped(
            commitment_id=commitment.id,
            number=commitment.number,
            reason_code=reason,
            at=at,
            by=by.ref,
        )
    )
    return commitment


@transaction.atomic
def move_commitment(
    *,
    commitment_id: UUID,
    due_on: date,
    reason: str,
    text: str,
    keep_reason: str = "",
    by: Actor,
    at: datetime,
) -> Commitment:
    """Move the due date, with a reason; the first date and every move stay public.

    Raises
    ------
    NotAllowed, CommitmentEnded, BadInput
    """
    commitment = _changeable(commitment_id, by)
    rules.require_reason(reason, text)
    rules.require_new_date(commitment, due_on, selectors.today(at))
    _guard(commitment, {"text": text}, keep_reason, by, at)
    _note_change(commitment, ChangeKind.MOVED, reason, text, due_on, by, at)
    previous, commitment.due_on = commitment.due_on, due_on
    commitment.save(update_fields=["due_on"])
    # What was due with the promise moves with it; missed steps on the way stay missed.
    tied = Q(due_on=previous) | Q(due_on__gt=due_on)
    selectors.milestones_of(commitment.id).filter(tied, done_on__isnull=True).update(due_on=due_on)
    publish(
        events.CommitmentMoved(
            commitment_id=commitment.id,
            number=commitment.number,
            previous=previous,
            due_on=due_on,
            reason_code=reason,
            at=at,
            by=by.ref,
        )
    )
    return commitment


def _note_change(
    commitment: Commitment,
    kind: ChangeKind,
    reason: str,
    text: str,
    due_after: date | None,
    by: Actor,
    at: datetime,
) -> None:
    Change.objects.create(
        commitment=commitment,
        kind=kind.value,
        reason=reason,
        text=text.strip(),
        due_before=commitment.due_on,
        due_after=due_after,
        position_title=_title(commitment, by, at),
        at=at,
    )


def _guard(
    commitment: Commitment, texts: dict[str, str], reason: str, by: Actor, at: datetime
) -> None:
    guard(texts, Door.COMMITMENT, reason=reason, by=by, at=at, about_id=commitment.id)


def _running(commitment_id: UUID, by: Actor) -> Commitment:
    commitment = selectors.lock_commitment(commitment_id)
    rules.require_owner(by, commitment)
    rules.require_running(commitment)
    return commitment


def _changeable(commitment_id: UUID, by: Actor) -> Commitment:
    commitment = selectors.lock_commitment(commitment_id)
    rules.require_maker(by, commitment.office_id)
    rules.require_running(commitment)
    return commitment


def _title(commitment: Commitment, by: Actor, at: datetime) -> str:
    """Return the position that speaks, in the language of the record; a role, never a name."""
    if by.person_id is not None and commitment.office_id in by.offices(Role.HEAD):
        position = heads_of(commitment.office_id, at=at).filter(person_id=by.person_id).first()
        return position.title if position and position.title else commitment.position_title
    if commitment.office_id in by.offices(Role.OFFICER):
        return f"Pejabat penghubung {commitment.office.short_name}"
    return "Kepala daerah"
