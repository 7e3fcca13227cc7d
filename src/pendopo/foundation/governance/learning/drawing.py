"""Drawing questions from rules: situations the rules speak of, answered by the rules themselves."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pendopo.engines.policy import (
    FACTS,
    Code,
    Decision,
    Effect,
    Policy,
    Raw,
    Rule,
    Value,
    parse,
    values_of,
)

ANSWERS = (Effect.ALLOW, Effect.APPROVAL, Effect.DENY)
# An ordinary situation where a set of rules names none: what a rule does not speak of.
ORDINARY: Mapping[str, Any] = {
    "roles": ["asn"],
    "topic_mandate": False,
    "own_office": True,
    "is_author": False,
    "purpose": "duty",
    "account": "official",
    "account_state": "registered",
    "object_class": "published",
    "embargoed": False,
    "personal_data": "none",
    "child_identity": False,
    "legal_process": False,
    "procurement": False,
    "election": False,
    "has_source": True,
    "network": "outside",
    "site": "other",
    "place": "outside",
    "uniform": False,
    "working_time": "off",
    "emergency": False,
    "authorisations": [],
}
# What a situation tells even where it is ordinary: nobody can judge it without.
ALWAYS_TOLD = ("roles", "account", "object_class")
ACT = "post"
# What an act is about where a rule does not say: nobody lowers the class of what is published.
USUAL_OBJECT: Mapping[str, str] = {"lower_class": "internal", "approve": "releasable"}


@dataclass(frozen=True)
class Question:
    """A situation and what the rules decide of it.

    Attributes
    ----------
    title
        In the words of the rules' authors, in Indonesian; empty where drawn from a rule.
    told
        The facts that a reader needs: those that are not ordinary, and ``ALWAYS_TOLD``.
    """

    title: str
    act: str
    told: Mapping[str, Value | None]
    decision: Decision

    @property
    def about(self) -> str:
        """Return the rule that a wrong answer shows to be unknown; empty if none allows it."""
        return self.decision.rules[0].id if self.decision.rules else ""


def questions_of(definition: Raw, *, on: date) -> list[Question]:
    """Return every question that a definition gives on a day, in the order of its text."""
    rule_set = parse(definition)
    policy = Policy(rule_set.rules, on=on)
    ordinary = {**ORDINARY, **definition.get("ordinary", {})}
    examples = [(each.title, each.act, each.facts) for each in rule_set.examples]
    drawn = [
        ("", _act(rule), ordinary | _fitting(rule))
        for rule in rule_set.rules
        if rule.is_in_force(on)
    ]
    found = (_question(*each, ordinary, policy) for each in (*examples, *drawn))
    return list(_once(each for each in found if each is not None))


def draw(questions: Sequence[Question], n: int, *, seed: int) -> list[Question]:
    """Return up to ``n`` of the questions, as evenly over the answers as they allow."""
    chance = random.Random(seed)  # noqa: S311 -- a quiz, not a secret
    piles = [[each for each in questions if each.decision.effect == one] for one in ANSWERS]
    for pile in piles:
        chance.shuffle(pile)
    drawn = [each for turn in _turns(piles) for each in turn][:n]
    chance.shuffle(drawn)
    return drawn


def _turns(piles: list[list[Question]]) -> Iterator[list[Question]]:
    while any(piles):
        yield [pile.pop() for pile in piles if pile]


def _act(rule: Rule) -> str:
    return ACT if not rule.acts or ACT in rule.acts else min(rule.acts)


def _fitting(rule: Rule) -> dict[str, Any]:
    usual = USUAL_OBJECT.get(_act(rule))
    return ({"object_class": usual} if usual else {}) | {
        name: [min(codes, key=str)] if FACTS[name].is_set else _common(codes)
        for name, codes in rule.when.items()
    }


def _common(codes: Iterable[Code]) -> Code:
    return min(codes, key=str)


def _question(
    title: str, act: str, facts: Mapping[str, Any], ordinary: Mapping[str, Any], policy: Policy
) -> Question | None:
    values = values_of(facts)
    decision = policy.decide(act, values)
    if decision.missing:
        return None
    usual = values_of(ordinary)
    told = {
        name: value
        for name, value in values.items()
        if name in ALWAYS_TOLD or value != usual.get(name)
    }
    return Question(title, act, told, decision)


def _once(questions: Iterable[Question]) -> Iterator[Question]:
    seen = set()
    for each in questions:
        key = (each.act, tuple(sorted(each.told.items(), key=lambda pair: pair[0])))
        if key not in seen:
            seen.add(key)
            yield each
