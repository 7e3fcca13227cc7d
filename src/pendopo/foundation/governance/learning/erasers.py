"""How these tables forget a person."""

from __future__ import annotations

from typing import Any
from uuid import UUID


def erase_attestations(model: Any, person_id: UUID) -> int:
    """Delete what the person stated; the counts of their office name nobody."""
    return int(model.objects.filter(account__person_id=person_id).delete()[0])
