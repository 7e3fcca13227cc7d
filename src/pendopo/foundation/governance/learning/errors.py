"""What can go wrong with learning."""

from __future__ import annotations

from pendopo.kernel.errors import Refused


class QuizNotPassed(Refused):
    """Who states that they know the rules has first shown it."""
