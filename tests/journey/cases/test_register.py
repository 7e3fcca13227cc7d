"""The public register: search and filters by address, pages without gaps, nothing of secrets."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.cases import AT, make_answered, make_case, make_verified
from tests.factories.voice import REGENCY, make_regency, make_topics

from pendopo.journey.cases.models import Case
from pendopo.journey.cases.search import enter_changed
from pendopo.journey.voice.types import Place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]


@pytest.fixture(autouse=True)
def _regency(settings):
    settings.PENDOPO_REGION = REGENCY


def read(client, query=""):
    enter_changed()
    response = client.get(f"/laporan/{query}")
    assert response.status_code == 200
    return response.content.decode()


def numbers_in(page, cases):
    return {case.number for case in cases if case.number in page}


def test_words_office_topic_area_state_and_days_narrow_the_list(client, roads, lights):
    make_topics()
    make_regency()
    hole = make_verified(
        office=roads,
        topic="roads.hole",
        title="Jembatan dirusak banjir",
        place=Place("99.01.01.2001"),
        at=AT,
    )
    lamp = make_answered(
        office=lights, topic="roads.light", title="Padam total", at=AT + timedelta(days=2)
    )
    both = (hole, lamp)
    expected = {
        "": {hole.number, lamp.number},
        "?text=kerusakan jembatan": {hole.number},
        "?text=ditambal": {lamp.number},
        f"?text={hole.number}": {hole.number},
        "?office=dishub": {lamp.number},
        "?topic=roads.hole": {hole.number},
        "?region=99.01.01": {hole.number},
        "?region=99.01.01.2001": {hole.number},
        "?status=answered": {lamp.number},
        "?status=answered&office=dpupr": set(),
        "?since=2026-03-18": {lamp.number},
        "?until=2026-03-17": {hole.number},
        "?since=2026-03-17&until=2026-03-19": {hole.number, lamp.number},
        # What nobody could mean is passed over.
        "?since=kemarin&status=gila&region=x&topic=%00": {hole.number, lamp.number},
        "?since=0001-01-01&until=9999-12-31": {hole.number, lamp.number},
    }
    assert {query: numbers_in(read(client, query), both) for query in expected} == expected


def test_the_order_may_be_turned(client):
    first, second = (
        make_verified(title="Lampu", at=AT),
        make_verified(title="Lampu", at=AT + timedelta(hours=1)),
    )
    newest, oldest = read(client, "?text=lampu"), read(client, "?text=lampu&sort=terlama")
    assert newest.index(second.number) < newest.index(first.number)
    assert oldest.index(first.number) < oldest.index(second.number)


def test_pages_of_a_search_join(client, monkeypatch):
    from pendopo.journey.cases.views import register

    monkeypatch.setattr(register, "_PAGE", 2)
    cases = [make_verified(title="Lampu", at=AT + timedelta(minutes=n)) for n in range(3)]
    first = read(client, "?text=lampu")
    assert numbers_in(first, cases) == {cases[2].number, cases[1].number}
    cursor = first.split("cursor=")[1].split('"')[0]
    assert numbers_in(read(client, f"?text=lampu&cursor={cursor}"), cases) == {cases[0].number}


@pytest.mark.parametrize("query", ["?text=pungli", "", "?region=99.01", "?text=rahasia"])
@pytest.mark.parametrize("address", ["/laporan/", "/laporan/umpan.atom", "/laporan/peta/"])
def test_secret_and_waiting_cases_are_nowhere(client, address, query):
    make_regency()
    place = Place("99.01.01.2001", "", -7.1, 112.1)
    secret = make_verified(title="Pungli rahasia", is_secret=True, place=place)
    waiting = make_case(title="Pungli menunggu", place=place)
    enter_changed()
    page = client.get(address + query).content.decode()
    for words in (secret.number, waiting.number, "Pungli rahasia", "Pungli menunggu"):
        assert words not in page


def test_a_case_that_became_secret_is_gone_at_once_although_still_entered(client):
    case = make_verified(title="Lampu padam")
    enter_changed()
    Case.objects.filter(id=case.id).update(is_public=False, is_secret=True)
    assert case.number not in client.get("/laporan/?text=lampu").content.decode()
    assert case.number not in client.get("/laporan/umpan.rss?text=lampu").content.decode()


def test_what_is_typed_stays_text(client):
    page = read(client, "?text=" + quote('"><script>alert(1)</script>'))
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("query", ["", "?text=lampu", "?office=dpupr&status=assigned"])
def test_queries_do_not_grow_with_the_cases(client, roads, query):
    def counted():
        enter_changed()
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/laporan/{query}")
        return len(queries)

    make_verified(title="Lampu", office=roads)
    client.get("/laporan/")
    one = counted()
    for _ in range(2):
        make_verified(title="Lampu", office=roads)
    assert counted() == one
