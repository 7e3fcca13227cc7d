"""What follows from values alone: who keeps the registers, who approves what, digests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from uuid import UUID

from django.utils.translation import gettext as _

from pendopo.engines.merkle import canonical
from pendopo.foundation.people.types import Actor, Role
from pendopo.foundation.release.errors import NotRegistrar
from pendopo.foundation.release.types import AccountState
from pendopo.kernel.errors import BadInput

REGISTRARS = (Role.PPID, Role.ADMIN)
# From a state to those that may follow.
NEXT_STATES: dict[str, tuple[AccountState, ...]] = {
    AccountState.REGISTERED: (AccountState.SUSPENDED, AccountState.CLOSED),
    AccountState.SUSPENDED: (AccountState.REGISTERED, AccountState.CLOSED),
    AccountState.CLOSED: (),
}


def require_registrar(by: Actor) -> None:
    """Refuse everyone who does not keep the registers.

    Raises
    ------
    NotRegistrar
    """
    if not by.has_role(*REGISTRARS):
        raise NotRegistrar(_("Hanya PPID dan pengelola sistem yang mengubah daftar ini."))


def require_days_in_order(first: date, last: date | None, *, field: str) -> None:
    """Refuse an end before its beginning.

    Raises
    ------
    BadInput
    """
    if last and last < first:
        raise BadInput(_("Hari terakhir tidak boleh sebelum hari pertama."), field=field)


# An approval → who may give it, and whether only at the office that owns the facts.
GIVERS: dict[str, tuple[tuple[Role, ...], bool]] = {
    "fact_owner": ((Role.HEAD,), True),
    "ppid": ((Role.PPID,), False),
    "second_officer": ((Role.HEAD, Role.PPID, Role.PPID_SUPERIOR), False),
    "unit_head": ((Role.HEAD,), False),
    "assignment_letter": ((Role.PPID, Role.PPID_SUPERIOR), False),
}
# Who looks over all releases, and at emergencies afterwards.
OVERSEERS = (Role.PPID, Role.PPID_SUPERIOR, Role.ADMIN)


def office_to_give(kind: str, by: Actor, owner: UUID) -> UUID | None:
    """Return the office as which an actor may give an approval; None if they may not."""
    roles, only_owner = GIVERS[kind]
    offices = by.offices(*roles)
    if only_owner:
        return owner if owner in offices else None
    return min(offices, default=None)


def needed(
    asked: Iterable[str], *, is_lowered: bool, has_flag: bool, is_emergency: bool
) -> list[str]:
    """Return the approvals a release needs: what the policy asks, the owner, and the PPID.

    An emergency goes out with what the policy asks and one approval at least; it is reviewed
    afterwards (UU 14/2008 pasal 10).
    """
    kinds = set(asked)
    if not is_emergency or not kinds:
        kinds.add("fact_owner")
    if is_lowered or (has_flag and not is_emergency):
        kinds.add("ppid")
    return [kind for kind in GIVERS if kind in kinds]


def digest_of(words: Mapping[str, str]) -> str:
    """Return the SHA-256 of words in canonical form (RFC 8785)."""
    return sha256(canonical(dict(words))).hexdigest()
