import io
import random

import pytest
from PIL import Image
from tests.factories.voice import GPS_IFD, gps_exif, picture_bytes

from pendopo.journey.voice import photos
from pendopo.journey.voice.errors import PhotoUnreadable


def opened(content):
    return Image.open(io.BytesIO(content))


def test_a_photo_loses_its_place_and_camera():
    source = picture_bytes(exif=gps_exif())
    assert opened(source).getexif().get_ifd(GPS_IFD)[1] == "S"
    content, width, height = photos.redraw(io.BytesIO(source))
    clean = opened(content)
    assert dict(clean.getexif()) == {}
    assert "exif" not in clean.info
    assert b"KameraContoh" not in content
    assert (width, height) == clean.size == (640, 480)


def test_what_is_appended_to_a_photo_is_left_behind():
    source = picture_bytes() + b"PK\x03\x04rahasia-di-belakang"
    content, _, _ = photos.redraw(io.BytesIO(source))
    assert b"rahasia-di-belakang" not in content
    assert content.endswith(b"\xff\xd9")


def test_a_comment_inside_a_photo_is_left_behind():
    content, _, _ = photos.redraw(io.BytesIO(picture_bytes(comment=b"ditulis oleh Budi")))
    assert b"Budi" not in content


def test_a_photo_held_sideways_is_turned_upright():
    source = picture_bytes(size=(640, 480), exif=gps_exif(orientation=6))
    _, width, height = photos.redraw(io.BytesIO(source))
    assert (width, height) == (480, 640)


def test_a_large_photo_is_shrunk_to_the_longest_side():
    _, width, height = photos.redraw(io.BytesIO(picture_bytes(size=(4000, 3000))))
    assert (width, height) == (1600, 1200)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_formats_become_jpeg(kind):
    content, _, _ = photos.redraw(io.BytesIO(picture_bytes(kind=kind)))
    assert opened(content).format == "JPEG"


def test_colours_hidden_under_transparency_do_not_come_back():
    layer = Image.new("RGBA", (40, 40), (255, 0, 0, 0))
    target = io.BytesIO()
    layer.save(target, "PNG")
    content, _, _ = photos.redraw(io.BytesIO(target.getvalue()))
    red, green, blue = opened(content).getpixel((20, 20))
    assert min(red, green, blue) > 250


@pytest.mark.parametrize(
    "content",
    [b"", b"halo", b"%PDF-1.7 bukan foto", b"GIF89a" + bytes(40), picture_bytes()[:300]],
    ids=["empty", "text", "pdf", "gif", "cut off"],
)
def test_what_is_no_photo_is_refused_in_words(content):
    with pytest.raises(PhotoUnreadable) as refusal:
        photos.redraw(io.BytesIO(content))
    assert refusal.value.message == "Berkas ini bukan foto JPEG, PNG, atau WebP yang dapat dibaca."


@pytest.mark.parametrize("side", [7_200, 10_500, 14_000], ids=["54M", "110M", "196M"])
def test_a_decompression_bomb_is_refused_before_it_is_unpacked(side):
    # One-bit pixels: small as a file, hundreds of megabytes as a picture.
    target = io.BytesIO()
    Image.new("1", (side, side)).save(target, "PNG")
    assert len(target.getvalue()) < 100_000
    with pytest.raises(PhotoUnreadable) as refusal:
        photos.redraw(io.BytesIO(target.getvalue()))
    assert refusal.value.message == "Foto terlalu besar: paling banyak 50 juta titik."


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow's, about damaged EXIF
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_damaged_photos_are_read_or_refused_but_never_break(kind):
    options = {"exif": gps_exif()}
    source = picture_bytes(size=(64, 48), kind=kind, **options)
    chance = random.Random(7)
    outcomes = {"read": 0, "refused": 0}
    for _ in range(150):
        broken = bytearray(source)
        for _ in range(chance.randint(1, 12)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        try:
            content, _, _ = photos.redraw(io.BytesIO(bytes(broken)))
        except PhotoUnreadable:
            outcomes["refused"] += 1
        else:
            assert b"KameraContoh" not in content
            outcomes["read"] += 1
    assert sum(outcomes.values()) == 150
    assert outcomes["refused"] > 0
