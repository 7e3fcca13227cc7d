"""Making promises, from an official response or another legal source."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from pendopo.foundation.governance.guarding import Door, guard
from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.selectors import active_offices
from pendopo.foundation.people.types import Actor
from pendopo.journey.commitments import events, rules, selectors
from pendopo.journey.commitments.models import Commitment, Milestone
from pendopo.journey.commitments.types import CommitmentDraft
from pendopo.journey.deliberation.selectors import get_response
from pendopo.kernel.errors import BadInput

_ATTEMPTS = 5


@transaction.atomic
def make_commitment(
    *, draft: CommitmentDraft, keep_reason: str = "", by: Actor, at: datetime
) -> Commitment:
    """Make a promise with its milestones, from an official response or another source.

    Raises
    ------
    NotAllowed
        The actor leads neither the owning office nor the government.
    BadInput
        Something that would let nobody check the promise is missing.
    Exposed
        Something personal is in its words, without a reason to keep it.
    """
    rules.require_maker(by, draft.office_id)
    rules.require_whole(draft)
    office = active_offices().filter(id=draft.office_id).first()
    if office is None:
        raise BadInput(_("Pilih perangkat daerah yang masih ada."), field="office")
    if draft.response_id is not None:
        get_response(draft.response_id)
    guard(_words_of(draft), Door.COMMITMENT, reason=keep_reason, by=by, at=at)
    commitment = _numbered(draft, at)
    Milestone.objects.bulk_create(unsaved_milestones(commitment, draft))
    publish(made_fact(commitment, office.code, draft, by=by.ref, at=at))
    return commitment


def _words_of(draft: CommitmentDraft) -> dict[str, str]:
    names = ("title", "expected_result", "problem", "position_title", "source_text")
    told = {name: getattr(draft, name) for name in names}
    for number, step in enumerate(draft.milestones, start=1):
        told[f"step_{number}"], told[f"step_{number}_evidence"] = step.text, step.evidence_required
    return told


def make_commitments_from_response(
    *,
    response_id: UUID,
    drafts: Sequence[CommitmentDraft],
    keep_reason: str = "",
    by: Actor,
    at: datetime,
) -> list[Commitment]:
    """Make the promises that follow from an official response; all of them or none.

    ``ResponseIssued`` tells neither owner nor due date, so nothing is made by itself:
    an officer names both on the form that starts from the response.
    """
    if not drafts:
        raise BadInput(_("Tulis setidaknya satu komitmen."))
    if any(draft.response_id != response_id for draft in drafts):
        raise BadInput(_("Komitmen ini bukan dari tanggapan yang sama."))
    with transaction.atomic():
        return [
            make_commitment(draft=draft, keep_reason=keep_reason, by=by, at=at) for draft in drafts
        ]


def _numbered(draft: CommitmentDraft, at: datetime) -> Commitment:
    """Store the commitment under the year's next number.

    Two officers may take the same number at once; the constraint settles it and the
    later one takes the next.
    """
    for attempt in range(_ATTEMPTS):
        commitment = unsaved_commitment(draft, serial=next_serial(at), at=at)
        try:
            with transaction.atomic():
                commitment.save(force_insert=True)
        except IntegrityError:
            if attempt == _ATTEMPTS - 1:
                raise
        else:
            return commitment
    raise AssertionError


def next_serial(at: datetime) -> int:
    """Return the next free number of the office's year of ``at``."""
    year = selectors.today(at).year
    last = Commitment.objects.filter(year=year).aggregate(last=Max("serial"))["last"]
    return (last or 0) + 1


def unsaved_commitment(draft: CommitmentDraft, *, serial: int, at: datetime) -> Commitment:
    """Return the row of a promise, not yet saved."""
    year = selectors.today(at).year
    return Commitment(
        number=rules.make_number(year, serial),
        year=year,
        serial=serial,
        title=draft.title.strip(),
        problem=draft.problem.strip(),
        expected_result=draft.expected_result.strip(),
        office_id=draft.office_id,
        position_title=draft.position_title.strip(),
        response_id=draft.response_id,
        source_text=draft.source_text.strip(),
        legal_basis=draft.legal_basis.strip(),
        budget_code=draft.budget_code.strip(),
        budget_rupiah=draft.budget_rupiah,
        starts_on=draft.starts_on,
        due_on=draft.due_on,
        first_due_on=draft.due_on,
        made_at=at,
    )


def unsaved_milestones(commitment: Commitment, draft: CommitmentDraft) -> list[Milestone]:
    """Return the rows of a promise's milestones, not yet saved."""
    return [
        Milestone(
            commitment=commitment,
            position=position,
            text=step.text.strip(),
            due_on=step.due_on,
            evidence_required=step.evidence_required.strip(),
        )
        for position, step in enumerate(draft.milestones, start=1)
    ]


def made_fact(
    commitment: Commitment, office: str, draft: CommitmentDraft, *, by: str, at: datetime
) -> events.CommitmentMade:
    """Return the fact that a promise was made."""
    return events.CommitmentMade(
        commitment_id=commitment.id,
        number=commitment.number,
        office=office,
        due_on=draft.due_on,
        n_milestones=len(draft.milestones),
        response_id=draft.response_id,
        at=at,
        by=by,
    )
