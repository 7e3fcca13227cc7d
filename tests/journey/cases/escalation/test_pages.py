"""The list of an officer, the page of one late limit, and the inspectorate's breaches."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.factories.escalation import make_institution, make_late
from tests.factories.people import sign_in

from pendopo.journey.cases.escalation.raising import escalate
from pendopo.journey.cases.models import Clock, Escalation, Message

pytestmark = pytest.mark.django_db
LIST, BREACHES = "/petugas/eskalasi/", "/petugas/pelanggaran/"


@pytest.fixture
def hall():
    return make_institution()


def raised(hall, **values):
    case = make_late(hall, at=timezone.now() - timedelta(days=60), **values)
    Clock.objects.exclude(kind="answer").filter(case=case, stopped_at=None).update(
        stopped_at=timezone.now(), stop_reason="answered"
    )
    escalate(at=timezone.now())
    return case


def page_of(hall, who, case):
    place = hall.actor(who).mandates[0]
    row = Escalation.objects.get(case=case, office_id=place.office_id, role=place.role.value)
    return f"{LIST}{row.id}/"


def test_the_list_says_why_since_when_and_what_is_expected(client, hall):
    case = raised(hall, title="Lampu jalan padam")
    sign_in(client, hall.accounts["head"])
    page = client.get(LIST).content.decode()
    assert "Lampu jalan padam" in page
    assert case.number in page
    assert "Batas jawaban sudah lewat satu hari kerja atau lebih." in page
    assert "ambil alih, ingatkan petugas, atau jelaskan hambatannya" in page


def test_the_title_of_a_secret_case_is_covered_above_its_office(client, hall):
    case = raised(hall, title="Pungutan di sekolah", is_secret=True)
    sign_in(client, hall.accounts["secretary"])
    for address in (LIST, page_of(hall, "secretary", case)):
        page = client.get(address).content.decode()
        assert "Pungutan" not in page
        assert f"Laporan {case.number}" in page
    assert f"/petugas/laporan/{case.number}/" not in page
    assert client.get(f"/petugas/laporan/{case.number}/").status_code == 404


def test_a_list_asks_the_same_number_of_questions_for_one_and_for_three(client, hall):
    sign_in(client, hall.accounts["head"])
    counts = []
    for n in (1, 2):
        for _each in range(n):
            raised(hall)
        client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_reminding_goes_back_to_the_list_and_a_second_time_is_refused(client, hall):
    address = page_of(hall, "secretary", raised(hall))
    sign_in(client, hall.accounts["secretary"])
    answer = client.post(address, {"act": "remind"}, follow=True)
    assert "Pengingat dikirim kepada perangkat daerah." in answer.content.decode()
    again = client.post(address, {"act": "remind"})
    assert (again.status_code, "baru saja diingatkan" in again.content.decode()) == (409, True)


def test_an_explanation_without_words_comes_back(client, hall):
    case = raised(hall)
    sign_in(client, hall.accounts["head"])
    answer = client.post(page_of(hall, "head", case), {"act": "explain", "text": ""})
    assert answer.status_code == 422
    assert "explain_text" in answer.content.decode()
    assert not Message.objects.filter(case=case, kind="note").exists()


def test_taking_over_moves_the_case(client, hall):
    case = raised(hall)
    sign_in(client, hall.accounts["secretary"])
    answer = client.post(
        page_of(hall, "secretary", case), {"act": "take_over", "office": "diskominfo"}
    )
    assert (answer.status_code, answer.url) == (302, LIST)
    case.refresh_from_db()
    assert case.office.code == "diskominfo"


def test_an_act_that_is_not_offered_is_refused(client, hall):
    case = raised(hall, is_secret=True)
    sign_in(client, hall.accounts["secretary"])
    answer = client.post(
        page_of(hall, "secretary", case), {"act": "take_over", "office": "diskominfo"}
    )
    assert answer.status_code == 403
    case.refresh_from_db()
    assert case.office.code == "dinas-contoh"


def test_what_was_put_before_another_is_not_found(client, hall):
    address = page_of(hall, "secretary", raised(hall))
    sign_in(client, hall.accounts["officer"])
    assert client.get(address).status_code == 404


def test_breaches_stand_by_office_and_open_only_what_may_be_read(client, hall):
    open_case = raised(hall, title="Jembatan rusak")
    raised(hall, title="Pungutan", is_secret=True)
    sign_in(client, hall.accounts["inspector"])
    page = client.get(BREACHES).content.decode()
    assert "2 batas waktu sudah lewat" in page
    page = client.get(f"{BREACHES}dinas-contoh/").content.decode()
    assert f"/petugas/laporan/{open_case.number}/" in page
    assert "Pungutan" not in page
    assert "Isinya tertutup" in page
    assert client.get(f"{BREACHES}tidak-ada/").status_code == 404


def test_breaches_are_for_those_who_oversee(client, hall):
    sign_in(client, hall.accounts["head"])
    assert client.get(BREACHES).status_code == 403
