"""Deleting what may not be kept longer."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from pendopo.journey.clarification.models import Claim
from pendopo.journey.clarification.services.triage import drop_screenshots
from pendopo.kernel.numbers import number_in_force


def drop_old_screenshots(*, at: datetime) -> int:
    """Delete pictures that lay longer than the rule allows; returns how many."""
    days = number_in_force("clarification.screenshot_days", at=at)
    before = at - timedelta(days=days)
    claims = Claim.objects.filter(sightings__screenshot__added_at__lt=before).distinct()
    return sum(_drop(claim, at=at) for claim in claims)


@transaction.atomic
def _drop(claim: Claim, *, at: datetime) -> int:
    return drop_screenshots(claim, at=at)
