"""What can go wrong when an office stands to account."""

from __future__ import annotations

from pendopo.kernel.errors import BadInput, NotFound


class OfficeNotFound(NotFound):
    """No such office."""


class TargetNotFound(NotFound):
    """There is nothing of this office under that name."""


class ReplyUnfit(BadInput):
    """The reply says too little, or contains what must not be public."""
