"""Working days as positions: a hand-worked week."""

from datetime import UTC, date, datetime

import pytest

from pendopo.portal.demo.worktime import WorkTime


@pytest.fixture(scope="module")
def work(calendar):
    # Monday 5 January 2026 is position 0; Friday 16 January is Isra Mikraj.
    return WorkTime(calendar, date(2026, 1, 5), date(2026, 2, 27))


def at(day, hour, minute=0):
    return datetime(2026, 1, day, hour, minute, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("second", "position"),
    [
        (at(5, 0, 30), 0.0),  # 07.30 local
        (at(5, 4, 45), 0.5),  # 11.45 local, half of 8.5 hours
        (at(5, 9), 1.0),  # 16.00 local
        (at(10, 5), 5.0),  # Saturday: Monday's opening
        (at(16, 5), 9.0),  # a holiday: nine working days lie before it
        (at(19, 0, 30), 9.0),  # Monday after the holiday
    ],
)
def test_position_counts_working_days(work, second, position):
    assert work.position(second) == pytest.approx(position)


def test_adding_a_day_over_a_weekend_gives_monday(work):
    friday_noon = at(9, 4, 45)
    assert work.after(friday_noon, 1.0) == at(12, 4, 45)


def test_second_and_position_are_inverse(work):
    for tenth in range(1, 200):
        position = tenth / 10 + 0.05
        assert work.position(work.second(position)) == pytest.approx(position, abs=1e-4)


def test_the_night_after_ten_working_days_skips_the_holiday(work):
    # Received Monday 5; day ten after it is Tuesday 20, because the 16th is closed.
    assert work.night_after(at(5, 3), 10) == datetime(2026, 1, 20, 17, 15, tzinfo=UTC).timestamp()


def test_a_position_beyond_the_calendar_stays_inside_it(work):
    assert work.local_date(work.second(10_000.0)) == date(2026, 2, 27)
