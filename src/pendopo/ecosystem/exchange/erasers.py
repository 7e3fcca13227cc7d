"""How the exchange forgets a person."""

from __future__ import annotations

from typing import Any
from uuid import UUID


def erase_outside_photos(model: Any, person_id: UUID) -> int:
    """Delete what was fetched for the person's voices, and where it lay."""
    found = list(model.objects.filter(voice__reporter_id=person_id))
    for one in found:
        if one.file:
            one.file.delete(save=False)
        one.delete()
    return len(found)


def outside_photos_of(model: Any, person_id: UUID) -> list[dict[str, object]]:
    """Return the addresses that came with the person's own voices."""
    rows = model.objects.filter(voice__reporter_id=person_id, update=None)
    return list(rows.values("voice__number", "url", "state", "added_at"))
