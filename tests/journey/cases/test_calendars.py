"""Whose calendar counts: the usual one, or the office's own."""

from datetime import date

import pytest
from tests.factories.calendars import ALWAYS, FASTING, SIX_DAYS, make_rule
from tests.factories.cases import AT, make_actor, make_case, make_verified, wib

from pendopo.engines.clock import Unit, due
from pendopo.journey.cases import services
from pendopo.journey.cases.calendars import calendars_in_force
from pendopo.journey.cases.models import CalendarRule, Case
from pendopo.journey.cases.selectors import clocks_of
from pendopo.kernel.models import ClosedDay

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law")]
JULY = wib("2026-07-01 10:00")


def received_on(calendar, text):
    return due(wib(text), 1, Unit.WORK_DAYS, calendar).received_on


def test_without_rows_an_office_closes_at_four_on_every_working_day():
    usual = calendars_in_force(at=JULY).usual
    assert received_on(usual, "2026-07-03 16:00") == date(2026, 7, 3)
    assert received_on(usual, "2026-07-03 16:01") == date(2026, 7, 6)


def test_the_week_in_force_closes_later_on_friday():
    make_rule()
    usual = calendars_in_force(at=JULY).usual
    assert received_on(usual, "2026-07-03 16:30") == date(2026, 7, 3)


def test_a_week_of_all_offices_holds_for_every_office_without_its_own(roads, lights):
    make_rule()
    make_rule(office=lights, hours=SIX_DAYS, name="Enam hari")
    found = calendars_in_force(at=JULY)
    assert found.of(roads.id) is found.usual
    assert found.of(None) is found.usual
    assert found.of(lights.id).week == set(range(6))
    assert found.usual.week == set(range(5))


def test_an_office_of_six_days_is_not_closed_on_saturday_by_the_usual_ramadan(lights):
    make_rule()
    season = {"first": date(2026, 2, 19), "last": date(2026, 3, 20), "hours": FASTING}
    make_rule("season", name="Ramadan", **season)
    make_rule(office=lights, hours=SIX_DAYS)
    found = calendars_in_force(at=AT)
    assert found.usual.season_of(date(2026, 3, 2)).name == "Ramadan"
    assert found.of(lights.id).season_of(date(2026, 3, 2)) is None
    assert found.of(lights.id).is_working(date(2026, 2, 28))


def test_an_office_that_keeps_a_watch_works_on_holidays_but_not_in_a_flood(lights):
    make_rule(office=lights, hours=ALWAYS, works_on_holidays=True)
    make_rule("closed", name="Banjir", first=date(2026, 7, 2), last=date(2026, 7, 3))
    make_rule(
        "closed", name="Hari jadi", reason="lokal", first=date(2026, 7, 6), last=date(2026, 7, 6)
    )
    own = calendars_in_force(at=JULY).of(lights.id)
    assert own.is_working(date(2026, 12, 25))
    assert own.is_working(date(2026, 7, 6))
    assert not own.is_working(date(2026, 7, 2))
    assert not due(wib("2027-01-04 10:00"), 3, Unit.WORK_DAYS, own).unsure


def test_a_closure_of_one_office_closes_no_other(roads, lights):
    make_rule(
        "closed", name="Kebakaran", office=lights, first=date(2026, 7, 2), last=date(2026, 7, 3)
    )
    found = calendars_in_force(at=JULY)
    assert found.of(roads.id).is_working(date(2026, 7, 2))
    assert not found.of(lights.id).is_working(date(2026, 7, 3))
    assert found.of(lights.id).why_closed(date(2026, 7, 2)).kind == "penutupan"


def test_rows_hold_only_while_they_are_in_force(lights):
    make_rule(office=lights, hours=SIX_DAYS, valid_to=date(2026, 7, 1))
    make_rule(office=lights, hours=ALWAYS, valid_from=date(2026, 7, 2))
    assert calendars_in_force(at=wib("2026-06-30 10:00")).of(lights.id).week == set(range(6))
    assert calendars_in_force(at=JULY).of(lights.id).week == set(range(5))
    assert calendars_in_force(at=wib("2026-07-02 10:00")).of(lights.id).week == set(range(7))


def test_the_answer_of_an_office_is_counted_by_its_own_calendar(roads, lights):
    """14 working days after Wednesday 1 July: in five days 21 July, in six days 17 July."""
    make_rule(office=lights, hours=SIX_DAYS)
    usual = make_verified(office=roads, at=JULY)
    own = make_verified(office=lights, at=JULY)
    assert usual.clocks.get(kind="answer").due_at == wib("2026-07-21 23:59:59")
    assert own.clocks.get(kind="answer").due_at == wib("2026-07-17 23:59:59")
    (shown,) = [clock for clock in clocks_of(own.id, at=JULY) if clock.kind == "answer"]
    assert shown.remaining.days == 14


def test_who_takes_a_case_over_counts_it_by_its_own_calendar(roads, lights):
    make_rule(office=lights, hours=SIX_DAYS)
    case = make_verified(office=roads, at=JULY)
    services.assign_case(
        case_id=case.id, office=lights, by=make_actor(), at=wib("2026-07-02 09:00")
    )
    clock = case.clocks.get(kind="answer")
    assert (clock.office_id, clock.due_at) == (lights.id, wib("2026-07-17 23:59:59"))


def test_the_shipped_hours_are_loaded_once_and_stay_ended(settings):
    path = settings.DATA_ROOT / "calendars" / "id_hours.yaml"
    assert services.add_calendar_rules(path) == 3
    CalendarRule.objects.filter(kind="season").update(valid_to=date(2026, 1, 1))
    assert services.add_calendar_rules(path) == 0
    assert CalendarRule.objects.get(kind="week").hours[4] == "07.30-11.30, 13.00-16.30"


def test_calendars_take_two_queries_for_one_office_and_for_three(
    roads, lights, inspectorate, django_assert_num_queries
):
    make_rule(office=roads, hours=SIX_DAYS)
    with django_assert_num_queries(2):
        calendars_in_force(at=JULY)
    make_rule(office=lights, hours=SIX_DAYS)
    make_rule(office=inspectorate, hours=ALWAYS)
    with django_assert_num_queries(2):
        assert len(calendars_in_force(at=JULY).own) == 3


def test_a_day_that_was_ended_may_be_decreed_again():
    day = {"date": date(2026, 9, 9), "kind": "lokal", "name": "Hari jadi", "confidence": "verified"}
    ClosedDay.objects.create(**day, valid_from=date(2026, 1, 1), valid_to=date(2026, 2, 1))
    ClosedDay.objects.create(**day, valid_from=date(2026, 3, 1))
    case = make_case(at=wib("2026-09-08 10:00"))
    assert Case.objects.get(id=case.id).due_at == wib("2026-09-14 23:59:59")
