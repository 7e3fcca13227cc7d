"""Deadlines worked by hand on the calendar of 2026."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from pendopo.engines.clock import (
    Calendar,
    ClockError,
    ClosedDay,
    Pause,
    SkippedDay,
    Unit,
    due,
)

WIB = timezone(timedelta(hours=7))
NYEPI_AND_LEBARAN = [
    ClosedDay(date(2026, 3, 18), "Cuti Bersama Nyepi", "cuti_bersama"),
    ClosedDay(date(2026, 3, 19), "Nyepi", "libur_nasional"),
    ClosedDay(date(2026, 3, 20), "Cuti Bersama Idulfitri", "cuti_bersama"),
    ClosedDay(date(2026, 3, 21), "Idulfitri", "libur_nasional"),
    ClosedDay(date(2026, 3, 22), "Idulfitri", "libur_nasional"),
    ClosedDay(date(2026, 3, 23), "Cuti Bersama Idulfitri", "cuti_bersama"),
    ClosedDay(date(2026, 3, 24), "Cuti Bersama Idulfitri", "cuti_bersama"),
]
CALENDAR = Calendar.of("Asia/Jakarta", NYEPI_AND_LEBARAN)


def wib(month, day, hour=10, minute=0, second=0, year=2026):
    return datetime(year, month, day, hour, minute, second, tzinfo=WIB)


def days(*numbers, month=3):
    return tuple(date(2026, month, number) for number in numbers)


def test_due_skips_nyepi_and_lebaran_and_names_each_day():
    """Tue 17 March is day 0; 18-24 are closed; 25, 26, 27, 30, 31 are days 1 to 5."""
    answer = due(wib(3, 17), 5, Unit.WORK_DAYS, CALENDAR)
    assert answer.at == datetime(2026, 3, 31, 16, 59, 59, tzinfo=UTC)
    assert answer.received_on == date(2026, 3, 17)
    assert answer.counted == days(25, 26, 27, 30, 31)
    assert [(day.date.day, day.name, day.kind) for day in answer.skipped] == [
        (18, "Cuti Bersama Nyepi", "cuti_bersama"),
        (19, "Nyepi", "libur_nasional"),
        (20, "Cuti Bersama Idulfitri", "cuti_bersama"),
        (21, "Idulfitri", "libur_nasional"),
        (22, "Idulfitri", "libur_nasional"),
        (23, "Cuti Bersama Idulfitri", "cuti_bersama"),
        (24, "Cuti Bersama Idulfitri", "cuti_bersama"),
        (28, "Sabtu", "akhir_pekan"),
        (29, "Minggu", "akhir_pekan"),
    ]
    assert (answer.unsure, answer.reason, answer.delayed) == (False, "", ())


def test_due_in_calendar_days_counts_closed_days_and_may_end_on_one():
    answer = due(wib(3, 17), 5, Unit.CALENDAR_DAYS, CALENDAR)
    assert answer.counted == days(18, 19, 20, 21, 22)
    assert answer.skipped == ()
    assert answer.at == datetime(2026, 3, 22, 16, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("arrival", "received"),
    [
        (wib(3, 13, 16), 13),
        (wib(3, 13, 16, 0, 1), 16),
        (wib(3, 14, 9), 16),
        (wib(3, 17, 16, 30), 25),
        (wib(3, 21, 8), 25),
    ],
    ids=["at closing", "a second late", "saturday", "eve of a holiday", "holiday"],
)
def test_received_on_is_the_next_working_day_when_the_office_is_closed(arrival, received):
    answer = due(arrival, 1, Unit.WORK_DAYS, CALENDAR)
    assert answer.received_on == date(2026, 3, received)


def test_delayed_explains_an_arrival_after_hours_before_a_weekend():
    answer = due(wib(3, 13, 19), 1, Unit.WORK_DAYS, CALENDAR)
    assert answer.delayed == (
        SkippedDay(date(2026, 3, 13), "Lewat jam tutup", "lewat_jam"),
        SkippedDay(date(2026, 3, 14), "Sabtu", "akhir_pekan"),
        SkippedDay(date(2026, 3, 15), "Minggu", "akhir_pekan"),
    )


def test_closing_time_belongs_to_the_calendar():
    all_day = Calendar.of("Asia/Jakarta", NYEPI_AND_LEBARAN, closing=time.max)
    answer = due(wib(3, 16, 23, 59, 59), 1, Unit.WORK_DAYS, all_day)
    assert answer.received_on == date(2026, 3, 16)


def test_due_ends_at_midnight_of_the_offices_own_zone():
    jayapura = Calendar.of("Asia/Jayapura", NYEPI_AND_LEBARAN)
    answer = due(wib(3, 2), 1, Unit.WORK_DAYS, jayapura)
    assert answer.at == datetime(2026, 3, 3, 14, 59, 59, tzinfo=UTC)


def test_pause_takes_every_working_day_it_touches():
    """A pause from Tue 3 noon to Thu 5 morning takes 3, 4 and 5; day 3 of 3 becomes Tue 10."""
    pause = Pause(wib(3, 3, 12), wib(3, 5, 8))
    answer = due(wib(3, 2), 3, Unit.WORK_DAYS, CALENDAR, [pause])
    assert answer.counted == days(6, 9, 10)
    assert answer.skipped[:3] == tuple(
        SkippedDay(day, "Menunggu pelapor", "jeda") for day in days(3, 4, 5)
    )


def test_pause_that_ends_at_midnight_leaves_the_new_day():
    pause = Pause(wib(3, 3, 12), wib(3, 4, 0))
    answer = due(wib(3, 2), 1, Unit.WORK_DAYS, CALENDAR, [pause])
    assert answer.counted == days(4)


def test_pause_over_a_weekend_keeps_the_weekends_own_names():
    pause = Pause(wib(3, 7, 0), wib(3, 9, 0))
    answer = due(wib(3, 6), 1, Unit.WORK_DAYS, CALENDAR, [pause])
    assert answer.at == due(wib(3, 6), 1, Unit.WORK_DAYS, CALENDAR).at
    assert [day.name for day in answer.skipped] == ["Sabtu", "Minggu"]


def test_pause_stops_calendar_days_too():
    pause = Pause(wib(3, 3, 8), wib(3, 4, 9))
    answer = due(wib(3, 2), 2, Unit.CALENDAR_DAYS, CALENDAR, [pause])
    assert answer.counted == days(5, 6)


def test_open_pause_leaves_the_deadline_unknown_and_keeps_the_days_used():
    answer = due(wib(3, 2), 5, Unit.WORK_DAYS, CALENDAR, [Pause(wib(3, 5), None)])
    assert answer.at is None
    assert answer.counted == days(3, 4)
    assert answer.skipped == ()


def test_open_pause_after_the_deadline_does_not_move_it():
    answer = due(wib(3, 2), 2, Unit.WORK_DAYS, CALENDAR, [Pause(wib(3, 5), None)])
    assert answer.at == datetime(2026, 3, 4, 16, 59, 59, tzinfo=UTC)


def test_open_pause_before_receipt_counts_nothing():
    answer = due(wib(3, 2), 2, Unit.CALENDAR_DAYS, CALENDAR, [Pause(wib(3, 1), None)])
    assert (answer.at, answer.counted, answer.received_on) == (None, (), date(2026, 3, 2))


def test_amount_of_zero_ends_on_the_day_of_receipt():
    answer = due(wib(3, 14), 0, Unit.WORK_DAYS, CALENDAR)
    assert answer.at == datetime(2026, 3, 16, 16, 59, 59, tzinfo=UTC)
    assert answer.counted == ()


def test_unsure_names_the_year_without_a_known_decree():
    answer = due(wib(12, 30), 3, Unit.WORK_DAYS, CALENDAR)
    assert answer.unsure
    assert answer.reason == (
        "Daftar libur dan cuti bersama tahun 2027 belum dipastikan dengan naskah SKB."
    )


@pytest.mark.parametrize(("arrival", "is_unsure"), [(25, True), (24, True), (30, False)])
def test_unsure_when_an_estimated_holiday_is_in_reach(arrival, is_unsure):
    """27 May may move by a day, so a period that ends on 26 May is unsure as well."""
    moving = ClosedDay(date(2026, 5, 27), "Iduladha", "libur_nasional", confirmed=False)
    calendar = Calendar.of("Asia/Jakarta", [moving], known_years=[2026])
    answer = due(wib(5, arrival), 1, Unit.WORK_DAYS, calendar)
    assert answer.unsure is is_unsure
    assert answer.reason == (
        "Tanggal belum dipastikan: Iduladha (2026-05-27)." if is_unsure else ""
    )


def test_six_day_week_counts_saturday():
    calendar = Calendar.of("Asia/Jakarta", [], week=frozenset(range(6)))
    assert due(wib(3, 6), 1, Unit.WORK_DAYS, calendar).counted == days(7)


def test_rows_that_share_a_date_become_one_named_day():
    rows = [
        ClosedDay(date(2026, 5, 1), "Pilkades", "lokal"),
        ClosedDay(date(2026, 5, 1), "Hari Buruh", "libur_nasional", confirmed=False),
    ]
    calendar = Calendar.of("Asia/Jakarta", rows)
    assert calendar.closed == (
        ClosedDay(date(2026, 5, 1), "Hari Buruh; Pilkades", "libur_nasional"),
    )


def test_version_changes_with_anything_that_can_move_a_deadline():
    same = Calendar.of("Asia/Jakarta", reversed(NYEPI_AND_LEBARAN))
    others = [
        Calendar.of("Asia/Makassar", NYEPI_AND_LEBARAN),
        Calendar.of("Asia/Jakarta", NYEPI_AND_LEBARAN[1:]),
        Calendar.of("Asia/Jakarta", NYEPI_AND_LEBARAN, closing=time(15)),
    ]
    assert same == CALENDAR
    assert due(wib(3, 2), 1, Unit.WORK_DAYS, same).calendar_version == CALENDAR.version
    assert CALENDAR.version not in {other.version for other in others}


@pytest.mark.parametrize(
    ("start", "amount", "unit", "pauses", "sentence"),
    [
        (datetime(2026, 3, 2), 1, "work_days", [], "zona waktu"),  # noqa: DTZ001 -- the fault
        (wib(3, 2), -1, "work_days", [], "0 sampai 10000"),
        (wib(3, 2), 1, "moons", [], "Satuan 'moons'"),
        (wib(3, 2), 1, "work_days", [Pause(wib(3, 4), wib(3, 3))], "berakhir sebelum dimulai"),
        (wib(3, 2, year=1999), 1, "work_days", [], "luar kalender"),
        (wib(12, 30, year=2100), 9, "work_days", [], "luar kalender"),
        (wib(12, 30, year=2100), 9, "calendar_days", [], "luar kalender"),
    ],
)
def test_due_refuses_what_it_cannot_count(start, amount, unit, pauses, sentence):
    with pytest.raises(ClockError, match=sentence):
        due(start, amount, unit, CALENDAR, pauses)


@pytest.mark.parametrize(
    ("zone", "closed", "week", "sentence"),
    [
        ("Asia/Nowhere", [], {0}, "tidak dikenal"),
        ("../etc/passwd", [], {0}, "tidak dikenal"),
        ("Europe/Amsterdam", [], {0}, "berubah menurut musim"),
        ("Asia/Jakarta", [], set(), "Hari kerja"),
        ("Asia/Jakarta", [], {7}, "Hari kerja"),
        ("Asia/Jakarta", [ClosedDay(date(2026, 1, 1), "x", "pesta")], {0}, "Jenis hari 'pesta'"),
    ],
)
def test_calendar_refuses_what_it_cannot_hold(zone, closed, week, sentence):
    with pytest.raises(ClockError, match=sentence):
        Calendar.of(zone, closed, frozenset(week))
