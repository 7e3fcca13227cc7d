"""Whose rows a request is about: the applicant's own, and others that are surely theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pendopo.foundation.governance.models import DataRequest
from pendopo.foundation.governance.personal_data.types import Proof, RequestKind
from pendopo.foundation.people.models import Person
from pendopo.foundation.people.selectors import (
    everything_about,
    persons_with,
    unclaimed_with_contact_of,
)
from pendopo.foundation.people.types import Contact
from pendopo.kernel.personal import Row

# What may be done under a confirmed contact without showing what stands there.
_UNOPENED = (RequestKind.ERASURE.value, RequestKind.RESTRICTION.value)


@dataclass(frozen=True)
class Held:
    """What is kept of the subjects of a request, by table."""

    person_ids: tuple[UUID, ...]
    tables: Mapping[str, list[Row]]

    @property
    def sizes(self) -> dict[str, int]:
        """Return how many rows each table holds."""
        return {label: len(rows) for label, rows in self.tables.items()}


def subjects_of(row: DataRequest) -> tuple[UUID, ...]:
    """Return the persons a request is about, the applicant last.

    At the desk a document was shown, so that everyone with the same NIK, or the same
    contact *and* name, is the applicant. A confirmed contact alone erases or
    restricts what stands under it, but does not open it: a telephone may be shared, and a report secret.
    """
    others: list[UUID] = []
    if row.proof == Proof.DESK:
        person = Person.objects.get(id=row.person_id)
        others = [each.id for each in persons_with(_contact_of(person))]
    elif row.kind in _UNOPENED and row.proof == Proof.ACCOUNT:
        others = unclaimed_with_contact_of(row.person_id)
    return (*(each for each in others if each != row.person_id), row.person_id)


def _contact_of(person: Person) -> Contact:
    return Contact(person.name, person.phone, person.email, person.nik)


def held_for(row: DataRequest) -> Held:
    """Return everything kept of the subjects of a request; empty rows tell nothing."""
    person_ids = subjects_of(row)
    tables: dict[str, list[Row]] = {}
    for person_id in person_ids:
        for label, rows in everything_about(person_id).items():
            told = [each for each in rows if _tells(each)]
            if told:
                tables.setdefault(label, []).extend(told)
    return Held(person_ids, tables)


def _tells(row: Mapping[str, Any]) -> bool:
    return any(value not in ("", None) for value in row.values())
