"""Cedar, which knows nothing of our code, decides the same."""

import random

import pytest
from hypothesis import given, settings
from tests.engines.oracles.cedar import Cedar
from tests.engines.policy.asking import (
    SHIPPED,
    any_rules,
    few_acts,
    few_facts,
    ordinary,
    policy,
    shipped,
    some_facts,
)

from pendopo.engines.policy import ACTS

N_REQUESTS = 2_000


def agrees(ours, theirs, act, facts):
    decision = ours.decide(act, facts)
    effect, named = theirs.effect(act, facts)
    told = {rule.id for rule in decision.rules}
    assert (act, facts, decision.effect) == (act, facts, effect)
    if effect == "allow":
        assert told == named
    elif effect == "deny":
        assert told <= named if not decision.missing else told == named
    return effect


@pytest.mark.slow
@pytest.mark.parametrize("code", SHIPPED)
def test_cedar_agrees_on_thousands_of_requests_under_each_shipped_set(code):
    chance = random.Random(20261201)
    ours, theirs, base = policy(shipped(code).rules), Cedar(shipped(code).rules), ordinary()
    seen = []
    for n in range(N_REQUESTS):
        drawn = some_facts(chance, missing=0.05 if n % 2 else 0)
        # Half of them differ from an everyday request in a few facts, or nearly all were denied.
        few = {name: drawn[name] for name in chance.sample(sorted(drawn), min(4, len(drawn)))}
        seen.append(agrees(ours, theirs, chance.choice(list(ACTS)), base | few if n % 4 else drawn))
    assert {effect for effect in seen if seen.count(effect) > 50} == {
        "allow",
        "deny",
        "needs_approval",
    }


@settings(max_examples=150)
@given(any_rules(), few_acts, few_facts)
def test_cedar_agrees_under_any_rules(rules, act, facts):
    agrees(policy(rules), Cedar(rules), act, facts)
