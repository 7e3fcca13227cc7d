"""Facts for tests, published the way services do."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction

from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.events import OfficeRegistered
from pendopo.kernel.ids import new_id

AT = datetime(2026, 3, 16, 3, 0, 0, 123456, tzinfo=UTC)


def an_office_registered(at: datetime = AT, office: str = "dinas-contoh") -> OfficeRegistered:
    """Return a small fact, not yet published."""
    return OfficeRegistered(office_id=new_id(), office=office, at=at)


def publish_facts(n: int = 1, *, at: datetime = AT) -> list[UUID]:
    """Publish ``n`` facts in a transaction of their own and return their ids."""
    with transaction.atomic():
        return publish(*(an_office_registered(at) for _ in range(n)))
