"""The map: counts by district, cells of a grid, points no finer than they may be."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.cases import make_answered, make_verified
from tests.factories.voice import REGENCY, make_regency

from pendopo.journey.cases.models import SearchEntry
from pendopo.journey.cases.search import Query, enter_changed, mapping
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
    areas = mapping.by_district(mapping.placed_cases(Query()))
    assert [(one.code, one.name, one.n_cases, one.n_open) for one in areas] == [
        ("99.01.01", "Contoharjo 1", 2, 1),
        ("99.01.02", "Contoharjo 2", 1, 1),
        ("", "", 1, 1),
    ]
    page = client.get("/laporan/peta/?region=99.01.02").content.decode()
    assert "/laporan/?region=99.01.02" in page
    assert "1 laporan cocok" in page
    assert len(cases) == 4


def test_cells_gather_what_lies_together():
    near = [mapping.Placed(None, f"n{n}", n == 0, "", -7123 + n % 2, 112654) for n in range(4)]
    far = mapping.Placed(None, "far", True, "", -7200, 112700)
    none = mapping.Placed(None, "none", True, "", None, None)
    cells = mapping.gathered([*near, far, none], step=5)
    assert [(one.n_cases, one.n_open, one.numbers) for one in cells] == [
        (1, 1, ("far",)),
        (4, 1, ()),
    ]
    inside = mapping.gathered([*near, far], step=1, box=mapping.Box(-7130, 112600, -7120, 112660))
    assert sum(one.n_cases for one in inside) == 4
    assert [one.n_cases for one in inside] == [2, 2]


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
