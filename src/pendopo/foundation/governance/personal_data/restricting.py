"""Restrictions in force: whose data is not opened, and how that ends."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation.governance.models import DataRequest, RestrictedPerson
from pendopo.foundation.governance.personal_data.documents import require_officer
from pendopo.foundation.governance.personal_data.errors import RequestNotFound
from pendopo.foundation.governance.personal_data.events import RestrictionLifted
from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.types import Actor


@transaction.atomic
def lift_restriction(*, number: str, by: Actor, at: datetime) -> DataRequest:
    """End a restriction; the data is used again.

    Raises
    ------
    NotOfficer
    RequestNotFound
        There is no such restriction in force.
    """
    require_officer(by)
    rows = DataRequest.objects.select_for_update(no_key=True).filter(number=number, lifted_at=None)
    row = rows.filter(restricted__isnull=False).first()
    if row is None:
        raise RequestNotFound(_("Tidak ada pembatasan yang berlaku."))
    row.restricted.all().delete()
    row.lifted_at = at
    row.save(update_fields=["lifted_at"])
    publish(RestrictionLifted(data_request_id=row.id, number=number, at=at, by=by.ref))
    return row


def why_closed(person_id: UUID, _at: datetime) -> str:
    """Return why a person's data is not opened: they had its use restricted."""
    if RestrictedPerson.objects.filter(person_id=person_id).exists():
        return _("Pemiliknya meminta pemakaian data ini dibatasi. Hubungi PPDP.")
    return ""
