"""How this room forgets a person."""

from __future__ import annotations

from typing import Any
from uuid import UUID


def erase_voices(model: Any, person_id: UUID) -> int:
    """Empty the words and place of the person's voices and cut the tie to them."""
    return int(
        model.objects.filter(reporter_id=person_id).update(
            title="",
            text="",
            place_note="",
            latitude=None,
            longitude=None,
            tracking_index="",
            answers="",
            reporter=None,
        )
    )


def erase_photos(model: Any, person_id: UUID) -> int:
    """Delete the photos of the person's voices, files included."""
    photos = list(model.objects.filter(voice__reporter_id=person_id))
    for photo in photos:
        photo.file.delete(save=False)
        photo.delete()
    return len(photos)


def erase_documents(model: Any, person_id: UUID) -> int:
    """Delete the documents of the person's applications, files included."""
    return erase_photos(model, person_id)
