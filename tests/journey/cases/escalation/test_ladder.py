"""Which limits a rung concerns on a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.journey.cases.escalation.ladder import UnfitOffset, special_classes, window
from pendopo.journey.cases.escalation.types import Window

FRIDAY, MONDAY = date(2026, 3, 6), date(2026, 3, 9)


def on_weekdays(day: date) -> bool:
    return day.weekday() < 5


def slow_is_concerned(due: date, today: date, amount: int, is_working) -> bool:
    """Count the days one by one, as the sentence in the law would."""
    if amount >= 0:
        passed = sum(is_working(due + timedelta(n)) for n in range(1, (today - due).days + 1))
        return due <= today and passed >= amount
    left = sum(is_working(today + timedelta(n)) for n in range(1, (due - today).days + 1))
    return left <= -amount


@pytest.mark.parametrize(
    ("today", "amount", "last_day"),
    [
        # A limit of Friday is one working day past on Monday, not on Saturday.
        (MONDAY, 1, date(2026, 3, 8)),
        (date(2026, 3, 7), 1, date(2026, 3, 5)),
        (MONDAY, 3, date(2026, 3, 4)),
        # On Friday a limit of Monday has one working day left; so have the days of the weekend.
        (FRIDAY, -1, MONDAY),
        (FRIDAY, -2, date(2026, 3, 10)),
        (MONDAY, 0, MONDAY),
    ],
)
def test_window_counts_working_days(today, amount, last_day):
    assert window(today, amount, "work_days", on_weekdays) == Window(last_day, amount < 0)


def test_window_counts_every_day_where_the_rule_says_so():
    assert window(MONDAY, 3, "calendar_days", on_weekdays) == Window(FRIDAY, is_early=False)


def test_window_refuses_other_units():
    with pytest.raises(UnfitOffset, match="fortnights"):
        window(MONDAY, 1, "fortnights", on_weekdays)


def test_a_calendar_without_working_days_concerns_nothing():
    assert window(MONDAY, 1, "work_days", lambda _day: False) is None


@given(
    st.integers(-6, 12),
    st.integers(0, 30),
    st.frozensets(st.integers(-40, 40), max_size=20),
)
def test_window_agrees_with_counting_one_by_one(amount, shift, holidays):
    today = MONDAY + timedelta(days=shift)
    closed = {today + timedelta(days=each) for each in holidays}

    def is_working(day: date) -> bool:
        return on_weekdays(day) and day not in closed

    found = window(today, amount, "work_days", is_working)
    for shift_of_due in range(-25, 15):
        due = today + timedelta(days=shift_of_due)
        if amount < 0 and due < today:
            continue
        assert (due <= found.last_day) == slow_is_concerned(due, today, amount, is_working), due


def test_a_class_with_rungs_of_its_own_leaves_the_general_ladder():
    class Rung:
        def __init__(self, clock, case_class):
            self.clock, self.case_class = clock, case_class

    rungs = [Rung("answer", ""), Rung("answer", "complaint_oversight"), Rung("verify", "")]
    assert special_classes(rungs) == {"answer": frozenset({"complaint_oversight"})}
