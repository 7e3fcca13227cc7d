"""Clock policies: which rule gives which period to which kind of case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from pendopo.engines.clock.deadline import Unit, require_amount, require_unit
from pendopo.engines.clock.errors import ClockError
from pendopo.engines.clock.files import LOADER, read_date


@dataclass(frozen=True, slots=True)
class ClockPolicy:
    """One dated row of a clocks file."""

    code: str
    clock: str
    applies_to: tuple[str, ...]
    amount: int
    unit: Unit
    legal_basis: str
    valid_from: date
    valid_to: date | None
    confidence: str
    source: str
    explanation_id: str

    def is_for(self, clock: str, kind: str, on: date) -> bool:
        """Say whether this row rules a clock of a kind of case on a day."""
        in_force = self.valid_from <= on and (self.valid_to is None or on < self.valid_to)
        return in_force and self.clock == clock and kind in self.applies_to


def load_policies(path: Path | str) -> tuple[ClockPolicy, ...]:
    """Read the policies of a clocks file.

    Raises
    ------
    ClockError
        If the file is missing or a row cannot be understood.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
        rows = yaml.load(text, Loader=LOADER)["policies"]  # noqa: S506 -- a safe loader
        return tuple(_policy(row) for row in rows)
    except OSError:
        message = f"Berkas {path} tidak dapat dibuka."
        raise ClockError(message) from None
    except (yaml.YAMLError, KeyError, TypeError):
        message = f"Isi berkas {path} tidak dapat dibaca."
        raise ClockError(message) from None


def find_policy(
    policies: Iterable[ClockPolicy], clock: str, kind: str, on: date
) -> ClockPolicy | None:
    """Find the row that rules a clock on a day; the newest wins."""
    found = (policy for policy in policies if policy.is_for(clock, kind, on))
    return max(found, key=lambda policy: policy.valid_from, default=None)


def _policy(row: Mapping[str, Any]) -> ClockPolicy:
    begins = read_date(row["valid_from"])
    if begins is None:
        message = f"Aturan {row['code']} tidak menyebut mulai berlaku."
        raise ClockError(message)
    require_amount(row["amount"])
    return ClockPolicy(
        code=row["code"],
        clock=row["clock"],
        applies_to=tuple(row["applies_to"]),
        amount=row["amount"],
        unit=require_unit(row["unit"]),
        legal_basis=row["legal_basis"],
        valid_from=begins,
        valid_to=read_date(row["valid_to"]),
        confidence=row["confidence"],
        source=row["source"],
        explanation_id=row["explanation_id"],
    )
