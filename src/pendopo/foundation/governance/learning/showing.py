"""Questions and results as pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from pendopo.engines.policy import Control, Effect, RuleSet
from pendopo.foundation.governance.learning.drawing import Question
from pendopo.foundation.governance.learning.selectors import OfficeResult, RuleResult
from pendopo.foundation.governance.showing import ShownRule, shown_decision, shown_rule
from pendopo.foundation.governance.wording import act_label, facts_words


@dataclass(frozen=True)
class ShownRuleResult:
    """How well a rule is known, with the rule; without one where nothing allows it."""

    rule: ShownRule | None
    n_asked: int
    n_right: int


def answer_label(effect: Effect) -> str:
    """Return an answer as the quiz offers it."""
    return {
        Effect.ALLOW: _("Boleh"),
        Effect.APPROVAL: _("Boleh, setelah disetujui"),
        Effect.DENY: _("Tidak boleh"),
    }[effect]


def shown_question(question: Question) -> dict[str, Any]:
    """Return a situation in words."""
    return {
        "title": question.title,
        "act": act_label(question.act),
        "facts": facts_words(question.told),
    }


def shown_answers(answered: Iterable[tuple[Question, str]]) -> list[dict[str, Any]]:
    """Return each situation with the answer given, the right one and why."""
    return [
        shown_question(question)
        | {
            "given": answer_label(Effect(answer)),
            "right": answer_label(question.decision.effect),
            "is_right": answer == question.decision.effect,
            "decision": shown_decision(question.decision),
        }
        for question, answer in answered
    ]


def to_be_known(rule_set: RuleSet) -> list[ShownRule]:
    """Return the rules that nobody enforces but those who know them."""
    kept_by_people = (Control.ATTESTED, Control.COMPLAINT)
    return [shown_rule(rule) for rule in rule_set.rules if rule.control in kept_by_people]


def shown_by_rule(rows: Iterable[RuleResult], rule_set: RuleSet) -> list[ShownRuleResult]:
    """Return the results with the rules they are about."""
    rules = {rule.id: shown_rule(rule) for rule in rule_set.rules}
    return [ShownRuleResult(rules.get(row.rule), row.n_asked, row.n_right) for row in rows]


def totals(rows: Iterable[OfficeResult]) -> tuple[int, int]:
    """Return how many stated it, and of how many."""
    counted = list(rows)
    return sum(row.n_attested for row in counted), sum(row.n_staff for row in counted)
