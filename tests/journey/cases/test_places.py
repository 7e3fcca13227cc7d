"""The map: counts by district, cells of a grid, points no finer than they may be."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext
from tests.factories.cases import make_answered, make_verified
from tests.factories.people import make_office
from tests.factories.voice import REGENCY, make_regency, make_topics

from pendopo.journey.cases.models import Case, MapSpot, SearchEntry
from pendopo.journey.cases.search import (
    Query,
    Scope,
    enter_all,
    enter_changed,
    find_case_ids,
    mapping,
    note_changed,
)
from pendopo.journey.cases.search.mapping import counting, newest
from pendopo.journey.cases.search.services import drop_empty_spots
from pendopo.journey.voice.types import Place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
FINE = Place("99.01.01.2001", "", -7.123456, 112.654321)


@pytest.fixture(autouse=True)
def _regency(settings):
    settings.PENDOPO_REGION = REGENCY
    make_regency(11)


def test_points_are_rounded_and_those_of_anonymous_authors_more_so():
    named = make_verified(place=FINE, is_anonymous=False)
    hidden = make_verified(place=FINE, is_anonymous=True)
    enter_changed()
    points = {
        case_id: (north, east)
        for case_id, north, east in SearchEntry.objects.values_list("case_id", "north", "east")
    }
    assert points == {named.id: (-7123, 112654), hidden.id: (-7120, 112650)}


def test_the_table_counts_districts_and_what_names_none(client):
    cases = [
        make_verified(place=Place("99.01.01.2001")),
        make_answered(place=Place("99.01.01.2002")),
        make_verified(place=Place("99.01.02.2001")),
        make_verified(),
    ]
    enter_changed()
    areas = mapping.overview(Query(), step=5).areas
    assert [(one.code, one.name, one.n_cases, one.n_open) for one in areas] == [
        ("99.01.01", "Contoharjo 1", 2, 1),
        ("99.01.02", "Contoharjo 2", 1, 1),
        ("", "", 1, 1),
    ]
    page = client.get("/laporan/peta/?region=99.01.02").content.decode()
    assert "/laporan/?region=99.01.02" in page
    assert "1 laporan cocok" in page
    assert len(cases) == 4


def at(north, east, **more):
    return make_verified(place=Place("", "", north, east), is_anonymous=False, **more)


def cells_of(query, **more):
    return [(one.n_cases, one.n_open) for one in mapping.grid(query, **more).cells]


@pytest.mark.parametrize("query", [Query(), Query(since=datetime(2020, 1, 1, tzinfo=UTC))])
def test_cells_gather_what_lies_together(query):
    near = [at(-7.123, 112.654), at(-7.122, 112.654), at(-7.121, 112.654)]
    far = at(-7.2, 112.7)
    make_verified()
    enter_changed()
    found = mapping.grid(query, step=5)
    assert [(one.n_cases, one.n_open, one.numbers) for one in found.cells] == [
        (1, 1, (far.number,)),
        (3, 3, ()),
    ]
    assert [(one.north, one.east) for one in found.cells] == [(-7198, 112702), (-7123, 112652)]
    box = mapping.Box(-7130, 112600, -7120, 112660)
    assert sorted(cells_of(query, step=1, box=box)) == [(1, 1), (1, 1), (1, 1)]
    assert len(near) == 3


def test_the_spots_count_what_the_entries_hold_whatever_happens_to_a_case():
    office = make_office()
    case = at(-7.123, 112.654, office=office)
    at(-7.123, 112.654, office=office)
    make_answered(place=Place("99.01.01.2001"))
    enter_changed()
    assert spots() == recounted() != {}
    hand_over(case)
    enter_changed()
    assert spots() == recounted()
    enter_all()
    assert spots() == recounted()
    SearchEntry.objects.filter(case=case).delete()
    assert spots() == recounted()
    assert drop_empty_spots() > 0
    assert MapSpot.objects.filter(n=0).count() == 0


def spots():
    return dict(MapSpot.objects.filter(n__gt=0).values_list("key", "n"))


def recounted():
    rows = SearchEntry.objects.exclude(spot=None).values("spot__key").annotate(n=Count("place"))
    return {row["spot__key"]: row["n"] for row in rows}


def hand_over(case):
    Case.objects.filter(id=case.id).update(office=make_office("lain", name="Lain"))
    note_changed(case.id)


def test_what_is_not_public_stands_on_no_spot():
    at(-7.123, 112.654, is_secret=True)
    enter_changed()
    assert MapSpot.objects.count() == 0


def test_codes_narrow_the_counts_alike_on_page_and_map():
    office, other = make_office(), make_office("lain", name="Lain")
    make_topics()
    at(-7.1, 112.6, office=office, topic="roads.hole")
    at(-7.1, 112.6, office=other, topic="roads.light")
    make_answered(office=other, topic="other", place=Place("99.01.02.2001", "", -7.1, 112.6))
    enter_changed()
    questions = {
        Query(topic="roads"): 2,
        Query(topic="roads.hole"): 1,
        Query(office=other.code): 2,
        Query(status="answered"): 1,
        Query(region="99.01.02"): 1,
        Query(region="99.01.0"): 0,
        Query(topic="roads", office=other.code): 1,
        Query(topic="tidak.ada"): 0,
    }
    for query, expected in questions.items():
        overview = mapping.overview(query, step=5)
        assert (overview.n_cases, overview.n_pointed) == (expected, expected), query
        assert sum(n for n, _n_open in cells_of(query, step=20)) == expected
        # The search itself is the second witness.
        assert len(find_case_ids(query, scope=Scope.PUBLIC).case_ids) == expected


def test_coarse_cells_are_counted_where_fine_ones_would_cost_too_much(monkeypatch):
    monkeypatch.setattr(counting, "MOST_READ", 2)
    for n in range(3):
        at(-7.1231 - n / 1000, 112.654)
    at(-7.3, 112.7)
    enter_changed()
    fine = mapping.grid(Query(), step=1)
    assert (fine.step, [one.n_cases for one in fine.cells]) == (1, [1, 1, 1, 1])
    monkeypatch.setattr(counting, "MOST_SCANNED", 3)
    coarse = mapping.grid(Query(), step=1)
    assert (coarse.step, [one.n_cases for one in coarse.cells]) == (20, [1, 3])
    assert sum(one.n_cases for one in coarse.cells) == mapping.overview(Query(), step=5).n_cases
    near = mapping.Box(-7301, 112690, -7299, 112710)
    assert mapping.grid(Query(), step=1, box=near).step == 1


def test_of_words_only_the_newest_are_shown_and_the_page_says_so(client, monkeypatch):
    monkeypatch.setattr(newest, "MOST", 2)
    for _case in range(3):
        at(-7.1, 112.6)
    enter_changed()
    page = client.get("/laporan/peta/?text=lampu").content.decode()
    assert "2 laporan terbaru yang cocok; yang lebih lama juga ada" in page
    told = client.get("/laporan/peta/titik.json?text=lampu").json()
    assert (told["hanya_terbaru"], sum(row[2] for row in told["titik"])) == (True, 2)
    assert "3 laporan cocok" in client.get("/laporan/peta/").content.decode()
    assert not client.get("/laporan/peta/titik.json").json()["hanya_terbaru"]


def test_the_number_of_a_case_that_is_no_longer_public_is_not_told(client):
    case = at(-7.1, 112.6)
    enter_changed()
    Case.objects.filter(id=case.id).update(is_public=False)
    assert case.number not in client.get("/laporan/peta/titik.json").content.decode()


def test_the_points_of_the_moving_map(client):
    make_verified(place=FINE, is_anonymous=False)
    other = make_verified(place=Place("", "", -7.3, 112.4), is_anonymous=False)
    enter_changed()
    told = client.get("/laporan/peta/titik.json?petak=1&batas=-7.4,112.3,-7.2,112.5").json()
    assert told["titik"] == [[-7.3, 112.4, 1, 1, [other.number]]]
    both = client.get("/laporan/peta/titik.json").json()
    assert sum(row[2] for row in both["titik"]) == 2
    assert "7.123456" not in str(both)


@pytest.mark.parametrize(
    "query", ["petak=2", "petak=x", "batas=1,2,3", "batas=a,b,c,d", "batas=1e9,1,1,1"]
)
def test_a_map_nobody_could_mean_is_refused(client, query):
    assert client.get(f"/laporan/peta/titik.json?{query}").status_code == 422


def test_the_page_draws_without_scripts(client):
    for n in range(3):
        make_verified(place=Place("", "", -7.1 - n / 10, 112.1), is_anonymous=False)
    enter_changed()
    page = client.get("/laporan/peta/").content.decode()
    assert page.count("<circle ") == 3
    assert 'role="img" aria-label="Sebaran laporan' in page
    assert " style=" not in page
    assert "leaflet.js" in page
    assert '<script src="/static/cases/leaflet' not in page


def test_queries_do_not_grow_with_the_cases(client):
    def counted():
        enter_changed()
        with CaptureQueriesContext(connection) as queries:
            client.get("/laporan/peta/")
        return len(queries)

    make_verified(place=FINE)
    one = counted()
    make_verified(place=FINE)
    make_verified(place=Place("99.01.02.2001"))
    assert counted() == one
