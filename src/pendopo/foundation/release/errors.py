"""What can go wrong with registers and releases."""

from __future__ import annotations

from pendopo.kernel.errors import BadInput, IllegalTransition, NotAllowed, NotFound, Refused


class RegisterNotFound(NotFound):
    """Unknown account, operator, topic or mandate."""


class NotRegistrar(NotAllowed):
    """Only the PPID and administrators keep these registers."""


class AlreadyRegistered(BadInput):
    """The account, topic or operator is in the register already."""


class AccountClosed(Refused):
    """A closed account stays closed."""


class MandateOver(Refused):
    """The mandate has ended already."""


class ReleaseNotFound(NotFound):
    """Unknown release, or one that is not public."""


class NotYours(NotAllowed):
    """The step belongs to the author, to the owner of the facts or to the PPID."""


class WrongStep(IllegalTransition):
    """The step does not follow from where the release stands."""


class RuleForbids(Refused):
    """The policy in force forbids it; the message names the rules."""


class SecondHand(Refused):
    """Whoever wrote a release or approved it once already may not approve it."""
