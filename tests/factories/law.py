"""Law as the installation ships it, read from its files once."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings

from pendopo.kernel.models import RuleNumber
from pendopo.portal.law_loader import numbers_of


def store_numbers() -> None:
    """Store the numbers of rules that are not there yet."""
    RuleNumber.objects.bulk_create(map(_copy, _numbers()), ignore_conflicts=True)


@lru_cache
def _numbers() -> tuple[dict[str, object], ...]:
    return tuple(numbers_of(settings.DATA_ROOT / "rules"))


def _copy(row: dict[str, object]) -> RuleNumber:
    return RuleNumber(**row)
