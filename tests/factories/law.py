"""Law as the installation ships it, read from its files once."""

from __future__ import annotations

from functools import lru_cache

from django.apps import apps
from django.conf import settings
from django.db import models, transaction

from pendopo.kernel.models import RuleNumber
from pendopo.portal.law_loader import load_law, numbers_of

LAW_IN = {"kernel", "governance", "procedures", "cases"}


def store_numbers() -> None:
    """Store the numbers of rules that are not there yet."""
    RuleNumber.objects.bulk_create(map(_copy, _numbers()), ignore_conflicts=True)


@lru_cache
def _numbers() -> tuple[dict[str, object], ...]:
    return tuple(numbers_of(settings.DATA_ROOT / "rules"))


def _copy(row: dict[str, object]) -> RuleNumber:
    return RuleNumber(**row)


def ship_law() -> None:
    """Store the whole law, as a fresh installation loads it, where there is none yet.

    Its files are read and judged once for the run, which takes longer than most tests.
    """
    for table, rows in _whole_law(settings.PENDOPO_REGION):
        fresh = [table(**row) for row in rows]
        table.objects.bulk_create(fresh, batch_size=500, ignore_conflicts=True)


@lru_cache
def _whole_law(_region: str) -> list[tuple[type[models.Model], list[dict[str, object]]]]:
    tables = [table for table in apps.get_models() if table._meta.app_label in LAW_IN]
    before = {table: set(table.objects.values_list("pk", flat=True)) for table in tables}
    with transaction.atomic():
        load_law()
        law = [(table, _added(table, before[table])) for table in tables]
        transaction.set_rollback(True)
    return [(table, rows) for table, rows in law if rows]


def _added(table: type[models.Model], known: set[object]) -> list[dict[str, object]]:
    rows = list(table.objects.exclude(pk__in=known).order_by("pk").values())
    if isinstance(table._meta.pk, models.AutoField):
        for row in rows:
            # The database counts on by itself; nothing points at these rows.
            del row[table._meta.pk.attname]
    return rows
