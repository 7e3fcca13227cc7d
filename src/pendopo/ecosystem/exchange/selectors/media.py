"""Reading photos that lie, or lay, on other servers."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from pendopo.ecosystem.exchange.errors import NotPublic
from pendopo.ecosystem.exchange.models import OutsidePhoto
from pendopo.ecosystem.exchange.types import Fetching


def due_to_fetch(at: datetime) -> QuerySet[OutsidePhoto]:
    """Return the photos whose next attempt is due."""
    rows = OutsidePhoto.objects.filter(state=Fetching.WAITING, next_try_at__lte=at)
    return rows.select_related("voice").order_by("next_try_at", "id")


def outside_photos(voice_id: UUID) -> QuerySet[OutsidePhoto]:
    """Return what was named from outside for a voice, and what became of it."""
    return OutsidePhoto.objects.filter(voice_id=voice_id)


def kept_photo(photo_id: UUID, *, voice_id: UUID) -> bytes:
    """Return a photo that was kept for the officers, as JPEG; NotPublic if there is none."""
    found = outside_photos(voice_id).filter(id=photo_id, state=Fetching.KEPT).first()
    if found is None:
        raise NotPublic
    with found.file.open("rb") as source:
        return bytes(source.read())
