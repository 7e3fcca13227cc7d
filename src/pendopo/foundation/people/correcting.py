"""Putting right what is kept of a person (UU 27/2022 Pasal 6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.errors import PersonNotFound
from pendopo.foundation.people.events import PersonCorrected
from pendopo.foundation.people.models import Person
from pendopo.foundation.people.services import unsaved_person
from pendopo.foundation.people.types import Actor, Contact
from pendopo.kernel.errors import BadInput


@transaction.atomic
def correct_person(person_id: UUID, contact: Contact, *, by: Actor, at: datetime) -> Person:
    """Put right what is kept of a person; parts that were not told stay as they are.

    Raises
    ------
    PersonNotFound
        Unknown person.
    BadInput
        The telephone number cannot be read, or nothing is told.
    """
    person = Person.objects.select_for_update(no_key=True).filter(id=person_id).first()
    if person is None:
        raise PersonNotFound(_("Orang ini tidak ditemukan."))
    told = {name: value for name, value in vars(contact).items() if value}
    if not told:
        raise BadInput(_("Isi sedikitnya satu bagian yang dibetulkan."))
    whole = {name: getattr(person, name) for name in vars(contact)}
    fresh = unsaved_person(replace(Contact(**whole), **told), at=person.created_at)
    indexed = [f"{name}_index" for name in told if hasattr(fresh, f"{name}_index")]
    for name in (*told, *indexed):
        setattr(person, name, getattr(fresh, name))
    person.save(update_fields=[*told, *indexed])
    publish(PersonCorrected(person_id=person_id, parts="+".join(sorted(told)), at=at, by=by.ref))
    return person
