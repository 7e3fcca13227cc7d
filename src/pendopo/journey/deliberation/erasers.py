"""How this room forgets a person: the words and the link go, the counted votes stay."""

from __future__ import annotations

from typing import Any
from uuid import UUID


def erase_statements(model: Any, person_id: UUID) -> int:
    """Empty what the person wrote; a statement without words is no longer shown."""
    return int(
        model.objects.filter(author__person_id=person_id).update(
            text="", note="", author=None, moderation="withdrawn", reason=""
        )
    )


def unlink_participants(model: Any, person_id: UUID) -> int:
    """Cut the link to the person; nobody can tell any more whose votes these are."""
    return int(model.objects.filter(person_id=person_id).update(person=None, token_index=None))
