"""Requests become facts by the calendar, and the nine cases of the reference are decided right."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.engines.policy.asking import DATA, make_rule, policy

from pendopo.engines.clock import ClockError, load_calendar
from pendopo.engines.policy import Embargo, Mandate, Request, facts_of, working_time

CALENDARS = [DATA / "calendars" / "id_national.yaml", DATA / "calendars" / "id_hours.yaml"]
ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
OFFICIAL = {"account": "official"}


@pytest.fixture(scope="module", params=ZONES)
def place(request):
    return request.param, load_calendar(CALENDARS, request.param)


def at(zone, text):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


# A spokesperson publishes what is open on own topics; anyone shares what is published; nobody
# does so from the office's network in working hours but communications staff; nothing goes out
# before its embargo ends.
NINE_RULES = [
    make_rule(
        rule_id="P1",
        acts=["post"],
        when={"roles": ["spokesperson"], "topic_mandate": True, "object_class": ["releasable"]},
    ),
    make_rule(rule_id="P2", acts=["share"], when={"object_class": ["published"]}),
    make_rule(
        "deny",
        rule_id="F1",
        acts=["post", "share"],
        when={"network": ["office"], "working_time": ["work"]},
        unless={"roles": ["pr_staff"]},
    ),
    make_rule("deny", rule_id="F2", when={"embargoed": True}),
]
MONDAY, SUNDAY = "2026-03-02", "2026-03-01"
HEALTH = (Mandate(frozenset({"health"}), date(2026, 1, 1), date(2026, 6, 30)),)


def case(act, time, roles, network, object_class, *, embargo=None, topic="health", day=MONDAY):
    return act, f"{day}T{time}", roles, network, object_class, embargo, topic


@pytest.mark.parametrize(
    ("told", "effect"),
    [
        (case("share", "10:01", ["asn"], "office", "published"), "deny"),
        (case("share", "17:30", ["asn"], "office", "published"), "allow"),
        (case("share", "10:01", ["asn"], "office", "published", day=SUNDAY), "allow"),
        (case("share", "10:01", ["asn"], "outside", "published"), "allow"),
        (case("share", "10:01", ["pr_staff"], "office", "published"), "allow"),
        (case("share", "17:30", ["asn"], "outside", "internal"), "deny"),
        (case("post", "12:59", ["spokesperson"], "outside", "releasable", embargo="13:00"), "deny"),
        (
            case("post", "13:00", ["spokesperson"], "outside", "releasable", embargo="13:00"),
            "allow",
        ),
        (
            case("post", "17:30", ["spokesperson"], "outside", "releasable", topic="roads"),
            "deny",
        ),
        # In Ramadan the day ends at 15.00.
        (case("share", "14:59", ["asn"], "office", "published"), "deny"),
        (case("share", "15:00", ["asn"], "office", "published"), "allow"),
    ],
)
def test_the_nine_cases_of_the_reference_in_every_zone(place, told, effect):
    zone, calendar = place
    act, moment, roles, network, object_class, embargo, topic = told
    request = Request(
        act,
        at(zone, moment),
        {"roles": frozenset(roles), "network": network, "object_class": object_class},
        mandates=HEALTH,
        topic=topic,
        embargo=Embargo(at(zone, f"{MONDAY}T{embargo}") if embargo else None),
    )
    decision = policy(NINE_RULES).decide(act, facts_of(request, calendar))
    assert (decision.effect, decision.missing) == (effect, ())


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-30T07:29:59", "off"),
        ("2026-11-30T07:30:00", "work"),
        ("2026-11-30T12:00:00", "rest"),
        ("2026-11-30T13:00:00", "work"),
        ("2026-11-30T15:59:59", "work"),
        ("2026-11-30T16:00:00", "off"),
        ("2026-11-27T16:29:59", "work"),
        ("2026-11-27T16:30:00", "off"),
        ("2026-11-29T10:00:00", "off"),
        ("2026-12-25T10:00:00", "off"),
        ("2026-11-30T00:00:00", "off"),
    ],
)
def test_working_time_is_half_open_and_knows_rest_friday_and_holidays(place, moment, expected):
    zone, calendar = place
    assert working_time(at(zone, moment), calendar) == expected


def test_a_moment_is_judged_in_the_office_zone_wherever_it_was_told(place):
    zone, calendar = place
    moment = at(zone, "2026-11-30T07:30:00").astimezone(UTC)
    assert facts_of(Request("post", moment), calendar)["working_time"] == "work"


def test_a_mandate_ends_with_its_last_day(place):
    zone, calendar = place

    def is_mandated(day):
        request = Request("post", at(zone, f"{day}T23:00"), mandates=HEALTH, topic="health")
        return facts_of(request, calendar)["topic_mandate"]

    days = ("2025-12-31", "2026-01-01", "2026-06-30", "2026-07-01")
    assert [is_mandated(day) for day in days] == [False, True, True, False]


def test_what_nobody_told_is_left_out(place):
    zone, calendar = place
    assert facts_of(Request("post"), calendar) == {}
    request = Request("post", topic="health", embargo=Embargo(at(zone, f"{MONDAY}T10:00")))
    assert facts_of(request, calendar) == {}


def test_the_own_office_and_facts_told_go_before_reckoning(place):
    zone, calendar = place
    request = Request(
        "post",
        at(zone, f"{MONDAY}T10:00"),
        {"working_time": "off"},
        office="dinkes",
        owner="dinkes",
        embargo=Embargo(None),
    )
    facts = facts_of(request, calendar)
    assert facts == {"own_office": True, "embargoed": False, "working_time": "off"}


def test_a_moment_without_zone_is_refused(place):
    _, calendar = place
    with pytest.raises(ClockError):
        facts_of(Request("post", datetime(2026, 3, 2, 10)), calendar)  # noqa: DTZ001


def test_a_second_before_midnight_belongs_to_its_day(place):
    zone, calendar = place
    end = at(zone, "2026-11-30T00:00:00") + timedelta(days=1, seconds=-1)
    assert working_time(end, calendar) == "off"
