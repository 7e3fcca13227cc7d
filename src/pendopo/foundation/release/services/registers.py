"""Keeping the registers: topics, official accounts and their operators, mandates."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
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
    MandateOver,
    NotRegistrar,
    RegisterNotFound,
)
from pendopo.foundation.release.models import (
    AccountOperator,
    OfficialAccount,
    PublicTopic,
    SpokespersonMandate,
)
from pendopo.foundation.release.rules import NEXT_STATES, REGISTRARS, require_days_in_order
from pendopo.foundation.release.types import AccountState
from pendopo.kernel.errors import BadInput


@dataclass(frozen=True)
class AccountWords:
    """What is told of an official account when it enters the register."""

    network: str
    handle: str
    url: str
    office: Office
    custodian: Position
    recovery_contact: str


@dataclass(frozen=True)
class MandateWords:
    """Who may speak on what, from when until when, and who stands in."""

    position: Position
    topics: Sequence[PublicTopic]
    decree_number: str
    valid_from: date
    valid_to: date | None = None
    stand_in: Position | None = None
    announced_name: str = ""


@transaction.atomic
def assign_topic(
    *, code: str, name: str, office: Office, by: Actor, at: datetime, name_en: str = ""
) -> PublicTopic:
    """Name a topic, or give the one with this code another name or owner.

    Raises
    ------
    NotRegistrar
    """
    _require_registrar(by)
    topic, _made = PublicTopic.objects.update_or_create(
        code=code, defaults={"name": name, "name_en": name_en, "office": office}
    )
    publish(
        events.TopicAssigned(
            topic_id=topic.id, topic=topic.code, office=office.code, at=at, by=by.ref
        )
    )
    return topic


@transaction.atomic
def register_account(*, words: AccountWords, by: Actor, at: datetime) -> OfficialAccount:
    """Enter an official account into the register.

    Raises
    ------
    NotRegistrar
    AlreadyRegistered
        The network has this account in the register already.
    """
    _require_registrar(by)
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
    _require_registrar(by)
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
    _require_registrar(by)
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
    _require_registrar(by)
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
    _require_registrar(by)
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


@transaction.atomic
def give_mandate(*, words: MandateWords, by: Actor, at: datetime) -> SpokespersonMandate:
    """Let a position speak on topics for a time.

    Raises
    ------
    NotRegistrar
    BadInput
        No topic, no decree, days out of order, or the stand-in is the speaker.
    """
    _require_registrar(by)
    _require_mandate(words)
    mandate = SpokespersonMandate.objects.create(
        position=words.position,
        stand_in=words.stand_in,
        announced_name=words.announced_name.strip(),
        decree_number=words.decree_number.strip(),
        valid_from=words.valid_from,
        valid_to=words.valid_to,
    )
    mandate.topics.set(words.topics)
    common: dict[str, Any] = {"mandate_id": mandate.id, "position_id": mandate.position_id}
    common |= {"at": at, "by": by.ref}
    publish(
        events.MandateGiven(
            valid_from=words.valid_from,
            valid_to=words.valid_to,
            stand_in_id=words.stand_in.id if words.stand_in else None,
            n_topics=len(words.topics),
            **common,
        ),
        *(events.MandateCovers(topic=topic.code, **common) for topic in words.topics),
    )
    return mandate


@transaction.atomic
def end_mandate(
    *, mandate_id: uuid.UUID, last: date, by: Actor, at: datetime
) -> SpokespersonMandate:
    """Let a mandate end on a day.

    Raises
    ------
    NotRegistrar, RegisterNotFound
    MandateOver
        It ended before that day already.
    BadInput
        The last day lies before the first.
    """
    _require_registrar(by)
    mandate = SpokespersonMandate.objects.select_for_update().filter(id=mandate_id).first()
    if mandate is None:
        raise RegisterNotFound(_("Mandat ini tidak ditemukan."))
    if mandate.valid_to and mandate.valid_to <= last:
        raise MandateOver(_("Mandat ini sudah berakhir sebelum hari itu."))
    require_days_in_order(mandate.valid_from, last, field="last")
    mandate.valid_to = last
    mandate.save(update_fields=["valid_to"])
    publish(
        events.MandateEnded(
            mandate_id=mandate.id,
            position_id=mandate.position_id,
            valid_to=last,
            at=at,
            by=by.ref,
        )
    )
    return mandate


def _require_registrar(by: Actor) -> None:
    if not by.has_role(*REGISTRARS):
        raise NotRegistrar(_("Hanya PPID dan pengelola sistem yang mengubah daftar ini."))


def _require_mandate(words: MandateWords) -> None:
    if not words.topics:
        raise BadInput(_("Pilih sedikitnya satu topik."), field="topics")
    if not words.decree_number.strip():
        raise BadInput(_("Isi nomor surat penugasannya."), field="decree_number")
    if words.stand_in == words.position:
        raise BadInput(_("Pengganti harus jabatan lain."), field="stand_in")
    require_days_in_order(words.valid_from, words.valid_to, field="valid_to")


def _locked(account_id: uuid.UUID) -> OfficialAccount:
    found = (
        OfficialAccount.objects.select_for_update(of=("self",))
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
