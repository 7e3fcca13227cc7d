"""The ladder as it is shipped becomes rows; an office's own rows stay."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from pendopo.journey.cases.models import EscalationRule


def load_ladder(path: Path) -> int:
    """Add the rungs of a file that are not there yet; returns how many."""
    with path.open(encoding="utf-8") as file:
        rows: list[dict[str, Any]] = yaml.load(file, Loader=yaml.CSafeLoader)["ladder"]
    before = EscalationRule.objects.count()
    EscalationRule.objects.bulk_create(
        (EscalationRule(explanation=row["explanation_id"], **_same(row)) for row in rows),
        ignore_conflicts=True,
    )
    return EscalationRule.objects.count() - before


def _same(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "explanation_id"}
