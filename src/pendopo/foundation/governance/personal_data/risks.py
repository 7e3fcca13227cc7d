"""Risks of an assessment: likelihood times impact, before and after what is done about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from pendopo.kernel.numbers import number_in_force


@dataclass(frozen=True)
class Level:
    """How grave a score is, in words and as a tone."""

    score: int
    label: str
    tone: str


@dataclass(frozen=True)
class Risk:
    """One line of the risk table."""

    words: str
    measures: str
    owner: str
    before: Level
    after: Level


def risk_table(definition: Mapping[str, Any], *, at: datetime) -> list[Risk]:
    """Return the risks of an assessment, the gravest that remain first (two queries)."""
    medium = number_in_force("personal_data.risk_medium_from", at=at)
    high = number_in_force("personal_data.risk_high_from", at=at)

    def level(likelihood: int, impact: int) -> Level:
        score = likelihood * impact
        if score >= high:
            return Level(score, _("tinggi"), "danger")
        if score >= medium:
            return Level(score, _("sedang"), "warning")
        return Level(score, _("rendah"), "success")

    rows = [
        Risk(
            words=each["risk"],
            measures=each["measures"],
            owner=each["owner"],
            before=level(each["likelihood"], each["impact"]),
            after=level(each["likelihood_after"], each["impact_after"]),
        )
        for each in definition.get("risks", ())
    ]
    return sorted(rows, key=lambda row: -row.after.score)
