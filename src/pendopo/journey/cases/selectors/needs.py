"""Whose data the handling of cases still needs, asked before it is erased for its age."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from pendopo.journey.cases.rules import CLOCKED
from pendopo.journey.voice.models import Voice


def needed_reporters(person_ids: Iterable[UUID], since: datetime) -> set[UUID]:
    """Return those of these persons with a case that goes on, or was done since a moment."""
    going_on = Q(case=None) | Q(case__status__in=[status.value for status in CLOCKED])
    fresh = Q(received_at__gte=since) | Q(case__closed_at__gte=since)
    rows = Voice.objects.filter(going_on | fresh, reporter_id__in=list(person_ids))
    return set(rows.values_list("reporter_id", flat=True))
