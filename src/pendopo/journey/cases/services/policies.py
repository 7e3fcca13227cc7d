"""Legal limits and opening hours become rows."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from pendopo.engines import clock as engine
from pendopo.journey.cases.models import CalendarRule, ClockPolicy
from pendopo.journey.procedures.definition import parse
from pendopo.journey.procedures.models import ProcedureVersion


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


@lru_cache(maxsize=1_000)
def has_own_limits(version_id: uuid.UUID) -> bool:
    """Return whether a published version sets limits beside the general ones of its class.

    Asked once for each: a published definition never changes.
    """
    definition = ProcedureVersion.objects.values_list("definition", flat=True).get(id=version_id)
    return any(not rule.is_general for rule in parse(definition).clocks)


def add_procedure_policies(version: ProcedureVersion) -> int:
    """Add the limits of a procedure's version that are not general ones of its class."""
    definition = parse(version.definition)
    name = f"{version.procedure_id}@{version.number}"
    before = ClockPolicy.objects.count()
    ClockPolicy.objects.bulk_create(
        (
            ClockPolicy(
                code=f"{version.procedure_id[:36]}.{rule.clock}.{version.number}",
                clock=rule.clock,
                case_class=rule.case_class,
                procedure=name,
                starts=rule.starts,
                amount=rule.amount,
                unit=rule.unit,
                legal_basis=rule.mark.legal_basis,
                explanation=rule.explanation,
                confidence=rule.mark.confidence,
                source=rule.mark.source,
                valid_from=rule.valid_from,
                valid_to=rule.valid_to,
            )
            for rule in definition.clocks
            if not rule.is_general
        ),
        ignore_conflicts=True,
    )
    return ClockPolicy.objects.count() - before


def add_calendar_rules(path: Path) -> int:
    """Add the hours of a calendar file that are not there yet; ended rows stay ended."""
    known = set(
        CalendarRule.objects.filter(office=None).values_list("kind", "name", "first", "valid_from")
    )
    fresh = [
        rule
        for rule in _rules(engine.read_tables(path))
        if (rule.kind, rule.name, rule.first, rule.valid_from) not in known
    ]
    CalendarRule.objects.bulk_create(fresh)
    return len(fresh)


def _rules(tables: Mapping[str, Iterable[Mapping[str, Any]]]) -> Iterator[CalendarRule]:
    for row in tables["weeks"]:
        yield _rule(row, CalendarRule.Kind.WEEK, engine.read_week(row))
    for row in tables["seasons"]:
        season = engine.read_season(row)
        rule = _rule(row, CalendarRule.Kind.SEASON, season.hours)
        rule.first, rule.last = season.first, season.last
        yield rule


def _rule(row: Mapping[str, Any], kind: str, hours: engine.WeekHours) -> CalendarRule:
    return CalendarRule(
        kind=kind,
        name=row["name"],
        hours=hours.texts(),
        legal_basis=row["legal_basis"],
        confidence=row["confidence"],
        source=row["source"],
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
    )
