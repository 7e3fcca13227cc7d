"""Periods in hours by day and night: the *3 x 24 jam* of UU 27/2022."""

from datetime import UTC, date, datetime, timedelta, timezone

import numpy as np
import pytest

from pendopo.engines.clock import Calendar, ClosedDay, Pause, Unit, due, due_many, remaining

WIB = timezone(timedelta(hours=7))
LEBARAN = [ClosedDay(date(2026, 3, day), "Idulfitri", "libur_nasional") for day in (20, 21, 22)]


def calendar(zone="Asia/Jakarta"):
    return Calendar.of(zone, LEBARAN, known_years=[2026])


def wib(day, hour=10, minute=0, second=0):
    return datetime(2026, 3, day, hour, minute, second, tzinfo=WIB)


@pytest.mark.parametrize("zone", ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"])
def test_three_times_a_day_runs_on_over_a_weekend_and_lebaran(zone):
    """Thursday evening of the holidays: the law gives hours, and hours know no holiday."""
    answer = due(wib(19, 21, 30), 72, Unit.HOURS, calendar(zone))
    assert answer.at == wib(22, 21, 30)
    assert (answer.delayed, answer.skipped, answer.unsure) == ((), (), False)
    assert (answer.amount, answer.unit) == (72, Unit.HOURS)


def test_hours_are_told_as_left_and_as_late():
    answer = due(wib(16, 10), 72, Unit.HOURS, calendar())
    assert remaining(answer, wib(17, 10, 0, 1), calendar()).text == "sisa 48 jam"
    assert remaining(answer, wib(19, 9, 59), calendar()).text == "sisa 1 jam"
    assert remaining(answer, wib(19, 10, 59), calendar()).text == "lewat waktu"
    assert remaining(answer, wib(19, 15, 30), calendar()).text == "lewat 5 jam"
    assert remaining(answer, wib(19, 10), calendar()).text == "jam terakhir"


def test_a_pause_moves_the_end_by_its_own_length_to_the_second():
    pauses = [Pause(wib(17, 8), wib(17, 20, 0, 30)), Pause(wib(17, 12), wib(17, 13))]
    answer = due(wib(16, 10), 72, Unit.HOURS, calendar(), pauses)
    assert answer.at == wib(19, 22, 0, 30)


def test_while_a_pause_is_open_there_is_no_end_and_the_rest_stays():
    answer = due(wib(16, 10), 72, Unit.HOURS, calendar(), [Pause(wib(17, 10), None)])
    assert answer.at is None
    left = remaining(answer, wib(30), calendar(), [Pause(wib(17, 10), None)])
    assert (left.days, left.is_paused) == (48, True)
    before = due(wib(16, 10), 12, Unit.HOURS, calendar(), [Pause(wib(17, 10), None)])
    assert before.at == wib(16, 22)


def test_a_whole_day_of_pause_is_named():
    answer = due(wib(16, 10), 24, Unit.HOURS, calendar(), [Pause(wib(16, 20), wib(18, 4))])
    assert [(day.date.day, day.name) for day in answer.skipped] == [(17, "Menunggu pelapor")]
    assert answer.at == wib(18, 18)


def test_many_at_once_are_the_same_as_one_by_one():
    starts = [wib(16, 10) + timedelta(hours=7 * n, seconds=n) for n in range(50)]
    one_by_one = [due(start, 72, Unit.HOURS, calendar()).at for start in starts]
    many = due_many(starts, 72, Unit.HOURS, calendar())
    assert [datetime.fromtimestamp(int(at), UTC) for at in many.astype(np.int64)] == one_by_one
