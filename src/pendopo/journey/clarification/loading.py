"""The table of priorities as it is shipped becomes rows; an office's own rows stay."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from pendopo.journey.clarification.models import PriorityRule


def priorities_of(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the columns of each row in a file."""
    with path.open(encoding="utf-8") as file:
        rows: list[dict[str, Any]] = yaml.load(file, Loader=yaml.CSafeLoader)["priorities"]
    for row in rows:
        yield {"explanation": row.pop("explanation_id"), **row}


def load_priorities(path: Path) -> int:
    """Add the rows of a file that are not there yet; returns how many."""
    before = PriorityRule.objects.count()
    rows = [PriorityRule(**row) for row in priorities_of(path)]
    PriorityRule.objects.bulk_create(rows, ignore_conflicts=True)
    return PriorityRule.objects.count() - before
