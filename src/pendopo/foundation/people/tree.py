"""Changing the tree of offices: added, renamed, moved, closed; the facts keep its history."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from pendopo.foundation.ledger.services import publish
from pendopo.foundation.people import events
from pendopo.foundation.people.errors import OfficeNotFound
from pendopo.foundation.people.models import FormerName, Office
from pendopo.foundation.people.selectors import MOST_LEVELS, offices_below, positions_in_force
from pendopo.foundation.people.ties import ties_of
from pendopo.foundation.people.types import Actor, Role
from pendopo.kernel.errors import BadInput, NotAllowed, Refused
from pendopo.kernel.models import Region
from pendopo.kernel.time import local

_MOST_NAMED = 10


@dataclass(frozen=True)
class OfficeWords:
    """What an office is called, what it is, and for which area; empty: for all."""

    name: str
    short_name: str
    kind: str
    region_code: str = ""


def require_admin(by: Actor) -> None:
    """Raise NotAllowed unless the actor keeps the installation."""
    if not by.has_role(Role.ADMIN):
        raise NotAllowed(_("Susunan perangkat daerah hanya diubah pengelola sistem."))


@transaction.atomic
def add_office(
    *,
    code: str,
    words: OfficeWords,
    parent: Office | None,
    valid_from: date,
    by: Actor,
    at: datetime,
) -> Office:
    """Add an office to the tree; ``valid_from`` is the day since which there is one.

    Raises
    ------
    NotAllowed
    BadInput
        The code is taken, the area unknown, the day still to come, or the tree too deep.
    """
    require_admin(by)
    _require_fit(words)
    if valid_from > _today(at):
        raise BadInput(_("Catat perangkat daerah setelah ia ada."), field="valid_from")
    office = Office(code=code, parent=parent, valid_from=valid_from, **vars(words))
    _require_place(office, parent)
    try:
        with transaction.atomic():
            office.save(force_insert=True)
    except IntegrityError as error:
        raise BadInput(_("Kode ini sudah dipakai."), field="code") from error
    publish(
        events.OfficeRegistered(
            office_id=office.id,
            office=code,
            parent=parent.code if parent else "",
            valid_from=valid_from,
            at=at,
            by=by.ref,
        )
    )
    return office


@transaction.atomic
def rename_office(*, office_id: uuid.UUID, words: OfficeWords, by: Actor, at: datetime) -> Office:
    """Change what an office is called, its kind or its area; nothing is told if nothing changes.

    Raises
    ------
    NotAllowed, OfficeNotFound
    BadInput
        The area is unknown.
    """
    require_admin(by)
    _require_fit(words)
    office = _lock(office_id)
    before, after = _words_of(office), vars(words)
    changed = [name for name, value in after.items() if before[name] != value]
    if not changed:
        return office
    former = None
    if "name" in changed:
        former = FormerName.objects.create(office=office, name=office.name)
    for name in changed:
        setattr(office, name, after[name])
    office.save(update_fields=changed)
    publish(
        events.OfficeRenamed(
            office_id=office.id,
            office=office.code,
            former_id=former.id if former else None,
            kind=office.kind,
            region=office.region_code,
            at=at,
            by=by.ref,
        )
    )
    return office


@transaction.atomic
def move_office(*, office_id: uuid.UUID, parent: Office | None, by: Actor, at: datetime) -> Office:
    """Put an office with its parts under another one, or at the top.

    Raises
    ------
    NotAllowed, OfficeNotFound
    BadInput
        It would lie in itself, or the tree would be too deep.
    """
    require_admin(by)
    office = _lock(office_id)
    previous = office.parent
    if parent == previous:
        return office
    _require_place(office, parent)
    office.parent = parent
    office.save(update_fields=["parent"])
    publish(
        events.OfficeMoved(
            office_id=office.id,
            office=office.code,
            parent=parent.code if parent else "",
            previous=previous.code if previous else "",
            at=at,
            by=by.ref,
        )
    )
    return office


@transaction.atomic
def close_office(*, office_id: uuid.UUID, valid_to: date, by: Actor, at: datetime) -> Office:
    """Close an office; ``valid_to`` is the first day on which there is none.

    Raises
    ------
    NotAllowed, OfficeNotFound
    BadInput
        The day is still to come, or before it began.
    Refused
        Parts, positions, open cases or something else still hang on it; the words say which.
    """
    require_admin(by)
    office = _lock(office_id)
    if not office.is_active:
        raise Refused(_("Perangkat daerah ini sudah ditutup."))
    if valid_to > _today(at):
        raise BadInput(
            _("Tutup perangkat daerah pada harinya, bukan sebelumnya."), field="valid_to"
        )
    if office.valid_from and valid_to < office.valid_from:
        raise BadInput(_("Tanggal berakhir mendahului tanggal mulai."), field="valid_to")
    if ties := [*_own_ties(office, at), *ties_of(office)]:
        raise Refused(" ".join(ties))
    office.is_active, office.valid_to = False, valid_to
    office.save(update_fields=["is_active", "valid_to"])
    publish(
        events.OfficeClosed(
            office_id=office.id, office=office.code, valid_to=valid_to, at=at, by=by.ref
        )
    )
    return office


def named(names: list[str]) -> str:
    """Return the first names of a list, and how many more there are."""
    shown = ", ".join(names[:_MOST_NAMED])
    n_more = len(names) - _MOST_NAMED
    return shown if n_more <= 0 else _("%(shown)s, dan %(n)s lagi") % {"shown": shown, "n": n_more}


def _own_ties(office: Office, at: datetime) -> list[str]:
    parts = Office.objects.filter(parent=office, is_active=True).order_by("code")
    found = [str(name) for name in parts.values_list("short_name", flat=True)]
    ties = [_("Masih membawahi: %(names)s.") % {"names": named(found)}] if found else []
    n_held = positions_in_force(at=at, or_later=True).filter(office=office).count()
    if n_held:
        ties.append(_("Masih ada %(n)s jabatan di sana; akhiri dahulu.") % {"n": n_held})
    return ties


def _require_fit(words: OfficeWords) -> None:
    code = words.region_code
    if code and not Region.objects.filter(code=code).exists():
        raise BadInput(_("Kode wilayah ini tidak dikenal."), field="region_code")


def _require_place(office: Office, parent: Office | None) -> None:
    if parent is None:
        return
    if not parent.is_active:
        raise BadInput(_("Perangkat daerah itu sudah ditutup."), field="parent")
    if parent.id in offices_below(frozenset({office.id})):
        raise BadInput(
            _("Perangkat daerah tidak dapat berada di bawah dirinya sendiri atau bagiannya."),
            field="parent",
        )
    parents: Mapping[uuid.UUID, uuid.UUID | None] = dict(
        Office.objects.values_list("id", "parent_id")
    )
    if _depth(parent.id, parents) + _height(office.id, parents) > MOST_LEVELS:
        raise BadInput(
            _("Susunannya menjadi lebih dari %(n)s tingkat.") % {"n": MOST_LEVELS}, field="parent"
        )


def _depth(office_id: uuid.UUID, parents: Mapping[uuid.UUID, uuid.UUID | None]) -> int:
    """Return how many levels there are from the top down to an office, itself included."""
    above = parents[office_id]
    return 1 if above is None else 1 + _depth(above, parents)


def _height(office_id: uuid.UUID, parents: Mapping[uuid.UUID, uuid.UUID | None]) -> int:
    """Return how many levels an office has with its parts, itself included."""
    parts = [part for part, parent in parents.items() if parent == office_id]
    return 1 + max((_height(part, parents) for part in parts), default=0)


def _words_of(office: Office) -> dict[str, str]:
    return {name: getattr(office, name) for name in ("name", "short_name", "kind", "region_code")}


def _lock(office_id: uuid.UUID) -> Office:
    if connection.vendor == "postgresql":
        # All of them, in one order: two moves at once could else close a circle.
        list(Office.objects.select_for_update(no_key=True).order_by("id").values_list("id"))
    office = Office.objects.select_related("parent").filter(id=office_id).first()
    if office is None:
        raise OfficeNotFound(_("Perangkat daerah ini tidak ditemukan."))
    return office


def _today(at: datetime) -> date:
    return local(at, settings.PENDOPO_ZONE).date()
