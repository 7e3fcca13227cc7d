"""The working calendar of this installation, built from its closed days."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from django.conf import settings
from django.db.models import Q

from pendopo.engines.clock import Calendar, ClosedDay
from pendopo.kernel import models
from pendopo.kernel.time import local

Row = tuple[date, str, str, str]


def office_calendar(*, at: datetime) -> Calendar:
    """Return the calendar as the rows in force at ``at`` make it (one query).

    A decree may be replaced during the year, so rows carry their own validity. The
    table of working days is built once per content.
    """
    day = local(at, settings.PENDOPO_ZONE).date()
    in_force = Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gt=day))
    rows = models.ClosedDay.objects.filter(in_force).values_list(
        "date", "name", "kind", "confidence"
    )
    return _calendar(settings.PENDOPO_ZONE, tuple(rows))


@lru_cache(maxsize=8)
def _calendar(zone: str, rows: tuple[Row, ...]) -> Calendar:
    return Calendar.of(
        zone,
        [
            ClosedDay(day, name, kind, confirmed=confidence == "verified")
            for day, name, kind, confidence in rows
        ],
    )
