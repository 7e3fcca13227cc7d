"""Facts of learning; what anyone answered is in none of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from pendopo.kernel.events import Fact


@dataclass(frozen=True, kw_only=True)
class RulesAttested(Fact):
    """An officer stated that they know a version of the rules and will keep them."""

    SUBJECT: ClassVar[str] = "policy_version"
    policy_version_id: UUID
    policy: str
    number: int
    valid_to: date
