"""Reading facts back."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Min, QuerySet, Sum

from pendopo.foundation.ledger.models import Block, Delivery, Duty, FactRow
from pendopo.kernel.events import Fact, revive
from pendopo.kernel.time import to_iso


def facts_about(subject_id: uuid.UUID, *, names: Iterable[str] = ()) -> list[Fact]:
    """Return the facts about one subject, oldest first."""
    rows = FactRow.objects.filter(subject_id=subject_id)
    if names:
        rows = rows.filter(name__in=list(names))
    return [
        revive(row.name, row.payload, at=row.at, by=row.by) for row in rows.order_by("at", "id")
    ]


def facts_about_all(subject_ids: Iterable[uuid.UUID]) -> list[Fact]:
    """Return the facts about several subjects, oldest first (one query)."""
    rows = FactRow.objects.filter(subject_id__in=list(subject_ids)).order_by("at", "id")
    return [revive(row.name, row.payload, at=row.at, by=row.by) for row in rows]


def facts_of_day(day: date, zone: str) -> QuerySet[FactRow]:
    """Return the facts whose instant falls on ``day`` in the zone."""
    start = datetime.combine(day, time.min, tzinfo=ZoneInfo(zone))
    return FactRow.objects.filter(at__gte=start, at__lt=start + timedelta(days=1)).order_by("id")


def first_fact_at() -> datetime | None:
    """Return the instant of the oldest fact."""
    oldest: datetime | None = FactRow.objects.aggregate(oldest=Min("at"))["oldest"]
    return oldest


def blocks() -> QuerySet[Block]:
    """Return all blocks, newest first."""
    return Block.objects.order_by("-height")


def blocks_below(height: int | None, most: int) -> list[Block]:
    """Return up to ``most`` blocks, newest first, below a height (None: from the top)."""
    rows = blocks() if height is None else blocks().filter(height__lt=height)
    return list(rows[:most])


def block_document(height: int) -> dict[str, object] | None:
    """Return a block's signed header and signature as plain values; None if unknown."""
    block = Block.objects.filter(height=height).first()
    if block is None:
        return None
    return {
        "header": {
            "height": block.height,
            "size": block.size,
            "root": block.root,
            "previous": block.previous,
            "sealed_at": to_iso(block.sealed_at),
            "key_id": block.key_id,
        },
        "signature": block.signature,
    }


@dataclass(frozen=True)
class RecordSize:
    """How large the record is."""

    n_blocks: int
    n_sealed: int
    n_waiting: int


def record_size() -> RecordSize:
    """Return how large the record is, without counting sealed facts one by one."""
    sealed = Block.objects.aggregate(blocks=Count("height"), facts=Sum("size"))
    n_waiting = FactRow.objects.filter(block__isnull=True).count()
    return RecordSize(sealed["blocks"], sealed["facts"] or 0, n_waiting)


def dead_letters() -> list[tuple[str, int]]:
    """Return (subscriber, count) of deliveries that were given up."""
    return list(
        Delivery.objects.filter(dead_at__isnull=False)
        .values_list("subscriber")
        .annotate(n=Count("id"))
    )


def n_waiting(at: datetime) -> int:
    """Return how many deliveries are due and not done."""
    return Delivery.objects.filter(
        done_at__isnull=True, dead_at__isnull=True, due_at__lte=at
    ).count()


def duty_states() -> QuerySet[Duty]:
    """Return the recurring duties with their last runs."""
    return Duty.objects.order_by("name")


def _first_id_of(fact_id: uuid.UUID, *, before: timedelta) -> uuid.UUID:
    # The first 48 bits of a UUIDv7 are milliseconds.
    milliseconds = (fact_id.int >> 80) - before // timedelta(milliseconds=1)
    return uuid.UUID(int=max(milliseconds, 0) << 80)


def oldest_unsealed_at() -> datetime | None:
    """Return the instant of the oldest fact that waits for a seal."""
    oldest = FactRow.objects.filter(block__isnull=True).order_by("id").first()
    return oldest.at if oldest else None


def last_told(subject_ids: Iterable[uuid.UUID], names: Iterable[str]) -> dict[uuid.UUID, datetime]:
    """Return when the last of the named facts about each subject happened."""
    rows = FactRow.objects.filter(subject_id__in=list(subject_ids), name__in=list(names))
    return dict(rows.order_by().values_list("subject_id").annotate(last=Max("at")))


def told_between(
    start: datetime, end: datetime, *, names: Iterable[str], most: int
) -> list[tuple[uuid.UUID, Fact]]:
    """Return up to ``most`` of the named facts in a span with their ids, oldest first."""
    rows = FactRow.objects.filter(at__gte=start, at__lt=end, name__in=list(names))
    return [
        (row.id, revive(row.name, row.payload, at=row.at, by=row.by))
        for row in rows.order_by("at", "id")[:most]
    ]


def payloads_between(
    start: datetime, end: datetime, *, name: str, most: int
) -> Iterator[dict[str, Any]]:
    """Yield the own fields of one kind of fact in a span, newest first, without reviving them."""
    rows = FactRow.objects.filter(at__gte=start, at__lt=end, name=name).order_by("-at", "-id")
    yield from rows.values_list("payload", flat=True)[:most].iterator(chunk_size=2_000)


def subjects_told_of(start: datetime, end: datetime, *, names: Iterable[str]) -> QuerySet[Any, Any]:
    """Return the subjects of the named facts in a span, to be used inside another query."""
    rows = FactRow.objects.filter(at__gte=start, at__lt=end, name__in=list(names))
    return rows.order_by().values("subject_id")
