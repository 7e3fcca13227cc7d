"""What can go wrong with people; translated by ``kernel.errors`` statuses."""

from __future__ import annotations

from pendopo.kernel.errors import NotFound, Refused, TooMany


class PersonNotFound(NotFound):
    """Unknown person, or not yours to see."""


class OfficeNotFound(NotFound):
    """Unknown office."""


class PositionNotFound(NotFound):
    """Unknown position."""


class CodeWrong(Refused):
    """The sign-in code is wrong, used or too old."""


class CodeNotSent(Refused):
    """The gateway or mail server did not take the code."""


class TooManyCodes(TooMany):
    """Too many codes for one contact or from one address."""


class MustBeKept(Refused):
    """The law asks to keep this person's data for now; nothing was erased."""


class ReadingRestricted(Refused):
    """The person had the use of their data restricted; nothing was shown."""


class HoldsPosition(Refused):
    """A person in office cannot be erased before the position ends."""
