"""Delivering facts to subscribers: at least once, with leases, back-off and dead letters."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from pendopo.foundation.ledger.models import Delivery
from pendopo.foundation.ledger.subscriptions import listener
from pendopo.kernel.events import revive

log = logging.getLogger("pendopo.ledger")
LEASE = timedelta(minutes=2)
MAX_ATTEMPTS = 12
_BATCH = 100
# So many share a transaction: few enough that nobody waits long for SQLite's one write lock.
_TOGETHER = 10


def deliver_due(*, at: datetime, most: int = _BATCH) -> int:
    """Try up to ``most`` waiting deliveries; returns how many were tried.

    A worker that dies in the middle loses its lease after two minutes and
    another one delivers again; subscribers are idempotent.
    """
    # An idle worker must not take SQLite's one write lock twice a second.
    if not _free(at).exists():
        return 0
    leased = _lease(at, most)
    for batch in _batches(leased):
        _deliver_batch(batch, at)
    return len(leased)


def _batches(leased: Iterable[Delivery]) -> Iterator[list[Delivery]]:
    """Yield the deliveries of each subscriber in their order, a few at a time."""
    groups: dict[str, list[Delivery]] = {}
    for delivery in leased:
        groups.setdefault(delivery.subscriber, []).append(delivery)
    for group in groups.values():
        for start in range(0, len(group), _TOGETHER):
            yield group[start : start + _TOGETHER]


def _free(at: datetime) -> QuerySet[Delivery]:
    return Delivery.objects.filter(
        Q(leased_until__isnull=True) | Q(leased_until__lt=at),
        done_at__isnull=True,
        dead_at__isnull=True,
        due_at__lte=at,
    )


@transaction.atomic
def _lease(at: datetime, most: int) -> list[Delivery]:
    waiting = _free(at).order_by("due_at", "id")
    if connection.vendor == "postgresql":
        waiting = waiting.select_for_update(skip_locked=True)
    ids = list(waiting.values_list("id", flat=True)[:most])
    if not ids:
        return []
    Delivery.objects.filter(id__in=ids).update(leased_until=at + LEASE, attempts=F("attempts") + 1)
    return list(Delivery.objects.filter(id__in=ids).select_related("fact").order_by("due_at", "id"))


def _deliver_batch(batch: Sequence[Delivery], at: datetime) -> None:
    try:
        with transaction.atomic():
            for delivery in batch:
                _hand_over(delivery)
            Delivery.objects.filter(id__in=[delivery.id for delivery in batch]).update(
                done_at=at, leased_until=None
            )
    except Exception as error:  # noqa: BLE001 -- one failing subscriber must not stop the others
        if len(batch) == 1:
            _postpone(batch[0], at, error)
            return
        # Whatever failed, the others must not wait for it.
        for delivery in batch:
            _deliver_batch([delivery], at)


def _hand_over(delivery: Delivery) -> None:
    row = delivery.fact
    listener(delivery.subscriber)(revive(row.name, row.payload, at=row.at, by=row.by))


def _postpone(delivery: Delivery, at: datetime, error: Exception) -> None:
    # The message of an error may quote a person's words; only its type is kept.
    delivery.error = type(error).__name__
    delivery.leased_until = None
    delivery.due_at = at + timedelta(seconds=min(2**delivery.attempts, 3600))
    if delivery.attempts >= MAX_ATTEMPTS:
        delivery.dead_at = at
    delivery.save(update_fields=["error", "leased_until", "due_at", "dead_at"])
    log.warning(
        "delivery.failed subscriber=%s fact=%s attempt=%s error=%s",
        delivery.subscriber,
        delivery.fact_id,
        delivery.attempts,
        delivery.error,
    )
