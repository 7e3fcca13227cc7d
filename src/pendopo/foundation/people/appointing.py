"""Appointing officers, and ending what they hold: from the command line, and on screen."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.errors import OfficeNotFound, PositionNotFound
from pendopo.foundation.people.events import OfficeRegistered, PositionEnded
from pendopo.foundation.people.models import Account, Office, Position
from pendopo.foundation.people.services import (
    give_position,
    position_from,
    register_person,
    save_position,
)
from pendopo.foundation.people.tree import require_admin
from pendopo.foundation.people.types import SYSTEM, Actor, Contact, Role
from pendopo.kernel.errors import BadInput, Refused
from pendopo.kernel.models import Region
from pendopo.kernel.time import local

_PASSWORD_BYTES = 15
_ONE_DAY = timedelta(days=1)


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
        raise BadInput(_("Sebutkan nama petugas yang baru."), field="name")
    password = secrets.token_urlsafe(_PASSWORD_BYTES)
    person = register_person(Contact(name=name, email=email), at=at)
    return Account.objects.create_user(email, password, person=person), password


@dataclass(frozen=True)
class Appointment:
    """Who is to be what, where, for which area, from and until (the last day) when.

    ``name`` is needed for somebody who has no staff account yet.
    """

    email: str
    role: Role
    valid_from: date
    name: str = ""
    title: str = ""
    region_code: str = ""
    valid_to: date | None = None


@transaction.atomic
def appoint(
    draft: Appointment, *, office_id: uuid.UUID, by: Actor, at: datetime
) -> tuple[Position, str]:
    """Give somebody a position; returns also the first password of a new account, else nothing.

    Raises
    ------
    NotAllowed, OfficeNotFound
    BadInput
        Unknown area, no name for a new officer, days in the wrong order, or held already.
    Refused
        Oneself, or at a closed office.
    """
    require_admin(by)
    office = _open_office(office_id)
    _require_fit(draft)
    email = draft.email.strip().lower()
    account = Account.objects.filter(email=email).select_related("person").first()
    if account is not None and account.person_id == by.person_id:
        raise Refused(_("Anda tidak dapat mengangkat diri sendiri; minta pengelola lain."))
    password = ""
    if account is None:
        account, password = _new_account(email, draft.name, at)
    position = position_from(account.person, office, draft.role, draft.title, draft.valid_from)
    position.region_code, position.valid_to = draft.region_code, draft.valid_to
    _require_free(position)
    save_position(position, by=by, at=at)
    return position, password


@transaction.atomic
def end_position(*, position_id: uuid.UUID, valid_to: date, by: Actor, at: datetime) -> Position:
    """Let a position end; ``valid_to`` is its last day, yesterday at the earliest.

    Raises
    ------
    NotAllowed, PositionNotFound
    BadInput
        The day lies further back, or before the position began.
    Refused
        It ended already, or without it nobody would keep the installation.
    """
    require_admin(by)
    position = _lock(position_id)
    today = local(at, settings.PENDOPO_ZONE).date()
    if position.valid_to is not None and position.valid_to < today:
        raise Refused(_("Jabatan ini sudah berakhir."))
    if valid_to < today - _ONE_DAY or valid_to < position.valid_from - _ONE_DAY:
        raise BadInput(_("Hari terakhir menjabat paling awal kemarin."), field="valid_to")
    if position.role == Role.ADMIN:
        _require_another_admin(position, valid_to)
    position.valid_to = valid_to
    position.save(update_fields=["valid_to"])
    publish(
        PositionEnded(
            position_id=position.id,
            office=position.office.code,
            role=Role(position.role),
            valid_to=valid_to,
            at=at,
            by=by.ref,
        )
    )
    return position


def _open_office(office_id: uuid.UUID) -> Office:
    office = Office.objects.filter(id=office_id).first()
    if office is None:
        raise OfficeNotFound(_("Perangkat daerah ini tidak ditemukan."))
    if not office.is_active:
        raise Refused(_("Perangkat daerah ini sudah ditutup."))
    return office


def _require_fit(draft: Appointment) -> None:
    code = draft.region_code
    if code and not Region.objects.filter(code=code).exists():
        raise BadInput(_("Kode wilayah ini tidak dikenal."), field="region_code")
    if draft.valid_to is not None and draft.valid_to < draft.valid_from:
        raise BadInput(_("Tanggal berakhir mendahului tanggal mulai."), field="valid_to")


def _require_free(position: Position) -> None:
    """Refuse a second position of the same role at the same office at the same time."""
    same = Position.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=position.valid_from),
        person=position.person,
        office=position.office,
        role=position.role,
    )
    if position.valid_to is not None:
        same = same.filter(valid_from__lte=position.valid_to)
    if same.exists():
        raise BadInput(_("Jabatan yang sama sudah dipegangnya pada hari itu."), field="role")


def _lock(position_id: uuid.UUID) -> Position:
    if connection.vendor == "postgresql":
        # All of them, in one order: two who end each other would else leave nobody.
        admins = Position.objects.filter(role=Role.ADMIN.value).order_by("id")
        list(admins.select_for_update(no_key=True).values_list("id"))
    position = Position.objects.select_related("office").filter(id=position_id).first()
    if position is None:
        raise PositionNotFound(_("Jabatan ini tidak ditemukan."))
    return position


def _require_another_admin(position: Position, last_day: date) -> None:
    others = Position.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=last_day),
        role=Role.ADMIN.value,
        valid_from__lte=last_day + _ONE_DAY,
        office__is_active=True,
        person__account__is_active=True,
    )
    if not others.exclude(id=position.id).exists():
        raise Refused(_("Ini pengelola sistem yang terakhir; angkat penggantinya dahulu."))
