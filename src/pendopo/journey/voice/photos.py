"""Photos are decoded and drawn anew: no metadata, no hidden content, bounded size."""

from __future__ import annotations

import io
import struct
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from threading import BoundedSemaphore
from typing import IO

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from pendopo.journey.voice.errors import PhotoUnreadable
from pendopo.journey.voice.models import Photo
from pendopo.kernel.ids import new_id

MAX_PHOTOS = 4
MAX_SIDE = 1_600
MAX_PIXELS = 50_000_000
SMALL_SIDE = 240
_FORMATS = ("JPEG", "PNG", "WEBP")
# The others hold numbers of a palette, between which nothing can be averaged.
_SHRINKABLE = ("L", "LA", "RGB", "RGBA", "CMYK")
# A small file may unfold to hundreds of megabytes; eight of them at once would end the process.
_AT_ONCE = BoundedSemaphore(2)
# What Pillow raises on files that are damaged or made to look like photos.
_DAMAGED = (
    UnidentifiedImageError,
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    IndexError,
    KeyError,
    EOFError,
    struct.error,
)


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
        with _AT_ONCE, Image.open(source, formats=_FORMATS) as opened:
            _require_bounded(opened)
            # A JPEG is decoded at an eighth, quarter or half of its size where that is enough.
            opened.draft("RGB", (MAX_SIDE, MAX_SIDE))
            # Shrunk before any copy is made: each copy of the whole would take 150 MB.
            if opened.mode in _SHRINKABLE:
                opened.thumbnail((MAX_SIDE, MAX_SIDE))
            picture = _visible_pixels(ImageOps.exif_transpose(opened))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PhotoUnreadable(
            _("Foto terlalu besar: paling banyak 50 juta titik."), field="photos"
        ) from error
    except _DAMAGED as error:
        raise PhotoUnreadable(
            _("Berkas ini bukan foto JPEG, PNG, atau WebP yang dapat dibaca."), field="photos"
        ) from error
    picture.thumbnail((MAX_SIDE, MAX_SIDE))
    return _jpeg(picture), picture.width, picture.height


def _require_bounded(picture: Image.Image) -> None:
    if picture.width * picture.height > MAX_PIXELS:
        raise PhotoUnreadable(_("Foto terlalu besar: paling banyak 50 juta titik."), field="photos")


def _visible_pixels(picture: Image.Image) -> Image.Image:
    """Return what the eye sees, on white: colours under transparent pixels are dropped."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    paper = Image.new("RGB", layer.size, "white")
    paper.paste(layer, mask=layer.getchannel("A"))
    return paper


def _jpeg(picture: Image.Image) -> bytes:
    clean = Image.new("RGB", picture.size)
    clean.paste(picture)
    target = io.BytesIO()
    clean.save(target, "JPEG", quality=82, optimize=True, progressive=True)
    return target.getvalue()


def content(photo: Photo) -> bytes:
    """Return a kept photo as JPEG."""
    with photo.file.open("rb") as source:
        return bytes(source.read())


def thumbnail(photo: Photo) -> bytes:
    """Return a small JPEG of a kept photo, 240 pixels on its longer side."""
    with photo.file.open("rb") as source, Image.open(source, formats=("JPEG",)) as picture:
        picture.draft("RGB", (SMALL_SIDE, SMALL_SIDE))
        picture.thumbnail((SMALL_SIDE, SMALL_SIDE))
        return _jpeg(picture)


def keep_photo(source: IO[bytes], *, size: int, submission_key: uuid.UUID, at: datetime) -> Photo:
    """Store a redrawn photo for a submission that is not sent yet."""
    if size > settings.MAX_PHOTO_BYTES:
        raise PhotoUnreadable(
            _("Foto lebih dari 12 MB. Kecilkan dulu atau kirim foto lain."), field="photos"
        )
    if Photo.objects.filter(submission_key=submission_key).count() >= MAX_PHOTOS:
        raise PhotoUnreadable(
            _("Paling banyak %(most)s foto.") % {"most": MAX_PHOTOS}, field="photos"
        )
    clean, width, height = redraw(source)
    photo_id = new_id()
    return Photo.objects.create(
        id=photo_id,
        submission_key=submission_key,
        file=ContentFile(clean, name=f"{photo_id}.jpg"),
        width=width,
        height=height,
        n_bytes=len(clean),
        added_at=at,
    )


def drop_waiting_photos(photo_ids: Iterable[uuid.UUID], *, submission_key: uuid.UUID) -> int:
    """Delete photos of a submission that is not sent yet; returns how many."""
    chosen = Photo.objects.filter(
        id__in=list(photo_ids), submission_key=submission_key, voice__isnull=True
    )
    return _delete(chosen)


def _delete(photos: Iterable[Photo]) -> int:
    dropped = list(photos)
    for photo in dropped:
        photo.file.delete(save=False)
        photo.delete()
    return len(dropped)


def drop_abandoned_photos(*, at: datetime) -> int:
    """Delete photos whose voice was not sent within a day; returns how many."""
    return _delete(Photo.objects.filter(voice__isnull=True, added_at__lt=at - timedelta(days=1)))
