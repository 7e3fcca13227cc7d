"""What can go wrong with people; translated by ``kernel.errors`` statuses."""

from __future__ import annotations

from pendopo.kernel.errors import NotFound, Refused


class PersonNotFound(NotFound):
    """Unknown person, or not yours to see."""


class CodeWrong(Refused):
    """The sign-in code is wrong, used or too old."""
