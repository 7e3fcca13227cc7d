"""Writing facts: in the same transaction as the change they tell of."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence

from django.db import connection, transaction

from pendopo.engines import merkle
from pendopo.foundation.ledger.models import Delivery, FactRow
from pendopo.foundation.ledger.subscriptions import subscribers_of
from pendopo.kernel.events import Fact
from pendopo.kernel.ids import new_id
from pendopo.kernel.time import to_iso

_BATCH = 2_000
_SEAL_FIELDS = frozenset({"block", "leaf_index"})


class OutsideTransaction(RuntimeError):
    """A fact was published outside the transaction of its change."""


def canonical_fact(row: FactRow) -> dict[str, object]:
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


def _row(fact: Fact, fact_id: uuid.UUID | None = None) -> FactRow:
    row = FactRow(
        id=fact_id or new_id(),
        name=type(fact).__name__,
        version=fact.VERSION,
        subject_type=fact.SUBJECT,
        subject_id=fact.subject_id,
        at=fact.at,
        by=fact.by,
        payload=fact.payload(),
    )
    row.leaf = merkle.leaf_hash(merkle.canonical(canonical_fact(row))).hex()
    return row


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
    rows = [_row(fact) for fact in facts]
    _insert(rows)
    if not silent:
        _queue(rows)
    return [row.id for row in rows]


def _insert(rows: Sequence[FactRow]) -> None:
    # One prepared statement: building SQL for many rows costs more than writing them.
    fields = [field for field in FactRow._meta.concrete_fields if field.name not in _SEAL_FIELDS]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO ledger_factrow ({columns}) VALUES ({places})",  # noqa: S608 -- names of our own columns
            [
                [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
                for row in rows
            ],
        )


def _queue(rows: Sequence[FactRow]) -> None:
    Delivery.objects.bulk_create(
        (
            Delivery(fact=row, subscriber=name, due_at=row.at)
            for row in rows
            for name in subscribers_of(row.name)
        ),
        batch_size=_BATCH,
    )
