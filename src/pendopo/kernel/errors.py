"""Errors a person may see; doors translate each into a page.

PendopoError            a sentence for the person, in Indonesian
├── NotFound            unknown, or not yours: the two look the same      → 404
├── NotAllowed          signed in, but this is not your task              → 403
├── Refused             the request breaks a rule; nothing was changed    → 409
│   └── IllegalTransition   the step does not follow from the present one
├── BadInput            a value cannot be understood                      → 422
└── TooMany             too many attempts; try later                      → 429
"""

from __future__ import annotations


class PendopoError(Exception):
    """Base of every error with a sentence for the person."""

    status = 500

    def __init__(self, message: str = "") -> None:
        super().__init__(message)
        self.message = message


class NotFound(PendopoError):
    """The thing is unknown to this actor."""

    status = 404


class NotAllowed(PendopoError):
    """The actor's positions do not include this task."""

    status = 403


class Refused(PendopoError):
    """A rule forbids the change; nothing was written."""

    status = 409


class IllegalTransition(Refused):
    """The step does not follow from the present state."""


class BadInput(PendopoError):
    """A value cannot be understood; names the field where one is known."""

    status = 422

    def __init__(self, message: str = "", *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class TooMany(PendopoError):
    """Too many attempts in a short time."""

    status = 429
