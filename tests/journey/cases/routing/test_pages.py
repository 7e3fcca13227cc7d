"""The pages of routing: before sending, at the desk, and the table of who answers for what."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.factories.cases import make_actor, make_responsibility, make_verified
from tests.factories.people import make_citizen, make_office, make_officer, sign_in
from tests.factories.voice import form_data, make_topics

from pendopo.foundation.people.types import Role
from pendopo.journey.cases.models import CaseJoin, Responsibility
from pendopo.journey.cases.routing import merging
from pendopo.journey.cases.routing.links import links_of
from pendopo.journey.voice.types import Place

HERE = Place(latitude=-7.001, longitude=110.001)


@pytest.fixture
def now(law):
    make_topics()
    return timezone.now()


@pytest.fixture
def case(now):
    return make_verified(at=now - timedelta(days=1), place=HERE, topic="roads.light")


def preview(client, **changes):
    data = form_data(topic="roads.light", latitude="-7.0012", longitude="110.001", **changes)
    return client.post("/lapor/", data).content.decode()


def test_preview_shows_what_is_alike_and_joining_needs_no_account(case):
    client = Client()
    page = preview(client)
    assert "Mungkin sudah ada yang melaporkan" in page
    assert case.number in page
    assert "sekitar 20 m" in page

    joined = client.post(reverse("cases:join", args=[case.number]), follow=True)
    assert "Kini 1 orang lain mengalami masalah ini" in joined.content.decode()
    client.post(reverse("cases:join", args=[case.number]))
    assert CaseJoin.objects.count() == 1
    assert (
        "2 orang menyampaikan masalah ini"
        in Client().get(f"/laporan/{case.number}/").content.decode()
    )


def test_preview_covers_identifiers_of_others(now):
    make_verified(
        at=now,
        place=HERE,
        topic="roads.light",
        text="Lampu jalan mati depan pasar. Telepon 0812 3456 7890.",
    )
    page = preview(Client())
    assert "[telepon disamarkan]" in page
    assert "3456" not in page


def test_preview_of_a_secret_report_leads_nowhere(case):
    assert case.number not in preview(Client(), is_secret="on")


def test_old_number_of_a_merged_case_leads_to_the_other(case, now):
    other = make_verified(at=now, place=HERE)
    merging.merge_cases(
        source_id=other.id, target_id=case.id, text="Sama.", by=make_actor(), at=now
    )
    answer = Client().get(f"/laporan/{other.number}/")
    assert (answer.status_code, answer.url) == (302, f"/laporan/{case.number}/")


def verifier():
    return sign_in(Client(), make_officer(Role.VERIFIER, make_office("setda")))


def test_desk_names_twins_with_their_reasons(case, now):
    other = make_verified(at=now, place=replace(HERE, latitude=-7.0012), topic="roads.light")
    page = verifier().get(f"/petugas/laporan/{other.number}/kembar/").content.decode()
    assert case.number in page
    assert "22 m" in page
    assert "topik sama" in page
    assert "lampu" in page


def test_merging_taking_back_and_splitting_on_the_page(case, now):
    other, client = make_verified(at=now, place=HERE), verifier()
    address = f"/petugas/laporan/{other.number}/kembar/"
    wrong = client.post(address, {"step": "merge", "target": "26-0000-0000-0", "text": "Sama."})
    assert (wrong.status_code, "tidak ditemukan" in wrong.content.decode()) == (422, True)
    client.post(address, {"step": "merge", "target": case.number, "text": "Sama."})
    assert links_of(case).took_in == (other,)
    client.post(address, {"step": "unmerge", "text": "Keliru."})
    assert links_of(case).took_in == ()
    told = {"step": "split", "title": "Tiang miring", "text": "Tiangnya miring.", "office": "setda"}
    assert client.post(address, told).status_code == 302
    assert [one.title for one in links_of(other).parts] == ["Tiang miring"]


def test_an_office_says_not_ours_and_the_coordinator_decides(case):
    roads = case.office
    officer = sign_in(Client(), make_officer(Role.OFFICER, roads))
    address = f"/petugas/laporan/{case.number}/kewenangan/"
    assert "Bukan kewenangan kami" in officer.get(address).content.decode()
    assert officer.post(address, {"step": "bounce", "text": "Jalan provinsi."}).status_code == 302
    client = verifier()
    assert "Putuskan kewenangan" in client.get(address).content.decode()
    client.post(address, {"step": "decide", "office": "setda", "text": "Perda 4/2021."})
    case.refresh_from_db()
    assert (case.office.code, case.is_decided, case.n_bounces) == ("setda", True, 1)


def test_the_table_shows_adds_tries_and_ends(now):
    office, client = make_office("dishub", name="Dinas Perhubungan"), verifier()
    address = "/petugas/penanggung-jawab/"
    assert "Belum ada perangkat daerah" in client.get(address).content.decode()
    told = {
        "step": "add",
        "topic": "roads",
        "office": "dishub",
        "part": "responsible",
        "decree": "Perbup 12/2025",
        "valid_from": "2026-01-01",
    }
    assert client.post(address, {**told, "decree": ""}).status_code == 422
    assert client.post(address, told).status_code == 302
    tried = client.get(address, {"topic": "roads.light"}).content.decode()
    assert "karena topik “Jalan dan lampu” di seluruh daerah" in tried
    row = Responsibility.objects.get(office=office)
    client.post(address, {"step": "end", "row": row.id, "valid_to": "2026-02-01"})
    row.refresh_from_db()
    assert row.valid_to == date(2026, 2, 1)


def test_the_table_asks_equally_many_questions_of_one_rule_and_of_three(
    now, django_assert_max_num_queries
):
    client = verifier()
    make_responsibility(make_office("a"), "roads")
    with django_assert_max_num_queries(40) as first:
        client.get("/petugas/penanggung-jawab/")
    make_responsibility(make_office("b"), "roads.light")
    make_responsibility(make_office("c"), "other")
    with django_assert_max_num_queries(40) as second:
        client.get("/petugas/penanggung-jawab/")
    assert len(second) == len(first)


def test_others_do_not_open_the_table(now):
    officer = sign_in(Client(), make_officer(Role.OFFICER))
    assert officer.get("/petugas/penanggung-jawab/").status_code == 403


def test_the_author_of_a_merged_report_is_told_where_it_went(case, now):
    mine, account = make_verified(at=now, place=HERE), make_citizen()
    mine.voice.reporter = account.person
    mine.voice.save()
    merging.merge_cases(source_id=mine.id, target_id=case.id, text="Sama.", by=make_actor(), at=now)
    page = sign_in(Client(), account).get(f"/lacak/{mine.number}/").content.decode()
    assert f"digabung dengan laporan {case.number}" in page
    assert f"/laporan/{case.number}/" in page


def test_the_class_of_assets_names_another_office(case):
    make_responsibility(case.office, "roads.light")
    row = make_responsibility(make_office("prov", name="Dinas Provinsi"), "roads.light")
    Responsibility.objects.filter(id=row.id).update(asset_class="jalan_provinsi")
    client, address = verifier(), f"/petugas/laporan/{case.number}/kewenangan/"
    assert "Dinas Provinsi</strong>" not in client.get(address).content.decode()
    told = {"step": "asset", "asset_class": "jalan_provinsi"}
    assert client.post(address, told).status_code == 302
    assert "Dinas Provinsi</strong>" in client.get(address).content.decode()
