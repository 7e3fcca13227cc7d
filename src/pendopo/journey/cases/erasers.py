"""How this room forgets a person."""

from __future__ import annotations

from typing import Any
from uuid import UUID


def erase_cases(model: Any, person_id: UUID) -> int:
    """Empty the public title of the person's cases."""
    return int(model.objects.filter(voice__reporter_id=person_id).update(title=""))


def erase_messages(model: Any, person_id: UUID) -> int:
    """Empty what the person wrote in their cases; the office's answers stay."""
    return int(
        model.objects.filter(
            case__voice__reporter_id=person_id, kind__in=("reply", "reopen")
        ).update(text="")
    )
