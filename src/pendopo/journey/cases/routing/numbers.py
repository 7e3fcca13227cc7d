"""The numbers of routing's rules in force, several in one query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import Q

from pendopo.kernel.models import RuleNumber
from pendopo.kernel.numbers import NoNumber
from pendopo.kernel.time import local


def numbers_in_force(names: Sequence[str], *, at: datetime) -> Mapping[str, int]:
    """Return the amounts of ``routing.<name>`` on the local day of ``at``; the newest stands.

    Raises
    ------
    NoNumber
        One of them is not in force.
    """
    day = local(at, settings.PENDOPO_ZONE).date()
    open_or_later = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    codes = [f"routing.{name}" for name in names]
    rows = RuleNumber.objects.filter(open_or_later, code__in=codes, valid_from__lte=day)
    found = dict(rows.order_by("valid_from").values_list("code", "amount"))
    missing = [code for code in codes if code not in found]
    if missing:
        raise NoNumber(missing[0])
    return {name: found[f"routing.{name}"] for name in names}
