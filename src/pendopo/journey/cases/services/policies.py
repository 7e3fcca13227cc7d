"""Legal limits become rows."""

from __future__ import annotations

from collections.abc import Iterable

from pendopo.engines import clock as engine
from pendopo.journey.cases.models import ClockPolicy


def add_policies(policies: Iterable[engine.ClockPolicy]) -> int:
    """Add the clock policies that are not there yet; an office's own rows stay."""
    before = ClockPolicy.objects.count()
    ClockPolicy.objects.bulk_create(
        (
            ClockPolicy(
                code=policy.code,
                clock=policy.clock,
                case_class=case_class,
                amount=policy.amount,
                unit=policy.unit.value,
                legal_basis=policy.legal_basis,
                explanation=policy.explanation_id,
                confidence=policy.confidence,
                source=policy.source,
                valid_from=policy.valid_from,
                valid_to=policy.valid_to,
            )
            for policy in policies
            # Verification happens before there is a class: one row serves all.
            for case_class in ([""] if policy.clock == "verify" else policy.applies_to)
        ),
        ignore_conflicts=True,
    )
    return ClockPolicy.objects.count() - before
