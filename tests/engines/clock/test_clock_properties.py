"""What must hold for every arrival, period, calendar and pause."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.oracles.clock_days import slow_due

from pendopo.engines.clock import (
    Calendar,
    ClosedDay,
    Pause,
    Unit,
    due,
    due_many,
    elapsed_work_days,
    remaining,
)

FIRST, LAST = datetime(2026, 1, 1), datetime(2026, 4, 1)  # noqa: DTZ001 -- bounds of st.datetimes
ZONES = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]
NAME = "Libur"

instants = st.datetimes(FIRST, LAST, timezones=st.just(UTC))
units = st.sampled_from(Unit)
day_units = st.sampled_from([Unit.WORK_DAYS, Unit.CALENDAR_DAYS])
amounts = st.integers(0, 25)
closed_days = st.sets(st.dates(date(2026, 1, 1), date(2026, 6, 1)), max_size=30)
calendars = st.builds(
    lambda zone, closed: Calendar.of(
        zone, [ClosedDay(day, NAME, "lokal") for day in closed], known_years=[2026]
    ),
    st.sampled_from(ZONES),
    closed_days,
)
lengths = st.timedeltas(timedelta(0), timedelta(days=9))
closed_pauses = st.builds(lambda start, length: Pause(start, start + length), instants, lengths)
open_pauses = st.builds(Pause, instants, st.none())
pause_lists = st.lists(closed_pauses | open_pauses, max_size=4)
closed_pause_lists = st.lists(closed_pauses, max_size=4)

FAR = datetime(2100, 1, 1, tzinfo=UTC)


@given(instants, amounts, day_units, calendars, pause_lists)
def test_due_equals_the_clerk_with_a_wall_calendar(start, amount, unit, calendar, pauses):
    shut = {day.date for day in calendar.closed}
    by_work = unit is Unit.WORK_DAYS
    at, received, counted, skipped = slow_due(
        start, amount, calendar.zone, shut, by_work=by_work, pauses=pauses
    )
    answer = due(start, amount, unit, calendar, pauses)
    assert (answer.at, answer.received_on) == (at, received)
    assert answer.counted == tuple(counted)
    assert [day.date for day in answer.skipped] == skipped


@given(instants, amounts, units, calendars, st.integers(-12, 14), closed_pause_lists)
def test_due_is_the_same_whatever_zone_the_start_is_written_in(
    start, amount, unit, calendar, hours, pauses
):
    elsewhere = start.astimezone(timezone(timedelta(hours=hours)))
    assert due(start, amount, unit, calendar, pauses) == due(
        elsewhere, amount, unit, calendar, pauses
    )


@given(instants, lengths, amounts, units, calendars, pause_lists)
def test_due_never_runs_backwards(start, later, amount, unit, calendar, pauses):
    first = due(start, amount, unit, calendar, pauses).at or FAR
    second = due(start + later, amount, unit, calendar, pauses).at or FAR
    # Hours are read to the second.
    assert start.replace(microsecond=0) <= first <= second


@given(instants, amounts, units, calendars, closed_pause_lists, closed_pauses)
def test_a_pause_never_shortens(start, amount, unit, calendar, pauses, one_more):
    assert (
        due(start, amount, unit, calendar, pauses).at
        <= due(start, amount, unit, calendar, [*pauses, one_more]).at
    )


@given(instants, amounts, units, calendars, closed_pauses, st.floats(0, 1))
def test_splitting_a_pause_in_two_changes_nothing(start, amount, unit, calendar, pause, part):
    middle = pause.start + (pause.end - pause.start) * part
    halves = [Pause(pause.start, middle), Pause(middle, pause.end)]
    assert due(start, amount, unit, calendar, [pause]) == due(start, amount, unit, calendar, halves)


@given(instants, amounts, units, calendars, open_pauses, lengths)
def test_splitting_an_open_pause_changes_nothing(start, amount, unit, calendar, pause, part):
    halves = [Pause(pause.start, pause.start + part), Pause(pause.start + part, None)]
    assert due(start, amount, unit, calendar, [pause]) == due(start, amount, unit, calendar, halves)


@given(instants, amounts, calendars, st.data())
def test_pausing_on_a_closed_day_adds_nothing(start, amount, calendar, data):
    plain = due(start, amount, Unit.WORK_DAYS, calendar)
    saturday = date(2026, 1, 3)
    day = data.draw(st.sampled_from([saturday, *(day.date for day in calendar.closed)]))
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(calendar.zone))
    pause = Pause(midnight, midnight + timedelta(days=1))
    assert due(start, amount, Unit.WORK_DAYS, calendar, [pause]) == plain


@given(instants, amounts, day_units, calendars, closed_pause_lists)
def test_every_day_after_receipt_is_counted_or_named(start, amount, unit, calendar, pauses):
    answer = due(start, amount, unit, calendar, pauses)
    last = answer.at.astimezone(ZoneInfo(calendar.zone)).date()
    told = sorted([*answer.counted, *(day.date for day in answer.skipped)])
    span = (last - answer.received_on).days
    assert told == [answer.received_on + timedelta(days=n) for n in range(1, span + 1)]
    assert len(answer.counted) == amount
    assert calendar.is_working(answer.received_on)
    assert last == (answer.counted[-1] if amount else answer.received_on)


@given(instants, st.integers(1, 25), calendars, closed_pause_lists)
def test_elapsed_days_reach_the_amount_exactly_on_the_last_day(start, amount, calendar, pauses):
    answer = due(start, amount, Unit.WORK_DAYS, calendar, pauses)
    assert elapsed_work_days(start, answer.at, calendar, pauses) == amount
    the_day_before = answer.at - timedelta(days=1)
    assert elapsed_work_days(start, the_day_before, calendar, pauses) == amount - 1


@given(instants, amounts, units, calendars, closed_pause_lists, lengths)
def test_remaining_is_late_exactly_after_the_deadline(start, amount, unit, calendar, pauses, wait):
    answer = due(start, amount, unit, calendar, pauses)
    at = start + 3 * wait
    left = remaining(answer, at, calendar, pauses)
    assert left.is_late == (at > answer.at)
    assert left.days >= 0
    assert left.is_late or left.days <= amount * (31 if unit is Unit.MONTHS else 1)


@given(st.lists(instants, max_size=20), amounts, units, calendars)
def test_due_many_equals_due_one_by_one(starts, amount, unit, calendar):
    one_by_one = [due(start, amount, unit, calendar).at for start in starts]
    naive = np.array([at.replace(tzinfo=None) for at in one_by_one], dtype="datetime64[s]")
    as_array = np.array([at.replace(tzinfo=None) for at in starts], dtype="datetime64[us]")
    for given_as in (starts, as_array):
        answer = due_many(given_as, amount, unit, calendar)
        assert answer.dtype == np.dtype("datetime64[s]")
        assert answer.tolist() == naive.tolist()


@given(calendars, st.permutations(range(5)))
def test_order_of_pauses_changes_nothing(calendar, order):
    monday = datetime(2026, 3, 2, 3, tzinfo=UTC)
    pauses = [
        Pause(monday + timedelta(days=n), monday + timedelta(days=n + 2)) for n in (1, 2, 6, 9, 15)
    ]
    shuffled = [pauses[place] for place in order]
    assert due(monday, 9, Unit.WORK_DAYS, calendar, pauses) == due(
        monday, 9, Unit.WORK_DAYS, calendar, shuffled
    )
