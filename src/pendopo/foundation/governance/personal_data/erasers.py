"""How these tables forget a person."""

from __future__ import annotations

from typing import Any
from uuid import UUID


def erase_requests(model: Any, person_id: UUID) -> int:
    """Empty what was asked and answered; that and when it was answered stays as proof."""
    return int(model.objects.filter(person_id=person_id).update(wish="", answer=""))


def erase_consents(model: Any, person_id: UUID) -> int:
    """Delete the consents: without the person they allow nothing."""
    return int(model.objects.filter(person_id=person_id).delete()[0])
