"""Facts of this room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from pendopo.kernel.events import Fact


@dataclass(frozen=True, kw_only=True)
class IndicatorPublished(Fact):
    """An indicator was computed anew; digests bind the number to its inputs."""

    SUBJECT: ClassVar[str] = "run"
    run_id: UUID
    indicator: str
    indicator_version: int
    numerator: int
    denominator: int
    input_digest: str
    definition_digest: str
