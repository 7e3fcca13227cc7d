"""Appointing officers: the first ones from the command line, before anyone can sign in."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.events import OfficeRegistered
from pendopo.foundation.people.models import Account, Office
from pendopo.foundation.people.services import give_position, register_person
from pendopo.foundation.people.types import SYSTEM, Contact, Role
from pendopo.kernel.errors import BadInput

_PASSWORD_BYTES = 15


@dataclass(frozen=True)
class Appointed:
    """What was done; ``password`` is empty for an officer who could sign in before."""

    account: Account
    office: Office
    password: str


@transaction.atomic
def appoint_officer(
    *,
    email: str,
    name: str,
    office_code: str,
    office_name: str = "",
    roles: Sequence[Role],
    at: datetime,
) -> Appointed:
    """Give an officer positions at an office, making account and office where missing.

    Raises
    ------
    BadInput
        The office is unknown and was given no name, or the new officer has none.
    """
    office = _office(office_code, office_name, at)
    account = Account.objects.filter(email=email).select_related("person").first()
    password = ""
    if account is None:
        account, password = _new_account(email, name, at)
    held = set(
        account.person.positions.filter(office=office, valid_to=None).values_list("role", flat=True)
    )
    for role in roles:
        if role.value not in held:
            give_position(person=account.person, office=office, role=role, by=SYSTEM, at=at)
    return Appointed(account, office, password)


def _office(code: str, name: str, at: datetime) -> Office:
    office = Office.objects.filter(code=code).first()
    if office is not None:
        return office
    if not name.strip():
        raise BadInput(
            f"Perangkat daerah “{code}” belum ada; sebutkan namanya.", field="office_name"
        )
    office = Office.objects.create(
        code=code, name=name.strip(), short_name=name.strip()[:60], kind="dinas"
    )
    publish(OfficeRegistered(office_id=office.id, office=office.code, at=at))
    return office


def _new_account(email: str, name: str, at: datetime) -> tuple[Account, str]:
    if not name.strip():
        raise BadInput("Sebutkan nama petugas yang baru.", field="name")
    password = secrets.token_urlsafe(_PASSWORD_BYTES)
    person = register_person(Contact(name=name, email=email), at=at)
    return Account.objects.create_user(email, password, person=person), password
