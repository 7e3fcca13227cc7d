"""The pages of the workspace: rows to take, lists of one's own, paper, and few queries."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.cases import AT, make_answered, make_case, make_verified, make_waiting
from tests.factories.people import actor_for, make_officer, sign_in
from tests.factories.workspace import make_colleague, make_field_photo, make_question

from pendopo.foundation.people.models import DataRead
from pendopo.foundation.people.types import Contact, Role
from pendopo.journey.cases.models import Assignment, Mention, OfficeQuestion, SavedFilter
from pendopo.journey.cases.workspace import handling

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
CONTACT = Contact(name="Siti Rahayu Ningsih", phone="081234567890")


@pytest.fixture
def account(roads):
    return make_officer(Role.OFFICER, roads, at=AT)


@pytest.fixture
def officer_page(client, account):
    return sign_in(client, account)


def content(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_a_row_is_taken_and_keeps_its_place(officer_page, account, roads):
    case = make_verified(office=roads)
    queue = content(officer_page, "/petugas/laporan/?queue=open")
    assert f'formaction="/petugas/laporan/{case.number}/ambil/"' in queue
    taken = officer_page.post(
        f"/petugas/laporan/{case.number}/ambil/", {"back": "/petugas/laporan/?queue=open"}
    )
    assert taken.url == f"/petugas/laporan/?queue=open#l-{case.number}"
    assert Assignment.objects.get().person_id == account.person_id
    mine = content(officer_page, "/petugas/laporan/?queue=mine")
    assert f'id="l-{case.number}"' in mine
    assert "ambil/" not in mine
    assert "Petugas Contoh" in mine


def test_no_other_house_is_a_way_back(officer_page, roads):
    case = make_verified(office=roads)
    for back in ("https://jahat.example/", "//jahat.example", "javascript:alert(1)"):
        taken = officer_page.post(f"/petugas/laporan/{case.number}/ambil/", {"back": back})
        assert taken.url == f"/petugas/laporan/#l-{case.number}"


def test_a_handler_is_chosen_on_the_desk(officer_page, roads):
    budi, case = make_colleague("Budi Santoso", office=roads), make_verified(office=roads)
    desk = f"/petugas/laporan/{case.number}/"
    assert "Budi Santoso, Dinas Pekerjaan Umum" in content(officer_page, desk)
    officer_page.post(f"{desk}penanggung-jawab/", {"person_id": budi.person_id})
    assert Assignment.objects.get().person_id == budi.person_id
    assert "Penanggung jawab: Budi Santoso" in content(officer_page, desk)
    assert officer_page.post(f"{desk}penanggung-jawab/", {"person_id": "x"}).status_code == 422


def test_a_note_names_a_colleague_who_finds_and_sees_it(officer_page, client, roads):
    case = make_verified(office=roads, title="Lampu mati")
    siti = make_officer(Role.OFFICER, roads, at=AT)
    siti.person.name = "Siti Rahayu"
    siti.person.save(update_fields=["name"])
    desk = f"/petugas/laporan/{case.number}/"
    assert "<code>@siti.rahayu</code>" in content(officer_page, desk)
    unknown = officer_page.post(f"{desk}catatan/", {"text": "Lihat @siapa"})
    assert unknown.status_code == 422
    assert "Tidak ada petugas @siapa" in unknown.content.decode()
    assert officer_page.post(f"{desk}catatan/", {"text": "Lihat @siti.rahayu"}).status_code == 302
    sign_in(client, siti)
    assert "1 sebutan baru" in content(client, "/petugas/laporan/")
    assert "Lampu mati" in content(client, "/petugas/sebutan/")
    content(client, desk)
    assert Mention.objects.get().seen_at is not None
    assert "0 sebutan baru" in content(client, "/petugas/laporan/")


def test_an_inner_question_is_asked_and_answered_on_the_pages(officer_page, client, roads, lights):
    case = make_verified(office=roads, contact=CONTACT, text="Saya Siti Rahayu Ningsih.")
    sent = {"office": "dishub", "text": "Milik siapa tiangnya?", "due_on": "2099-01-05"}
    address = f"/petugas/laporan/{case.number}/tanya-perangkat-daerah/"
    assert officer_page.post(address, sent | {"office": "dpupr"}).status_code == 422
    assert officer_page.post(address, sent).status_code == 302
    question = OfficeQuestion.objects.get()
    sign_in(client, make_officer(Role.HEAD, lights, at=AT))
    assert "1 pertanyaan perangkat daerah lain" in content(client, "/petugas/laporan/")
    assert "Milik siapa tiangnya?" in content(client, "/petugas/pertanyaan/")
    page = f"/petugas/pertanyaan/{question.id}/"
    shown = content(client, page)
    assert "[nama disamarkan]" in shown
    assert "Siti" not in shown
    assert client.get(f"/petugas/laporan/{case.number}/").status_code == 404
    assert client.post(page, {"text": " "}).status_code == 422
    assert client.post(page, {"text": "Milik PLN."}).url == "/petugas/pertanyaan/"
    assert client.post(page, {"text": "Milik kami."}).status_code == 409
    assert OfficeQuestion.objects.get().answer == "Milik PLN."


def test_a_filter_is_saved_shared_used_and_dropped(officer_page, roads):
    sent = {
        "name": "Lewat batas",
        "queue": "late",
        "share": str(roads.id),
        "back": "/petugas/laporan/",
    }
    officer_page.post("/petugas/saringan/", sent)
    saved = SavedFilter.objects.get()
    queue = content(officer_page, "/petugas/laporan/")
    assert 'href="?queue=late"' in queue
    assert "(Dinas Pekerjaan Umum)" in queue
    officer_page.post(f"/petugas/saringan/{saved.id}/hapus/")
    assert not SavedFilter.objects.exists()
    nameless = officer_page.post("/petugas/saringan/", {"name": ""}, follow=True)
    assert "Beri nama saringan ini" in nameless.content.decode()


def test_paper_carries_no_identity(officer_page, roads):
    case = make_verified(
        office=roads, contact=CONTACT, text="Saya Siti Rahayu Ningsih, hubungi 081234567890."
    )
    sheet = content(officer_page, f"/petugas/laporan/{case.number}/cetak/")
    assert case.number in sheet
    assert f"http://testserver/laporan/{case.number}/" in sheet
    assert "Jawaban" in sheet
    for word in ("Siti Rahayu", "081234567890", "Ningsih"):
        assert word not in sheet
    assert not DataRead.objects.exists()


def test_paper_with_identity_asks_a_purpose_and_is_recorded(officer_page, roads):
    case = make_verified(office=roads, contact=CONTACT, text="Saya Siti Rahayu Ningsih.")
    address = f"/petugas/laporan/{case.number}/cetak/"
    assert officer_page.post(address, {}).status_code == 422
    assert not DataRead.objects.exists()
    opened = officer_page.post(address, {"purpose": "handle_case"}).content.decode()
    assert "Siti Rahayu Ningsih" in opened
    assert DataRead.objects.get().purpose == "handle_case"


def test_paper_of_a_secret_case_leads_to_the_desk(officer_page, roads):
    case = make_verified(office=roads, is_secret=True)
    sheet = content(officer_page, f"/petugas/laporan/{case.number}/cetak/")
    assert f"http://testserver/petugas/laporan/{case.number}/" in sheet
    assert "Rahasia" in sheet


def test_a_regent_reads_and_prints_but_is_offered_no_hand(client, roads):
    sign_in(client, make_officer(Role.REGENT, at=AT))
    case = make_verified(office=roads, contact=CONTACT)
    queue = content(client, "/petugas/laporan/?queue=open")
    assert case.number in queue
    assert "ambil/" not in queue
    assert "/petugas/lapangan/" not in queue
    assert client.post(f"/petugas/laporan/{case.number}/ambil/").status_code == 403
    sheet = content(client, f"/petugas/laporan/{case.number}/cetak/")
    assert "Cetak dengan identitas" not in sheet


def test_keys_are_listed_and_may_be_done_without(officer_page, roads):
    make_verified(office=roads)
    page = content(officer_page, "/petugas/laporan/?queue=open")
    assert len(re.findall(r"<kbd>[^<]+</kbd>", page)) >= 8
    assert 'src="/static/cases/keys.js"' in page
    assert not re.search(r"<script(?![^>]*src)", page)


def counted(client, url):
    with CaptureQueriesContext(connection) as ran:
        assert client.get(url).status_code == 200
    return len(ran)


@pytest.mark.parametrize(
    "address",
    [
        "/petugas/laporan/?queue=mine",
        "/petugas/laporan/?queue=office",
        "/petugas/sebutan/",
        "/petugas/pertanyaan/",
    ],
)
def test_lists_ask_as_often_for_three_rows_as_for_one(
    address, officer_page, account, roads, lights
):
    me = actor_for(account, AT)
    siti = make_colleague("Siti Rahayu", office=lights)

    def more():
        case = make_verified(office=roads)
        handling.take_case(case_id=case.id, by=me, at=AT)
        handling.add_note(case_id=case.id, text="@petugas.contoh cek", by=me, at=AT)
        make_question(make_verified(office=lights), roads, by=siti)

    more()
    officer_page.get(address)
    one = counted(officer_page, address)
    more()
    more()
    assert counted(officer_page, address) == one


def test_the_desk_asks_as_often_with_much_as_with_little(
    officer_page, account, roads, lights, settings, tmp_path
):
    folder = {"location": str(tmp_path), "base_url": "/media/"}
    default = settings.STORAGES["default"] | {"OPTIONS": folder}
    settings.STORAGES = settings.STORAGES | {"default": default}
    me = actor_for(account, AT)
    little, much = make_verified(office=roads), make_verified(office=roads)
    for case, times in ((little, 1), (much, 3)):
        for _ in range(times):
            handling.take_case(case_id=case.id, by=me, at=AT)
            make_question(case, lights, by=me)
            make_field_photo(case, by=me)
            handling.add_note(case_id=case.id, text="@petugas.contoh cek", by=me, at=AT)
    for name in ("", "cetak/"):
        addresses = [f"/petugas/laporan/{case.number}/{name}" for case in (little, much)]
        officer_page.get(addresses[0])
        assert counted(officer_page, addresses[1]) == counted(officer_page, addresses[0])


@pytest.mark.parametrize("make", [make_case, make_waiting, make_answered])
def test_a_desk_opens_in_every_state_for_the_verifier(make, client, roads):
    sign_in(client, make_officer(Role.VERIFIER, at=AT))
    case = make(**({} if make is make_case else {"office": roads}))
    page = content(client, f"/petugas/laporan/{case.number}/")
    assert "/topik/" in page
    step = f"/petugas/laporan/{case.number}/penanggung-jawab/"
    assert (step in page) == (make is not make_answered)
