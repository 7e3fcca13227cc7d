"""How long it took, in working days: by hand, with pauses, by other clocks, at the edges."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
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


# A hospital works on Saturdays too; on the 16th, a holiday, it keeps a watch.
SIX_DAYS = [day for day in DAYS if day.weekday() < 6 and day != date(2026, 1, 1)]


def run(folder, facts, definition=DEFINITION, open_days=OPEN, own_days=None):
    return compute(
        definition,
        exported(folder, facts),
        at=AT,
        zone=ZONE,
        open_days=open_days,
        own_days=own_days or {},
    )


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


@pytest.mark.parametrize(
    ("start", "end", "usual", "six_days"),
    [
        # Monday to Friday of one week: Saturday is not reached.
        ("2026-01-05T02:00:00", "2026-01-09T02:00:00", 4, 4),
        # Friday to Monday: Monday; with the Saturday two.
        ("2026-01-09T02:00:00", "2026-01-12T02:00:00", 1, 2),
        # Saturday morning to Saturday noon: the day of the start does not count.
        ("2026-01-10T02:00:00", "2026-01-10T05:00:00", 0, 0),
        # Friday to Saturday: one day where Saturday is worked.
        ("2026-01-09T02:00:00", "2026-01-10T02:00:00", 0, 1),
        # Tuesday 13th to Monday 19th: 14, 15, 19; six days: also the 16th and Saturday the 17th.
        ("2026-01-13T02:00:00", "2026-01-19T08:00:00", 3, 5),
        # Two weeks: 6-9, 12-15, 19 = 9; six days: also 10, 16, 17 = 12.
        ("2026-01-05T02:00:00", "2026-01-19T02:00:00", 9, 12),
    ],
)
def test_an_office_of_six_days_counts_its_saturdays(tmp_path, start, end, usual, six_days):
    def days(own_days):
        return run(tmp_path, one_clock(start, end), own_days=own_days).members[0].days

    assert days({}) == usual
    assert days({"dlh": SIX_DAYS}) == six_days
    # Somebody else's Saturdays are not theirs.
    assert days({"rsud": SIX_DAYS}) == usual


def test_the_calendar_is_that_of_the_office_that_has_the_case_in_the_end(tmp_path):
    due = "2026-02-20T09:00:00"
    moved = clock(
        2, "ClockMoved", "2026-01-07T02:00:00", due_at=f"{due}Z", reason="office", office="rsud"
    )
    facts = [
        started(1, "2026-01-05T02:00:00", due, office="dlh"),
        moved,
        stopped(99, "2026-01-12T02:00:00", due, office="rsud"),
    ]
    # 6, 7, 8, 9, 12; with Saturday the 10th six: as the limit itself is counted.
    assert [one.days for one in run(tmp_path, facts).members] == [5]
    assert [one.days for one in run(tmp_path, facts, own_days={"rsud": SIX_DAYS}).members] == [6]
    assert [one.days for one in run(tmp_path, facts, own_days={"dlh": SIX_DAYS}).members] == [5]


def test_a_pause_over_a_worked_saturday_leaves_it_out(tmp_path):
    facts = one_clock(
        "2026-01-05T02:00:00",
        "2026-01-15T02:00:00",
        clock(2, "ClockMoved", "2026-01-07T02:00:00", due_at=None, reason="pause"),
        clock(
            3, "ClockMoved", "2026-01-12T02:00:00", due_at="2026-02-20T09:00:00Z", reason="resume"
        ),
    )
    # 6-10, 12-15 are nine, less 8, 9, 10 and 12.
    found = run(tmp_path, facts, own_days={"dlh": SIX_DAYS}).members
    assert [one.days for one in found] == [5]


@settings(max_examples=15)
@given(st.integers(3, 60), st.integers(0, 25))
def test_it_equals_counting_the_days_one_by_one(first, length):
    start, end = DAYS[first], DAYS[first + length]
    for open_days, own in ((OPEN, {}), (OPEN, {"dlh": SIX_DAYS})):
        counted = sum(
            day in set(own.get("dlh", open_days)) for day in DAYS[first + 1 : first + length + 1]
        )
        with TemporaryDirectory() as folder:
            facts = one_clock(f"{start}T02:00:00", f"{end}T02:00:00", due="2026-03-20T09:00:00")
            late = AT + timedelta(days=400)
            found = compute(
                DEFINITION,
                exported(Path(folder), facts),
                at=late,
                zone=ZONE,
                open_days=open_days,
                own_days=own,
            )
        assert found.members[0].days == counted


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
