"""Facts leave the ledger as Parquet, one folder a day; only changed days are written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from pendopo.engines.indicators import write_facts_day
from pendopo.foundation.ledger import selectors as ledger
from pendopo.journey.evidence.models import ExportState

# Facts written by transactions that were still open when the last export looked.
_OVERLAP = timedelta(minutes=10)


def facts_folder() -> Path:
    """Return the folder of the exported facts."""
    folder: Path = settings.EVIDENCE_ROOT / "facts"
    return folder


def export_facts(*, at: datetime, on_day: Callable[[int, int], None] = lambda _i, _n: None) -> int:
    """Export every day that has facts not exported yet; returns the number of days.

    ``on_day`` is told how many of how many days are done.
    """
    state = ExportState.objects.filter(id=1).first()
    since = state.last_fact_id if state else None
    days, newest, n_facts = ledger.days_with_facts_since(
        since, overlap=_OVERLAP, zone=settings.PENDOPO_ZONE
    )
    for done, day in enumerate(days, start=1):
        target = facts_folder() / f"day={day.isoformat()}" / "facts.parquet"
        write_facts_day(target, _rows_of(day))
        on_day(done, len(days))
    ExportState.objects.update_or_create(
        id=1,
        defaults={"last_fact_id": newest or since, "n_facts": n_facts, "exported_at": at},
    )
    return len(days)


def _rows_of(day: date) -> Iterator[dict[str, Any]]:
    for row in ledger.facts_of_day(day, settings.PENDOPO_ZONE).iterator(chunk_size=5_000):
        yield {
            "id": row.id,
            "name": row.name,
            "version": row.version,
            "subject_type": row.subject_type,
            "subject_id": row.subject_id,
            "at": row.at,
            "by_ref": row.by,
            "payload": row.payload,
        }
