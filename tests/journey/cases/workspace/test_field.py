"""The field: photos drawn anew, kept once, proof of an answer; the list and the map without tiles."""

import io
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image
from tests.factories.cases import (
    ANSWER,
    AT,
    everything,
    facts_since,
    make_actor,
    make_answered,
    make_case,
    make_verified,
)
from tests.factories.people import actor_for, make_citizen, make_officer, sign_in
from tests.factories.voice import gps_exif
from tests.factories.workspace import make_field_photo, make_shot, picture

from pendopo.foundation.people.services import erase_person
from pendopo.foundation.people.types import Role
from pendopo.journey.cases import services
from pendopo.journey.cases.errors import AnswerEmpty, CaseNotFound
from pendopo.journey.cases.models import Case, FieldPhoto, Message
from pendopo.journey.cases.types import CaseClass, Outcome
from pendopo.journey.cases.workspace import field
from pendopo.journey.cases.workspace.rounds import round_of
from pendopo.journey.cases.workspace.selectors import proof_photos
from pendopo.journey.voice.errors import PhotoUnreadable
from pendopo.journey.voice.types import Place
from pendopo.kernel.errors import BadInput, NotAllowed, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
MARKET, BRIDGE = (-7.60000, 110.90000), (-7.65000, 110.95000)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, settings):
    folder = {"location": str(tmp_path), "base_url": "/media/"}
    default = settings.STORAGES["default"] | {"OPTIONS": folder}
    settings.STORAGES = settings.STORAGES | {"default": default}


def at_place(point, **values):
    return make_verified(place=Place("", "Dekat jembatan", *point), **values)


def test_a_photo_is_drawn_anew_without_its_position(roads, officer):
    case = make_verified(office=roads)
    file = io.BytesIO()
    Image.new("RGB", (3_000, 1_000), "blue").save(file, "JPEG", exif=gps_exif())
    file.seek(0)
    photo = make_field_photo(case, by=officer, source=file, note=" Sebelum ", latitude=-7.6)
    assert (photo.width, photo.height, photo.note) == (1_600, 533, "Sebelum")
    kept = Image.open(io.BytesIO(field.content(photo)))
    assert not kept.getexif()
    assert facts_since(about=case)[-1] == "FieldPhotoKept"


def test_the_same_photo_sent_twice_is_kept_once(roads, officer):
    case, key = make_verified(office=roads), uuid.uuid4()
    first = make_field_photo(case, by=officer, key=key)
    assert make_field_photo(case, by=officer, key=key) == first
    assert FieldPhoto.objects.count() == 1
    assert facts_since(about=case).count("FieldPhotoKept") == 1


def test_what_cannot_be_kept_leaves_nothing(roads, lights, officer, settings, tmp_path):
    case, ended = make_verified(office=roads), make_answered(office=roads)
    settings.MAX_PHOTO_BYTES = 100_000
    huge = io.BytesIO(b"\xff" * 100_001)
    before = everything()
    for target, shot, actor, error in (
        (case, make_shot(source=io.BytesIO(b"bukan foto")), officer, PhotoUnreadable),
        (case, make_shot(source=huge), officer, BadInput),
        (ended, make_shot(), officer, Refused),
        (case, make_shot(), make_actor(Role.OFFICER, lights), CaseNotFound),
        (case, make_shot(), make_actor(Role.REGENT), NotAllowed),
    ):
        with pytest.raises(error):
            field.keep_field_photo(case_id=target.id, shot=shot, by=actor, at=AT)
    assert everything() == before
    assert not FieldPhoto.objects.exists()
    assert not any(path.is_file() for path in tmp_path.rglob("*"))


def answered(case, photos, *, by, text=ANSWER, proof=""):
    return field.answer_with_photos(
        case_id=case.id, outcome=Outcome.DONE, text=text, proof=proof, photos=photos, by=by, at=AT
    )


def test_a_field_photo_becomes_the_proof_of_an_answer(roads, officer):
    case = make_verified(office=roads)
    chosen, left = (make_field_photo(case, by=officer) for _ in range(2))
    answered(case, [chosen.id], by=officer)
    answer = Message.objects.get(kind="answer")
    assert answer.proof == "1 foto lapangan"
    assert proof_photos(case.id) == [chosen]
    assert FieldPhoto.objects.get(id=left.id).answer is None


def test_a_photo_of_another_case_is_no_proof_and_a_refused_answer_leaves_none(roads, officer):
    case, other = make_verified(office=roads), make_verified(office=roads)
    own, foreign = make_field_photo(case, by=officer), make_field_photo(other, by=officer)
    before = everything()
    with pytest.raises(BadInput):
        answered(case, [foreign.id], by=officer)
    with pytest.raises(AnswerEmpty):
        answered(case, [own.id], by=officer, text="Sudah.")
    assert everything() == before
    assert not FieldPhoto.objects.exclude(answer=None).exists()


def status(client, photo, end=""):
    return client.get(f"/foto/lapangan/{photo.id}{end}.jpg").status_code


def test_the_public_sees_a_photo_only_as_proof_of_a_public_answer(client, roads, lights, officer):
    case, secret = make_verified(office=roads), make_verified(office=roads, is_secret=True)
    shown = make_field_photo(case, by=officer, note="Hubungi 081234567890")
    hidden = make_field_photo(secret, by=officer)
    loose = make_field_photo(case, by=officer)
    for one, photo in ((case, shown), (secret, hidden)):
        answered(one, [photo.id], by=officer)
    assert [status(client, photo) for photo in (shown, hidden, loose)] == [200, 404, 404]
    page = client.get(f"/laporan/{case.number}/").content.decode()
    assert f"/foto/lapangan/{shown.id}.jpg" in page
    assert f"/foto/lapangan/{loose.id}.jpg" not in page
    assert "Hubungi [telepon disamarkan]" in page
    sign_in(client, make_officer(Role.OFFICER, lights, at=AT))
    assert [status(client, photo) for photo in (shown, hidden, loose)] == [200, 404, 404]
    sign_in(client, make_officer(Role.OFFICER, roads, at=AT))
    assert [status(client, photo, "/kecil") for photo in (shown, hidden, loose)] == [200] * 3


