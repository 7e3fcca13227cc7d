"""Facts leave the ledger as Parquet, one folder a day; only changed days are written."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import TextField
from django.db.models.functions import Cast

from pendopo.engines.indicators import facts_by_day, facts_writer
from pendopo.foundation.ledger import selectors as ledger
from pendopo.journey.evidence.models import ExportState
from pendopo.kernel.time import local

# What a killed export leaves behind is removed once no export can still be at work on it.
_STALE = timedelta(days=1)
_FIELDS = ("id", "name", "version", "subject_type", "subject_id", "at", "by", "payload")


def facts_folder() -> Path:
    """Return the folder of the exported facts."""
    folder: Path = settings.EVIDENCE_ROOT / "facts"
    return folder


def export_facts(*, at: datetime, on_day: Callable[[int, int], None] = lambda _i, _n: None) -> int:
    """Export every day up to ``at`` whose file differs from the record; returns how many.

    Facts are only ever added, so a day differs exactly when its number of facts does. That
    also finds what a slow transaction wrote to a day long past, and files that were lost.
    ``on_day`` is told how many of how many days are done.
    """
    _remove_leftovers(at)
    held, recorded = facts_by_day(facts_folder()), _recorded_by_day(at)
    days = [day for day, n_facts in recorded.items() if n_facts != held.get(day.isoformat(), 0)]
    with facts_writer(facts_folder()) as writer:
        for done, day in enumerate(days, start=1):
            target = facts_folder() / f"day={day.isoformat()}" / "facts.parquet"
            writer.write_day(target, _texts_of(day))
            on_day(done, len(days))
    ExportState.objects.update_or_create(
        id=1, defaults={"n_facts": sum(recorded.values()), "exported_at": at}
    )
    return len(days)


def _recorded_by_day(at: datetime) -> dict[date, int]:
    first = ledger.first_fact_at()
    if first is None:
        return {}
    zone = settings.PENDOPO_ZONE
    day, last = local(first, zone).date(), local(at, zone).date()
    days = (day + timedelta(days=i) for i in range((last - day).days + 1))
    return {day: ledger.facts_of_day(day, zone).count() for day in days}


def _texts_of(day: date) -> Iterator[tuple[str, ...]]:
    # As text straight from the database: both give UTC, and neither parses the payload.
    rows = ledger.facts_of_day(day, settings.PENDOPO_ZONE).order_by()
    return rows.values_list(*(Cast(name, TextField()) for name in _FIELDS)).iterator(10_000)


def _remove_leftovers(at: datetime) -> None:
    for build in facts_folder().glob(".build-*"):
        if at - datetime.fromtimestamp(build.stat().st_mtime, UTC) > _STALE:
            shutil.rmtree(build, ignore_errors=True)
