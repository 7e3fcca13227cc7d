"""Fetching photos that lie on other servers, after what named them was accepted."""

from __future__ import annotations

import io
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction

from pendopo.ecosystem.exchange import rules
from pendopo.ecosystem.exchange.errors import RemoteError
from pendopo.ecosystem.exchange.events import OutsidePhotoNotTaken, OutsidePhotoTaken
from pendopo.ecosystem.exchange.fetching import fetch_public
from pendopo.ecosystem.exchange.models import OutsidePhoto
from pendopo.ecosystem.exchange.selectors.media import due_to_fetch
from pendopo.ecosystem.exchange.types import Fetching
from pendopo.foundation.ledger.services import publish
from pendopo.journey.cases.models import Case
from pendopo.journey.voice.errors import PhotoUnreadable
from pendopo.journey.voice.models import Photo
from pendopo.journey.voice.photos import MAX_PHOTOS, keep_photo, redraw

# Fetched side by side, so that slow servers hold up the worker for the time of one.
_AT_ONCE = 8
_MOST_ATTEMPTS = 4


@dataclass(frozen=True)
class _Fetched:
    """What came: a redrawn picture, or the reason why there is none."""

    picture: bytes = b""
    reason: str = ""
    is_final: bool = True


def note_outside_photos(
    addresses: Iterable[str], *, voice_id: UUID, at: datetime, update_id: UUID | None = None
) -> None:
    """Note where photos lie; call in the transaction that takes in what named them."""
    OutsidePhoto.objects.bulk_create(
        OutsidePhoto(voice_id=voice_id, update_id=update_id, url=url, next_try_at=at, added_at=at)
        for url in addresses
    )


def fetch_waiting_photos(*, at: datetime, most: int = _AT_ONCE) -> int:
    """Fetch the photos that are due, outside any transaction; returns how many were tried."""
    taken = [row for row in due_to_fetch(at)[:most] if _claim(row, at)]
    if not taken:
        return 0
    fetch = partial(fetch_public, hosts=tuple(settings.PENDOPO_MEDIA_HOSTS))
    with ThreadPoolExecutor(len(taken)) as pool:
        pictures = pool.map(lambda row: _fetched(row.url, fetch), taken)
        for row, picture in zip(taken, pictures, strict=True):
            _settle(row, picture, at)
    return len(taken)


def _claim(row: OutsidePhoto, at: datetime) -> bool:
    """Take one attempt; whoever comes second finds the next one not due yet."""
    known, row.attempts = row.attempts, row.attempts + 1
    row.next_try_at = at + rules.wait_after(row.attempts)
    mine = OutsidePhoto.objects.filter(id=row.id, attempts=known, state=Fetching.WAITING)
    return bool(mine.update(attempts=row.attempts, next_try_at=row.next_try_at))


def _fetched(url: str, fetch: partial[bytes]) -> _Fetched:
    """Fetch and redraw a picture; what the server calls it does not count."""
    try:
        picture, _width, _height = redraw(io.BytesIO(fetch(url, most=settings.MAX_PHOTO_BYTES)))
    except RemoteError as error:
        return _Fetched(reason=error.code, is_final=error.is_final)
    except PhotoUnreadable:
        return _Fetched(reason="no_photo")
    return _Fetched(picture)


@transaction.atomic
def _settle(row: OutsidePhoto, found: _Fetched, at: datetime) -> None:
    if found.picture:
        _keep(row, found.picture, at)
    elif found.is_final or row.attempts >= _MOST_ATTEMPTS:
        row.state, row.reason = Fetching.FAILED.value, found.reason
        publish(OutsidePhotoNotTaken(voice_id=row.voice_id, reason=found.reason, at=at))
    else:
        row.reason = found.reason
    # Updated and not saved: meanwhile its voice may have been erased, and the row with it.
    OutsidePhoto.objects.filter(id=row.id).update(
        state=row.state, reason=row.reason, photo=row.photo, file=row.file.name or ""
    )


def _keep(row: OutsidePhoto, picture: bytes, at: datetime) -> None:
    row.reason = ""
    if _is_for_officers(row):
        row.state = Fetching.KEPT.value
        row.file.save(f"{row.id}.jpg", ContentFile(picture), save=False)
        return
    photo = keep_photo(
        io.BytesIO(picture), size=len(picture), submission_key=row.voice.submission_key, at=at
    )
    Photo.objects.filter(id=photo.id).update(voice=row.voice_id)
    row.state, row.photo = Fetching.TAKEN.value, photo
    publish(OutsidePhotoTaken(voice_id=row.voice_id, photo_id=photo.id, at=at))


def _is_for_officers(row: OutsidePhoto) -> bool:
    """Return whether the public must not see it: nobody verified it, or others took it."""
    if (
        row.update_id is not None
        or Case.objects.filter(voice=row.voice_id, is_public=True).exists()
    ):
        return True
    return Photo.objects.filter(submission_key=row.voice.submission_key).count() >= MAX_PHOTOS
