"""Facts about rules: which one changed, in codes, days and amounts; its words stay in the row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from pendopo.kernel.events import Fact


@dataclass(frozen=True, kw_only=True)
class RuleFact(Fact):
    """What every fact about a rule carries: the change it tells of."""

    SUBJECT: ClassVar[str] = "rule"
    rule_id: UUID


@dataclass(frozen=True, kw_only=True)
class CalendarChanged(RuleFact):
    """Working days or hours of one office, or of all, changed."""

    rule: str
    action: str
    office: str
    first: date | None
    last: date | None


@dataclass(frozen=True, kw_only=True)
class LimitChanged(RuleFact):
    """A legal limit gets another length from a day on; running clocks keep theirs."""

    policy: str
    clock: str
    case_class: str
    length: int
    unit: str
    since: date


@dataclass(frozen=True, kw_only=True)
class NumberChanged(RuleFact):
    """A number of a rule is another one from a day on."""

    number: str
    amount: int
    unit: str
    since: date


@dataclass(frozen=True, kw_only=True)
class ClocksFollowed(RuleFact):
    """The running clocks stand on the changed calendar."""

    n_moved: int
    n_unchanged: int
