"""Writing facts: in the same transaction as the change they tell of."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection, transaction

from pendopo.engines import merkle
from pendopo.foundation.ledger.models import Delivery, FactRow
from pendopo.foundation.ledger.subscriptions import subscribers_of
from pendopo.kernel.bulk import insert_values
from pendopo.kernel.events import Fact
from pendopo.kernel.ids import new_id
from pendopo.kernel.time import to_iso

_BATCH = 2_000
_COLUMNS = (
    "id",
    "name",
    "version",
    "subject_type",
    "subject_id",
    "at",
    "by",
    "payload",
    "leaf",
)


class OutsideTransaction(RuntimeError):
    """A fact was published outside the transaction of its change."""


class Entry(NamedTuple):
    """A fact ready to be written; the same names as the row's."""

    id: uuid.UUID
    name: str
    version: int
    subject_type: str
    subject_id: uuid.UUID
    at: datetime
    by: str
    payload: dict[str, Any]


def canonical_fact(row: FactRow | Entry) -> dict[str, object]:
    """Return the document whose RFC 8785 bytes are hashed into the leaf."""
    return {
        "id": str(row.id),
        "name": row.name,
        "version": row.version,
        "subject_type": row.subject_type,
        "subject_id": str(row.subject_id),
        "at": to_iso(row.at),
        "by": row.by,
        "payload": row.payload,
    }


def _entry(fact: Fact) -> Entry:
    return Entry(
        id=new_id(),
        name=type(fact).__name__,
        version=fact.VERSION,
        subject_type=fact.SUBJECT,
        subject_id=fact.subject_id,
        at=fact.at,
        by=fact.by,
        payload=fact.payload(),
    )


def publish(*facts: Fact) -> list[uuid.UUID]:
    """Record facts and their deliveries inside the caller's transaction.

    Returns the facts' ids, in order.

    Raises
    ------
    OutsideTransaction
        Without a transaction a crash could keep the fact and lose the change.
    """
    return publish_many(facts)


def publish_many(facts: Iterable[Fact], *, silent: bool = False) -> list[uuid.UUID]:
    """Record many facts at once.

    ``silent`` makes no deliveries: for history that was reacted to elsewhere
    before it came here.
    """
    if not transaction.get_connection().in_atomic_block:
        message = "facts are published inside the transaction of their change"
        raise OutsideTransaction(message)
    entries = [_entry(fact) for fact in facts]
    _insert(entries)
    if not silent:
        _queue(entries)
    return [entry.id for entry in entries]


def _insert(entries: Sequence[Entry]) -> None:
    ops, is_native = connection.ops, connection.features.has_native_uuid_field
    insert_values(
        "ledger_factrow",
        _COLUMNS,
        [
            (
                entry.id if is_native else entry.id.hex,
                entry.name,
                entry.version,
                entry.subject_type,
                entry.subject_id if is_native else entry.subject_id.hex,
                ops.adapt_datetimefield_value(entry.at),
                entry.by,
                ops.adapt_json_value(entry.payload, None),
                merkle.leaf_hash(merkle.canonical(canonical_fact(entry))).hex(),
            )
            for entry in entries
        ],
    )


def _queue(entries: Sequence[Entry]) -> None:
    Delivery.objects.bulk_create(
        (
            Delivery(fact_id=entry.id, subscriber=name, due_at=entry.at)
            for entry in entries
            for name in subscribers_of(entry.name)
        ),
        batch_size=_BATCH,
    )
