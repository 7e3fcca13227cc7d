"""What everyone may read: the register and the page of a case, without anyone's identity."""

import gzip
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.cases import (
    ANSWER,
    AT,
    MAKERS,
    PROOF,
    make_actor,
    make_answered,
    make_case,
    make_verified,
)
from tests.factories.voice import make_regency, make_topics, picture_bytes

from pendopo.foundation.people.types import ANONYMOUS, Contact
from pendopo.journey.cases import selectors, services
from pendopo.journey.cases.models import Case, SyncedRecord
from pendopo.journey.cases.search import enter_changed
from pendopo.journey.cases.types import CaseClass, Status
from pendopo.journey.voice.models import Photo
from pendopo.journey.voice.types import Place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
LIMIT = 14 * 1024
CONTACT = Contact(
    name="Siti Rahayu Ningsih", phone="081234567890", email="siti@contoh.id", nik="9901014101900001"
)
WORDS = {
    "title": "Lubang, hubungi 0812-3456-7890",
    "text": (
        "Saya Siti Rahayu Ningsih, NIK 9901 0141 0190 0001, surel siti@contoh.id.\n"
        "Telepon +62 812 3456 7890 atau HP.081234567890."
    ),
}
SECRETS = ("Rahayu", "Ningsih", "3456", "7890", "siti@", "9901014101900001", "0141")


def page(client, case):
    response = client.get(f"/laporan/{case.number}/")
    assert response.status_code == 200
    return response.content.decode()


def say_on(case, text):
    values = {"case_id": case.id, "by": make_actor(), "at": AT}
    services.ask_reporter(text="Berapa nomor telepon Anda?", **values)
    services.reply_as_reporter(case_id=case.id, text=text, by=ANONYMOUS, at=AT)


@pytest.mark.parametrize("is_anonymous", [True, False])
def test_neither_name_nor_number_is_ever_shown(client, is_anonymous, roads):
    case = make_verified(office=roads, is_anonymous=is_anonymous, contact=CONTACT, **WORDS)
    say_on(case, "Nomor saya 081234567890, tanya Siti Rahayu Ningsih.")
    from pendopo.journey.cases.types import Outcome

    services.answer_case(
        case_id=case.id,
        outcome=Outcome.DONE,
        text=f"{ANSWER} Bu Siti Rahayu Ningsih (081234567890) sudah dihubungi.",
        proof="Pesan ke siti@contoh.id",
        by=make_actor(),
        at=AT,
    )
    shown = page(client, case) + client.get("/laporan/").content.decode()
    assert not [secret for secret in SECRETS if secret in shown]
    assert ("Anonim" in shown) is is_anonymous
    assert ("Siti N." in shown) is not is_anonymous
    assert "[telepon disamarkan]" in shown


def test_the_author_and_the_office_read_it_all():
    """What is covered for the public is stored as it was written."""
    case = make_verified(contact=CONTACT, **WORDS)
    assert Case.objects.get(id=case.id).title == WORDS["title"]
    assert case.voice.text == WORDS["text"]


def test_the_page_tells_the_whole_way(client, roads):
    make_topics()
    make_regency()
    case = make_answered(
        office=roads,
        topic="roads.hole",
        text=f"{ANSWER}\nTerima kasih.",
        place=Place("99.01.01.2001", "Seberang balai desa", -7.123456, 112.654321),
    )
    shown = page(client, case)
    for words in (
        "Lampu jalan mati di depan pasar",
        "Sudah dua minggu lampu",
        "Contohsari 0, Contoharjo 1",
        "Seberang balai desa",
        "Dinas Pekerjaan Umum",
        "Jalan rusak",
        "Terverifikasi sebagai pengaduan tidak berkadar pengawasan",
        "Dijawab: sudah dikerjakan",
        ANSWER,
        "12 meter.<br>Terima kasih.",
        "Berita acara 620/114",
        "PermenPANRB 62/2018 Bab VI",
        "Verifikasi",
        "/catatan/periksa/",
        f"/lacak/?nomor={case.number}",
    ):
        assert words in shown
    assert "7.12" not in shown
    assert "7,12" not in shown


def test_what_passes_between_office_and_author_is_not_public(client):
    case = make_verified()
    say_on(case, "Rumah saya yang pagar hijau.")
    services.add_note(case_id=case.id, text="Pelapor cerewet.", by=make_actor(), at=AT)
    shown = page(client, case)
    assert "Pelapor membalas" in shown
    for words in ("pagar hijau", "Berapa nomor telepon", "cerewet", "Catatan dalam"):
        assert words not in shown


def test_photos_and_the_other_systems_number_are_shown(client):
    case = make_verified()
    photo = Photo.objects.create(
        submission_key=case.voice.submission_key,
        voice=case.voice,
        width=1,
        height=1,
        n_bytes=len(picture_bytes()),
        added_at=AT,
    )
    SyncedRecord.objects.create(
        case=case,
        system="sp4n",
        external_number="8123456",
        digest="0" * 64,
        local_status=case.status,
        synced_at=AT,
    )
    shown = page(client, case)
    assert f"/foto/{photo.id}.jpg" in shown
    assert "Nomor di SP4N" in shown
    assert "8123456" in shown


