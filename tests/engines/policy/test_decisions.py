"""What a decision says, by hand and by properties."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.policy.asking import (
    SHIPPED,
    any_act,
    any_facts,
    any_rules,
    few_acts,
    few_facts,
    make_rule,
    ordinary,
    policy,
    shipped,
)

from pendopo.engines.policy import FACTS, PolicyError

RANK = {"deny": 0, "needs_approval": 1, "allow": 2}


def rank(decision):
    return RANK[decision.effect]


def ids(decision):
    return [rule.id for rule in decision.rules]


def test_what_nothing_allows_is_forbidden():
    decision = policy([]).decide("post", {})
    assert (decision.effect, decision.rules, decision.missing) == ("deny", (), ())


def test_a_prohibition_wins_over_any_number_of_permissions():
    rules = [
        make_rule(rule_id="A"),
        make_rule(rule_id="B"),
        make_rule("deny", rule_id="C", when={"account": ["official"]}),
    ]
    assert ids(policy(rules).decide("post", {"account": "official"})) == ["C"]
    assert ids(policy(rules).decide("post", {"account": "personal"})) == ["A", "B"]


def test_a_fact_that_nobody_told_forbids_and_is_named():
    rules = [make_rule(rule_id="A"), make_rule("deny", rule_id="B", when={"embargoed": True})]
    decision = policy(rules).decide("post", {})
    assert (decision.effect, ids(decision), decision.missing) == ("deny", ["B"], ("embargoed",))


def test_a_permission_that_hangs_on_a_missing_fact_does_not_allow():
    decision = policy([make_rule(when={"roles": ["ppid"]})]).decide("post", {"roles": None})
    assert (decision.effect, decision.missing) == ("deny", ("roles",))


def test_only_facts_on_which_the_answer_hangs_are_asked_for():
    rule = make_rule("deny", when={"account": ["official"], "embargoed": True})
    decision = policy([make_rule(), rule]).decide("post", {"account": "personal"})
    assert (decision.effect, decision.missing) == ("allow", ())


def test_an_exception_needs_all_its_parts_and_to_be_known():
    rule = make_rule("deny", rule_id="B", unless={"emergency": True, "roles": ["on_call"]})
    rules = [make_rule(rule_id="A"), rule]
    on_duty = frozenset({"asn", "on_call"})
    assert ids(policy(rules).decide("post", {"emergency": True, "roles": on_duty})) == ["A"]
    assert ids(policy(rules).decide("post", {"emergency": False, "roles": on_duty})) == ["B"]
    assert policy(rules).decide("post", {"emergency": True}).missing == ("roles",)


def test_an_approval_is_asked_for_until_everyone_named_has_given_it():
    rules = [
        make_rule(rule_id="A", obligations=("cite_source",)),
        make_rule("needs_approval", rule_id="B", by=["ppid", "fact_owner"]),
    ]
    asked = policy(rules).decide("post", {"authorisations": frozenset({"ppid"})})
    assert (asked.effect, ids(asked), asked.needs) == ("needs_approval", ["B"], ("fact_owner",))
    given_all = policy(rules).decide("post", {"authorisations": frozenset({"ppid", "fact_owner"})})
    assert (given_all.effect, given_all.obligations) == ("allow", ("cite_source",))
    unsaid = policy(rules).decide("post", {})
    assert (unsaid.effect, unsaid.missing) == ("deny", ("authorisations",))


def test_an_approval_that_may_be_asked_for_forbids_unless_all_of_it_was_given():
    rules = [
        make_rule(rule_id="A"),
        make_rule("needs_approval", rule_id="B", by=["ppid", "unit_head"], when={"uniform": True}),
    ]
    some = policy(rules).decide("post", {"authorisations": frozenset({"ppid"})})
    assert (some.effect, some.missing) == ("deny", ("uniform",))
    whole = policy(rules).decide("post", {"authorisations": frozenset({"ppid", "unit_head"})})
    assert whole.effect == "allow"


def test_an_approval_alone_allows_nothing():
    rules = [make_rule("needs_approval", by=["ppid"])]
    assert policy(rules).decide("post", {"authorisations": frozenset({"ppid"})}).effect == "deny"


def test_a_reminder_comes_along_and_changes_nothing():
    rules = [make_rule(rule_id="A"), make_rule("remind", rule_id="R", when={"uniform": True})]
    reminded = policy(rules).decide("post", {"uniform": True})
    assert (reminded.effect, [rule.id for rule in reminded.reminders]) == ("allow", ["R"])
    assert policy(rules).decide("post", {}).reminders == ()


def test_a_rule_holds_from_its_first_day_until_before_its_last():
    rule = make_rule("deny", valid_from=date(2026, 1, 2), valid_to=date(2026, 2, 1))
    effects = [
        policy([make_rule(), rule], on=day).decide("post", {}).effect
        for day in (date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 31), date(2026, 2, 1))
    ]
    assert effects == ["allow", "deny", "deny", "allow"]


@pytest.mark.parametrize(
    ("act", "facts", "named"),
    [
        ("fly", {}, "fly"),
        ("post", {"wheather": "fine"}, "wheather"),
        ("post", {"account": "borrowed"}, "borrowed"),
        ("post", {"embargoed": "no"}, "no"),
        ("post", {"roles": frozenset({"king"})}, "king"),
        ("post", {"roles": "asn"}, "asn"),
        ("post", {"account": ["official"]}, "official"),
    ],
)
def test_what_is_not_in_the_vocabulary_is_refused_by_name(act, facts, named):
    with pytest.raises(PolicyError, match=named):
        policy([make_rule()]).decide(act, facts)


def test_sets_may_be_told_as_lists():
    rules = [make_rule(when={"roles": ["ppid"]})]
    assert policy(rules).decide("post", {"roles": ["asn", "ppid", "ppid"]}).effect == "allow"


@pytest.mark.parametrize("code", SHIPPED)
@given(any_act, any_facts, st.data())
@settings(max_examples=60)
def test_telling_less_never_permits_more(code, act, facts, data):
    ours = policy(shipped_rules(code))
    gone = data.draw(st.sampled_from(sorted(FACTS)))
    base = ordinary() | facts
    less = {name: value for name, value in base.items() if name != gone}
    assert rank(ours.decide(act, less)) <= rank(ours.decide(act, base))


@given(any_rules(), few_acts, few_facts, st.data())
def test_telling_less_never_permits_more_under_any_rules(rules, act, facts, data):
    kept = data.draw(st.sets(st.sampled_from(sorted(FACTS))))
    less = {name: value for name, value in facts.items() if name in kept}
    assert rank(policy(rules).decide(act, less)) <= rank(policy(rules).decide(act, facts))


@given(any_rules(), any_rules(most=2), few_acts, few_facts)
def test_adding_a_prohibition_never_permits_more(rules, more, act, facts):
    added = [rule for rule in more if rule.effect in {"deny", "needs_approval"}]
    assert rank(policy([*rules, *added]).decide(act, facts)) <= rank(
        policy(rules).decide(act, facts)
    )


@given(any_rules(), few_acts, few_facts, st.randoms(use_true_random=False))
def test_the_order_of_rules_changes_nothing(rules, act, facts, chance):
    mixed = chance.sample(rules, len(rules))
    assert policy(mixed).decide(act, facts) == policy(rules).decide(act, facts)


@given(any_rules(), few_acts, few_facts)
def test_without_a_permission_everything_is_forbidden(rules, act, facts):
    rest = [rule for rule in rules if rule.effect != "allow"]
    assert policy(rest).decide(act, facts).effect == "deny"


def shipped_rules(code):
    return shipped(code).rules
