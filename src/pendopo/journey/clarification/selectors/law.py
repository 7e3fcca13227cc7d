"""The table of priorities and the clocks in force."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from pendopo.journey.clarification.models import PriorityRule
from pendopo.kernel.calendars import in_force_on
from pendopo.kernel.models import RuleNumber
from pendopo.kernel.time import local


def priority_rows(*, at: datetime) -> list[PriorityRule]:
    """Return the rows in force on the local day of ``at`` (one query)."""
    day = local(at, settings.PENDOPO_ZONE).date()
    return list(PriorityRule.objects.filter(in_force_on(day)))


def clock_rules(*, at: datetime) -> list[RuleNumber]:
    """Return the numbers of this room in force on the local day of ``at`` (one query)."""
    day = local(at, settings.PENDOPO_ZONE).date()
    rows = RuleNumber.objects.filter(in_force_on(day), code__startswith="clarification.")
    # Where several are in force the newest stands.
    return list({row.code: row for row in rows.order_by("code", "valid_from")}.values())
