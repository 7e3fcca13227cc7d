"""How this room forgets a person who told of a rumour; that it was seen stays."""

from __future__ import annotations

from typing import Any
from uuid import UUID


def erase_sightings(model: Any, person_id: UUID) -> int:
    """Cut the tie to the person and drop the address they gave."""
    return int(model.objects.filter(reporter_id=person_id).update(link="", reporter=None))


def erase_screenshots(model: Any, person_id: UUID) -> int:
    """Delete the pictures the person gave, files included."""
    pictures = list(model.objects.filter(sighting__reporter_id=person_id))
    for picture in pictures:
        picture.file.delete(save=False)
        picture.delete()
    return len(pictures)
