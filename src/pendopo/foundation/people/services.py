"""Writing people: registering, reading with purpose, forgetting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import phonenumbers
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people import guards, selectors
from pendopo.foundation.people.errors import (
    HoldsPosition,
    MustBeKept,
    PersonNotFound,
    ReadingRestricted,
)
from pendopo.foundation.people.events import (
    OfficeRegistered,
    PersonalDataRead,
    PersonErased,
    PositionGiven,
)
from pendopo.foundation.people.models import DataRead, Office, Person, Position
from pendopo.foundation.people.types import Actor, Contact, ReadPurpose, Role
from pendopo.kernel.crypto import blind_index
from pendopo.kernel.errors import BadInput, NotAllowed
from pendopo.kernel.personal import declarations
from pendopo.kernel.time import local

_UNRESTRICTED = (ReadPurpose.AUDIT, ReadPurpose.DATA_REQUEST)


@dataclass(frozen=True)
class Erasure:
    """How many rows of which table, by its label, lost what they held about a person."""

    rows: Mapping[str, int]

    @property
    def n_rows(self) -> int:
        """Return the number of rows changed."""
        return sum(self.rows.values())


def normal_phone(text: str) -> str:
    """Return an Indonesian phone number as +62…; BadInput if it cannot be one."""
    try:
        number = phonenumbers.parse(text, "ID")
    except phonenumbers.NumberParseException as error:
        raise BadInput(_("Nomor telepon tidak dapat dibaca."), field="phone") from error
    if not phonenumbers.is_possible_number(number):
        raise BadInput(_("Panjang nomor telepon tidak sesuai."), field="phone")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def index_of(value: str, purpose: str) -> str:
    """Return the blind index of a value; empty stays empty."""
    return blind_index(value, purpose=purpose) if value else ""


def unsaved_person(contact: Contact, *, at: datetime, is_confirmed: bool = False) -> Person:
    """Return a person row with its blind indexes, not yet saved."""
    phone = normal_phone(contact.phone) if contact.phone else ""
    email = contact.email.strip().lower()
    return Person(
        name=contact.name.strip(),
        nik=contact.nik,
        nik_index=index_of(contact.nik, "nik"),
        phone=phone,
        phone_index=index_of(phone, "phone"),
        email=email,
        email_index=index_of(email, "email"),
        address=contact.address.strip(),
        is_contact_confirmed=is_confirmed,
        created_at=at,
    )


def register_person(contact: Contact, *, at: datetime) -> Person:
    """Store a person; the caller's own fact tells why they came."""
    person = unsaved_person(contact, at=at)
    person.save(force_insert=True)
    return person


@transaction.atomic
def read_person(
    person_id: UUID, *, by: Actor, purpose: ReadPurpose, at: datetime, about_id: UUID | None = None
) -> Person:
    """Return a person's data to an officer and record the reading.

    It is recorded under the first position of ``by``: a room in which some positions allow
    the reading and others do not hands in the actor with that one alone.

    Raises
    ------
    NotAllowed
        The actor holds no position.
    PersonNotFound
        Unknown person.
    ReadingRestricted
        A later room holds something against it, and it is neither an audit nor the
        person's own request that asks.
    """
    if not by.is_staff:
        raise NotAllowed(_("Hanya petugas yang berjabatan dapat membuka data pribadi."))
    person = Person.objects.filter(id=person_id).first()
    if person is None:
        raise PersonNotFound(_("Orang ini tidak ditemukan."))
    if purpose not in _UNRESTRICTED and (reason := guards.why_closed(person_id, at=at)):
        raise ReadingRestricted(reason)
    mandate = by.mandates[0]
    DataRead.objects.create(
        person=person,
        reader_ref=by.ref,
        office_id=mandate.office_id,
        role=mandate.role.value,
        purpose=purpose.value,
        about_id=about_id,
        at=at,
    )
    publish(
        PersonalDataRead(
            person_id=person.id,
            purpose=purpose,
            office=mandate.office_code,
            about_id=about_id,
            at=at,
            by=by.ref,
        )
    )
    return person


@transaction.atomic
def erase_person(person_id: UUID, *, by: Actor, at: datetime) -> int:
    """Remove what every room holds about a person; returns the number of rows changed.

    Raises
    ------
    PersonNotFound
        Unknown person.
    HoldsPosition
        Who is in office answers for what they do there; the position ends first.
    MustBeKept
        A later room holds something against it.
    """
    return erase_by_table(person_id, by=by, at=at).n_rows