@pytest.fixture
def inspector_page(client, roads):
    return sign_in(client, make_officer(Role.OFFICER, roads, at=AT))


def test_the_list_comes_by_urgency_or_by_distance(inspector_page, roads, lights):
    far = at_place(BRIDGE, office=roads, title="Jembatan retak")
    near = at_place(MARKET, office=roads, title="Pasar becek")
    make_verified(office=roads, title="Tanpa titik")
    at_place(MARKET, office=lights, title="Milik dinas lain")
    actor = make_actor(Role.OFFICER, roads)
    stops = round_of(actor, here=MARKET, at=AT).stops
    assert [stop.case.number for stop in stops] == [near.number, far.number]
    assert [round(stop.kilometres, 1) for stop in stops] == [0.0, 7.8]
    page = inspector_page.get("/petugas/lapangan/").content.decode()
    assert page.count("<article") == 3
    assert "Milik dinas lain" not in page
    sorted_page = inspector_page.get("/petugas/lapangan/?latitude=-7.65&longitude=110.95")
    content = sorted_page.content.decode()
    assert content.index("Jembatan retak") < content.index("Pasar becek")
    assert "7,8 km" in content


def test_the_map_draws_what_the_list_tells(inspector_page, roads):
    at_place(BRIDGE, office=roads, title="Jembatan retak")
    at_place(MARKET, office=roads, title="Pasar becek")
    page = inspector_page.get("/petugas/lapangan/peta/").content.decode()
    assert page.count('class="dot"') == 2
    assert re.search(r"translate\(\d+\.\d+ \d+\.\d+\)", page)
    assert page.count('class="badge"') == 2
    assert "<script>" not in page


def test_a_nonsensical_position_is_ignored(inspector_page, roads):
    at_place(MARKET, office=roads)
    page = inspector_page.get("/petugas/lapangan/?latitude=999&longitude=x")
    assert page.status_code == 200
    assert page.content.decode().count("<article") == 1


def test_a_photo_is_kept_from_the_page_and_offered_as_proof(inspector_page, roads):
    case = make_verified(office=roads)
    url = f"/petugas/lapangan/{case.number}/"
    key = re.search(r'name="key" value="([^"]+)"', inspector_page.get(url).content.decode())[1]
    sent = {"key": key, "note": "Sesudah ditambal", "photo": picture()}
    assert inspector_page.post(url, sent).url == url
    assert inspector_page.post(url, sent | {"photo": picture()}).url == url
    photo = FieldPhoto.objects.get()
    desk = inspector_page.get(f"/petugas/laporan/{case.number}/").content.decode()
    assert f'name="photos" value="{photo.id}"' in desk
    values = {"outcome": "done", "text": ANSWER, "proof": "", "photos": [str(photo.id)]}
    assert inspector_page.post(f"/petugas/laporan/{case.number}/jawab/", values).status_code == 302
    assert FieldPhoto.objects.get().answer == Message.objects.get(kind="answer")


def test_a_bad_photo_comes_back_with_a_message(inspector_page, roads):
    case = make_verified(office=roads)
    bad = io.BytesIO(b"GIF89a tidak")
    bad.name = "foto.gif"
    response = inspector_page.post(
        f"/petugas/lapangan/{case.number}/", {"key": uuid.uuid4(), "photo": bad}
    )
    assert response.status_code == 422
    assert "bukan foto JPEG" in response.content.decode()
    assert not FieldPhoto.objects.exists()


def test_citizens_and_strangers_do_not_reach_the_field(client):
    assert client.get("/petugas/lapangan/").url.startswith("/petugas/masuk/")
    sign_in(client, make_citizen())
    assert client.get("/petugas/lapangan/").status_code == 403


@pytest.mark.parametrize("address", ["/petugas/lapangan/", "/petugas/lapangan/peta/"])
def test_the_field_asks_as_often_for_three_as_for_one(address, inspector_page, roads):
    def queries():
        with CaptureQueriesContext(connection) as ran:
            inspector_page.get(address)
        return len(ran)

    at_place(MARKET, office=roads)
    inspector_page.get(address)
    one = queries()
    for _ in range(2):
        at_place(BRIDGE, office=roads)
    assert queries() == one


def test_the_field_is_light_on_slow_lines(inspector_page, roads):
    for number in range(30):
        at_place(MARKET, office=roads, title=f"Laporan nomor {number}")
    page = inspector_page.get("/petugas/lapangan/", headers={"accept-encoding": "gzip"})
    assert page["Content-Encoding"] == "gzip"
    assert len(page.content) < 14_000
    assert "Berikutnya" in inspector_page.get("/petugas/lapangan/").content.decode()


def test_erasing_the_author_takes_the_photos_along(roads, verifier, officer, tmp_path):
    citizen = make_citizen()
    case = make_case(by=actor_for(citizen))
    services.verify_case(
        case_id=case.id, case_class=CaseClass.COMPLAINT, office=roads, by=verifier, at=AT
    )
    make_field_photo(case, by=officer)
    erase_person(citizen.person_id, by=actor_for(citizen), at=AT)
    assert not FieldPhoto.objects.exists()
    assert not any(path.is_file() for path in tmp_path.rglob("*"))
    assert Case.objects.get().title == ""
