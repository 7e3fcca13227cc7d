"""Consent where the basis is consent: given for a purpose as worded, taken back as easily."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from pendopo.foundation.governance.models import Consent, WrittenDocument
from pendopo.foundation.governance.personal_data import documents
from pendopo.foundation.governance.personal_data.events import ConsentGiven, ConsentWithdrawn
from pendopo.foundation.governance.personal_data.types import DocumentKind
from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.types import Actor


@dataclass(frozen=True)
class Asked:
    """A purpose, and whether this person consents to it as it is worded now."""

    document: WrittenDocument
    name: str
    text: str
    consent: Consent | None

    @property
    def is_older(self) -> bool:
        """Return whether the consent was given to other words than those of now."""
        return self.consent is not None and self.consent.version != self.document.number


def asked_of(person_id: UUID) -> list[Asked]:
    """Return every purpose with this person's consent."""
    given = {row.purpose: row for row in _in_force(person_id)}
    return [
        Asked(
            document,
            documents.shown(document.definition, "name"),
            documents.shown(document.definition, "text"),
            given.get(document.code),
        )
        for document in documents.current(DocumentKind.PURPOSE)
    ]


def _in_force(person_id: UUID) -> list[Consent]:
    return list(Consent.objects.filter(person_id=person_id, withdrawn_at=None))


def has_consented(person_id: UUID, purpose: str) -> bool:
    """Return whether somebody's consent to a purpose stands; rooms ask this before they act."""
    return Consent.objects.filter(person_id=person_id, purpose=purpose, withdrawn_at=None).exists()


@transaction.atomic
def give(*, person_id: UUID, purpose: str, by: Actor, at: datetime) -> Consent:
    """Keep a consent to the present words of a purpose; one to older words is replaced.

    Raises
    ------
    DocumentNotFound
        There is no such purpose.
    """
    version = documents.newest(DocumentKind.PURPOSE, purpose).number
    rows = Consent.objects.select_for_update(no_key=True).filter(
        person_id=person_id, purpose=purpose, withdrawn_at=None
    )
    standing = rows.first()
    if standing is not None and standing.version == version:
        return standing
    rows.update(withdrawn_at=at)
    row = Consent.objects.create(person_id=person_id, purpose=purpose, version=version, given_at=at)
    publish(ConsentGiven(consent_id=row.id, purpose=purpose, version=version, at=at, by=by.ref))
    return row


@transaction.atomic
def withdraw(*, person_id: UUID, purpose: str, by: Actor, at: datetime) -> bool:
    """Take a consent back at once; False if there was none.

    The law gives three days (UU 27/2022 Pasal 40); a row that is asked every time
    needs none of them.
    """
    row = (
        Consent.objects.select_for_update(no_key=True)
        .filter(person_id=person_id, purpose=purpose, withdrawn_at=None)
        .first()
    )
    if row is None:
        return False
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    publish(ConsentWithdrawn(consent_id=row.id, purpose=purpose, at=at, by=by.ref))
    return True
