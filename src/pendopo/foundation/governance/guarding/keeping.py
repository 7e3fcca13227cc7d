"""Letting something personal out all the same: never by itself, always with a reason that is kept."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from pendopo.engines.privacy import Kind
from pendopo.foundation.governance.guarding.events import PersonalDataKept
from pendopo.foundation.governance.guarding.inspecting import inspect, search
from pendopo.foundation.governance.guarding.types import KIND_LABELS, Door, Inspection, Level
from pendopo.foundation.governance.models import KeptData
from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people.types import Actor
from pendopo.kernel.errors import BadInput
from pendopo.kernel.ids import new_id

SHORTEST_REASON = 15
LONGEST_REASON = 300


class Exposed(BadInput):
    """A text would tell who someone is, or open a door; nothing was written."""

    def __init__(self, message: str, *, field: str, inspection: Inspection) -> None:
        super().__init__(message, field=field)
        self.inspection = inspection


def guard(
    texts: Mapping[str, str],
    door: Door,
    *,
    reason: str = "",
    by: Actor,
    at: datetime,
    about_id: uuid.UUID | None = None,
) -> None:
    """Let texts through a door, or refuse; what is kept for a reason becomes a row and a fact.

    Call it in the transaction that stores the texts. A mere warning stops nothing here: the form
    has asked for a second look.

    Raises
    ------
    Exposed
        Blocked, or held without a fit reason.
    """
    inspection = inspect({name: text for name, text in texts.items() if text}, door, at=at)
    if inspection.level < Level.HOLD:
        return
    complain(inspection, reason)
    row = KeptData.objects.create(
        id=new_id(),
        door=door.value,
        kinds="+".join(inspection.kinds),
        n_found=inspection.n_found,
        reason=reason.strip(),
        about_id=about_id,
        office_code=by.mandates[0].office_code if by.mandates else "",
        role=by.mandates[0].role.value if by.mandates else "",
        by_ref=by.ref,
        at=at,
    )
    publish(
        PersonalDataKept(
            kept_data_id=row.id,
            door=row.door,
            kinds=row.kinds,
            n_found=row.n_found,
            about_id=about_id,
            at=at,
            by=by.ref,
        )
    )


def complain(inspection: Inspection, reason: str) -> None:
    """Raise unless what was found may go out for the reason given.

    Raises
    ------
    Exposed
    """
    if inspection.level < Level.HOLD:
        return
    message, words = _guidance(inspection), reason.strip()
    if inspection.level is Level.BLOCK:
        raise Exposed(message, field=inspection.first, inspection=inspection)
    if search(words, inspection.door):
        message = _("Alasan tidak boleh memuat data pribadi itu sendiri.")
    elif len(words) >= SHORTEST_REASON:
        return
    elif words:
        message = _("Tulis alasan yang dapat dipahami pengawas, bukan satu dua kata.")
    raise Exposed(message, field=inspection.first, inspection=inspection)


def _guidance(inspection: Inspection) -> str:
    """Return what to do about it, in the words of the door."""
    is_blocked = inspection.level is Level.BLOCK
    if inspection.door is Door.STATEMENT and is_blocked:
        labels = [str(KIND_LABELS[Kind(kind)]) for kind in inspection.kinds]
        return _(
            "Pernyataan ini akan dibaca semua orang dan tampaknya memuat data pribadi (%(kinds)s). "
            "Hapus itu, lalu kirim lagi."
        ) % {"kinds": ", ".join(labels)}
    if inspection.door is Door.STATEMENT:
        return _(
            "Pernyataan ini tampaknya menyebut nama orang. Tulis jabatan atau keadaannya saja, "
            "tanpa nama."
        )
    if is_blocked:
        return _(
            "Ini tidak dapat terbit dengan data pribadi di dalamnya. Samarkan atau hapus dulu."
        )
    return _("Tampaknya memuat data pribadi. Samarkan, atau tulis alasan mempertahankannya.")
