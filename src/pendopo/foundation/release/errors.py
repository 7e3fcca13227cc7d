"""What can go wrong with registers and releases."""

from __future__ import annotations

from pendopo.kernel.errors import BadInput, NotAllowed, NotFound, Refused


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
