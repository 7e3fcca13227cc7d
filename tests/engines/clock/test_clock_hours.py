"""Periods in working hours: worked by hand, against a clerk at the door, and what always holds."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.oracles.clock_days import slow_due
from tests.engines.oracles.clock_minutes import door, slow_hours

from pendopo.engines.clock import (
    Calendar,
    ClockError,
    ClosedDay,
    Pause,
    Season,
    Unit,
    WeekHours,
    due,
    due_many,
    read_hours,
    remaining,
    write_hours,
)

WIB = timezone(timedelta(hours=7))
OFFICE = WeekHours.read(["07.30-12.00, 13.00-16.00"] * 4 + ["07.30-11.30, 13.00-16.30"] + ["", ""])
SIX_DAYS = WeekHours.read(["07.30-14.00"] * 4 + ["07.30-11.00", "07.30-12.30", ""])
NIGHT = WeekHours.read(["00.00-06.00, 22.00-24.00"] * 7)
ALWAYS = WeekHours.read(["00.00-24.00"] * 7)
FASTING = WeekHours.read(["08.00-12.00, 12.30-15.00"] * 4 + ["08.00-11.30, 12.30-15.30"] + ["", ""])
RAMADAN = Season(date(2026, 2, 19), date(2026, 3, 20), FASTING, "Ramadan 1447 H")
CALENDAR = Calendar.of("Asia/Jakarta", [], known_years=[2026], hours=OFFICE)


def wib(month, day, hour=10, minute=0, second=0):
    return datetime(2026, month, day, hour, minute, second, tzinfo=WIB)


# --- worked by hand -------------------------------------------------------------------


def test_the_shipped_hours_fill_the_week_of_the_regulation():
    """Perpres 21/2023: 37 h 30 min a week, in Ramadan 32 h 30 min."""
    assert OFFICE.seconds == 37.5 * 3600
    assert FASTING.seconds == 32.5 * 3600


def test_ten_hours_over_a_lunch_a_night_and_a_weekend():
    """Thu 2 July 14.00: 2 h to 16.00; Fri 7.5 h: 9.5; Mon 07.30 plus half an hour."""
    answer = due(wib(7, 2, 14), 10, Unit.WORK_HOURS, CALENDAR)
    assert answer.at == wib(7, 6, 8)
    assert answer.counted == (date(2026, 7, 2), date(2026, 7, 3), date(2026, 7, 6))
    assert [(day.date.day, day.kind) for day in answer.skipped] == [
        (4, "akhir_pekan"),
        (5, "akhir_pekan"),
    ]


def test_a_period_that_fills_the_day_ends_at_closing_and_not_the_next_morning():
    assert due(wib(7, 1, 13), 3, Unit.WORK_HOURS, CALENDAR).at == wib(7, 1, 16)


def test_an_arrival_at_night_begins_in_the_morning():
    answer = due(wib(7, 1, 22), 1, Unit.WORK_HOURS, CALENDAR)
    assert (answer.at, answer.received_on) == (wib(7, 2, 8, 30), date(2026, 7, 2))
    assert [day.kind for day in answer.delayed] == ["lewat_jam"]
    assert answer.skipped == ()


def test_an_arrival_during_lunch_waits_for_one_oclock():
    assert due(wib(7, 1, 12, 15), 1, Unit.WORK_HOURS, CALENDAR).at == wib(7, 1, 14)


def test_no_hours_at_all_end_when_the_office_next_works():
    assert due(wib(7, 4, 9), 0, Unit.WORK_HOURS, CALENDAR).at == wib(7, 6, 7, 30)
    assert due(wib(7, 1, 9), 0, Unit.WORK_HOURS, CALENDAR).at == wib(7, 1, 9)


def test_a_pause_takes_exactly_its_working_time():
    """11.00-14.00 covers one hour before lunch and one after it."""
    pause = Pause(wib(7, 1, 11), wib(7, 1, 14))
    assert due(wib(7, 1, 10), 2, Unit.WORK_HOURS, CALENDAR, [pause]).at == wib(7, 1, 15)


def test_a_day_lost_to_a_pause_is_named():
    pause = Pause(wib(7, 1, 15), wib(7, 3, 8))
    answer = due(wib(7, 1, 14), 2, Unit.WORK_HOURS, CALENDAR, [pause])
    assert answer.at == wib(7, 3, 9)
    assert [(day.date.day, day.kind) for day in answer.skipped] == [(2, "jeda")]


def test_an_open_pause_keeps_the_hours_left():
    answer = due(wib(7, 1, 9), 5, Unit.WORK_HOURS, CALENDAR, [Pause(wib(7, 1, 10, 30), None)])
    assert (answer.at, answer.left_seconds) == (None, 12_600)
    left = remaining(answer, wib(7, 3), CALENDAR, [Pause(wib(7, 1, 10, 30), None)])
    assert left.text == "berhenti sementara, sisa 4 jam kerja"


@pytest.mark.parametrize(
    ("at", "text"),
    [
        (wib(7, 1, 9), "sisa 3 jam kerja"),
        (wib(7, 1, 11, 59), "sisa 1 jam kerja"),
        (wib(7, 1, 12), "jam terakhir"),
        (wib(7, 1, 13, 30), "lewat waktu"),
        (wib(7, 2, 8, 30), "lewat 4 jam kerja"),
    ],
)
def test_remaining_counts_working_hours(at, text):
    """Three hours from 09.00 end at noon; lunch does not make it later."""
    deadline = due(wib(7, 1, 9), 3, Unit.WORK_HOURS, CALENDAR)
    assert remaining(deadline, at, CALENDAR).text == text


def test_friday_closes_half_an_hour_later():
    """Received on Friday until 16.30, on other days until 16.00."""
    assert due(wib(7, 3, 16, 30), 1, Unit.WORK_DAYS, CALENDAR).received_on == date(2026, 7, 3)
    assert due(wib(7, 3, 16, 30, 1), 1, Unit.WORK_DAYS, CALENDAR).received_on == date(2026, 7, 6)
    assert due(wib(7, 2, 16, 1), 1, Unit.WORK_DAYS, CALENDAR).received_on == date(2026, 7, 3)


def test_ramadan_closes_earlier_and_ends():
    calendar = Calendar.of("Asia/Jakarta", [], known_years=[2026], hours=OFFICE, seasons=[RAMADAN])
    assert due(wib(3, 17, 15, 1), 1, Unit.WORK_DAYS, calendar).received_on == date(2026, 3, 18)
    assert due(wib(3, 23, 15, 1), 1, Unit.WORK_DAYS, calendar).received_on == date(2026, 3, 23)
    # 08.00 to 12.00 and 12.30 to 15.00 are six and a half hours.
    assert due(wib(3, 17, 7), 7, Unit.WORK_HOURS, calendar).at == wib(3, 18, 8, 30)
    assert calendar.season_of(date(2026, 3, 20)) == RAMADAN
    assert calendar.season_of(date(2026, 3, 21)) is None


def test_unconfirmed_hours_make_only_what_they_move_unsure():
    season = Season(RAMADAN.first, RAMADAN.last, FASTING, RAMADAN.name, confirmed=False)
    calendar = Calendar.of("Asia/Jakarta", [], known_years=[2026], hours=OFFICE, seasons=[season])
    told = "Jam kerja belum dipastikan: Ramadan 1447 H."
    assert due(wib(3, 17, 15, 30), 1, Unit.WORK_DAYS, calendar).reason == told
    assert not due(wib(3, 17, 14), 1, Unit.WORK_DAYS, calendar).unsure
    assert due(wib(3, 17, 14), 1, Unit.WORK_HOURS, calendar).reason == told
    assert not due(wib(3, 24, 14), 1, Unit.WORK_HOURS, calendar).unsure


def test_a_six_day_office_works_on_saturday_and_a_shift_works_at_night():
    six = Calendar.of("Asia/Jakarta", [], known_years=[2026], hours=SIX_DAYS)
    night = Calendar.of("Asia/Jakarta", [], known_years=[2026], hours=NIGHT)
    assert due(wib(7, 3), 1, Unit.WORK_DAYS, six).counted == (date(2026, 7, 4),)
    assert due(wib(7, 4, 23), 4, Unit.WORK_HOURS, night).at == wib(7, 5, 3)


def test_an_office_that_never_closes_receives_at_once():
    always = Calendar.of("Asia/Jakarta", [], known_years=[2026], hours=ALWAYS)
    assert due(wib(7, 5, 23, 59, 59), 1, Unit.WORK_DAYS, always).counted == (date(2026, 7, 6),)
    assert due(wib(7, 5, 23), 24, Unit.WORK_HOURS, always).at == wib(7, 6, 23)


def test_a_flood_applied_later_moves_the_end():
    flood = ClosedDay(date(2026, 7, 2), "Banjir", "penutupan")
    calendar = Calendar.of("Asia/Jakarta", [flood], known_years=[2026], hours=OFFICE)
    answer = due(wib(7, 1, 15), 2, Unit.WORK_HOURS, calendar)
    assert answer.at == wib(7, 3, 8, 30)
    assert [(day.name, day.kind) for day in answer.skipped] == [("Banjir", "penutupan")]


def test_months_end_on_the_same_day_or_the_last_of_a_shorter_month():
    assert due(wib(1, 30), 1, Unit.MONTHS, CALENDAR).at == wib(2, 28, 23, 59, 59)
    answer = due(wib(6, 30), 1, Unit.MONTHS, CALENDAR, [Pause(wib(7, 6, 0), wib(7, 8, 0))])
    assert answer.at == wib(8, 1, 23, 59, 59)
    assert len(answer.counted) == 30
    left = remaining(answer, wib(7, 20), CALENDAR)
    assert (left.text, left.unit) == ("sisa 12 hari", Unit.CALENDAR_DAYS)


def test_months_stand_still_while_the_citizen_is_asked():
    pauses = [Pause(wib(7, 10), None)]
    answer = due(wib(6, 30), 1, Unit.MONTHS, CALENDAR, pauses)
    assert remaining(answer, wib(8, 1), CALENDAR, pauses).days == 30 - 9


# --- reading and writing --------------------------------------------------------------


@given(st.lists(st.integers(0, 1440), max_size=6, unique=True))
def test_hours_are_read_as_they_are_written(minutes):
    marks = sorted(minutes)
    hours = tuple((a * 60, b * 60) for a, b in zip(marks[::2], marks[1::2], strict=False))
    assert read_hours(write_hours(hours)) == hours


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("pagi", "tidak dapat dibaca"),
        ("07.75-12.00", "tidak dapat dibaca"),
        ("12.00-07.30", "berurutan"),
        ("07.30-12.00, 11.00-16.00", "berurutan"),
        ("20.00-24.30", "24.00"),
    ],
)
def test_hours_that_cannot_be_are_refused(text, sentence):
    with pytest.raises(ClockError, match=sentence):
        read_hours(text)


@pytest.mark.parametrize(
    ("week", "sentence"),
    [
        ({"ahad": "08.00-10.00"}, "Hari 'ahad'"),
        ([""] * 7, "Hari kerja"),
        (["08.00-10.00"] * 6, "Hari kerja"),
    ],
)
def test_weeks_that_cannot_be_are_refused(week, sentence):
    with pytest.raises(ClockError, match=sentence):
        WeekHours.read(week)


def test_version_changes_with_hours_and_seasons():
    plain = Calendar.of("Asia/Jakarta", [], known_years=[2026])
    with_season = Calendar.of(
        "Asia/Jakarta", [], known_years=[2026], hours=OFFICE, seasons=[RAMADAN]
    )
    assert len({plain.version, CALENDAR.version, with_season.version}) == 3


# --- what always holds ----------------------------------------------------------------

WEEKS = {
    "office": (OFFICE, {n: [(time(7, 30), time(12)), (time(13), time(16))] for n in range(4)}
        | {4: [(time(7, 30), time(11, 30)), (time(13), time(16, 30))]}),
    "six": (SIX_DAYS, {n: [(time(7, 30), time(14))] for n in range(4)}
        | {4: [(time(7, 30), time(11))], 5: [(time(7, 30), time(12, 30))]}),
    "night": (NIGHT, {n: [(time(0), time(6)), (time(22), time(0))] for n in range(7)}),
    "always": (ALWAYS, {n: [(time(0), time(0))] for n in range(7)}),
}  # fmt: skip
FAST = {n: [(time(8), time(12)), (time(12, 30), time(15))] for n in range(4)} | {
    4: [(time(8), time(11, 30)), (time(12, 30), time(15, 30))]
}
DAY_ONE, DAY_LAST = date(2026, 1, 1), date(2027, 12, 31)
BEGIN, END = datetime(2026, 2, 10), datetime(2026, 4, 1)  # noqa: DTZ001 -- bounds
FAR = datetime(2100, 1, 1, tzinfo=UTC)
minutes = st.datetimes(BEGIN, END, timezones=st.just(UTC)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)
lengths = st.integers(0, 60 * 24 * 4).map(lambda n: timedelta(minutes=n))
closed_pauses = st.builds(lambda start, length: Pause(start, start + length), minutes, lengths)
closed_pause_lists = st.lists(closed_pauses, max_size=3)
pause_lists = st.lists(closed_pauses | st.builds(Pause, minutes, st.none()), max_size=3)
hours = st.integers(0, 20)
closed_days = st.sets(st.dates(date(2026, 2, 10), date(2026, 4, 5)), max_size=12)
worlds = st.tuples(
    st.sampled_from(sorted(WEEKS)),
    closed_days,
    st.booleans(),
    st.sampled_from(["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]),
)


def calendar_of(world):
    name, closed, fasts, zone = world
    rows = [ClosedDay(day, "Libur", "lokal") for day in closed]
    seasons = [RAMADAN] if fasts else []
    return Calendar.of(zone, rows, known_years=[2026], hours=WEEKS[name][0], seasons=seasons)


@given(minutes, hours, worlds, pause_lists)
def test_hours_equal_the_clerk_at_the_door(start, amount, world, pauses):
    name, closed, fasts, zone = world
    weeks = [(DAY_ONE, DAY_LAST, WEEKS[name][1])]
    weeks += [(RAMADAN.first, RAMADAN.last, FAST)] if fasts else []
    slow = slow_hours(start, amount, zone, door(weeks, closed), pauses)
    assert due(start, amount, Unit.WORK_HOURS, calendar_of(world), pauses).at == slow


@given(minutes, st.integers(0, 8), closed_days, st.sampled_from(["office", "six"]))
def test_days_of_any_week_equal_the_clerk_with_a_wall_calendar(start, amount, closed, name):
    closings = {weekday: spans[-1][1] for weekday, spans in WEEKS[name][1].items()}
    at, received, counted, _ = slow_due(start, amount, "Asia/Jakarta", closed, closings=closings)
    answer = due(start, amount, Unit.WORK_DAYS, calendar_of((name, closed, False, "Asia/Jakarta")))
    assert (answer.at, answer.received_on, list(answer.counted)) == (at, received, counted)


@given(minutes, lengths, st.sampled_from(Unit), hours, worlds, pause_lists)
def test_due_is_monotone_in_start_and_never_before_it(start, later, unit, amount, world, pauses):
    calendar = calendar_of(world)
    first = due(start, amount, unit, calendar, pauses).at or FAR
    second = due(start + later, amount, unit, calendar, pauses).at or FAR
    assert start <= first <= second


@given(minutes, st.sampled_from(Unit), hours, worlds, closed_pauses, st.floats(0, 1))
def test_splitting_a_pause_changes_nothing(start, unit, amount, world, pause, part):
    calendar = calendar_of(world)
    middle = pause.start + (pause.end - pause.start) * part
    halves = [Pause(pause.start, middle), Pause(middle, pause.end)]
    whole = due(start, amount, unit, calendar, [pause])
    assert due(start, amount, unit, calendar, halves) == whole


@given(minutes, hours, worlds, st.data())
def test_a_pause_on_a_holiday_adds_nothing(start, amount, world, data):
    name, closed, fasts, zone = world
    closed = {date(2026, 3, 11), *closed}
    calendar = calendar_of((name, closed, fasts, zone))
    day = data.draw(st.sampled_from(sorted(closed)))
    midnight = datetime.combine(day, time(0), tzinfo=ZoneInfo(zone))
    pause = Pause(midnight, midnight + timedelta(days=1))
    for unit in (Unit.WORK_HOURS, Unit.WORK_DAYS):
        plain = due(start, amount, unit, calendar)
        assert due(start, amount, unit, calendar, [pause]) == plain


@given(minutes, st.sampled_from(Unit), hours, worlds, closed_pause_lists, st.integers(-12, 14))
def test_the_same_instant_in_another_zone_changes_nothing(
    start, unit, amount, world, pauses, shift
):
    calendar = calendar_of(world)
    there = timezone(timedelta(hours=shift))
    moved = [Pause(p.start.astimezone(there), p.end.astimezone(there)) for p in pauses]
    assert due(start, amount, unit, calendar, pauses) == due(
        start.astimezone(there), amount, unit, calendar, moved
    )


@given(minutes, hours, worlds, closed_pause_lists, closed_pauses)
def test_one_more_pause_never_shortens(start, amount, world, pauses, more):
    calendar = calendar_of(world)
    assert (
        due(start, amount, Unit.WORK_HOURS, calendar, pauses).at
        <= due(start, amount, Unit.WORK_HOURS, calendar, [*pauses, more]).at
    )


@given(minutes, hours, worlds)
def test_every_day_from_receipt_is_counted_or_named(start, amount, world):
    calendar = calendar_of(world)
    answer = due(start, amount, Unit.WORK_HOURS, calendar)
    told = sorted([*answer.counted, *(day.date for day in answer.skipped)])
    assert told == sorted(set(told))
    assert all(calendar.is_working(day) for day in answer.counted)
    if told:
        assert told == [told[0] + timedelta(days=n) for n in range(len(told))]


@given(st.lists(minutes, max_size=12), st.sampled_from(Unit), hours, worlds)
def test_due_many_equals_due_one_by_one(starts, unit, amount, world):
    calendar = calendar_of(world)
    one_by_one = [due(start, amount, unit, calendar).at.replace(tzinfo=None) for start in starts]
    naive = np.array([start.replace(tzinfo=None) for start in starts], dtype="datetime64[s]")
    assert due_many(naive, amount, unit, calendar).tolist() == one_by_one
    assert due_many(starts, amount, unit, calendar).tolist() == one_by_one
