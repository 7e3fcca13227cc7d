"""Windows follow the working calendar to the minute, in every zone."""

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.network.samples import calendar

from pendopo.engines.network import Window, switches, window_at

ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
FIRST, LAST = date(2026, 1, 1), date(2026, 4, 1)
MINUTE = timedelta(minutes=1)


def at(text, zone="Asia/Jakarta"):
    naive = datetime.fromisoformat(text)
    return naive.replace(tzinfo=calendar(zone).table.offset)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    ("edge", "before", "after"),
    [
        ("2026-01-14T07:30", "off", "work"),
        ("2026-01-14T12:00", "work", "rest"),
        ("2026-01-14T13:00", "rest", "work"),
        ("2026-01-14T16:00", "work", "off"),
        ("2026-01-16T11:30", "off", "off"),  # Isra Mikraj, a Friday
        ("2026-01-23T11:30", "work", "rest"),  # an ordinary Friday
        ("2026-01-23T16:30", "work", "off"),
        ("2026-02-19T08:00", "off", "work"),  # the first day of Ramadan
        ("2026-03-13T15:30", "work", "off"),  # a Friday of Ramadan
        ("2026-03-20T10:00", "off", "off"),  # collective leave
    ],
)
def test_a_window_changes_on_its_minute_and_not_before(zone, edge, before, after):
    moment = at(edge, zone)
    assert window_at(moment - timedelta(seconds=1), calendar(zone)) == before
    assert window_at(moment, calendar(zone)) == after


@given(
    st.datetimes(datetime(2026, 1, 2), datetime(2026, 3, 30)),  # noqa: DTZ001 -- bounds
    st.sampled_from(ZONES),
)
def test_the_schedule_says_what_the_calendar_says(moment, zone):
    asked = moment.replace(tzinfo=UTC)
    found = switches(calendar(zone), FIRST, LAST)
    place = bisect_right([switch.at for switch in found], asked) - 1
    assert found[place].window == window_at(asked, calendar(zone))


def test_no_switch_repeats_the_window_before_it():
    found = [switch.window for switch in switches(calendar(), FIRST, LAST)]
    assert found[0] == Window.OFF
    assert all(one != other for one, other in pairwise(found))
