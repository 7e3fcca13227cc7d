"""Changing rules: the preview tells the truth, clocks follow, the past stays, who did it is kept."""

from datetime import date, timedelta

import pytest
from tests.factories.calendars import SIX_DAYS, make_rule
from tests.factories.cases import (
    AT,
    everything,
    facts_since,
    make_actor,
    make_case,
    make_verified,
    make_waiting,
    wib,
)

from pendopo.foundation.ledger.models import FactRow
from pendopo.foundation.people.types import ANONYMOUS, Role
from pendopo.journey.cases import services, tasks
from pendopo.journey.cases.amending import Amendment, effect_of
from pendopo.journey.cases.models import CalendarRule, Clock, ClockPolicy, RuleChange
from pendopo.journey.cases.services import Decree, NewLimit
from pendopo.kernel.errors import NotAllowed, Refused
from pendopo.kernel.models import ClosedDay, RuleNumber
from pendopo.kernel.numbers import number_in_force

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
JULY = wib("2026-07-01 10:00")
LATER = wib("2026-07-06 10:00")
DECREE = Decree("Keputusan Bupati 7/2026", "Bagian Hukum", is_verified=True)


def flood(office=None, first=date(2026, 7, 2), last=date(2026, 7, 3)):
    rule = CalendarRule(
        kind="closed",
        reason="penutupan",
        office=office,
        name="Banjir",
        first=first,
        last=last,
        legal_basis=DECREE.legal_basis,
        confidence="verified",
        source=DECREE.source,
        valid_from=date(2026, 7, 6),
    )
    return Amendment(
        rule=RuleChange.Rule.CLOSURE,
        action=RuleChange.Action.ADDED,
        summary="Banjir, 2 Juli 2026 sampai 3 Juli 2026",
        legal_basis=DECREE.legal_basis,
        office=office,
        first=first,
        last=last,
        new_rules=(rule,),
    )


def amend(amendment, *, by=None, at=LATER):
    return services.amend_calendar(amendment=amendment, by=by or make_actor(Role.ADMIN), at=at)


def test_the_preview_tells_what_the_recomputation_then_does(roads, lights):
    make_verified(office=roads, at=JULY)
    make_verified(office=lights, at=JULY)
    make_waiting(office=lights, at=JULY)
    before = everything()
    told = effect_of(flood(lights), at=LATER)
    assert everything() == before
    moved_by_hand = sorted(told.n_moved.items())
    amend(flood(lights))
    ends = dict(Clock.objects.values_list("id", "due_at"))
    n_facts = len(facts_since())
    tasks.follow_rule_changes(LATER)
    moved = [
        (clock.kind, clock.due_at - ends[clock.id])
        for clock in Clock.objects.all()
        if clock.due_at != ends[clock.id]
    ]
    assert told.n_running == Clock.objects.filter(stopped_at=None).count()
    assert sum(told.n_moved.values()) == told.n_later == len(moved)
    assert moved_by_hand == sorted(
        (kind, len([1 for k, _ in moved if k == kind]))
        for kind, _ in {m[0]: m for m in moved}.values()
    )
    # Two days of flood: 21 July becomes 23 July.
    assert told.longest_later == max(shift for _, shift in moved) == timedelta(days=2)
    assert facts_since(n_facts).count("ClockMoved") == len(moved)
    assert facts_since(n_facts)[-1] == "ClocksFollowed"


def test_a_closure_applied_later_is_recorded_with_who_and_how_far(roads):
    case = make_verified(office=roads, at=JULY)
    change = amend(flood())
    told = FactRow.objects.get(name="CalendarChanged")
    assert told.subject_id == change.id
    assert told.payload == {
        "rule_id": str(change.id),
        "rule": "closed",
        "action": "added",
        "office": "",
        "first": "2026-07-02",
        "last": "2026-07-03",
    }
    assert change.by_function == "pengelola sistem, Sekretariat Daerah"
    tasks.follow_rule_changes(LATER)
    change.refresh_from_db()
    assert change.done_at == LATER
    assert (change.n_moved, change.n_unchanged) == (1, 0)
    assert case.clocks.get(kind="answer").due_at == wib("2026-07-23 23:59:59")
    moved = FactRow.objects.filter(name="ClockMoved", subject_id=case.id).last()
    assert moved.payload["reason"] == "calendar"


def test_following_goes_on_where_it_stopped_and_once(monkeypatch, roads):
    monkeypatch.setattr("pendopo.journey.cases.services.upkeep._BATCH", 2)
    monkeypatch.setattr("pendopo.journey.cases.services.calendars._MOST_BATCHES", 2)
    for _ in range(5):
        make_verified(office=roads, at=JULY)
    change = amend(flood())
    first = services.follow_rule_changes(at=LATER)
    change.refresh_from_db()
    assert (first.n_moved, change.n_moved, change.done_at) == (4, 4, None)
    services.follow_rule_changes(at=LATER)
    change.refresh_from_db()
    assert (change.n_moved, change.done_at) == (5, LATER)
    before = everything()
    services.follow_rule_changes(at=LATER)
    assert everything() == before


def test_a_flood_of_one_office_moves_no_other(roads, lights):
    usual = make_verified(office=roads, at=JULY)
    ends = usual.clocks.get(kind="answer").due_at
    amend(flood(lights))
    tasks.follow_rule_changes(LATER)
    assert usual.clocks.get(kind="answer").due_at == ends


