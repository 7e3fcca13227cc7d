import pytest
from django.utils import timezone
from tests.factories.people import make_office, make_officer, sign_in
from tests.factories.voice import gps_exif, make_submission, make_voice, photo_file

from pendopo.foundation.people.types import Role
from pendopo.journey.cases.types import CaseClass
from pendopo.journey.voice import photos
from pendopo.journey.voice.models import Photo

pytestmark = pytest.mark.django_db
NOW = timezone.now


def with_photo(**changes):
    """Send a voice with a photo that says where it was taken."""
    submission = make_submission(**changes)
    file = photo_file(exif=gps_exif())
    photo = photos.keep_photo(file, size=1, submission_key=submission.key, at=NOW())
    sent = make_voice(at=NOW(), key=submission.key, **changes)
    return sent, f"/foto/{photo.id}.jpg"


def test_a_photo_of_a_public_case_is_shown_without_where_it_was_taken(client, verified_case):
    sent, address = with_photo()
    verified_case(sent)
    shown = client.get(address)
    content = shown.content
    assert content.startswith(b"\xff\xd8")
    assert b"KameraContoh" not in content
    assert shown["Content-Type"] == "image/jpeg"
    assert shown["Cache-Control"] == "private, max-age=31536000, immutable"
    assert shown["X-Content-Type-Options"] == "nosniff"
    small = client.get(address.replace(".jpg", "/kecil.jpg"))
    assert small.content.startswith(b"\xff\xd8")
    assert len(small.content) < len(content)


def test_a_photo_stays_closed_until_its_case_is_verified(client, open_case):
    sent, address = with_photo()
    assert client.get(address).status_code == 404
    open_case(sent)
    assert client.get(address).status_code == 404


def test_a_photo_of_a_secret_case_is_for_its_holder_and_its_officers(
    client, client_b, verified_case, office
):
    sent, address = with_photo(is_secret=True)
    verified_case(sent)
    assert client.get(address).status_code == 404
    client.post("/lacak/", {"number": sent.number, "code": sent.tracking_code})
    assert client.get(address).status_code == 200
    sign_in(client_b, make_officer(Role.OFFICER, make_office("lain", name="Dinas Lain"), at=NOW()))
    assert client_b.get(address).status_code == 404
    sign_in(client_b, make_officer(Role.OFFICER, office, at=NOW()))
    assert client_b.get(address).status_code == 200


def test_the_accused_office_does_not_see_the_photo_of_an_oversight_complaint(
    client, verified_case, office
):
    sent, address = with_photo()
    verified_case(sent, CaseClass.COMPLAINT_OVERSIGHT)
    sign_in(client, make_officer(Role.HEAD, office, at=NOW()))
    assert client.get(address).status_code == 404
    sign_in(client, make_officer(Role.INSPECTOR, office, at=NOW()))
    assert client.get(address).status_code == 200


def test_a_photo_that_is_not_sent_has_no_public_address(client):
    submission = make_submission()
    photo = photos.keep_photo(photo_file(), size=1, submission_key=submission.key, at=NOW())
    assert client.get(f"/foto/{photo.id}.jpg").status_code == 404


def test_no_folder_of_files_is_served(client, verified_case):
    sent, _ = with_photo()
    verified_case(sent)
    assert client.get(f"/media/{Photo.objects.get().file.name}").status_code == 404
