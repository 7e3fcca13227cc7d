"""Makers of what a voice needs: places, topics, photos, and voices themselves."""

import io
import uuid
from datetime import UTC, date, datetime

from PIL import Image

from pendopo.foundation.people.types import ANONYMOUS, Contact
from pendopo.journey.voice.models import Topic
from pendopo.journey.voice.services import receive_voice
from pendopo.journey.voice.types import Kind, Place, Submission
from pendopo.kernel.models import Region

REGENCY = "99.01"
VILLAGE = "99.01.01.2001"
# A Tuesday morning in Jakarta.
NOON = datetime(2026, 11, 17, 3, 0, tzinfo=UTC)
GPS_IFD = 0x8825


def make_region(code, name, level, parent=None):
    return Region.objects.create(
        code=code,
        name=name,
        level=level,
        kind="",
        parent_id=parent,
        decree="contoh",
        valid_from=date(2020, 1, 1),
    )


def make_regency(n_villages=1):
    """A made-up regency whose districts hold ten villages each."""
    make_region("99", "Provinsi Contoh", 1)
    make_region(REGENCY, "Kabupaten Contoh", 2, "99")
    for number in range(n_villages):
        district = f"{REGENCY}.{number // 10 + 1:02d}"
        if number % 10 == 0:
            make_region(district, f"Contoharjo {number // 10 + 1}", 3, REGENCY)
        make_region(f"{district}.{2001 + number % 10}", f"Contohsari {number}", 4, district)


def make_topics():
    roads = Topic.objects.create(code="roads", label="Jalan dan lampu")
    Topic.objects.create(code="roads.light", label="Lampu jalan", parent=roads)
    Topic.objects.create(code="roads.hole", label="Jalan rusak", parent=roads)
    Topic.objects.create(code="other", label="Lainnya")


def make_submission(**changes):
    values = {
        "key": uuid.uuid4(),
        "kind": Kind.COMPLAINT,
        "topic": "",
        "title": "Lampu jalan mati di depan pasar",
        "text": "Sudah dua minggu lampu di depan pasar mati dan gelap.",
        "place": Place(),
        "contact": Contact(),
    }
    return Submission(**(values | changes))


def make_voice(*, at=NOON, by=ANONYMOUS, **changes):
    """Send a voice as the form would; returns what its author gets."""
    return receive_voice(make_submission(**changes), by=by, at=at)


def form_data(**changes):
    """What a browser posts from a filled-in form."""
    values = {
        "key": str(uuid.uuid4()),
        "kind": "complaint",
        "topic": "",
        "title": "Lampu jalan mati di depan pasar",
        "text": "Sudah dua minggu lampu di depan pasar mati.\r\nTolong diperbaiki.",
        "place_note": "Seberang balai desa",
        "is_anonymous": "on",
        "action": "preview",
    }
    return values | changes


def picture_bytes(size=(640, 480), colour="teal", kind="JPEG", **options):
    target = io.BytesIO()
    Image.new("RGB", size, colour).save(target, kind, **options)
    return target.getvalue()


def photo_file(name="foto.jpg", **options):
    file = io.BytesIO(picture_bytes(**options))
    file.name = name
    return file


def gps_exif(orientation=1):
    """EXIF that says where a photo was taken, with which device, and how it was held."""
    exif = Image.Exif()
    exif[0x010F] = "KameraContoh"
    exif[0x0112] = orientation
    exif.get_ifd(GPS_IFD).update({1: "S", 2: (7.0, 15.0, 27.0), 3: "E", 4: (112.0, 45.0, 7.0)})
    return exif
