"""What other rules would have decided on the same requests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pendopo.engines.policy.rules import Effect
from pendopo.engines.policy.table import Decision, Policy
from pendopo.engines.policy.vocabulary import Value


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that was decided once: the act, the facts, and what was decided."""

    act: str
    facts: Mapping[str, Value | None]
    effect: Effect
    n: int = 1


@dataclass(frozen=True, slots=True)
class Turn:
    """One kind of request that would be decided otherwise, and how often it was asked."""

    act: str
    facts: Mapping[str, Value | None]
    before: Effect
    after: Decision
    n: int


@dataclass(frozen=True, slots=True)
class Replay:
    """All requests of a time under other rules.

    Attributes
    ----------
    counts
        How many requests went from one effect to another, those that stayed included.
    turns
        What would be decided otherwise, most frequent first.
    """

    n_asked: int
    counts: Mapping[tuple[Effect, Effect], int]
    turns: tuple[Turn, ...]

    @property
    def n_turned(self) -> int:
        """Return how many requests would be decided otherwise."""
        return sum(n for (before, after), n in self.counts.items() if before != after)


def replay(asked: Iterable[Asked], policy: Policy) -> Replay:
    """Decide requests anew and tell what changes."""
    counts: Counter[tuple[Effect, Effect]] = Counter()
    turns = []
    for each in asked:
        after = policy.decide(each.act, each.facts)
        counts[each.effect, after.effect] += each.n
        if after.effect != each.effect:
            turns.append(Turn(each.act, each.facts, each.effect, after, each.n))
    turns.sort(key=lambda turn: (-turn.n, turn.act, turn.before, turn.after.effect))
    return Replay(sum(counts.values()), dict(counts), tuple(turns))
