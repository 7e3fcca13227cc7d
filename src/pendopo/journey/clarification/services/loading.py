"""Claims to be changed."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from pendopo.foundation.people.types import Actor
from pendopo.journey.clarification import events
from pendopo.journey.clarification.errors import ClaimNotFound, WrongStep
from pendopo.journey.clarification.models import Claim
from pendopo.journey.clarification.types import ClaimState


def locked(claim_id: uuid.UUID) -> Claim:
    """Return a claim to be changed, with its topic and owner.

    Raises
    ------
    ClaimNotFound
    """
    rows = Claim.objects.select_for_update(of=("self",)).select_related("topic__office")
    found = rows.filter(id=claim_id).first()
    if found is None:
        raise ClaimNotFound(_("Kabar ini tidak ditemukan."))
    return found


def require_state(claim: Claim, *states: ClaimState) -> None:
    """Refuse a step that does not follow.

    Raises
    ------
    WrongStep
    """
    if claim.state not in [state.value for state in states]:
        raise WrongStep(_("Langkah ini tidak sesuai dengan keadaan kabar sekarang."))


def told(
    kind: type[events.ClaimFact], claim: Claim, *, by: Actor, at: datetime, **more: Any
) -> events.ClaimFact:
    """Return a fact about a claim."""
    return kind(claim_id=claim.id, number=claim.number, at=at, by=by.ref, **more)