def test_a_correction_ends_the_old_row_and_begins_a_new_one():
    old = ClosedDay.objects.get(date=date(2026, 8, 25))
    new = ClosedDay(
        date=date(2026, 8, 26),
        kind=old.kind,
        name=old.name,
        legal_basis="SKB perubahan",
        confidence="verified",
        source="contoh",
        valid_from=date(2026, 7, 6),
    )
    amend(
        Amendment(
            RuleChange.Rule.HOLIDAY,
            RuleChange.Action.CORRECTED,
            "Maulid",
            "SKB perubahan",
            new_days=(new,),
            ended_days=(old,),
        )
    )
    old.refresh_from_db()
    assert (old.date, old.valid_to) == (date(2026, 8, 25), date(2026, 7, 6))
    case = make_case(at=wib("2026-08-24 10:00"))
    # 25, 27 and 28 August.
    assert case.due_at == wib("2026-08-28 23:59:59")


def test_what_somebody_ended_already_is_not_ended_again():
    rule = make_rule("closed", first=date(2026, 7, 2), last=date(2026, 7, 2))
    end = Amendment(RuleChange.Rule.CLOSURE, RuleChange.Action.ENDED, "x", "y", ended_rules=(rule,))
    amend(end)
    before = everything(), list(RuleChange.objects.values())
    with pytest.raises(Refused, match="sudah diakhiri"):
        amend(end)
    assert (everything(), list(RuleChange.objects.values())) == before


def test_the_same_holiday_is_not_added_twice():
    old = ClosedDay.objects.get(date=date(2026, 8, 25))
    again = ClosedDay(
        **{
            name: getattr(old, name)
            for name in (
                "date",
                "kind",
                "name",
                "legal_basis",
                "confidence",
                "source",
                "valid_from",
            )
        }
    )
    added = Amendment(RuleChange.Rule.HOLIDAY, RuleChange.Action.ADDED, "x", "y", new_days=(again,))
    with pytest.raises(Refused, match="sudah ada"):
        amend(added)
    assert not RuleChange.objects.exists()


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HEAD, Role.INSPECTOR, Role.REGENT, None])
def test_only_who_keeps_rules_changes_them(role):
    by = make_actor(role) if role else ANONYMOUS
    policy = ClockPolicy.objects.get(clock="verify")
    with pytest.raises(NotAllowed):
        amend(flood(), by=by)
    with pytest.raises(NotAllowed):
        set_limit(policy, 2, date(2026, 7, 7), by=by)
    assert not CalendarRule.objects.exists()
    assert not RuleChange.objects.exists()


def set_limit(policy, length, since, *, by=None):
    return services.set_limit(
        policy=policy,
        limit=NewLimit(length, "work_days", since, "Diperiksa lebih cepat."),
        decree=DECREE,
        by=by or make_actor(Role.ADMIN),
        at=LATER,
    )


def test_a_new_limit_begins_on_its_day_and_running_clocks_keep_theirs():
    running = make_case(at=wib("2026-07-06 09:00"))
    policy = ClockPolicy.objects.get(clock="verify")
    set_limit(policy, 2, date(2026, 7, 7))
    policy.refresh_from_db()
    assert (policy.amount, policy.valid_to) == (3, None)
    tasks.follow_rule_changes(LATER)
    assert running.clocks.get(kind="verify").due_at == wib("2026-07-09 23:59:59")
    assert make_case(at=wib("2026-07-07 09:00")).due_at == wib("2026-07-09 23:59:59")
    told = FactRow.objects.get(name="LimitChanged")
    assert (told.payload["length"], told.payload["since"]) == (2, "2026-07-07")
    assert told.payload["policy"] == "complaint.verify:20260707"
    assert not RuleChange.objects.get().moves_clocks


def test_a_limit_does_not_reach_back_and_has_one_row_a_day():
    policy = ClockPolicy.objects.get(clock="verify")
    with pytest.raises(Refused, match="berlaku surut"):
        set_limit(policy, 2, date(2026, 7, 5))
    fresh = set_limit(policy, 2, date(2026, 7, 7))
    with pytest.raises(Refused, match="sudah ada"):
        set_limit(fresh, 1, date(2026, 7, 7))
    assert RuleChange.objects.count() == 1


def test_a_limit_in_hours_runs_in_opening_hours_of_the_office(lights):
    make_rule(office=lights, hours=SIX_DAYS)
    policy = ClockPolicy.objects.get(clock="answer", case_class="complaint")
    services.set_limit(
        policy=policy,
        limit=NewLimit(10, "work_hours", date(2026, 7, 7), ""),
        decree=DECREE,
        by=make_actor(Role.ADMIN),
        at=LATER,
    )
    # Friday 10 July 10.00: an hour to 11.00, Saturday five, Monday four from 07.30.
    case = make_verified(office=lights, at=wib("2026-07-10 10:00"))
    assert case.clocks.get(kind="answer").due_at == wib("2026-07-13 11:30")


def test_a_number_changes_from_its_day_on():
    number = RuleNumber.objects.create(
        code="contoh.hari",
        amount=3,
        unit="work_days",
        explanation="contoh",
        legal_basis="contoh",
        confidence="unconfirmed",
        source="contoh",
        valid_from=date(2020, 1, 1),
    )
    services.set_number(
        number=number,
        amount=5,
        since=date(2026, 7, 8),
        decree=DECREE,
        by=make_actor(Role.ADMIN),
        at=LATER,
    )
    assert number_in_force("contoh.hari", at=LATER) == 3
    assert number_in_force("contoh.hari", at=wib("2026-07-08 00:00")) == 5
    assert FactRow.objects.get(name="NumberChanged").payload["amount"] == 5


def test_an_effect_on_nothing_is_nothing():
    told = effect_of(flood(), at=AT)
    assert (told.n_running, told.n_later, told.n_earlier) == (0, 0, 0)
