"""The numbers of rules in force: law and an office's own rules are rows, not constants."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db.models import Q

from pendopo.kernel import models
from pendopo.kernel.time import local


class NoNumber(LookupError):
    """No number of this code is in force; the installation's law was not loaded."""


def number_in_force(code: str, *, at: datetime) -> int:
    """Return the amount of a rule on the local day of ``at`` (one query).

    Raises
    ------
    NoNumber
    """
    return rule_in_force(code, at=at).amount


def rule_in_force(code: str, *, at: datetime) -> models.RuleNumber:
    """Return the row of a rule on the local day of ``at``, with its law (one query).

    Where several rows are in force the newest stands.

    Raises
    ------
    NoNumber
    """
    day = local(at, settings.PENDOPO_ZONE).date()
    open_or_later = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    rows = models.RuleNumber.objects.filter(open_or_later, code=code, valid_from__lte=day)
    found = rows.order_by("-valid_from").first()
    if found is None:
        raise NoNumber(code)
    return found
