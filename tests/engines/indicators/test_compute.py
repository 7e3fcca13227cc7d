from __future__ import annotations

from dataclasses import astuple, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.engines.indicators.examples import (
    AT,
    DEFINITION,
    ZONE,
    clock,
    computed,
    fact,
    instant,
    started,
    stopped,
)
from tests.engines.oracles import answered_within_limit as oracle

from pendopo.engines.indicators import FactsUnreadable, compute, ids_digest, write_facts_day

DUE = "2026-02-10T10:00:00"
REASONS = ["answered", "closed_by_system", "archived", "not_ours", "withdrawn", "merged"]
slow = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def only(result):
    (member,) = result.members
    return member


@pytest.mark.parametrize(
    ("at", "reason", "outcome"),
    [
        (DUE, "answered", "within"),
        ("2026-02-10T10:00:00.000001", "answered", "late"),
        ("2026-02-01T10:00", "closed_by_system", "closed_by_system"),
        ("2026-02-01T10:00", "archived", "excluded:archived"),
        ("2026-02-01T10:00", "not_ours", "excluded:not_ours"),
        ("2026-02-01T10:00", "withdrawn", "excluded:withdrawn"),
        ("2026-02-01T10:00", "merged", "excluded:merged"),
        (DUE, "archived", "excluded:archived"),
        # Setting a case aside after its limit ran out does not undo the miss.
        ("2026-02-10T10:00:00.000001", "archived", "archived"),
        ("2026-02-10T10:00:00.000001", "not_ours", "not_ours"),
        ("2026-02-10T10:00:00.000001", "withdrawn", "withdrawn"),
        # Another system went on with it: when it answered is not known here.
        ("2026-02-10T10:00:00.000001", "merged", "excluded:merged"),
    ],
)
def test_outcome_of_a_stopped_clock(tmp_path, at, reason, outcome):
    facts = [started(1, "2026-01-30T03:00", DUE, office="dlh"), stopped(2, at, DUE, reason)]
    result = computed(tmp_path, facts)

    assert only(result).outcome == outcome
    assert result.total.numerator == (outcome == "within")
    assert result.total.denominator == (not outcome.startswith("excluded"))
    assert dict(result.total.exclusions) == {
        code: int(outcome == f"excluded:{code}")
        for code in ("archived", "not_ours", "withdrawn", "merged")
    }


def test_open_clock_past_due_is_a_miss(tmp_path):
    result = computed(tmp_path, [started(1, "2026-01-30T03:00", DUE, office="dlh")])

    assert only(result).outcome == "unanswered_open"
    assert (result.total.numerator, result.total.denominator) == (0, 1)


@pytest.mark.parametrize(("cut_off", "n_members"), [(DUE, 0), ("2026-02-10T10:00:01", 1)])
def test_clock_counts_once_its_due_date_has_passed(tmp_path, cut_off, n_members):
    facts = [started(1, "2026-01-30T03:00", DUE), stopped(2, "2026-02-01", DUE)]

    assert len(computed(tmp_path, facts, at=instant(cut_off)).members) == n_members


def test_what_became_known_later_is_not_seen_at_an_old_cut_off(tmp_path):
    facts = [started(1, "2026-01-30T03:00", DUE), stopped(2, "2026-03-01", DUE)]

    assert only(computed(tmp_path, facts, at=instant("2026-02-20"))).outcome == "unanswered_open"
    assert only(computed(tmp_path, facts)).outcome == "late"


def test_moved_due_date_and_office_are_the_last_ones(tmp_path):
    facts = [
        started(1, "2026-01-20T03:00", "2026-01-30T10:00:00", office="dlh"),
        clock(2, "ClockMoved", "2026-01-25", due_at=f"{DUE}Z", reason="transfer", office="dpupr"),
        stopped(3, "2026-02-05", DUE),
    ]
    member = only(computed(tmp_path, facts))

    assert (member.office, member.month, member.outcome) == ("dpupr", "2026-02", "within")
    assert (member.due_at, member.stopped_at) == (instant(DUE), instant("2026-02-05"))


def test_paused_clock_cannot_run_out(tmp_path):
    waiting = [
        started(1, "2026-01-30T03:00", DUE),
        clock(2, "ClockMoved", "2026-01-31", due_at=None, reason="paused"),
    ]
    resumed = [*waiting, clock(3, "ClockMoved", "2026-02-09", due_at=f"{DUE}Z", reason="resumed")]

    assert computed(tmp_path, waiting).members == ()
    assert only(computed(tmp_path, resumed)).outcome == "unanswered_open"


def test_month_is_that_of_the_installation_zone(tmp_path):
    # 20:00 UTC on 31 January is 03:00 on 1 February in Jakarta.
    facts = [started(1, "2026-01-20T03:00", "2026-01-31T20:00:00")]

    assert only(computed(tmp_path, facts)).month == "2026-02"
    assert only(computed(tmp_path, facts, zone="UTC")).month == "2026-01"


