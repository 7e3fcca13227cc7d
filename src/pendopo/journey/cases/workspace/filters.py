"""Saving a way to look at the queue, for oneself or one's office."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pendopo.foundation.people.types import Actor, Role
from pendopo.journey.cases.models import SavedFilter
from pendopo.journey.cases.workspace.errors import FilterNotFound
from pendopo.kernel.errors import BadInput, NotAllowed

KEPT = ("queue", "topic", "office", "text")
MOST_OWN = 30


@transaction.atomic
def save_filter(
    *, name: str, asked: Mapping[str, str], office_id: uuid.UUID | None, by: Actor, at: datetime
) -> SavedFilter:
    """Keep a filter under a name; the same name again replaces the own one.

    Raises
    ------
    BadInput
        No name, nothing asked, or thirty filters already.
    NotAllowed
        Sharing with an office one does not work at.
    """
    kept = {key: asked[key] for key in KEPT if asked.get(key)}
    if not name.strip():
        raise BadInput(_("Beri nama saringan ini."), field="name")
    if not kept:
        raise BadInput(_("Pilih dulu antrean atau saringannya."), field="name")
    if office_id is not None and office_id not in by.offices():
        raise NotAllowed(_("Saringan hanya dapat dibagikan di perangkat daerah Anda."))
    own = SavedFilter.objects.filter(owner_id=by.person_id)
    if own.exclude(name=name.strip()).count() >= MOST_OWN:
        raise BadInput(_("Sudah ada 30 saringan. Hapus dulu yang tidak dipakai."), field="name")
    saved, _is_new = SavedFilter.objects.update_or_create(
        owner_id=by.person_id,
        name=name.strip(),
        defaults={"asked": kept, "office_id": office_id, "created_at": at},
    )
    return saved


@transaction.atomic
def drop_filter(*, filter_id: uuid.UUID, by: Actor) -> None:
    """Delete a filter: one's own, or as a head one shared with the office.

    Raises
    ------
    FilterNotFound
    """
    saved = SavedFilter.objects.filter(id=filter_id).first()
    is_own = saved is not None and saved.owner_id == by.person_id
    is_shared = saved is not None and saved.office_id in by.offices(Role.HEAD)
    if saved is None or not (is_own or is_shared):
        raise FilterNotFound(_("Saringan tidak ditemukan."))
    saved.delete()
