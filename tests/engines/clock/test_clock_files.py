"""The dated legal data that ships with Pendopo, and the reading of such files."""

import csv
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from pendopo.engines.clock import (
    ClockError,
    Unit,
    due,
    find_policy,
    load_calendar,
    load_policies,
)
from pendopo.engines.clock.files import read_rows

ROOT = Path(__file__).parents[3]
NATIONAL = ROOT / "data" / "calendars" / "id_national.yaml"
HOURS = ROOT / "data" / "calendars" / "id_hours.yaml"
LOCAL = ROOT / "data" / "calendars" / "local_example.csv"
CLOCKS = ROOT / "data" / "clocks" / "complaints.yaml"
SECOND_SOURCE = ROOT.parent / "shared" / "data" / "holidays" / "id_holidays_2022_2028.csv"

KINDS = ["information_request", "aspiration", "complaint", "complaint_oversight"]
HEAD = "date,name,kind,legal_basis,valid_from,valid_to,confidence,source\n"


@pytest.fixture(scope="module")
def national():
    return load_calendar([NATIONAL], "Asia/Jakarta")


def dates(calendar, year):
    return Counter(day.kind for day in calendar.closed if day.date.year == year)


def test_2026_has_240_working_days_by_month(national):
    """The test value of the reference: Mon-Fri weeks with all 25 dates of the decree off."""
    days = national.working_days(date(2026, 1, 1), date(2026, 12, 31))
    by_month = Counter(day.month for day in days)
    assert len(days) == 240
    assert [by_month[n] for n in range(1, 13)] == [20, 18, 17, 21, 16, 20, 23, 19, 22, 22, 21, 21]


@pytest.mark.parametrize(
    ("year", "holidays", "leave"),
    [(2022, 16, 4), (2023, 16, 11), (2024, 19, 10), (2025, 17, 11), (2026, 17, 8), (2027, 18, 8)],
)
def test_every_year_has_its_holidays_and_joint_leave(national, year, holidays, leave):
    assert dates(national, year) == {"libur_nasional": holidays, "cuti_bersama": leave}


def test_only_years_checked_against_their_decree_are_known(national):
    assert national.known_years == {2022, 2023, 2024, 2025, 2026}
    assert dates(national, 2028) == {"libur_nasional": 17}


def test_every_row_names_its_law_source_and_confidence():
    for row in read_rows(NATIONAL):
        assert row["confidence"] in {"verified", "unconfirmed"}
        assert row["legal_basis"]
        assert row["source"]
        assert row["valid_from"] < (row["valid_to"] or date.max)
        assert not (row["estimated"] and row["confidence"] == "verified")


def test_a_case_begun_before_an_amendment_keeps_its_calendar():
    """The decree of 11 October 2022 had 26 April 2023 as leave; that of 29 March 2023 did not."""
    before = load_calendar([NATIONAL], "Asia/Jakarta", as_of=date(2023, 3, 28))
    after = load_calendar([NATIONAL], "Asia/Jakarta", as_of=date(2023, 3, 29))
    start = datetime(2023, 4, 18, 3, tzinfo=UTC)
    assert due(start, 1, Unit.WORK_DAYS, before).counted == (date(2023, 4, 19),)
    assert due(start, 1, Unit.WORK_DAYS, after).counted == (date(2023, 4, 26),)
    assert not before.is_working(date(2023, 4, 26))


def test_a_second_source_has_the_same_dates(national):
    if not SECOND_SOURCE.exists():
        pytest.skip("no second list of holidays beside this checkout")
    with SECOND_SOURCE.open(encoding="utf-8", newline="") as file:
        theirs = {(row["date"], row["kind"]) for row in csv.DictReader(file)}
    ours = {(day.date.isoformat(), day.kind) for day in national.closed}
    assert ours == theirs


def test_next_years_list_is_there_from_november(national):
    """Ask the real clock: without next year's list, offices would promise wrong dates."""
    today = datetime.now(UTC).date()
    years = [today.year, today.year + 1] if today >= date(today.year, 11, 1) else [today.year]
    for year in years:
        count = dates(national, year)
        assert count["libur_nasional"] >= 14, f"libur nasional {year} belum ada di {NATIONAL.name}"
        assert count["cuti_bersama"] >= 1, f"cuti bersama {year} belum ada di {NATIONAL.name}"


