"""Reading people and offices."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from pendopo.foundation.people.models import Account, DataRead, Office, Person, Position
from pendopo.foundation.people.types import ANONYMOUS, Actor, Contact, Mandate, Role
from pendopo.kernel.crypto import blind_index
from pendopo.kernel.personal import Row, declarations
from pendopo.kernel.time import local

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

# A kelurahan lies below its kecamatan, that below an assistant, that below the secretary.
MOST_LEVELS = 4


def actor_of(account: Account | AnonymousUser, *, on: date, as_citizen: bool = False) -> Actor:
    """Return the actor behind a signed-in account with the positions in force on a day.

    ``as_citizen`` leaves the positions out: who came in by a code alone has shown
    neither password nor second factor.
    """
    if not isinstance(account, Account) or not account.is_active:
        return ANONYMOUS
    person = Person.objects.only("ref").get(id=account.person_id)
    return Actor(
        ref=f"p:{person.ref}",
        account_id=account.id,
        person_id=person.id,
        mandates=() if as_citizen else _mandates(person.id, on),
    )


def _mandates(person_id: UUID, on: date) -> tuple[Mandate, ...]:
    positions = (
        Position.objects.filter(person_id=person_id, valid_from__lte=on)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
        .select_related("office__parent__parent")
        .order_by("office__code", "role")
    )
    return tuple(
        Mandate(
            row.office_id,
            row.office.code,
            Role(row.role),
            row.region_code,
            offices_above(row.office),
        )
        for row in positions
    )


def offices_above(office: Office) -> tuple[UUID, ...]:
    """Return the offices of which one is a part, nearest first.

    Without a query where ``parent__parent`` was loaded with it.
    """
    above: list[UUID] = []
    while office.parent_id is not None:
        above.append(office.parent_id)
        if len(above) == MOST_LEVELS - 1 or office.parent is None:
            break
        office = office.parent
    return tuple(above)


def active_offices() -> QuerySet[Office]:
    """Return the offices in force, by code."""
    return Office.objects.filter(is_active=True).order_by("code")


def office_by_code(code: str) -> Office | None:
    """Return an office by its code."""
    return Office.objects.filter(code=code).select_related("parent").first()


def offices_by_id() -> Mapping[UUID, Office]:
    """Return all offices by id; an installation has at most a few hundred."""
    return {office.id: office for office in Office.objects.all()}


def offices_below(office_ids: frozenset[UUID]) -> frozenset[UUID]:
    """Return the given offices and everything under them in the tree."""
    parents = dict(Office.objects.values_list("id", "parent_id"))
    below = set(office_ids)
    grown = True
    while grown:
        more = {office for office, parent in parents.items() if parent in below} - below
        below |= more
        grown = bool(more)
    return frozenset(below)


def reads_of_person(person_id: UUID) -> QuerySet[DataRead]:
    """Return who opened this person's data, newest first."""
    rows = DataRead.objects.filter(person_id=person_id).select_related("office")
    return rows.order_by("-at", "-id")


def reads_before(
    person_id: UUID, cursor: tuple[datetime, UUID] | None, most: int
) -> list[DataRead]:
    """Return up to ``most`` readings older than the one at ``cursor`` (None: from the newest)."""
    rows = reads_of_person(person_id)
    if cursor is not None:
        at, read_id = cursor
        rows = rows.filter(Q(at__lt=at) | Q(at=at, id__lt=read_id))
    return list(rows[:most])


def own_person(person_id: UUID) -> Person:
    """Return a person's own data, for that person; readings by others go through services."""
    return Person.objects.get(id=person_id)


def unclaimed_with_contact_of(person_id: UUID) -> list[UUID]:
    """Return the persons without account whose contact this person confirmed by a code.

    They reported under that telephone or e-mail address without signing in.
    """
    account = Account.objects.filter(person_id=person_id).exclude(contact_index=None).first()
    if account is None:
        return []
    same = Q(phone_index=account.contact_index) | Q(email_index=account.contact_index)
    rows = Person.objects.filter(same, account=None, positions=None).order_by("id")
    return list(rows.values_list("id", flat=True))


def has_account(person_id: UUID) -> bool:
    """Return whether somebody signs in as this person."""
    return Account.objects.filter(person_id=person_id, is_active=True).exists()


def persons_with(contact: Contact) -> list[Person]:
    """Return the persons kept under a NIK, or under a telephone or e-mail and the same name.

    A telephone may be shared, therefore it does not tell who somebody is.
    """
    indexes = unsaved_indexes(contact)
    by_nik = Q(nik_index=indexes["nik"]) if indexes["nik"] else Q(pk=None)
    by_phone = Q(phone_index=indexes["phone"]) if indexes["phone"] else Q(pk=None)
    by_email = Q(email_index=indexes["email"]) if indexes["email"] else Q(pk=None)
    rows = Person.objects.filter(by_nik | by_phone | by_email, erased_at=None).order_by("id")
    name = contact.name.casefold().split()
    return [
        row
        for row in rows
        if (indexes["nik"] and row.nik_index == indexes["nik"])
        or (name and row.name.casefold().split() == name)
    ]


def unsaved_indexes(contact: Contact) -> dict[str, str]:
    """Return the blind indexes under which a contact would be found; empty where not told."""
    values = {"nik": contact.nik, "phone": contact.phone, "email": contact.email.strip().lower()}
    return {
        purpose: blind_index(value, purpose=purpose) if value else ""
        for purpose, value in values.items()
    }


def everything_about(person_id: UUID) -> dict[str, list[Row]]:
    """Return what every table holds about a person, by the table's name."""
    found = {
        label: declaration.exporter(person_id)
        for label, declaration in declarations().items()
        if declaration.exporter is not None
    }
    return {label: rows for label, rows in found.items() if rows}


def heads_of(office_id: UUID, *, at: datetime) -> QuerySet[Position]:
    """Return the positions that lead an office at a moment."""
    return positions_in_force(at=at).filter(office_id=office_id, role=Role.HEAD.value)


def positions_in_force(*, at: datetime, or_later: bool = False) -> QuerySet[Position]:
    """Return the positions held on the day of ``at``, with ``or_later`` also those to come."""
    today = local(at, settings.PENDOPO_ZONE).date()
    begun = Q() if or_later else Q(valid_from__lte=today)
    return Position.objects.filter(begun).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today))


def index_key_fits() -> bool:
    """Return whether a stored blind index comes from the key in use.

    Reads one encrypted person; Undecryptable if the field keys do not fit.
    """
    person = Person.objects.exclude(phone_index="").first()
    return person is None or person.phone_index == blind_index(person.phone, purpose="phone")