def blank(response):
    """A page without what differs from one request to the next."""
    text = re.sub(r'value="[\w-]{60,}"', "", response.content.decode())
    return re.sub(r"/laporan/[\d-]+/", "", text)


def test_secret_unverified_and_unknown_cases_look_the_same(client, inspectorate):
    secret = make_verified(is_secret=True)
    unverified = make_case()
    oversight = make_verified(office=inspectorate, case_class=CaseClass.COMPLAINT_OVERSIGHT)
    unknown = client.get("/laporan/26-0482-9357-9/")
    nonsense = client.get("/laporan/tidak-ada/")
    for case in (secret, unverified, oversight):
        answer = client.get(f"/laporan/{case.number}/")
        assert answer.status_code == 404
        assert blank(answer) == blank(unknown)
    assert nonsense.status_code == 404
    register = client.get("/laporan/").content.decode()
    assert not [case for case in (secret, unverified, oversight) if case.number in register]


def test_the_register_covers_the_authors_name_and_does_not_find_by_it(client):
    title = "Lubang di depan rumah Siti Rahayu Ningsih, 0812-3456-7890"
    case = make_verified(contact=CONTACT, is_anonymous=True, title=title)
    enter_changed()
    for query in ("", "text=lubang"):
        shown = client.get(f"/laporan/?{query}").content.decode()
        assert "Lubang di depan rumah [nama disamarkan], [telepon disamarkan]" in shown
        assert case.number in shown
    for query in ("text=rahayu", "text=3456"):
        assert case.number not in client.get(f"/laporan/?{query}").content.decode()


def test_any_grouping_of_the_number_leads_to_the_page(client):
    case = make_verified()
    response = client.get(f"/laporan/{case.number.replace('-', '')}/")
    assert (response.status_code, response["Location"]) == (302, f"/laporan/{case.number}/")


def test_an_erased_case_keeps_its_answer_without_its_words(client):
    case = make_verified(contact=CONTACT, **WORDS)
    answer(case)
    Case.objects.filter(id=case.id).update(title="")
    type(case.voice).objects.filter(id=case.voice_id).update(title="", text="", reporter=None)
    shown = page(client, case)
    assert "Isi laporan dihapus atas permintaan pelapor" in shown
    assert ANSWER in shown


@pytest.mark.parametrize("status", [status for status in Status if status != Status.RECEIVED])
def test_the_register_filters_by_status(client, status):
    made = {state: make().number for state, make in MAKERS.items()}
    shown = client.get(f"/laporan/?status={status.value}").content.decode()
    assert {state for state, number in made.items() if number in shown} == {status}


def paged(size):
    seen, cursor = [], ""
    while True:
        found = selectors.public_cases(size=size, cursor=cursor)
        seen += [row.id for row in found.rows]
        cursor = found.next_cursor
        if not cursor:
            return seen


def test_pages_of_the_register_give_every_row_exactly_once_newest_first():
    made = {make_verified().id for _ in range(60)}
    for size in (1, 7, 30, 60):
        seen = paged(size)
        assert len(seen) == 60
        assert set(seen) == made
        assert seen == sorted(seen, reverse=True)


def queries(client, url):
    with CaptureQueriesContext(connection) as ran:
        assert client.get(url).status_code == 200
    return len(ran)


def test_the_register_asks_as_often_for_three_rows_as_for_one(client):
    client.get("/laporan/")
    make_topics()
    make_regency(3)
    make_verified(topic="roads.hole", place=Place("99.01.01.2001"))
    one = queries(client, "/laporan/")
    make_verified(topic="roads.light", place=Place("99.01.01.2002"))
    make_verified(topic="other", place=Place("99.01.01.2003"))
    assert queries(client, "/laporan/") == one


def test_the_page_asks_as_often_for_a_long_way_as_for_a_short_one(client):
    short = make_answered()
    # The first reader after a change of the law reads it for all.
    client.get(f"/laporan/{short.number}/")
    one = queries(client, f"/laporan/{short.number}/")
    for _ in range(3):
        services.reopen_case(case_id=short.id, text="Belum selesai.", by=ANONYMOUS, at=AT)
        say_on(short, "Di pasar.")
        answer(short)
    assert queries(client, f"/laporan/{short.number}/") == one


def answer(case):
    from pendopo.journey.cases.types import Outcome

    services.answer_case(
        case_id=case.id, outcome=Outcome.DONE, text=ANSWER, proof=PROOF, by=make_actor(), at=AT
    )


def weight(client, url):
    return len(gzip.compress(client.get(url).content, 6))


def test_the_first_response_stays_light(client, roads):
    make_topics()
    make_regency()
    for number in range(25):
        title = f"Jalan berlubang nomor {number} sepanjang pasar sampai balai desa " + "x" * 80
        case = make_verified(
            office=roads, topic="roads.hole", title=title[:150], place=Place("99.01.01.2001")
        )
    for _ in range(4):
        answer(case)
        services.reopen_case(case_id=case.id, text="Belum selesai.", by=ANONYMOUS, at=AT)
    assert weight(client, "/laporan/") <= LIMIT
    assert weight(client, f"/laporan/{case.number}/") <= LIMIT