def test_first_stop_ends_a_clock(tmp_path):
    facts = [
        started(1, "2026-01-20T03:00", DUE, office="dlh"),
        stopped(2, "2026-02-01", DUE, office="dlh"),
        clock(3, "ClockMoved", "2026-02-02", due_at="2026-03-09T00:00:00Z", office="dpupr"),
        stopped(4, "2026-02-03", DUE, "archived", office="dpupr"),
    ]
    member = only(computed(tmp_path, facts))

    assert (member.outcome, member.office, member.month) == ("within", "dlh", "2026-02")


def test_reopened_case_counts_once_for_each_clock(tmp_path):
    facts = [
        started(1, "2026-01-20T03:00", DUE),
        stopped(2, "2026-02-01", DUE),
        fact(3, "CaseReopened", "2026-02-12", case_id="a"),
        started(4, "2026-02-12", "2026-03-01T00:00:00", clock_id="a-2"),
    ]

    assert [(one.clock_id, one.outcome) for one in computed(tmp_path, facts).members] == [
        ("a-1", "within"),
        ("a-2", "unanswered_open"),
    ]


def test_verification_clock_is_not_counted(tmp_path):
    facts = [
        started(1, "2026-01-20T03:00", DUE),
        started(2, "2026-01-20", DUE, case="b", clock="verify"),
    ]

    assert [one.case_id for one in computed(tmp_path, facts).members] == ["a"]


def test_office_falls_back_to_who_held_the_case_when_it_fell_due(tmp_path):
    facts = [
        started(1, "2026-01-20T03:00", DUE),
        fact(2, "CaseAssigned", "2026-01-21", case_id="a", office="dlh"),
        fact(3, "CaseAssigned", "2026-02-09", case_id="a", office="dpupr"),
        fact(4, "CaseAssigned", "2026-02-11", case_id="a", office="dinkes"),
        started(5, "2026-01-20T03:00", DUE, case="b"),
    ]

    assert {one.case_id: one.office for one in computed(tmp_path, facts).members} == {
        "a": "dpupr",
        "b": "unassigned",
    }


def test_hand_worked_table(tmp_path):
    # dlh: 2 answered in time, 1 late, 1 archived → 2 of 3; dpupr: 1 closed, 1 open → 0 of 2.
    facts = []
    for i, (office, at, reason) in enumerate(
        [
            ("dlh", "2026-02-01", "answered"),
            ("dlh", "2026-02-02", "answered"),
            ("dlh", "2026-02-20", "answered"),
            ("dlh", "2026-02-01", "archived"),
            ("dpupr", "2026-02-01", "closed_by_system"),
            ("dpupr", None, None),
        ]
    ):
        facts.append(started(10 * i, "2026-01-20", DUE, case=f"c{i}", office=office))
        if at:
            facts.append(stopped(10 * i + 1, at, DUE, reason, case=f"c{i}", office=office))
    result = computed(tmp_path, facts)
    cells = [(one.month, one.office, one.numerator, one.denominator) for one in result.cells]

    assert cells == [("2026-02", "dlh", 2, 3), ("2026-02", "dpupr", 0, 2)]
    assert dict(result.cells[0].exclusions)["archived"] == 1
    assert result.cells[1].interval.kind == "jeffreys"
    assert (result.total.numerator, result.total.denominator) == (2, 5)
    assert result.total.share == pytest.approx(0.4)


def test_month_of_excluded_clocks_only_has_no_share(tmp_path):
    facts = [started(1, "2026-01-20", DUE), stopped(2, "2026-02-01", DUE, "merged")]
    (cell,) = computed(tmp_path, facts).by_month

    assert (cell.denominator, cell.share, cell.interval) == (0, None, None)


def test_reason_that_a_definition_does_not_exclude_is_a_miss(tmp_path):
    stricter = replace(DEFINITION, exclusions=DEFINITION.exclusions[1:])
    facts = [started(1, "2026-01-20", DUE), stopped(2, "2026-02-01", DUE, "archived")]
    result = computed(tmp_path, facts, definition=stricter)

    assert only(result).outcome == "archived"
    assert (result.total.numerator, result.total.denominator) == (0, 1)


