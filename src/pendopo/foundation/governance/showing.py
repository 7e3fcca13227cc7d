"""Rules and decisions as pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from pendopo.engines.policy import Decision, Effect, Replay, Rule, RuleSet
from pendopo.foundation.governance import wording


@dataclass(frozen=True)
class ShownRule:
    """One rule in words."""

    id: str
    effect: str
    tone: str
    acts: str
    when: list[str]
    unless: list[str]
    by: list[str]
    text: str
    language: str
    legal_basis: str
    is_confirmed: bool
    source: str
    control: str
    control_tone: str
    control_help: str


def shown_rule(rule: Rule) -> ShownRule:
    """Return a rule in the reader's language."""
    text, language = wording.explanation(rule)
    return ShownRule(
        id=rule.id,
        effect=wording.effect_label(rule.effect),
        tone=wording.EFFECT_TONES[rule.effect],
        acts=", ".join(map(wording.act_label, sorted(rule.acts))) or _("apa pun"),
        when=wording.condition_words(rule.when),
        unless=wording.condition_words(rule.unless),
        by=wording.approver_labels(rule.by),
        text=text,
        language=language,
        legal_basis=rule.legal_basis,
        is_confirmed=rule.is_confirmed,
        source=rule.source,
        control=wording.control_label(rule.control),
        control_tone=wording.CONTROL_TONES[rule.control],
        control_help=str(wording.CONTROL_HELP[rule.control]),
    )


def grouped(rule_set: RuleSet) -> list[tuple[str, list[ShownRule]]]:
    """Return the rules by what they do: forbidden first, reminders last."""
    order = (Effect.DENY, Effect.APPROVAL, Effect.ALLOW, Effect.REMIND)
    rules = sorted(rule_set.rules, key=lambda rule: (order.index(rule.effect), rule.id))
    return [
        (wording.effect_label(effect).capitalize(), [shown_rule(rule) for rule in group])
        for effect, group in groupby(rules, key=lambda rule: rule.effect)
    ]


def shown_decision(decision: Decision) -> dict[str, Any]:
    """Return a decision as the answer's part of a page takes it."""
    is_default = decision.effect == Effect.DENY and not decision.rules
    return {
        "effect": wording.effect_label(decision.effect).capitalize(),
        "tone": wording.EFFECT_TONES[decision.effect],
        "rules": [shown_rule(rule) for rule in decision.rules],
        "missing": [wording.fact_label(name) for name in decision.missing],
        "is_default": is_default and not decision.missing,
        "needs": wording.approver_labels(decision.needs),
        "obligations": wording.obligation_labels(decision.obligations),
        "reminders": [shown_rule(rule) for rule in decision.reminders],
    }


def shown_replay(found: Replay, *, most: int = 50) -> dict[str, Any]:
    """Return what other rules would have decided, as a page shows it."""
    return {
        "n_asked": found.n_asked,
        "n_turned": found.n_turned,
        "counts": [
            (wording.effect_label(before), wording.effect_label(after), n, before != after)
            for (before, after), n in sorted(found.counts.items())
        ],
        "turns": [
            {
                "act": wording.act_label(turn.act),
                "facts": wording.facts_words(turn.facts),
                "before": wording.effect_label(turn.before),
                "after": wording.effect_label(turn.after.effect),
                "tone": wording.EFFECT_TONES[turn.after.effect],
                "rules": _rule_ids(turn.after.rules),
                "n": turn.n,
            }
            for turn in found.turns[:most]
        ],
        "n_more": max(len(found.turns) - most, 0),
    }


def _rule_ids(rules: Iterable[Rule]) -> str:
    return ", ".join(rule.id for rule in rules) or "–"
