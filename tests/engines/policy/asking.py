"""Rule sets and requests for the tests of the policy engine."""

from __future__ import annotations

import random
from datetime import date
from functools import lru_cache
from pathlib import Path

from hypothesis import strategies as st

from pendopo.engines.policy import ACTS, APPROVERS, FACTS, Effect, Policy, Rule, values_of
from pendopo.engines.policy.files import load_rules
from pendopo.engines.policy.rules import Control, condition
from pendopo.engines.written import read_text

DATA = Path(__file__).parents[3] / "data"
SHIPPED = ("nasional", "kabupaten-ketat", "masa-pemilihan")
TODAY = date(2026, 12, 1)


@lru_cache
def shipped(code):
    return load_rules(DATA / "policies" / f"{code}.yaml")


def policy(rules, on=TODAY):
    return Policy(rules, on=on)


def make_rule(effect="allow", *, rule_id="X-1", acts=(), when=None, unless=None, by=(), **changes):
    """A rule with a law nobody knows."""
    values = {
        "obligations": (),
        "control": Control.ENFORCED,
        "regulation": "Perda contoh",
        "article": "pasal 1",
        "confidence": "unconfirmed",
        "source": "contoh",
        "explanation": "Contoh.",
        "explanation_en": "",
        "valid_from": date(2020, 1, 1),
        "valid_to": None,
    }
    return Rule(
        id=rule_id,
        effect=Effect(effect),
        acts=frozenset(acts),
        when=condition(when or {}),
        unless=condition(unless or {}),
        by=tuple(by),
        **(values | changes),
    )


@lru_cache
def _ordinary():
    text = (DATA / "policies" / "nasional.yaml").read_text(encoding="utf-8")
    return values_of(read_text(text).raw["ordinary"])


def ordinary():
    """The everyday facts of a shipped file: a civil servant, an official account, published."""
    return dict(_ordinary())


def some_facts(chance: random.Random, *, missing=0.1):
    """Facts drawn at random, some of them not told."""
    facts = {}
    for name, known in FACTS.items():
        if chance.random() < missing:
            continue
        codes = list(known.values)
        if known.is_set:
            facts[name] = frozenset(code for code in codes if chance.random() < 0.25)
        else:
            facts[name] = chance.choice(codes)
    return facts


def _value(known):
    codes = st.sampled_from(list(known.values))
    return st.frozensets(codes) if known.is_set else codes


any_act = st.sampled_from(list(ACTS))
any_facts = st.fixed_dictionaries({}, optional={n: _value(known) for n, known in FACTS.items()})


def _codes(known):
    if known.is_yes_no:
        return st.booleans()
    return st.lists(st.sampled_from(list(known.values)), min_size=1, unique=True, max_size=4)


# Few facts, so that rules and requests meet.
_NAMES = ("roles", "account", "object_class", "embargoed", "working_time", "authorisations")
_conditions = st.fixed_dictionaries({}, optional={n: _codes(FACTS[n]) for n in _NAMES})


@st.composite
def any_rules(draw, most=6):
    """A few rules that speak of the same facts."""
    rules = []
    for n in range(draw(st.integers(0, most))):
        effect = draw(st.sampled_from([each.value for each in Effect]))
        by = draw(st.lists(st.sampled_from(list(APPROVERS)), min_size=1, max_size=2, unique=True))
        rule = make_rule(
            effect,
            rule_id=f"X-{n}",
            acts=draw(st.sets(st.sampled_from(["post", "share"]))),
            when=draw(_conditions),
            unless=draw(st.one_of(st.just({}), _conditions)),
            by=by if effect == "needs_approval" else (),
        )
        rules.append(rule)
    return rules


few_facts = st.fixed_dictionaries({}, optional={n: _value(FACTS[n]) for n in _NAMES})
few_acts = st.sampled_from(["post", "share", "like"])
