"""How the tables of this room forget a person."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID


def erase_person(model: Any, person_id: UUID) -> int:
    """Empty the row and give it a new reference, so that old facts lead nowhere."""
    return int(
        model.objects.filter(id=person_id).update(
            ref=secrets.token_hex(16),
            name="",
            nik="",
            nik_index="",
            phone="",
            phone_index="",
            email="",
            email_index="",
            address="",
        )
    )


def erase_account(model: Any, person_id: UUID) -> int:
    """Close the person's sign-in and remove its address."""
    return int(
        model.objects.filter(person_id=person_id).update(
            email=None, is_active=False, password="!erased"
        )
    )


def delete_rows_of_person(model: Any, person_id: UUID) -> int:
    """Delete the rows that point at the person."""
    return int(model.objects.filter(person_id=person_id).delete()[0])


def keep_log_without_person(model: Any, person_id: UUID) -> int:
    """Keep that a reading happened; the row holds references and codes only."""
    return int(model.objects.filter(person_id=person_id).count())
