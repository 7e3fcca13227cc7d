"""Recurring work of this room."""

from pendopo.foundation.governance.network import duties as _network  # noqa: F401 -- registers
