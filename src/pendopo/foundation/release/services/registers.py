"""Keeping the register of official accounts, with their operators."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.models import Office, Position
from pendopo.foundation.people.types import Actor
from pendopo.foundation.release import events
from pendopo.foundation.release.errors import (
    AccountClosed,
    AlreadyRegistered,
    RegisterNotFound,
)
from pendopo.foundation.release.models import (
    AccountOperator,
    OfficialAccount,
)
from pendopo.foundation.release.rules import (
    NEXT_STATES,
    require_days_in_order,
    require_registrar,
)
from pendopo.foundation.release.types import AccountState


@dataclass(frozen=True)
class AccountWords:
    """What is told of an official account when it enters the register."""

    network: str
    handle: str
    url: str
    office: Office
    custodian: Position
    recovery_contact: str


@transaction.atomic
def register_account(*, words: AccountWords, by: Actor, at: datetime) -> OfficialAccount:
    """Enter an official account into the register.

    Raises
    ------
    NotRegistrar
    AlreadyRegistered
        The network has this account in the register already.
    """
    require_registrar(by)
    handle = words.handle.strip().lower()
    if OfficialAccount.objects.filter(network=words.network, handle=handle).exists():
        raise AlreadyRegistered(_("Akun ini sudah terdaftar."), field="handle")
    account = OfficialAccount.objects.create(
        network=words.network,
        handle=handle,
        url=words.url,
        office=words.office,
        custodian_id=words.custodian.person_id,
        recovery_contact=words.recovery_contact,
        registered_at=at,
    )
    publish(_told(events.AccountRegistered, account, by=by, at=at))
    return account


@transaction.atomic
def set_account_state(
    *, account_id: uuid.UUID, state: AccountState, by: Actor, at: datetime
) -> OfficialAccount:
    """Suspend, restore or close an account.

    Raises
    ------
    NotRegistrar, RegisterNotFound
    AccountClosed
        It is closed, or stands so already.
    """
    require_registrar(by)
    account = _locked(account_id)
    if state not in NEXT_STATES[account.state]:
        raise AccountClosed(_("Keadaan akun ini tidak dapat diubah begitu."))
    account.state = state.value
    account.save(update_fields=["state"])
    publish(_told(events.AccountStateSet, account, by=by, at=at, state=state.value))
    return account


@transaction.atomic
def attest_second_factor(*, account_id: uuid.UUID, by: Actor, at: datetime) -> OfficialAccount:
    """Keep that the account asks for a second factor, as whoever keeps the register attests.

    Raises
    ------
    NotRegistrar, RegisterNotFound
    """
    require_registrar(by)
    account = _locked(account_id)
    account.second_factor_at = at
    account.save(update_fields=["second_factor_at"])
    publish(_told(events.SecondFactorAttested, account, by=by, at=at))
    return account


@transaction.atomic
def appoint_operator(
    *, account_id: uuid.UUID, position: Position, since: date, by: Actor, at: datetime
) -> AccountOperator:
    """Let a position operate an account.

    Raises
    ------
    NotRegistrar, RegisterNotFound
    AlreadyRegistered
        The position operates it already.
    """
    require_registrar(by)
    account = _locked(account_id)
    if account.operators.filter(position=position, valid_to=None).exists():
        raise AlreadyRegistered(_("Jabatan ini sudah menjadi operatornya."), field="position")
    made = AccountOperator.objects.create(account=account, position=position, valid_from=since)
    told = {"position_id": position.id, "valid_from": since}
    publish(_told(events.OperatorAppointed, account, by=by, at=at, **told))
    return made


@transaction.atomic
def hand_over(
    *,
    account_id: uuid.UUID,
    operator_id: uuid.UUID,
    last: date,
    to: Position | None,
    by: Actor,
    at: datetime,
) -> None:
    """End an operator's term, maybe for another's; the second factor is attested anew.

    Raises
    ------
    NotRegistrar, RegisterNotFound
    BadInput
        The last day lies before the first.
    AlreadyRegistered
        The successor operates the account already.
    """
    require_registrar(by)
    account = _locked(account_id)
    operator = account.operators.filter(id=operator_id, valid_to=None).first()
    if operator is None:
        raise RegisterNotFound(_("Operator ini tidak ditemukan."))
    require_days_in_order(operator.valid_from, last, field="last")
    operator.valid_to = last
    operator.save(update_fields=["valid_to"])
    account.second_factor_at = None
    account.save(update_fields=["second_factor_at"])
    told = {"position_id": operator.position_id, "valid_to": last}
    publish(_told(events.AccountHandedOver, account, by=by, at=at, **told))
    if to:
        appoint_operator(account_id=account_id, position=to, since=last, by=by, at=at)


def _locked(account_id: uuid.UUID) -> OfficialAccount:
    found = (
        OfficialAccount.objects.select_for_update(of=("self",), no_key=True)
        .select_related("office")
        .filter(id=account_id)
        .first()
    )
    if found is None:
        raise RegisterNotFound(_("Akun ini tidak ditemukan."))
    return found


def _told(
    kind: type[events.AccountFact],
    account: OfficialAccount,
    *,
    by: Actor,
    at: datetime,
    **more: Any,
) -> events.AccountFact:
    return kind(
        account_id=account.id,
        network=account.network,
        office=account.office.code,
        at=at,
        by=by.ref,
        **more,
    )
