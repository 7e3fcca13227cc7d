"""Rule tables compiled per act, and the decision they give.

The logic has three values: a condition on a fact that nobody told is neither true nor false.
What is not surely outside a prohibition is forbidden, what is not surely inside a permission
is not allowed. Hence telling less can only forbid more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeAlias

from pendopo.engines.policy.bits import KNOWN, Bits, against, encode, having, lacking
from pendopo.engines.policy.errors import PolicyError
from pendopo.engines.policy.rules import Condition, Effect, Rule
from pendopo.engines.policy.vocabulary import ACTS, FACTS, Value

GIVEN = "authorisations"
FALSE, UNKNOWN, TRUE = 0, 1, 2


class Decision(NamedTuple):
    """What may be done, and why.

    Attributes
    ----------
    rules
        The rules that decided: every prohibition that applies, or could for all that was
        told; else the approvals still asked for; else the permissions. Empty if nothing
        allows it.
    missing
        Facts that nobody told and on which the answer hangs.
    needs
        Whose approval is still to be given.
    obligations
        Codes of what must be done along with it.
    reminders
        Rules that forbid nothing but apply.
    """

    effect: Effect
    rules: tuple[Rule, ...] = ()
    missing: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    obligations: tuple[str, ...] = ()
    reminders: tuple[Rule, ...] = ()


class _Test:
    """A condition as bits: contradictions, alternatives that must not all lack, facts needed."""

    __slots__ = ("against", "alternatives", "known")

    def __init__(self, condition: Condition) -> None:
        self.against: Bits = 0
        self.known: Bits = 0
        alternatives = []
        for name, codes in condition.items():
            self.known |= KNOWN[name]
            if not FACTS[name].is_set:
                self.against |= against(name, codes)
            elif len(codes) == 1:
                self.against |= lacking(name, codes)
            else:
                alternatives.append(lacking(name, codes))
        self.alternatives = tuple(alternatives)

    def of(self, bits: Bits) -> int:
        """Return whether it holds: false, unknown or true."""
        if bits & self.against:
            return FALSE
        for each in self.alternatives:
            if bits & each == each:
                return FALSE
        return TRUE if bits & self.known == self.known else UNKNOWN


class _Row:
    """One rule, ready to be compared."""

    __slots__ = ("given", "known", "rule", "unless", "when")

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.when = _Test(rule.when)
        self.unless = _Test(rule.unless) if rule.unless else None
        self.known = self.when.known | (self.unless.known if self.unless else 0)
        self.given = having(GIVEN, rule.by)

    def of(self, bits: Bits) -> int:
        """Return whether the rule applies: false, unknown or true."""
        when = self.when.of(bits)
        if when == FALSE or self.unless is None:
            return when
        return min(when, TRUE - self.unless.of(bits))


# What contradicts a rule stands beside it: most rules drop out at this one comparison.
_Rows: TypeAlias = tuple[tuple[Bits, _Row], ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """The rules that speak of one act."""

    denies: _Rows
    approvals: _Rows
    allows: _Rows
    reminders: _Rows


class Policy:
    """Rules compiled for one day; safe to share, decides without changing."""

    __slots__ = ("_by_act", "rules")

    def __init__(self, rules: Iterable[Rule], *, on: date) -> None:
        self.rules = tuple(rule for rule in rules if rule.is_in_force(on))
        self._by_act = {act: _table(self.rules, act) for act in ACTS}

    def decide(self, act: str, facts: Mapping[str, Value | None]) -> Decision:
        """Return what may be done; forbids win, and what nothing allows is forbidden.

        Parameters
        ----------
        act
            A code of ``vocabulary.ACTS``.
        facts
            What is told, by names of ``vocabulary.FACTS``; None is not told.

        Raises
        ------
        PolicyError
            The act, a fact or its code is not in the vocabulary.
        """
        rows = self._by_act.get(act)
        if rows is None:
            message = f"Perbuatan '{act}' tidak dikenal; pilih {', '.join(ACTS)}."
            raise PolicyError(message)
        bits = encode(facts)
        return _forbidden(rows, bits) or _permitted(rows, bits)


def _forbidden(rows: _Table, bits: Bits) -> Decision | None:
    stopping = [row for wrong, row in rows.denies if not bits & wrong and row.of(bits)]
    for wrong, row in rows.approvals:
        if not bits & wrong and bits & row.given != row.given:
            applies = row.of(bits)
            if applies == UNKNOWN or (applies and not bits & KNOWN[GIVEN]):
                stopping.append(row)
    if not stopping:
        return None
    surely = [row for row in stopping if row.of(bits) == TRUE and row.rule.effect == Effect.DENY]
    if surely:
        return Decision(Effect.DENY, _rules(surely))
    return Decision(Effect.DENY, _rules(stopping), _missing(stopping, bits))


def _permitted(rows: _Table, bits: Bits) -> Decision:
    allows = _surely(rows.allows, bits)
    if not allows:
        unsure = [row for _, row in rows.allows if row.of(bits) == UNKNOWN]
        return Decision(Effect.DENY, (), _missing(unsure, bits))
    approvals = _surely(rows.approvals, bits)
    pending = [row for row in approvals if bits & row.given != row.given]
    told = allows + approvals
    return Decision(
        Effect.APPROVAL if pending else Effect.ALLOW,
        _rules(pending or allows),
        (),
        _needs(pending, bits),
        tuple(dict.fromkeys(each for row in told for each in row.rule.obligations)),
        _rules(_surely(rows.reminders, bits)),
    )


def _surely(rows: _Rows, bits: Bits) -> list[_Row]:
    return [row for wrong, row in rows if not bits & wrong and row.of(bits) == TRUE]


def _table(rules: Iterable[Rule], act: str) -> _Table:
    # By id, so that the order in which rules are written changes nothing that is told.
    chosen = sorted(
        (rule for rule in rules if not rule.acts or act in rule.acts), key=lambda rule: rule.id
    )
    rows = [_Row(rule) for rule in chosen]

    def of(effect: Effect) -> _Rows:
        return tuple((row.when.against, row) for row in rows if row.rule.effect == effect)

    return _Table(of(Effect.DENY), of(Effect.APPROVAL), of(Effect.ALLOW), of(Effect.REMIND))


def _rules(rows: Iterable[_Row]) -> tuple[Rule, ...]:
    return tuple(row.rule for row in rows)


def _missing(rows: Iterable[_Row], bits: Bits) -> tuple[str, ...]:
    asked = 0
    for row in rows:
        asked |= row.known | (KNOWN[GIVEN] if row.given else 0)
    return tuple(name for name, bit in KNOWN.items() if asked & bit and not bits & bit)


def _needs(pending: Iterable[_Row], bits: Bits) -> tuple[str, ...]:
    asked = dict.fromkeys(each for row in pending for each in row.rule.by)
    return tuple(each for each in asked if not bits & having(GIVEN, (each,)))
