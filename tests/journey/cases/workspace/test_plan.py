"""The map without tiles: north is up, kilometres are equal both ways, nothing leaves the sheet."""

from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.journey.cases.workspace.plan import HEIGHT, MARGIN, WIDTH, Place, drawn, kilometres
from pendopo.journey.cases.workspace.qr import qr_of

latitudes = st.floats(-11, 6).map(lambda value: round(value, 4))
longitudes = st.floats(95, 141).map(lambda value: round(value, 4))
places = st.lists(st.tuples(latitudes, longitudes), min_size=1, max_size=12)


def plan_of(points, here=None):
    return drawn([Place(str(n), *point) for n, point in enumerate(points)], here)


def test_nothing_is_drawn_of_nothing():
    assert drawn([]) is None


def test_one_place_alone_has_a_scale():
    plan = plan_of([(-7.6, 110.9)])
    assert [(dot.key, dot.number) for dot in plan.dots] == [("0", 1)]
    assert plan.bar > 0


@given(places)
def test_everything_lies_on_the_sheet(points):
    for dot in plan_of(points).dots:
        assert MARGIN <= dot.x <= WIDTH - MARGIN + 0.1
        assert MARGIN <= dot.y <= HEIGHT - MARGIN + 0.1


def test_north_is_up_and_east_is_right():
    south_west, north_east = plan_of([(-7.65, 110.90), (-7.60, 110.95)]).dots
    assert north_east.y < south_west.y
    assert north_east.x > south_west.x


def test_the_scale_bar_measures_the_ground():
    # Ten kilometres apart: 0.0898 degrees of latitude, or of longitude through the cosine.
    for other in ((-7.60 - 0.08983, 110.90), (-7.60, 110.90 + 0.09062)):
        plan = plan_of([(-7.60, 110.90), other])
        one, two = plan.dots
        on_paper = dist((one.x, one.y), (two.x, two.y)) / (plan.bar / plan.km)
        assert on_paper == pytest.approx(10, rel=0.01)


def test_where_one_stands_is_drawn_but_not_counted():
    plan = plan_of([(-7.60, 110.90)], here=(-7.61, 110.91))
    assert len(plan.dots) == 1
    assert plan.here is not None
    assert plan.here.y > plan.dots[0].y


@given(latitudes, longitudes, latitudes, longitudes)
def test_distance_is_the_same_both_ways_and_none_to_oneself(north, east, other_north, other_east):
    there, back = (north, east), (other_north, other_east)
    assert kilometres(there, back) == pytest.approx(kilometres(back, there))
    assert kilometres(there, there) == 0


def test_a_degree_of_latitude_is_111_kilometres():
    assert kilometres((-7, 110), (-8, 110)) == pytest.approx(111.2, abs=0.1)


def test_a_qr_code_has_its_border_and_its_three_corners():
    qr = qr_of("https://pendopo.example/laporan/26-0482-9357-9/")
    assert qr.size > 29
    # The finder patterns begin where the border of four ends.
    last = qr.size - 5
    for corner in ("M4 4h1v1h-1z", f"M{last} 4h1v1h-1z", f"M4 {last}h1v1h-1z"):
        assert corner in qr.path
    assert "M3 " not in qr.path
    assert qr_of("lain").path != qr.path
