"""How the tables of this room forget a person."""

from __future__ import annotations

from typing import Any
from uuid import UUID


def erase_recovery_contact(model: Any, person_id: UUID) -> int:
    """Empty the contact by which accounts are recovered; the office names another."""
    return int(model.objects.filter(custodian_id=person_id).update(recovery_contact=""))


def erase_announced_name(model: Any, person_id: UUID) -> int:
    """Take the name out of the directory; that the position spoke stays."""
    return int(model.objects.filter(position__person_id=person_id).update(announced_name=""))
