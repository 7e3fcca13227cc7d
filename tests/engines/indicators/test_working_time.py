"""How long it took, in working days: by hand, with pauses, by other clocks, at the edges."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.indicators.examples import (
    AT,
    DEFINITION,
    ZONE,
    clock,
    exported,
    started,
    stopped,
)

from pendopo.engines.indicators import compute
from pendopo.engines.indicators.compute import _ranked

# January 2026: the 1st (a Thursday, closed) and the 16th (a Friday, closed).
CLOSED = {date(2026, 1, 1), date(2026, 1, 16)}
DAYS = [date(2026, 1, 1) + timedelta(days=n) for n in range(90)]
OPEN = [day for day in DAYS if day.weekday() < 5 and day not in CLOSED]


def run(folder, facts, definition=DEFINITION, open_days=OPEN):
    return compute(definition, exported(folder, facts), at=AT, zone=ZONE, open_days=open_days)


def one_clock(start, end, *between, due="2026-02-20T09:00:00", **more):
    return [
        started(1, start, due, office="dlh", **more),
        *between,
        stopped(99, end, due, office="dlh", **more),
    ]


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        # Monday to Friday of one week: Tuesday to Friday are four days.
        ("2026-01-05T02:00:00", "2026-01-09T02:00:00", 4),
        # The same day takes none; a weekend adds none.
        ("2026-01-05T02:00:00", "2026-01-05T08:00:00", 0),
        ("2026-01-09T02:00:00", "2026-01-11T08:00:00", 0),
        ("2026-01-09T02:00:00", "2026-01-12T08:00:00", 1),
        # Over the closed Friday the 16th: 14, 15, 19.
        ("2026-01-13T02:00:00", "2026-01-19T08:00:00", 3),
        # 18.00 UTC on Monday is Tuesday in Jakarta.
        ("2026-01-05T18:00:00", "2026-01-07T02:00:00", 1),
    ],
)
def test_working_days_between_start_and_stop(tmp_path, start, end, days):
    (member,) = run(tmp_path, one_clock(start, end)).members
    assert member.days == days


def test_paused_days_are_left_out(tmp_path):
    facts = one_clock(
        "2026-01-05T02:00:00",
        "2026-01-15T02:00:00",
        clock(2, "ClockMoved", "2026-01-07T02:00:00", due_at=None, reason="pause"),
        clock(
            3, "ClockMoved", "2026-01-12T02:00:00", due_at="2026-02-20T09:00:00Z", reason="resume"
        ),
    )
    # 6, 7, 8, 9, 12, 13, 14, 15 less 8, 9, 12.
    assert [one.days for one in run(tmp_path, facts).members] == [5]


def test_only_what_was_met_has_a_time(tmp_path):
    late = one_clock("2026-01-05T02:00:00", "2026-01-09T02:00:00", due="2026-01-06T09:00:00")
    facts = [*late, *(dict(one, id=f"b{one['id']}") for one in _other("b", "closed_by_system"))]
    result = run(tmp_path, facts)
    assert [(one.outcome, one.days) for one in result.members] == [
        ("late", 4),
        ("closed_by_system", None),
    ]
    assert (result.total.n_timed, result.total.median_days, result.total.p90_days) == (1, 4, 4)


def _other(case, reason):
    due = "2026-01-20T09:00:00"
    return [
        started(1, "2026-01-05T02:00:00", due, case=case, office="dlh"),
        stopped(99, "2026-01-12T02:00:00", due, reason=reason, case=case, office="dlh"),
    ]


def test_without_a_calendar_no_time_is_told(tmp_path):
    facts = one_clock("2026-01-05T02:00:00", "2026-01-09T02:00:00")
    total = run(tmp_path, facts, open_days=()).total
    assert (total.numerator, total.n_timed, total.median_days, total.p90_days) == (1, 0, None, None)


def test_another_clock_is_met_in_its_own_way(tmp_path):
    definition = replace(DEFINITION, clock="first_answer", met=("progressed", "answered"))
    due = "2026-01-12T09:00:00"
    own = {"clock": "first_answer", "office": "dlh"}
    facts = [
        started(1, "2026-01-05T02:00:00", due, **own),
        stopped(2, "2026-01-06T02:00:00", due, reason="progressed", **own),
        started(3, "2026-01-05T02:00:00", due, case="b", **own),
        stopped(4, "2026-01-20T02:00:00", due, reason="answered", case="b", **own),
        started(5, "2026-01-05T02:00:00", due, case="c", **own),
        stopped(6, "2026-01-06T02:00:00", due, reason="closed", case="c", **own),
        started(7, "2026-01-05T02:00:00", due, case="d", clock="answer", office="dlh"),
    ]
    result = run(tmp_path, facts, definition)
    assert [(one.case_id, one.outcome) for one in result.members] == [
        ("a", "within"),
        ("b", "late"),
        ("c", "closed"),
    ]
    assert (result.total.numerator, result.total.denominator) == (1, 3)


@given(st.lists(st.integers(0, 400), min_size=1, max_size=60), st.sampled_from([50, 90]))
def test_a_rank_is_a_value_that_so_many_do_not_exceed(days, percent):
    found = _ranked(sorted(days), percent)
    assert found in days
    assert sum(one <= found for one in days) * 100 >= percent * len(days)
    assert sum(one < found for one in days) * 100 < percent * len(days)
