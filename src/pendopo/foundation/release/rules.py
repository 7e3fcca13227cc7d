"""What follows from values alone: who keeps the registers, and which days go together."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from pendopo.foundation.people.types import Role
from pendopo.foundation.release.types import AccountState
from pendopo.kernel.errors import BadInput

REGISTRARS = (Role.PPID, Role.ADMIN)
# From a state to those that may follow.
NEXT_STATES: dict[str, tuple[AccountState, ...]] = {
    AccountState.REGISTERED: (AccountState.SUSPENDED, AccountState.CLOSED),
    AccountState.SUSPENDED: (AccountState.REGISTERED, AccountState.CLOSED),
    AccountState.CLOSED: (),
}


def require_days_in_order(first: date, last: date | None, *, field: str) -> None:
    """Refuse an end before its beginning.

    Raises
    ------
    BadInput
    """
    if last and last < first:
        raise BadInput(_("Hari terakhir tidak boleh sebelum hari pertama."), field=field)
