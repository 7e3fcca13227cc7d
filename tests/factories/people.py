"""People, offices and sign-ins for tests: valid, minimal, unsurprising."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.test import Client

from pendopo.foundation.people.backends import CODE_BACKEND
from pendopo.foundation.people.models import Account, Office, Person
from pendopo.foundation.people.selectors import actor_of
from pendopo.foundation.people.services import give_position, register_person, unsaved_person
from pendopo.foundation.people.sign_in import read_destination
from pendopo.foundation.people.types import SYSTEM, Actor, Contact, Role

AT = datetime(2026, 3, 16, 3, 0, tzinfo=UTC)
PASSWORD = "kata sandi panjang sekali"
TOTP_SECRET = "JBSWY3DPEHPK3PXP"
_serial = count(1)


def make_office(code: str = "dinas-contoh", *, name: str = "Dinas Contoh", parent=None) -> Office:
    """Return the office with this code, made if there is none."""
    return Office.objects.get_or_create(
        code=code, defaults={"name": name, "short_name": name, "kind": "dinas", "parent": parent}
    )[0]


def make_person(at: datetime = AT, **contact: str) -> Person:
    """Return a person as a voice registers one; keywords are the fields of ``Contact``."""
    return register_person(Contact(**contact), at=at)


def make_citizen(contact: str = "", *, at: datetime = AT, name: str = "") -> Account:
    """Return a citizen's account, as the first confirmed code makes it."""
    to = read_destination(contact or f"warga{next(_serial)}@contoh.id")
    values = {"email" if "@" in to.value else "phone": to.value, "name": name}
    person = unsaved_person(Contact(**values), at=at, is_confirmed=True)
    person.save(force_insert=True)
    account = Account(person=person, contact_index=to.index)
    account.set_unusable_password()
    account.save(force_insert=True)
    return account


def make_officer(
    role: Role = Role.OFFICER,
    office: Office | None = None,
    *,
    second_factor: bool = True,
    is_demo: bool = False,
    at: datetime = AT,
    email: str = "",
) -> Account:
    """Return a staff account with a position from the day of ``at``."""
    address = email or f"petugas{next(_serial)}@contoh.go.id"
    person = make_person(at, name="Petugas Contoh", email=address)
    account = Account.objects.create_user(address, PASSWORD, person=person, is_demo=is_demo)
    give_position(person=person, office=office or make_office(), role=role, by=SYSTEM, at=at)
    if second_factor:
        add_second_factor(account)
    return account


def add_second_factor(account: Account) -> Authenticator:
    """Give the account an authenticator app with the secret ``TOTP_SECRET``."""
    return TOTP.activate(account, TOTP_SECRET).instance


def actor_for(account: Account, at: datetime = AT) -> Actor:
    """Return the actor behind an account on the day of ``at``."""
    return actor_of(account, on=at.date())


def sign_in(client: Client, account: Account) -> Client:
    """Sign the account in the way it would: citizens by code, staff by password."""
    by_password = settings.AUTHENTICATION_BACKENDS[0]
    client.force_login(account, backend=by_password if account.email else CODE_BACKEND)
    return client
