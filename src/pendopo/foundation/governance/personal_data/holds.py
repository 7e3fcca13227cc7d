"""Legal holds: data that must be kept for now, whatever its owner or a retention rule says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation.governance.models import LegalHold
from pendopo.foundation.governance.personal_data.documents import require_officer
from pendopo.foundation.governance.personal_data.errors import HoldNotFound
from pendopo.foundation.governance.personal_data.events import HoldEnded, HoldPlaced
from pendopo.foundation.governance.personal_data.types import HoldRule
from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.types import Actor
from pendopo.kernel.errors import BadInput


@dataclass(frozen=True)
class Why:
    """For what data is held, and by which law."""

    reason: str
    legal_basis: str


@transaction.atomic
def place_on_persons(
    *, person_ids: tuple[UUID, ...], why: Why, by: Actor, at: datetime
) -> list[LegalHold]:
    """Keep everything held of these persons.

    Raises
    ------
    NotOfficer
    BadInput
        No reason or no law is told.
    """
    _require_why(why, by)
    return [_placed(LegalHold(person_id=each), why, by, at) for each in person_ids]


@transaction.atomic
def place_on_rule(*, rule: str, why: Why, by: Actor, at: datetime) -> LegalHold:
    """Keep everything that a retention rule would erase.

    Raises
    ------
    NotOfficer
    BadInput
        No reason or no law is told.
    """
    _require_why(why, by)
    return _placed(LegalHold(rule=rule), why, by, at)


def _require_why(why: Why, by: Actor) -> None:
    require_officer(by)
    if not why.reason.strip():
        raise BadInput(_("Tulis mengapa data ini harus disimpan."), field="reason")
    if not why.legal_basis.strip():
        raise BadInput(_("Sebut dasar hukumnya."), field="legal_basis")


def _placed(row: LegalHold, why: Why, by: Actor, at: datetime) -> LegalHold:
    row.reason, row.legal_basis = why.reason.strip(), why.legal_basis.strip()
    row.placed_at, row.by_ref = at, by.ref
    row.save(force_insert=True)
    scope = HoldRule.RULE if row.rule else HoldRule.PERSON
    publish(HoldPlaced(hold_id=row.id, scope=scope, rule=row.rule, at=at, by=by.ref))
    return row


@transaction.atomic
def end_hold(*, hold_id: UUID, by: Actor, at: datetime) -> LegalHold:
    """Let go of what was held.

    Raises
    ------
    NotOfficer, HoldNotFound
    """
    require_officer(by)
    row = LegalHold.objects.select_for_update(no_key=True).filter(id=hold_id, ended_at=None).first()
    if row is None:
        raise HoldNotFound(_("Penahanan ini tidak ada atau sudah berakhir."))
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    publish(HoldEnded(hold_id=row.id, at=at, by=by.ref))
    return row


def holds_in_force() -> list[LegalHold]:
    """Return what is held now, newest first."""
    return list(LegalHold.objects.filter(ended_at=None))


def is_rule_held(rule: str) -> bool:
    """Return whether a retention rule is held as a whole."""
    return LegalHold.objects.filter(rule=rule, ended_at=None).exists()


def held_among(person_ids: list[UUID]) -> set[UUID]:
    """Return which of these persons are held."""
    rows = LegalHold.objects.filter(person_id__in=person_ids, ended_at=None)
    return set(rows.values_list("person_id", flat=True))


def why_kept(person_id: UUID, _at: datetime) -> str:
    """Return why a person must not be erased: a hold, with its law."""
    row = LegalHold.objects.filter(person_id=person_id, ended_at=None).first()
    if row is None:
        return ""
    law = {"law": row.legal_basis}
    return _("Data ini ditahan menurut %(law)s dan belum boleh dihapus.") % law
