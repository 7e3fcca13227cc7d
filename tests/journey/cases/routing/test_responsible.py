"""The narrowest rule names the office; no database."""

from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from pendopo.journey.cases.routing.responsible import Rule, resolve

ROADS, LIGHTS, DISTRICT, PROVINCE, POLICE = (UUID(int=n) for n in range(1, 6))
TOPICS = ("roads.hole", "roads")
VILLAGE = "33.01.01.2001"
RULES = st.lists(
    st.builds(
        Rule,
        office_id=st.sampled_from([ROADS, LIGHTS, DISTRICT, PROVINCE, POLICE]),
        topic=st.sampled_from(["roads.hole", "roads", "other"]),
        area=st.sampled_from(["", "33.01", "33.01.01", VILLAGE, "33.01.02"]),
        asset_class=st.sampled_from(["", "jalan_provinsi"]),
        part=st.sampled_from(["responsible", "supporting", "observing"]),
        valid_from=st.sampled_from([date(2020, 1, 1), date(2025, 1, 1)]),
    ),
    max_size=8,
)


def answering(*rules, asset_class=""):
    found = resolve(rules, topics=TOPICS, area=VILLAGE, asset_class=asset_class).responsible
    return found.office_id if found else None


def test_deeper_topic_beats_deeper_area():
    assert answering(Rule(DISTRICT, "roads", VILLAGE), Rule(ROADS, "roads.hole")) == ROADS


def test_deeper_area_beats_an_asset_class():
    asset = Rule(PROVINCE, "roads.hole", "33.01", "jalan_provinsi")
    area = Rule(DISTRICT, "roads.hole", "33.01.01")
    assert answering(asset, area, asset_class="jalan_provinsi") == DISTRICT


def test_asset_class_beats_a_rule_for_any_asset():
    asset, plain = Rule(PROVINCE, "roads.hole", "", "jalan_provinsi"), Rule(ROADS, "roads.hole")
    assert answering(asset, plain, asset_class="jalan_provinsi") == PROVINCE
    assert answering(asset, plain) == ROADS


def test_newer_rule_beats_an_older_one_about_the_same():
    old = Rule(LIGHTS, "roads", valid_from=date(2020, 1, 1))
    assert answering(old, Rule(ROADS, "roads", valid_from=date(2025, 1, 1))) == ROADS


def test_a_district_rule_does_not_hold_for_a_code_that_only_begins_alike():
    assert answering(Rule(DISTRICT, "roads", "33.0")) is None
    assert answering(Rule(DISTRICT, "roads", "33.01.02")) is None


def test_a_branch_answers_for_a_topic_without_a_rule_of_its_own():
    assert answering(Rule(ROADS, "roads")) == ROADS


def test_other_parts_are_told_once_for_each_office_and_never_for_the_responsible_one():
    found = resolve(
        [
            Rule(ROADS, "roads"),
            Rule(ROADS, "roads", part="observing"),
            Rule(POLICE, "roads", part="observing"),
            Rule(POLICE, "roads.hole", part="supporting"),
        ],
        topics=TOPICS,
        area=VILLAGE,
    )
    assert [(rule.office_id, rule.part) for rule in found.others] == [(POLICE, "supporting")]


def test_rules_that_would_have_fitted_are_told():
    beaten = Rule(ROADS, "roads")
    found = resolve([beaten, Rule(LIGHTS, "roads.hole")], topics=TOPICS, area=VILLAGE)
    assert found.beaten == (beaten,)


@given(RULES)
def test_order_of_the_rows_changes_nothing(rules):
    values = {"topics": TOPICS, "area": VILLAGE, "asset_class": "jalan_provinsi"}
    first, second = resolve(rules, **values), resolve(list(reversed(rules)), **values)
    assert first.responsible == second.responsible
    assert {rule.office_id for rule in first.others} == {rule.office_id for rule in second.others}


@given(RULES)
def test_who_answers_has_the_narrowest_of_all_fitting_rules(rules):
    found = resolve(rules, topics=TOPICS, area=VILLAGE).responsible
    fitting = [
        rule
        for rule in rules
        if rule.part == "responsible"
        and rule.topic in TOPICS
        and not rule.asset_class
        and (rule.area in ("", VILLAGE) or VILLAGE.startswith(rule.area + "."))
    ]
    if not fitting:
        assert found is None
    else:
        assert found in fitting
        best = max((rule.topic == "roads.hole", len(rule.area)) for rule in fitting)
        assert (found.topic == "roads.hole", len(found.area)) == best
