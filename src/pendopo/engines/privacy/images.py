"""What a picture tells besides what it shows: place, owner, device, remarks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from pendopo.engines.privacy.kinds import Kind
from pendopo.engines.privacy.reading import reading
from pendopo.engines.privacy.scanning import Scanner
from pendopo.engines.privacy.where import Located, Where

# Exif 2.32: the sub-directories of camera and place, and entries that name a person.
_CAMERA, _PLACE = 0x8769, 0x8825
_LATITUDE, _LONGITUDE = 2, 4
_PERSONS = {"Artist": 0x013B, "Copyright": 0x8298, "CameraOwnerName": 0xA430}
_MOST_CHARACTERS = 1 << 16


def image_findings(file: BinaryIO, scanner: Scanner) -> Iterator[Located]:
    """Return what the entries about a picture hold; the picture itself is not looked at.

    Raises
    ------
    FileUnreadable
    """
    for part, text, kind in reading(_entries(file), "gambar"):
        where = Where(part=part)
        if kind is not None:
            yield Located(scanner.known(text, kind), where)
        else:
            yield from (Located(finding, where) for finding in scanner.scan(text))


def _entries(file: BinaryIO) -> Iterator[tuple[str, str, Kind | None]]:
    from PIL import Image  # noqa: PLC0415 -- slow to import, only for pictures

    with Image.open(file) as image:
        exif = image.getexif()
        place = exif.get_ifd(_PLACE)
        if _LATITUDE in place and _LONGITUDE in place:
            yield "exif GPS", str((place[_LATITUDE], place[_LONGITUDE])), Kind.COORDINATES
        entries: dict[Any, Any] = dict(exif) | exif.get_ifd(_CAMERA)
        for person, number in _PERSONS.items():
            if text := _text(entries.pop(number, "")).strip():
                yield f"exif {person}", text, Kind.NAME
        for number, value in entries.items():
            yield f"exif {number:#06x}", _text(value), None
        for name, value in image.info.items():
            if name not in {"exif", "icc_profile"}:
                yield str(name), _text(value), None


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        # A remark begins with eight bytes that name its letters.
        value = value.removeprefix(b"ASCII\x00\x00\x00").decode("utf-8", "replace")
    return value[:_MOST_CHARACTERS] if isinstance(value, str) else ""
