"""What can go wrong in a deliberation; statuses in ``kernel.errors``."""

from __future__ import annotations

from pendopo.kernel.errors import BadInput, NotFound, Refused


class DeliberationNotFound(NotFound):
    """Unknown, or not open to the public yet; the two look the same."""


class StatementNotFound(NotFound):
    """Unknown, or not shown; the two look the same."""


class NotOpen(Refused):
    """Votes and statements are taken only while the deliberation is open."""


class StatementUnfit(BadInput):
    """A statement that cannot be taken, with guidance on how to write it."""


class AnswersMissing(Refused):
    """The response leaves statements without an outcome and a reason."""


class ExportUnreadable(BadInput):
    """A folder that is no export of votes and statements."""