@pytest.mark.parametrize(
    ("unfit", "fault"),
    [
        (stopped(9, "2026-02-01", DUE, "forgotten"), "reason"),
        (clock(9, "ClockStarted", "2026-02-01"), "due_at"),
        (started(9, "2026-02-01", "never"), "due_at"),
        (started(9, "2026-02-01", DUE, clock_id=None), "clock_id"),
        (started(9, "2026-02-01", DUE, clock="Other 1"), "clock"),
        (started(9, "2026-02-01", DUE, case=None), "case_id"),
        (started(9, "2026-02-01", DUE) | {"version": 2}, "version"),
        (started(9, "2026-02-01", DUE) | {"payload": "{broken"}, "case_id"),
    ],
)
def test_unfit_fact_stops_the_computation_and_is_named(tmp_path, unfit, fault):
    good = started(1, "2026-01-20", DUE)

    with pytest.raises(FactsUnreadable, match=rf"^1 facts .*: 00000009 \({fault}\)"):
        computed(tmp_path, [good, unfit])


def test_a_folder_without_facts_is_refused(tmp_path):
    with pytest.raises(FactsUnreadable, match="got none"):
        compute(DEFINITION, tmp_path, at=AT, zone=ZONE)


def test_a_broken_file_is_refused(tmp_path):
    path = tmp_path / "day=2026-01-01" / "facts.parquet"
    path.parent.mkdir()
    path.write_bytes(b"PAR1 not at all")

    with pytest.raises(FactsUnreadable, match="cannot be read"):
        compute(DEFINITION, tmp_path, at=AT, zone=ZONE)


@pytest.mark.parametrize(
    ("at", "zone", "message"),
    [(AT.replace(tzinfo=None), ZONE, "at must"), (AT, "Wanasari", "zone"), (AT, "../x", "zone")],
)
def test_time_without_zone_or_unknown_zone_is_refused(tmp_path, at, zone, message):
    with pytest.raises(ValueError, match=message):
        compute(DEFINITION, tmp_path, at=at, zone=zone)


def test_a_day_exported_twice_counts_once(tmp_path):
    facts = [started(1, "2026-01-20", DUE), stopped(2, "2026-02-01", DUE)]
    write_facts_day(tmp_path / "day=2026-01-20" / "again.parquet", facts)
    result = computed(tmp_path, facts)

    assert (result.n_facts, len(result.members)) == (2, 1)
    assert result.input_digest == ids_digest(["00000002", "00000001"])


hours = st.integers(0, 90 * 24).map(lambda h: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=h))
offices = st.sampled_from(["dlh", "dpupr", "", None])


@st.composite
def histories(draw, cases=("a", "b", "c", "d")):
    """Facts of a few cases, in any order, with ties, repeats and stops out of turn."""
    facts = []
    for number in range(draw(st.integers(1, 14))):
        name = draw(
            st.sampled_from(["Started", "Moved", "Moved", "Stopped", "Stopped", "Assigned"])
        )
        case, at = draw(st.sampled_from(cases)), draw(hours)
        payload = {"case_id": case, "office": draw(offices)}
        if name == "Assigned":
            facts.append(fact(f"{case}{number}", "CaseAssigned", at, **payload))
            continue
        payload |= {
            "clock_id": f"{case}-{draw(st.integers(1, 2))}",
            "clock": draw(st.sampled_from(["answer", "answer", "verify"])),
            "due_at": draw(hours).isoformat(),
        }
        if name == "Stopped":
            payload["reason"] = draw(st.sampled_from(REASONS))
        if name != "Started":
            payload["due_at"] = draw(st.sampled_from([payload["due_at"], None]))
        facts.append(fact(f"{case}{number}", f"Clock{name}", at, **payload))
    return draw(st.permutations(facts))


@slow
@given(facts=histories(), cut_off=hours)
def test_sql_equals_the_slow_oracle(tmp_path_factory, facts, cut_off):
    result = computed(tmp_path_factory.mktemp("facts"), facts, at=cut_off)

    assert [astuple(one)[:-1] for one in result.members] == oracle.members(facts, cut_off, ZONE)


@slow
@given(facts=histories())
def test_totals_equal_the_sum_of_their_parts(tmp_path_factory, facts):
    result = computed(tmp_path_factory.mktemp("facts"), facts)
    for parts in (result.cells, result.by_month, result.by_office):
        assert sum(one.numerator for one in parts) == result.total.numerator
        assert sum(one.denominator for one in parts) == result.total.denominator
        for i, (code, count) in enumerate(result.total.exclusions):
            assert sum(one.exclusions[i][1] for one in parts) == count
            assert {one.exclusions[i][0] for one in parts} <= {code}
    counted = result.total.denominator + sum(count for _, count in result.total.exclusions)
    assert counted == len(result.members)


@slow
@given(facts=histories(), other=histories(cases=("x", "y")), chance=st.randoms())
def test_unrelated_cases_and_order_change_nothing_else(tmp_path_factory, facts, other, chance):
    alone = computed(tmp_path_factory.mktemp("facts"), facts)
    together = computed(
        tmp_path_factory.mktemp("facts"), chance.sample(facts + other, len(facts + other))
    )

    assert tuple(one for one in together.members if one.case_id in "abcd") == alone.members
