"""Tables of this room."""

from pendopo.journey.clarification.models.claims import (
    Claim,
    ClaimClock,
    Screenshot,
    Sighting,
    Wave,
    Wording,
    WordingKey,
)
from pendopo.journey.clarification.models.law import PriorityRule
from pendopo.journey.clarification.models.verdicts import Verdict

__all__ = [
    "Claim",
    "ClaimClock",
    "PriorityRule",
    "Screenshot",
    "Sighting",
    "Verdict",
    "Wave",
    "Wording",
    "WordingKey",
]
