"""Beginning and stopping what is owed on a claim, under the rule in force."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pendopo.engines.clock import Unit, due
from pendopo.journey.clarification.models import Claim, ClaimClock
from pendopo.journey.clarification.types import ClockKind
from pendopo.kernel.calendars import usual_calendar
from pendopo.kernel.models import RuleNumber
from pendopo.kernel.numbers import rule_in_force


def rule_code(kind: ClockKind, priority: str) -> str:
    """Return the code of the rule that tells how long a clock runs."""
    ending = f"_{priority}" if kind is ClockKind.ANSWER else ""
    return f"clarification.{kind.value}{ending}"


def begin(claim: Claim, kind: ClockKind, *, at: datetime) -> ClaimClock:
    """Begin a clock of a claim; one of its kind that runs goes on.

    Raises
    ------
    NoNumber
        The installation's law was not loaded.
    """
    rule = rule_in_force(rule_code(kind, claim.priority), at=at)
    found, _made = ClaimClock.objects.get_or_create(
        claim=claim, kind=kind.value, stopped_at=None, defaults=_columns(rule, at)
    )
    return found


def hasten(claim: Claim, kind: ClockKind, *, at: datetime) -> ClaimClock:
    """Let a running clock end as one of the claim's present priority would, if that is sooner."""
    running = begin(claim, kind, at=at)
    rule = rule_in_force(rule_code(kind, claim.priority), at=at)
    columns = _columns(rule, at)
    if columns["due_at"] >= running.due_at:
        return running
    stop(claim, kind, at=at)
    return ClaimClock.objects.create(claim=claim, kind=kind.value, **columns)


def _columns(rule: RuleNumber, at: datetime) -> dict[str, Any]:
    limit = due(at, rule.amount, Unit(rule.unit), usual_calendar(at=at))
    return {
        "amount": rule.amount,
        "unit": rule.unit,
        "legal_basis": rule.legal_basis,
        "is_confirmed": rule.confidence == "verified",
        "started_at": at,
        "due_at": limit.at,
    }


def stop(claim: Claim, *kinds: ClockKind, at: datetime) -> int:
    """Stop the running clocks of these kinds; returns how many."""
    running = ClaimClock.objects.filter(claim=claim, stopped_at=None)
    return running.filter(kind__in=[kind.value for kind in kinds]).update(stopped_at=at)
