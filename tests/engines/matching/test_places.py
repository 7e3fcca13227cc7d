from math import acos, cos, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.engines.matching import cell_of, cells_around, metres_between
from pendopo.engines.matching.places import EARTH_RADIUS

LATITUDES, LONGITUDES = st.floats(-89, 89), st.floats(-180, 180)
# Indonesia, where the house stands.
HERE = st.tuples(st.floats(-11, 6), st.floats(95, 141))


def test_distance_of_a_degree_of_latitude_is_a_360th_of_the_way_round():
    # 2 * pi * 6,371,008.8 / 360 = 111,195.08 m.
    assert metres_between(-7, 110, -6, 110) == pytest.approx(111_195.08, abs=0.01)


def test_distance_on_the_other_side_is_half_the_way_round():
    assert metres_between(0, 0, 0, 180) == pytest.approx(20_015_114.4, abs=1)


@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES)
def test_distance_agrees_with_the_law_of_cosines(a, b, c, d):
    south, north = radians(a), radians(c)
    angle = sin(south) * sin(north) + cos(south) * cos(north) * cos(radians(d - b))
    slow = EARTH_RADIUS * acos(max(-1.0, min(1.0, angle)))
    # The law of cosines loses its digits near 0 and near half the way round.
    assert metres_between(a, b, c, d) == pytest.approx(slow, abs=2_000 if slow < 5_000 else 1)
    assert metres_between(a, b, c, d) == metres_between(c, d, a, b)


@given(HERE, st.floats(0, 1_000), st.floats(-1, 1), st.floats(-1, 1))
def test_no_point_within_reach_lies_outside_the_cells_around(here, metres, east, north):
    there = (here[0] + north * 0.02, here[1] + east * 0.02)
    if metres_between(*here, *there) <= metres:
        assert cell_of(*there) in cells_around(*here, metres)


def test_cells_around_a_point_near_the_equator_are_few():
    assert len(cells_around(-6.9, 107.6, 250)) in {6, 9}


def test_cells_around_meet_across_the_date_line():
    assert cell_of(0, -179.9999) in cells_around(0, 179.9999, 100)


@pytest.mark.parametrize("point", [(90.1, 0), (-91, 0), (0, 181), (0, -180.5)])
def test_cell_refuses_what_is_no_point(point):
    with pytest.raises(ValueError, match="need a point in degrees"):
        cell_of(*point)


def test_cells_at_the_edges_are_different_numbers():
    corners = {cell_of(*point) for point in [(90, 0), (-90, 0), (0, -180), (0, 179.999)]}
    assert len(corners) == 4
    assert all(0 <= cell < 2**63 for cell in corners)
