"""What can go wrong with a case; statuses in ``kernel.errors``."""

from __future__ import annotations

from pendopo.kernel.errors import NotFound, Refused


class CaseNotFound(NotFound):
    """Unknown, or not visible to the actor; the two look the same."""


class AnswerEmpty(Refused):
    """The answer does not say what was done or why not."""


class NotSilentYet(Refused):
    """The author can still answer; nothing is closed over their head."""


class TextNotFound(NotFound):
    """A ready text that is unknown or out of use."""


class ReopenTooLate(Refused):
    """The time in which a closed case may be reopened has passed."""


class WindowClosed(Refused):
    """A step that hangs on a clock comes too early, too late, or for the second time."""


class NoPolicy(Refused):
    """No rule gives a limit for this class on this day."""
