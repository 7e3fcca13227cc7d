"""Reports: enough devices or nothing, nothing to subtract, nothing that names anybody."""

import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.network.samples import HOUR, MORNING, plan, request, requests, tally

from pendopo.engines.network import SMALL, Privacy, rows

EXACT = replace(plan().privacy, round_to=1)


def shown(lines, **changes):
    return rows(tally(lines, of=plan(**changes)))


def whole_day(found):
    return {(row.office, row.category): row for row in found if row.hour is None}


def test_nine_devices_never_appear_and_ten_do():
    assert shown(requests(9)) == ()
    (row,) = whole_day(shown(requests(10))).values()
    assert (row.office, row.category, row.requests) == ("dinkes", "social", 10)


def test_a_small_office_is_shown_only_together_with_others():
    people = [request(f"10.10.5.{n}") for n in range(1, 13)]
    assert list(whole_day(shown(people))) == [(SMALL, "social")]


def test_what_one_device_makes_most_of_is_not_shown():
    lines = [*requests(10), *[request("10.10.3.1")] * 20]
    assert shown(lines) == ()


def test_an_hour_that_subtraction_would_tell_takes_another_with_it():
    busy = [line for hour in range(3) for line in requests(12 + hour, at=MORNING + hour * HOUR)]
    quiet = requests(3, at=MORNING + 3 * HOUR)
    hours = [row.hour for row in shown([*busy, *quiet]) if row.hour is not None]
    assert hours == [11, 12]


def test_hours_of_a_hidden_day_are_hidden():
    rule = Privacy(k=10, most_of_one=0.09, round_to=1)
    lines = [*requests(12), *[request("10.10.3.1", at=MORNING + HOUR)] * 3]
    assert shown(lines, privacy=rule) == ()


def test_counts_are_rounded():
    (row,) = whole_day(shown(requests(12))).values()
    assert row.requests == 10
    (row,) = whole_day(shown(requests(13))).values()
    assert row.requests == 15


@pytest.mark.parametrize(
    ("second", "closed"),
    [(-1, 0), (0, 12)],
)
def test_a_visit_counts_as_closed_from_the_first_second_of_the_window(second, closed):
    half_past_seven = MORNING - 2 * HOUR - HOUR // 2
    lines = requests(12, at=half_past_seven + second)
    (row,) = whole_day(shown(lines, privacy=EXACT)).values()
    assert row.closed == closed


def test_communications_staff_visit_nothing_closed():
    staff = [request(f"10.10.9.{n}") for n in range(1, 13)]
    (row,) = whole_day(shown(staff, privacy=EXACT)).values()
    assert (row.office, row.closed) == ("diskominfo", 0)


def test_refusals_are_counted():
    (row,) = whole_day(shown(requests(12, status="TCP_DENIED/403"), privacy=EXACT)).values()
    assert (row.requests, row.refused, row.closed) == (12, 12, 12)


def test_addresses_of_no_office_are_only_numbered():
    made = tally(
        [request("192.0.2.1"), "1.0 2 bukan-alamat TCP_MISS/200 1 GET http://a.id/ - X/- -"]
    )
    assert (made.n_elsewhere, made.cells) == (2, {})


def devices(made):
    return {key for count in made.cells.values() for key in count.devices}


def test_a_device_cannot_be_tied_to_the_next_day_or_another_reading():
    today, tomorrow = tally([request()]), tally([request(at=MORNING + 24 * HOUR)])
    assert not devices(today) & devices(tomorrow)
    assert not devices(today) & devices(tally([request()], key=b"another key, sixteen+"))


lines = st.lists(
    st.builds(
        request,
        st.builds("10.10.{}.{}".format, st.sampled_from([3, 4, 5, 9]), st.integers(1, 25)),
        st.sampled_from(["www.tiktok.com", "roblox.com", "a.id", "nama-orang.example"]),
        at=st.integers(MORNING, MORNING + 30 * HOUR),
        status=st.sampled_from(["TCP_DENIED/403", "TCP_MISS/200"]),
    ),
    max_size=200,
)


@given(lines, st.randoms(use_true_random=False))
def test_the_aggregate_of_parts_is_the_aggregate_of_the_whole(every, chance):
    cut = chance.randint(0, len(every))
    parts = tally(every[:cut])
    parts.add(tally(every[cut:]))
    whole = tally(every)
    assert parts.cells == whole.cells
    assert rows(parts) == rows(whole)


@given(lines)
def test_no_shown_row_tells_of_few_devices_or_names_anybody(every):
    found = shown(every, privacy=Privacy(k=5, most_of_one=0.5, round_to=1))
    assert not re.search(r"\d+\.\d+\.\d+|tiktok|roblox|nama-orang|a\.id", repr(found))
    counts = tally(every).cells
    behind = {(c.office, c.category, c.ordinal, c.hour): len(n.devices) for c, n in counts.items()}
    for row in found:
        assert behind[row.office, row.category, row.day.toordinal(), row.hour] >= 5


@given(lines)
def test_no_hidden_hour_can_be_found_by_subtraction(every):
    of = plan(privacy=Privacy(k=5, most_of_one=1, round_to=1))
    made = tally(every, of=of)
    seen = Counter((c.office, c.category, c.ordinal) for c in made.cells if c.hour is not None)
    found = rows(made)
    told = Counter((r.office, r.category, r.day.toordinal()) for r in found if r.hour is not None)
    for row in found:
        place = (row.office, row.category, row.day.toordinal())
        assert seen[place] - told[place] != 1
