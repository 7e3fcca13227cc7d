"""What can go wrong in the workspace; statuses in ``kernel.errors``."""

from __future__ import annotations

from pendopo.kernel.errors import NotFound, Refused


class QuestionNotFound(NotFound):
    """Unknown, or not put to the actor's office; the two look the same."""


class AlreadyAnswered(Refused):
    """The question has its answer."""


class FilterNotFound(NotFound):
    """Unknown, or somebody else's."""


class PhotoNotFound(NotFound):
    """Unknown, or not to be seen by this visitor."""
