"""Photos are decoded and drawn anew: no metadata, no hidden content, bounded size."""

from __future__ import annotations

import io
import uuid
from datetime import datetime, timedelta
from typing import IO

from django.conf import settings
from django.core.files.base import ContentFile
from PIL import Image, ImageOps, UnidentifiedImageError

from pendopo.journey.voice.errors import PhotoUnreadable
from pendopo.journey.voice.models import Photo
from pendopo.kernel.ids import new_id

MAX_PHOTOS = 4
MAX_SIDE = 1_600
MAX_PIXELS = 50_000_000
_FORMATS = ("JPEG", "PNG", "WEBP")


def redraw(source: IO[bytes]) -> tuple[bytes, int, int]:
    """Return (JPEG bytes, width, height) of the picture alone.

    The pixels are turned upright, shrunk to 1,600 on the longer side and copied into
    a new image, so that EXIF with its GPS position, comments, thumbnails and anything
    appended to the file are left behind.

    Raises
    ------
    PhotoUnreadable
        Not a JPEG, PNG or WebP, damaged, or of more than 50 million pixels.
    """
    try:
        with Image.open(source, formats=_FORMATS) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise PhotoUnreadable("Foto terlalu besar: paling banyak 50 juta titik.", field="photos")
            picture = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise PhotoUnreadable(
            "Berkas ini bukan foto JPEG, PNG, atau WebP yang dapat dibaca.", field="photos"
        ) from error
    picture.thumbnail((MAX_SIDE, MAX_SIDE))
    clean = Image.new("RGB", picture.size)
    clean.paste(picture)
    target = io.BytesIO()
    clean.save(target, "JPEG", quality=82, optimize=True, progressive=True)
    return target.getvalue(), clean.width, clean.height


def keep_photo(source: IO[bytes], *, size: int, submission_key: uuid.UUID, at: datetime) -> Photo:
    """Store a redrawn photo for a submission that is not sent yet."""
    if size > settings.MAX_PHOTO_BYTES:
        raise PhotoUnreadable("Foto lebih dari 12 MB. Kecilkan dulu atau kirim foto lain.", field="photos")
    if Photo.objects.filter(submission_key=submission_key).count() >= MAX_PHOTOS:
        raise PhotoUnreadable(f"Paling banyak {MAX_PHOTOS} foto.", field="photos")
    content, width, height = redraw(source)
    photo_id = new_id()
    return Photo.objects.create(
        id=photo_id,
        submission_key=submission_key,
        file=ContentFile(content, name=f"{photo_id}.jpg"),
        width=width,
        height=height,
        n_bytes=len(content),
        added_at=at,
    )


def drop_abandoned_photos(*, at: datetime) -> int:
    """Delete photos whose voice was not sent within a day; returns how many."""
    abandoned = list(Photo.objects.filter(voice__isnull=True, added_at__lt=at - timedelta(days=1)))
    for photo in abandoned:
        photo.file.delete(save=False)
        photo.delete()
    return len(abandoned)
