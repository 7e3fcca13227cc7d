"""Deleting what may not be kept longer."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.types import SYSTEM
from pendopo.journey.clarification import events
from pendopo.journey.clarification.models import Claim
from pendopo.journey.clarification.services.loading import locked, told
from pendopo.journey.clarification.services.triage import drop_screenshots
from pendopo.journey.clarification.types import ClaimState
from pendopo.kernel.numbers import number_in_force


def drop_old_screenshots(*, at: datetime) -> int:
    """Delete pictures that lay longer than the rule allows; returns how many."""
    days = number_in_force("clarification.screenshot_days", at=at)
    before = at - timedelta(days=days)
    claims = Claim.objects.filter(sightings__screenshot__added_at__lt=before).distinct()
    return sum(_drop(claim, at=at) for claim in claims)


def forget_unanswered(*, at: datetime) -> int:
    """Delete the words of claims that were set aside long ago; returns how many claims."""
    days = number_in_force("clarification.unanswered_days", at=at)
    before = at - timedelta(days=days)
    old = Claim.objects.filter(state=ClaimState.SET_ASIDE, decided_at__lt=before)
    ids = list(old.filter(wordings__isnull=False).distinct().values_list("id", flat=True))
    return sum(_forget(each, at=at) for each in ids)


@transaction.atomic
def _forget(claim_id: uuid.UUID, *, at: datetime) -> bool:
    claim = locked(claim_id)
    if claim.state != ClaimState.SET_ASIDE:
        return False
    n_wordings = claim.wordings.count()
    claim.wordings.all().delete()
    claim.sightings.update(link="")
    claim.headline, claim.aside_note = _("Isi kabar ini sudah dihapus."), ""
    claim.save(update_fields=["headline", "aside_note"])
    publish(told(events.ClaimForgotten, claim, by=SYSTEM, at=at, n_wordings=n_wordings))
    return True


@transaction.atomic
def _drop(claim: Claim, *, at: datetime) -> int:
    return drop_screenshots(claim, at=at)
