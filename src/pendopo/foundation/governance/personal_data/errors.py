"""What can go wrong with the duties towards people's data."""

from __future__ import annotations

from pendopo.kernel.errors import IllegalTransition, NotAllowed, NotFound, Refused


class DocumentNotFound(NotFound):
    """No such document."""


class RequestNotFound(NotFound):
    """Unknown request, or not yours to see; a wrong code looks the same."""


class BreachNotFound(NotFound):
    """Unknown breach, or a letter that this breach does not ask for."""


class HoldNotFound(NotFound):
    """Unknown hold, or one that has ended."""


class NotOfficer(NotAllowed):
    """Only the data-protection officer does this; at the desk the front desk files requests."""


class AlreadyAnswered(IllegalTransition):
    """The request was answered; nothing more can be done with it."""


class NotYetErased(Refused):
    """An erasure is granted after it was done, not before."""


class NothingHeld(Refused):
    """There is no copy to hand out, or its time is over."""


class TrialMissing(Refused):
    """Nobody looked yet at what the rule would erase."""