def test_local_file_closes_a_day_of_its_own(national):
    both = load_calendar([NATIONAL, LOCAL], "Asia/Jakarta")
    (day,) = set(both.closed) - set(national.closed)
    assert (day.date, day.kind) == (date(2026, 9, 9), "lokal")
    assert both.version != national.version


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("x.csv", HEAD + "2026-13-01,A,lokal,B,,,verified,C\n", "Baris 1 pada x.csv"),
        ("x.csv", HEAD + ",A,lokal,B,,,verified,C\n", "Baris 1 pada x.csv"),
        ("x.csv", "date,name\n2026-01-01,A\n", "Baris 1 pada x.csv"),
        ("x.yaml", "days: [1]\n", "Baris 1 pada x.yaml"),
        ("x.yaml", "days: {a: [\n", "tidak dapat dibaca"),
        ("x.yaml", "rows: []\n", "tidak dapat dibaca"),
        ("x.yaml", "", "tidak dapat dibaca"),
    ],
)
def test_load_calendar_refuses_a_file_it_cannot_read(tmp_path, name, text, sentence):
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(ClockError, match=sentence):
        load_calendar([tmp_path / name], "Asia/Jakarta")


def test_load_calendar_names_a_missing_file(tmp_path):
    with pytest.raises(ClockError, match="tidak dapat dibuka"):
        load_calendar([tmp_path / "none.yaml"], "Asia/Jakarta")


@pytest.mark.parametrize(("kind", "amount"), list(zip(KINDS, [5, 5, 14, 60], strict=True)))
def test_answer_policy_has_the_period_of_its_kind(kind, amount):
    policy = find_policy(load_policies(CLOCKS), "answer", kind, date(2026, 3, 2))
    assert (policy.amount, policy.unit, policy.confidence) == (amount, Unit.WORK_DAYS, "verified")
    assert policy.legal_basis == "PermenPANRB 62/2018 Bab VI"


@pytest.mark.parametrize("kind", KINDS)
def test_the_other_clocks_are_the_same_for_every_kind(kind):
    policies = load_policies(CLOCKS)
    found = {
        clock: find_policy(policies, clock, kind, date(2026, 3, 2))
        for clock in ("verify", "citizen_reply", "completion")
    }
    assert {clock: policy.amount for clock, policy in found.items()} == {
        "verify": 3,
        "citizen_reply": 10,
        "completion": 10,
    }
    assert found["completion"].confidence == "unconfirmed"


def test_policy_codes_are_unique_and_none_rules_before_its_law():
    policies = load_policies(CLOCKS)
    assert len({policy.code for policy in policies}) == len(policies) == 9
    assert find_policy(policies, "answer", "complaint", date(2018, 12, 31)) is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("policies: [{code: a}]", "tidak dapat dibaca"),
        ("policies: 3", "tidak dapat dibaca"),
        ("[", "tidak"),
    ],
)
def test_load_policies_refuses_a_file_it_cannot_read(tmp_path, text, sentence):
    (tmp_path / "x.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ClockError, match=sentence):
        load_policies(tmp_path / "x.yaml")


def test_load_policies_asks_when_a_rule_begins(tmp_path):
    text = CLOCKS.read_text(encoding="utf-8").replace(
        "valid_from: 2019-01-01", "valid_from: null", 1
    )
    (tmp_path / "x.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ClockError, match=r"complaint\.verify tidak menyebut mulai berlaku"):
        load_policies(tmp_path / "x.yaml")


def test_load_policies_names_a_missing_file(tmp_path):
    with pytest.raises(ClockError, match="tidak dapat dibuka"):
        load_policies(tmp_path / "none.yaml")


def test_shipped_hours_close_later_on_friday_and_earlier_in_ramadan():
    calendar = load_calendar([NATIONAL, HOURS], "Asia/Jakarta")
    assert calendar.week == frozenset(range(5))
    assert calendar.hours.seconds == 37.5 * 3600
    assert [season.hours.seconds / 3600 for season in calendar.seasons] == [32.5, 32.5]
    assert not any(season.confirmed for season in calendar.seasons)
    # The month ends on the eve of the holiday that the decree fixes.
    eves = [season.last.isoformat() for season in calendar.seasons]
    feasts = {day.date for day in calendar.closed if day.name == "Hari Raya Idulfitri"}
    assert eves == ["2026-03-20", "2027-03-09"]
    assert {season.last + timedelta(days=1) for season in calendar.seasons} <= feasts


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("weeks: [{valid_to: null}]", "Baris 1 pada x.yaml"),
        ("weeks: [{hours: {senin: pagi}, valid_to: null}]", "Jam 'pagi' tidak dapat dibaca"),
        ("seasons: [{first: 2026-03-02, last: 2026-03-01, hours: {}, name: x}]", "Baris 1"),
    ],
)
def test_load_calendar_refuses_hours_it_cannot_read(tmp_path, text, sentence):
    (tmp_path / "x.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ClockError, match=sentence):
        load_calendar([tmp_path / "x.yaml"], "Asia/Jakarta")


def test_a_later_file_gives_the_office_its_own_week(tmp_path):
    (tmp_path / "x.yaml").write_text(
        "weeks:\n- {hours: {sabtu: 08.00-12.00}, valid_to: null}\n", encoding="utf-8"
    )
    calendar = load_calendar([HOURS, tmp_path / "x.yaml"], "Asia/Jakarta")
    assert calendar.week == {5}
