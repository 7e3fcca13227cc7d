"""Rules as values: what is forbidden, allowed, bound to an approval, or reminded of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeAlias

from pendopo.engines.policy.vocabulary import Code

Raw: TypeAlias = Mapping[str, Any]
# Every named fact must have one of the named codes.
Condition: TypeAlias = Mapping[str, frozenset[Code]]


class Effect(StrEnum):
    """What a rule does, and what a decision says."""

    ALLOW = "allow"
    DENY = "deny"
    APPROVAL = "needs_approval"
    REMIND = "remind"


class Control(StrEnum):
    """How far anyone sees to it that a rule is kept."""

    ENFORCED = "enforced"
    AGGREGATE = "detected_in_aggregate"
    ATTESTED = "attested"
    COMPLAINT = "complaint_driven"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule with its law.

    Attributes
    ----------
    acts
        The acts it speaks of; empty for every act.
    when, unless
        It applies where all of ``when`` hold and not all of ``unless`` do.
    by
        Whose approval it asks for.
    """

    id: str
    effect: Effect
    acts: frozenset[str]
    when: Condition
    unless: Condition
    by: tuple[str, ...]
    obligations: tuple[str, ...]
    control: Control
    regulation: str
    article: str
    confidence: str
    source: str
    explanation: str
    explanation_en: str
    valid_from: date
    valid_to: date | None

    @property
    def legal_basis(self) -> str:
        """Return the regulation with its article."""
        return " ".join(filter(None, (self.regulation, self.article)))

    @property
    def is_confirmed(self) -> bool:
        """Return whether someone compared it with a source."""
        return self.confidence == "verified"

    def is_in_force(self, day: date) -> bool:
        """Return whether it holds on a day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class Example:
    """A request that an official can read, with the decision it must get."""

    title: str
    act: str
    facts: Mapping[str, Any]
    effect: Effect
    rule: str


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A whole set of rules, as it is decided and published."""

    code: str
    title: str
    title_en: str
    summary: str
    summary_en: str
    rules: tuple[Rule, ...]
    examples: tuple[Example, ...]


def parse(raw: Raw) -> RuleSet:
    """Return the rule set of a definition without faults (see ``reading.faults_of``)."""
    return RuleSet(
        code=raw["code"],
        title=raw["title"]["id"],
        title_en=raw["title"].get("en", ""),
        summary=raw["summary"]["id"],
        summary_en=raw["summary"].get("en", ""),
        rules=tuple(_rule(row) for row in raw["rules"]),
        examples=tuple(_example(row, raw.get("ordinary", {})) for row in raw.get("examples", ())),
    )


def _rule(row: Raw) -> Rule:
    ends = row.get("valid_to")
    return Rule(
        id=row["id"],
        effect=Effect(row["effect"]),
        acts=frozenset(row.get("acts", ())),
        when=condition(row.get("when", {})),
        unless=condition(row.get("unless", {})),
        by=tuple(row.get("by", ())),
        obligations=tuple(row.get("obligations", ())),
        control=Control(row["control"]),
        regulation=row["legal_basis"]["regulation"],
        article=row["legal_basis"].get("article", ""),
        confidence=row["confidence"],
        source=row["source"],
        explanation=row["explanation"]["id"],
        explanation_en=row["explanation"].get("en", ""),
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(ends) if ends else None,
    )


def condition(row: Raw) -> Condition:
    """Return a condition as written: a list of codes, or yes or no."""
    return MappingProxyType(
        {
            name: frozenset({codes}) if isinstance(codes, bool) else frozenset(codes)
            for name, codes in row.items()
        }
    )


def _example(row: Raw, ordinary: Raw) -> Example:
    return Example(
        title=row["title"],
        act=row["act"],
        facts={**ordinary, **row.get("facts", {})},
        effect=Effect(row["effect"]),
        rule=row.get("rule", ""),
    )
