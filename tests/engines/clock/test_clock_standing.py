"""Days left and days late, in the words of a screen."""

from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest

from pendopo.engines.clock import (
    Calendar,
    ClockError,
    Pause,
    Unit,
    due,
    due_many,
    elapsed_work_days,
    remaining,
)

WIB = timezone(timedelta(hours=7))
CALENDAR = Calendar.of("Asia/Jakarta", [], known_years=[2026])
MONDAY = datetime(2026, 3, 2, 10, tzinfo=WIB)


def on(day, hour=9):
    return datetime(2026, 3, day, hour, tzinfo=WIB)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (2, "sisa 5 hari kerja"),
        (4, "sisa 3 hari kerja"),
        (6, "sisa 1 hari kerja"),
        (8, "sisa 1 hari kerja"),
        (9, "hari terakhir"),
        (10, "lewat 1 hari kerja"),
        (11, "lewat 2 hari kerja"),
        (15, "lewat 4 hari kerja"),
    ],
)
def test_remaining_says_what_a_screen_shows(day, text):
    """Five working days from Mon 2 March end on Mon 9 March."""
    deadline = due(MONDAY, 5, Unit.WORK_DAYS, CALENDAR)
    assert remaining(deadline, on(day), CALENDAR).text == text


def test_remaining_on_the_weekend_after_a_friday_deadline_is_late_by_no_working_day():
    deadline = due(MONDAY, 4, Unit.WORK_DAYS, CALENDAR)
    left = remaining(deadline, on(7), CALENDAR)
    assert (left.days, left.is_late, left.text) == (0, True, "lewat waktu")


def test_remaining_while_the_clock_stands_still():
    pauses = [Pause(on(4), None)]
    deadline = due(MONDAY, 5, Unit.WORK_DAYS, CALENDAR, pauses)
    left = remaining(deadline, on(20), CALENDAR, pauses)
    assert left.is_paused
    assert left.text == "berhenti sementara, sisa 4 hari kerja"


def test_remaining_in_calendar_days():
    deadline = due(MONDAY, 5, Unit.CALENDAR_DAYS, CALENDAR)
    assert remaining(deadline, on(5), CALENDAR).text == "sisa 2 hari"
    assert remaining(deadline, on(9), CALENDAR).text == "lewat 2 hari"


def test_elapsed_work_days_leaves_out_receipt_weekend_and_pause():
    pauses = [Pause(on(4, 8), on(4, 12))]
    assert elapsed_work_days(MONDAY, on(2), CALENDAR) == 0
    assert elapsed_work_days(MONDAY, on(9), CALENDAR) == 5
    assert elapsed_work_days(MONDAY, on(9), CALENDAR, pauses) == 4


def test_elapsed_work_days_before_receipt_is_zero():
    assert elapsed_work_days(MONDAY, on(1), CALENDAR) == 0


def test_due_many_gives_utc_seconds_without_changing_its_input():
    starts = np.array(["2026-03-02T03:00", "2026-03-06T09:00:01"], dtype="datetime64[s]")
    before = starts.copy()
    ends = due_many(starts, 1, Unit.WORK_DAYS, CALENDAR)
    assert ends.astype(str).tolist() == ["2026-03-03T16:59:59", "2026-03-10T16:59:59"]
    assert (starts == before).all()


def test_due_many_of_nothing_is_nothing():
    assert due_many([], 5, Unit.CALENDAR_DAYS, CALENDAR).shape == (0,)


@pytest.mark.parametrize(
    ("starts", "unit"),
    [
        (np.array(["NaT"], dtype="datetime64[s]"), "work_days"),
        (np.array([1.0]), "work_days"),
        (np.array(["1999-12-01"], dtype="datetime64[s]"), "work_days"),
        (np.array(["2100-12-30"], dtype="datetime64[s]"), "work_days"),
        (np.array(["2100-12-30"], dtype="datetime64[s]"), "calendar_days"),
        ([datetime(1999, 1, 1, tzinfo=UTC)], "work_days"),
    ],
)
def test_due_many_refuses_what_due_refuses(starts, unit):
    with pytest.raises(ClockError):
        due_many(starts, 9, unit, CALENDAR)
