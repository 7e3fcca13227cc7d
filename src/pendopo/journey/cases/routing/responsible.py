"""Which office answers for a topic in a place: the narrowest rule wins; no queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from pendopo.journey.cases.types import Part


@dataclass(frozen=True)
class Rule:
    """One row of the responsibility table; an empty area or asset class means any."""

    office_id: UUID
    topic: str
    area: str = ""
    asset_class: str = ""
    part: str = Part.RESPONSIBLE.value
    valid_from: date = date.min
    row: int = 0

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what the rule is about."""
        return self.topic, self.area, self.asset_class


@dataclass(frozen=True)
class Resolution:
    """Who answers, by which rule; who else has a part; which other rules would have fitted."""

    responsible: Rule | None
    others: tuple[Rule, ...] = ()
    beaten: tuple[Rule, ...] = ()


def resolve(
    rules: Iterable[Rule], *, topics: Sequence[str], area: str = "", asset_class: str = ""
) -> Resolution:
    """Return who answers for a topic in an area for an asset.

    The deepest topic wins, then the deepest area, then a rule for the asset class, then
    the newest rule; the office's id settles what is left, so that the answer never
    depends on the order of the rows.

    Parameters
    ----------
    topics
        The topic and the branches above it, the topic first.
    area
        Region code; a rule for a district holds for its villages.
    """
    fitting = [rule for rule in rules if _fits(rule, topics, area, asset_class)]
    fitting.sort(key=lambda rule: _narrowness(rule, topics), reverse=True)
    answering = [rule for rule in fitting if rule.part == Part.RESPONSIBLE]
    first = answering[0] if answering else None
    return Resolution(first, _others(fitting, first), tuple(answering[1:]))


def _others(fitting: Sequence[Rule], first: Rule | None) -> tuple[Rule, ...]:
    """Return one rule for each office that has another part, its narrowest."""
    taken = {first.office_id} if first else set()
    found = []
    for rule in fitting:
        if rule.part != Part.RESPONSIBLE and rule.office_id not in taken:
            taken.add(rule.office_id)
            found.append(rule)
    return tuple(found)


def _fits(rule: Rule, topics: Sequence[str], area: str, asset_class: str) -> bool:
    if rule.topic not in topics or rule.asset_class not in ("", asset_class):
        return False
    return not rule.area or f"{area}.".startswith(f"{rule.area}.")


def _narrowness(rule: Rule, topics: Sequence[str]) -> tuple[int, int, bool, date, str]:
    return (
        -topics.index(rule.topic),
        len(rule.area),
        bool(rule.asset_class),
        rule.valid_from,
        rule.office_id.hex,
    )
