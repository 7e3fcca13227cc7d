"""The vocabulary of rules in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.engines.policy import (
    ACTS,
    APPROVERS,
    CONTROLS,
    EFFECTS,
    FACTS,
    OBLIGATIONS,
    Code,
    Effect,
    Rule,
    Value,
)
from pendopo.ui.numbers import is_english

CONTROL_TONES = {
    "enforced": "success",
    "detected_in_aggregate": "info",
    "attested": "neutral",
    "complaint_driven": "neutral",
}
CONTROL_HELP = {
    "enforced": gettext_lazy("Pendopo atau perangkat jaringan menolaknya."),
    "detected_in_aggregate": gettext_lazy("Hanya terlihat sebagai angka gabungan, tanpa nama."),
    "attested": gettext_lazy("Pegawai dilatih dan menyatakan memahaminya; tidak diperiksa mesin."),
    "complaint_driven": gettext_lazy("Diperiksa atasan bila ada pengaduan; tidak dipindai mesin."),
}
EFFECT_TONES = {
    Effect.ALLOW: "success",
    Effect.DENY: "danger",
    Effect.APPROVAL: "warning",
    Effect.REMIND: "info",
}


def act_label(act: str) -> str:
    """Return what an act is called."""
    return _(ACTS.get(act, act))


def fact_label(name: str) -> str:
    """Return the question that a fact answers."""
    return _(FACTS[name].label)


def code_label(name: str, code: Code) -> str:
    """Return what a code of a fact is called."""
    return _(FACTS[name].values[code])


def effect_label(effect: Effect) -> str:
    """Return what a rule or a decision says."""
    return _(EFFECTS[effect])


def approver_labels(codes: Iterable[str]) -> list[str]:
    """Return who has still to approve."""
    return [_(APPROVERS[code]) for code in codes]


def obligation_labels(codes: Iterable[str]) -> list[str]:
    """Return what must be done along with it."""
    return [_(OBLIGATIONS[code]) for code in codes]


def control_label(control: str) -> str:
    """Return how far anyone sees to it that a rule is kept."""
    return _(CONTROLS[control])


def explanation(rule: Rule) -> tuple[str, str]:
    """Return why, and in which language that is written."""
    if is_english() and rule.explanation_en:
        return rule.explanation_en, "en"
    return rule.explanation, "id"


def facts_words(facts: Mapping[str, Value | None]) -> list[tuple[str, str]]:
    """Return each fact that was told, question and answer."""
    return [
        (fact_label(name), _answer(name, facts[name]))
        for name in FACTS
        if facts.get(name) not in (None, False, frozenset())
    ]


def _answer(name: str, value: Any) -> str:
    codes = sorted(value) if isinstance(value, frozenset) else [value]
    return ", ".join(code_label(name, code) for code in codes)


def condition_words(condition: Mapping[str, frozenset[Code]]) -> list[str]:
    """Return a condition part by part: the question, and the answers that fit."""
    return [
        f"{fact_label(name)}: {_(' atau ').join(code_label(name, code) for code in _sorted(codes))}"
        for name, codes in condition.items()
    ]


def _sorted(codes: Iterable[Code]) -> list[Code]:
    return sorted(codes, key=str)