@transaction.atomic
def erase_by_table(person_id: UUID, *, by: Actor, at: datetime) -> Erasure:
    """Remove what every room holds about a person, and tell from which tables.

    Raises
    ------
    PersonNotFound, HoldsPosition, MustBeKept
        As in ``erase_person``.
    """
    if not Person.objects.filter(id=person_id).exists():
        raise PersonNotFound(_("Orang ini tidak ditemukan."))
    if _holds_position(person_id, at):
        raise HoldsPosition(_("Data orang yang masih menjabat tidak dapat dihapus."))
    if reason := guards.why_kept(person_id, at=at):
        raise MustBeKept(reason)
    # Later rooms first: what hangs on a row is found through it.
    declared = reversed(declarations().items())
    found = Erasure({label: each.eraser(person_id) for label, each in declared})
    Person.objects.filter(id=person_id).update(erased_at=at)
    publish(PersonErased(person_id=person_id, n_rows=found.n_rows, at=at, by=by.ref))
    return found


@transaction.atomic
def erase_own_data(person_id: UUID, *, by: Actor, at: datetime) -> int:
    """Erase a signed-in person with all they reported under their contact without signing in.

    Who confirmed the contact may erase under it, but is not shown what stands there: a
    telephone may be shared, and a report may be secret. Returns the number of rows changed.

    Raises
    ------
    PersonNotFound, HoldsPosition, MustBeKept
    """
    # The account goes last: it is what ties the others to this person.
    everyone = [*selectors.unclaimed_with_contact_of(person_id), person_id]
    return sum(erase_person(each, by=by, at=at) for each in everyone)


def _holds_position(person_id: UUID, at: datetime) -> bool:
    today = local(at, settings.PENDOPO_ZONE).date()
    in_force = Q(valid_to__isnull=True) | Q(valid_to__gte=today)
    return Position.objects.filter(in_force, person_id=person_id).exists()


@transaction.atomic
def give_position(
    *, person: Person, office: Office, role: Role, by: Actor, at: datetime, title: str = ""
) -> Position:
    """Give a person a role at an office from today."""
    today = local(at, settings.PENDOPO_ZONE).date()
    position = position_from(person, office, role, title, today)
    save_position(position, by=by, at=at)
    return position


def save_position(position: Position, *, by: Actor, at: datetime) -> None:
    """Store a new position and tell of it; call inside ``atomic``."""
    position.save(force_insert=True)
    publish(
        PositionGiven(
            position_id=position.id,
            office=position.office.code,
            role=Role(position.role),
            region=position.region_code,
            valid_from=position.valid_from,
            valid_to=position.valid_to,
            at=at,
            by=by.ref,
        )
    )


def unsaved_office(**values: Any) -> Office:
    """Return an office row, for loaders that save many at once."""
    return apps.get_model("people", "Office")(**values)


def position_from(person: Person, office: Office, role: Role, title: str, day: date) -> Position:
    """Return a position row in force from ``day``, not yet saved."""
    return Position(person=person, office=office, role=role.value, title=title, valid_from=day)


@transaction.atomic
def register_offices(names: Iterable[str], *, at: datetime) -> tuple[dict[str, Office], int]:
    """Return offices by the names another system uses, registering those not known.

    Names are compared without regard to case and spacing. Returns also how many are new.
    """
    known = {_folded(office.name): office for office in Office.objects.all()}
    found: dict[str, Office] = {}
    fresh: list[Office] = []
    for name in sorted(set(names)):
        office = known.get(_folded(name))
        if office is None:
            office = Office(
                code=_free_code(name, {one.code for one in known.values()}),
                name=name.strip(),
                short_name=name.strip()[:60],
                kind="lainnya",
            )
            known[_folded(name)] = office
            fresh.append(office)
        found[name] = office
    Office.objects.bulk_create(fresh)
    publish(*(OfficeRegistered(office_id=office.id, office=office.code, at=at) for office in fresh))
    return found, len(fresh)


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace(".", " ").split())


def _free_code(name: str, taken: set[str]) -> str:
    stem = slugify(name)[:34] or "opd"
    code, number = stem, 2
    while code in taken:
        code, number = f"{stem}-{number}", number + 1
    return code
