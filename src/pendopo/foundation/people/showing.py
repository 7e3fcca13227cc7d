"""What the screens of the institution show: the tree, one office, and its history."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from pendopo.foundation.ledger.selectors import facts_about_all
from pendopo.foundation.people import events
from pendopo.foundation.people.errors import OfficeNotFound
from pendopo.foundation.people.models import Office, Person, Position
from pendopo.foundation.people.selectors import positions_in_force
from pendopo.foundation.people.types import OFFICE_KINDS, ROLE_LABELS, Role
from pendopo.kernel.events import Fact


@dataclass(frozen=True)
class Branch:
    """One office in the tree, with how deep it lies and who works there."""

    office: Office
    depth: int
    heads: Sequence[str]
    n_positions: int


@dataclass(frozen=True)
class Held:
    """A position with its holder's name and role in words."""

    row: Position
    name: str
    email: str
    role: str


@dataclass(frozen=True)
class OfficePage:
    """One office with everything its page tells."""

    office: Office
    kind: str
    held: Sequence[Held]
    past: Sequence[Held]
    history: Sequence[Mapping[str, Any]]


def branches(*, at: datetime) -> list[Branch]:
    """Return the offices in function as a tree laid flat, parts after their office."""
    offices = list(Office.objects.filter(is_active=True).order_by("code"))
    held: dict[uuid.UUID, list[Position]] = {}
    for row in positions_in_force(at=at).select_related("person"):
        held.setdefault(row.office_id, []).append(row)
    known = {office.id for office in offices}
    under: dict[uuid.UUID | None, list[Office]] = {}
    for office in offices:
        # Under a closed office it would be lost from sight.
        parent = office.parent_id if office.parent_id in known else None
        under.setdefault(parent, []).append(office)
    return list(_laid_flat(under, held, None, 0))


def _laid_flat(
    under: Mapping[uuid.UUID | None, Sequence[Office]],
    held: Mapping[uuid.UUID, Sequence[Position]],
    parent: uuid.UUID | None,
    depth: int,
) -> Iterator[Branch]:
    for office in under.get(parent, ()):
        rows = held.get(office.id, ())
        heads = [row.person.name for row in rows if row.role == Role.HEAD]
        yield Branch(office, depth, heads, len(rows))
        yield from _laid_flat(under, held, office.id, depth + 1)


def closed_offices() -> list[Office]:
    """Return the offices out of function, by code."""
    return list(Office.objects.filter(is_active=False).order_by("code"))


def office_page(code: str, *, at: datetime) -> OfficePage:
    """Return everything the page of an office tells (six queries, however long its history).

    Raises
    ------
    OfficeNotFound
    """
    office = Office.objects.select_related("parent").filter(code=code).first()
    if office is None:
        raise OfficeNotFound(_("Perangkat daerah ini tidak ditemukan."))
    rows = list(
        Position.objects.filter(office=office)
        .select_related("person__account")
        .order_by("role", "valid_from", "id")
    )
    going_on = set(positions_in_force(at=at, or_later=True).filter(office=office).values_list("id"))
    held = [_held(row) for row in rows]
    return OfficePage(
        office=office,
        kind=str(OFFICE_KINDS.get(office.kind, office.kind)),
        held=[one for one in held if (one.row.id,) in going_on],
        past=[one for one in held if (one.row.id,) not in going_on],
        history=_history(office, held),
    )


def _held(row: Position) -> Held:
    account = getattr(row.person, "account", None)
    return Held(
        row=row,
        name=row.person.name,
        email=(account.email or "") if account else "",
        role=str(ROLE_LABELS[Role(row.role)]),
    )


def _history(office: Office, held: Sequence[Held]) -> list[dict[str, Any]]:
    facts = facts_about_all([office.id, *(one.row.id for one in held)])
    # Facts hold no names: those of holders and former ones stand in their rows.
    names = {one.row.id: one.name for one in held}
    names |= dict(office.former_names.values_list("id", "name"))
    refs = {fact.by.removeprefix("p:") for fact in facts if fact.by.startswith("p:")}
    actors = {f"p:{one.ref}": one.name for one in Person.objects.filter(ref__in=refs)}
    return [
        {"title": words, "at": fact.at, "by": actors.get(fact.by, "")}
        for fact in reversed(facts)
        if (words := _words(fact, names))
    ]


def _words(fact: Fact, names: Mapping[uuid.UUID, str]) -> str:
    tell = _TOLD.get(type(fact))
    return tell(fact, names) if tell else ""


def _given(fact: events.PositionGiven, names: Mapping[uuid.UUID, str]) -> str:
    return _("%(name)s diangkat sebagai %(role)s") % {
        "name": names.get(fact.position_id, ""),
        "role": ROLE_LABELS[Role(fact.role)],
    }


def _ended(fact: events.PositionEnded, names: Mapping[uuid.UUID, str]) -> str:
    return _("%(name)s berhenti sebagai %(role)s") % {
        "name": names.get(fact.position_id, ""),
        "role": ROLE_LABELS[Role(fact.role)],
    }


def _moved(fact: events.OfficeMoved, _names: Mapping[uuid.UUID, str]) -> str:
    if not fact.parent:
        return _("Dipindahkan ke puncak susunan")
    return _("Dipindahkan ke bawah %(office)s") % {"office": fact.parent}


def _renamed(fact: events.OfficeRenamed, names: Mapping[uuid.UUID, str]) -> str:
    if fact.former_id is None:
        return _("Keterangannya diubah")
    return _("Nama diubah dari “%(previous)s”") % {"previous": names.get(fact.former_id, "")}


_TOLD: dict[type[Fact], Callable[[Any, Mapping[uuid.UUID, str]], str]] = {
    events.OfficeRegistered: lambda _fact, _names: _("Dicatat dalam susunan"),
    events.OfficeRenamed: _renamed,
    events.OfficeMoved: _moved,
    events.OfficeClosed: lambda _fact, _names: _("Ditutup"),
    events.PositionGiven: _given,
    events.PositionEnded: _ended,
}
