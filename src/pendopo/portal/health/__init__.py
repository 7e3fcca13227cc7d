"""The health of an installation's configuration: one list of checks for page and doctor."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from pendopo.portal.health import institution, law, procedures, running, texts
from pendopo.portal.health.findings import Finding, worst_first

__all__ = ["CHECKS", "Finding", "examine", "worst_first"]

CHECKS: tuple[Callable[[datetime], Iterator[Finding]], ...] = (
    institution.offices,
    institution.topics,
    institution.ladder,
    institution.accounts,
    procedures.takers,
    law.shipped,
    law.limits,
    law.years,
    law.confidence,
    law.policies,
    running.channels,
    running.deliveries,
    running.duties,
    running.evidence,
    texts.catalogue,
    texts.labels,
)


def examine(*, at: datetime) -> list[Finding]:
    """Look at the whole configuration."""
    return [finding for check in CHECKS for finding in check(at)]
