"""What others add to a promise: independent readings, and the clock."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation.governance.guarding import Door, guard
from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.types import Actor
from pendopo.journey.commitments import events, rules, selectors
from pendopo.journey.commitments.models import Assessment
from pendopo.journey.commitments.types import AssessmentDraft
from pendopo.kernel.errors import BadInput


@transaction.atomic
def record_assessment(
    *, commitment_id: UUID, draft: AssessmentDraft, keep_reason: str = "", by: Actor, at: datetime
) -> Assessment:
    """Enter an independent reading beside the self-report; neither changes the other.

    Raises
    ------
    NotAllowed
        The actor belongs to the owning office, or keeps no such records.
    BadInput
        The organisation, its interests or its findings are not named.
    Exposed
    """
    commitment = selectors.lock_commitment(commitment_id)
    rules.require_outsider(by, commitment)
    for name in ("organisation", "interests", "text"):
        if not getattr(draft, name).strip():
            raise BadInput(_("Isian ini tidak boleh kosong."), field=name)
    told = {"interests": draft.interests, "text": draft.text}
    guard(told, Door.COMMITMENT, reason=keep_reason, by=by, at=at, about_id=commitment_id)
    row = Assessment.objects.create(
        commitment=commitment,
        organisation=draft.organisation.strip(),
        interests=draft.interests.strip(),
        completion=draft.completion.value,
        text=draft.text.strip(),
        url=draft.url,
        at=at,
    )
    publish(
        events.CommitmentAssessed(
            commitment_id=commitment.id,
            number=commitment.number,
            assessment_id=row.id,
            completion=row.completion,
            at=at,
            by=by.ref,
        )
    )
    return row


def tell_overdue(*, at: datetime) -> int:
    """Publish once for each due date that it passed without fulfilment; returns how many."""
    return sum(_tell_one(commitment_id, at) for commitment_id in selectors.overdue_commitments(at))


@transaction.atomic
def _tell_one(commitment_id: UUID, at: datetime) -> bool:
    commitment = selectors.lock_commitment(commitment_id)
    if commitment.overdue_told_for == commitment.due_on:
        return False
    commitment.overdue_told_for = commitment.due_on
    commitment.save(update_fields=["overdue_told_for"])
    publish(
        events.CommitmentOverdue(
            commitment_id=commitment.id,
            number=commitment.number,
            office=commitment.office.code,
            due_on=commitment.due_on,
            at=at,
        )
    )
    return True
