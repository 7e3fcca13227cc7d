"""Delivering facts to subscribers: at least once, with leases, back-off and dead letters."""

from __future__ import annotations

import logging
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


def deliver_due(*, at: datetime, most: int = _BATCH) -> int:
    """Try up to ``most`` waiting deliveries; returns how many were tried.

    A worker that dies in the middle loses its lease after two minutes and
    another one delivers again; subscribers are idempotent.
    """
    # An idle worker must not take SQLite's one write lock twice a second.
    if not _free(at).exists():
        return 0
    leased = _lease(at, most)
    for delivery in leased:
        _deliver(delivery, at)
    return len(leased)


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


def _deliver(delivery: Delivery, at: datetime) -> None:
    row = delivery.fact
    try:
        with transaction.atomic():
            listener(delivery.subscriber)(revive(row.name, row.payload, at=row.at, by=row.by))
            delivery.done_at, delivery.leased_until = at, None
            delivery.save(update_fields=["done_at", "leased_until"])
    except Exception as error:  # noqa: BLE001 -- one failing subscriber must not stop the others
        _postpone(delivery, at, error)


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
