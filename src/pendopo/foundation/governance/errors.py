"""What can go wrong with rules."""

from __future__ import annotations

from collections.abc import Sequence

from pendopo.engines.written import Fault
from pendopo.kernel.errors import BadInput, NotAllowed, NotFound, Refused


class PolicyNotFound(NotFound):
    """Unknown rules, or a version or term that does not exist."""


class NotEditor(NotAllowed):
    """Only administrators and the PPID edit and decide rules."""


class SameHands(Refused):
    """Whoever wrote a draft last may not decide it."""


class DraftMissing(Refused):
    """There is nothing to decide or to drop."""


class DraftWaits(Refused):
    """There is a draft already, and only one at a time."""


class NoPolicyInForce(Refused):
    """No rules hold at that time; nothing is allowed then."""


class RulesUnsound(BadInput):
    """The rules have faults; none of it was saved."""

    def __init__(self, message: str, faults: Sequence[Fault]) -> None:
        super().__init__(message, field="text")
        self.faults = tuple(faults)
