"""What findings amount to together: one number in a letter is not a leak of two hundred."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from pendopo.engines.privacy.folding import fold
from pendopo.engines.privacy.kinds import Finding, Kind, Severity
from pendopo.engines.privacy.rules import Rules, Threshold, comparable

LEVELS = ("clear", "warn", "hold", "block")


class Verdict(NamedTuple):
    """The gravest level that was reached, and the codes of the thresholds that were."""

    level: str
    codes: tuple[str, ...]


class Tally:
    """Counts findings; equal values count once where the threshold says so.

    Of a value only the process's own hash is kept, and no more of them than a threshold needs.
    """

    def __init__(self, rules: Rules) -> None:
        """Begin with nothing."""
        self._thresholds = rules.thresholds
        self._n_by_severity: Counter[Severity] = Counter()
        self._distinct: dict[str, set[int]] = {
            each.code: set() for each in rules.thresholds if each.is_distinct
        }
        self.n_by_kind: Counter[Kind] = Counter()

    def add(self, finding: Finding, value: bytes) -> None:
        """Count a finding with its folded value, which is not kept."""
        self.n_by_kind[finding.kind] += 1
        self._n_by_severity[finding.severity] += 1
        key = hash((finding.kind, comparable(value)))
        for each in self._thresholds:
            if each.is_distinct and finding.severity >= each.severity:
                seen = self._distinct[each.code]
                if len(seen) < each.at_least:
                    seen.add(key)

    def verdict(self) -> Verdict:
        """Return what the findings so far amount to."""
        reached = [each for each in self._thresholds if self._count(each) >= each.at_least]
        level = max((each.level for each in reached), key=LEVELS.index, default=LEVELS[0])
        return Verdict(level, tuple(each.code for each in reached))

    def _count(self, threshold: Threshold) -> int:
        if threshold.is_distinct:
            return len(self._distinct[threshold.code])
        return sum(n for each, n in self._n_by_severity.items() if each >= threshold.severity)


def weigh(text: str, findings: Iterable[Finding], rules: Rules) -> Verdict:
    """Return what the findings of a text amount to."""
    tally = Tally(rules)
    for finding in findings:
        tally.add(finding, fold(text[finding.start : finding.end]))
    return tally.verdict()
