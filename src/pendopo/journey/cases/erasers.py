"""How this room forgets a person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from pendopo.kernel.personal import Row


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


def export_messages(model: Any, person_id: UUID) -> list[Row]:
    """Return what was written to and by the person in their cases; notes are the office's own."""
    rows = model.objects.filter(case__voice__reporter_id=person_id).exclude(kind="note")
    return list(rows.order_by("at", "id").values("case__number", "kind", "text", "proof", "at"))
