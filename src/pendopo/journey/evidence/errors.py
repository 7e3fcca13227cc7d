"""What can go wrong with indicators."""

from __future__ import annotations

from pendopo.kernel.errors import NotFound


class IndicatorNotFound(NotFound):
    """No such indicator, or it was never computed."""
