"""What can go wrong; doors turn these into pages (see kernel.errors)."""

from __future__ import annotations

from pendopo.kernel.errors import NotFound, Refused


class EscalationNotFound(NotFound):
    """Unknown, ended, or put before others; all look the same."""


class RemindedAlready(Refused):
    """The office was reminded a short while ago."""
