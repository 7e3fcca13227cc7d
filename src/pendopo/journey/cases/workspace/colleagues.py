"""Who works here: the officers who may see a case, and those who may be given it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.text import slugify

from pendopo.foundation.people.models import Position
from pendopo.foundation.people.selectors import offices_above
from pendopo.foundation.people.types import Actor, Mandate, Role
from pendopo.journey.cases import rules
from pendopo.journey.cases.models import Case
from pendopo.kernel.time import local

_HANDLE = re.compile(r"(?<![\w.])@([\w][\w.-]*\w)")


@dataclass(frozen=True)
class Colleague:
    """An officer as colleagues know them; ``handle`` is what follows the @ in a note."""

    person_id: UUID
    ref: str
    name: str
    handle: str
    office: str
    actor: Actor


def colleagues_of(case: Case, *, at: datetime) -> list[Colleague]:
    """Return the officers in function whose positions cover the case, by name.

    Their names are shown without a record of reading: they act in a public function.
    """
    found = [one for one in _everyone(case, at) if rules.may_see(one.actor, case)]
    return sorted(found, key=lambda one: one.handle)


def handlers_of(case: Case, known: Iterable[Colleague]) -> list[Colleague]:
    """Return who may be given the case: at its office, or who verifies it while it has none."""
    if case.office_id is None:
        return [one for one in known if rules.may_verify(one.actor, case)]
    return [one for one in known if case.office_id in one.actor.offices(*rules.HANDLERS)]


def handles_in(text: str) -> list[str]:
    """Return the handles named in a text, each once, in order.

    >>> handles_in("Mohon cek @siti.rahayu, surel a@b.id, lalu @Budi.")
    ['siti.rahayu', 'budi']
    """
    return list(dict.fromkeys(found.lower() for found in _HANDLE.findall(text)))


def _everyone(case: Case, at: datetime) -> list[Colleague]:
    """Return everyone with a position that could cover the case (one query)."""
    people: dict[UUID, list[Position]] = {}
    for row in _positions(case, at):
        people.setdefault(row.person_id, []).append(row)
    taken: dict[str, int] = {}
    return [_colleague(rows, taken) for rows in people.values()]


def _positions(case: Case, at: datetime) -> QuerySet[Position]:
    day = local(at, settings.PENDOPO_ZONE).date()
    wide = [role.value for role in (Role.VERIFIER, Role.ARBITER, *rules.SEE_ALL_OPEN)]
    own = Q(office_id=case.office_id, role__in=[role.value for role in rules.HANDLERS])
    in_force = Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gte=day))
    rows = Position.objects.filter(in_force, Q(role__in=wide) | own)
    return rows.select_related("person", "office__parent__parent").order_by(
        "person_id", "office__code", "role"
    )


def _colleague(rows: list[Position], taken: dict[str, int]) -> Colleague:
    person = rows[0].person
    mandates = tuple(
        Mandate(
            row.office_id,
            row.office.code,
            Role(row.role),
            row.region_code,
            offices_above(row.office),
        )
        for row in rows
    )
    base = slugify(person.name).replace("-", ".") or rows[0].role
    # Two of the same name: the second gets a figure, in the order in which they came here.
    taken[base] = taken.get(base, 0) + 1
    handle = base if taken[base] == 1 else f"{base}.{taken[base]}"
    return Colleague(
        person_id=person.id,
        ref=f"p:{person.ref}",
        name=person.name or rows[0].role,
        handle=handle,
        office=rows[0].office.short_name,
        actor=Actor(ref=f"p:{person.ref}", person_id=person.id, mandates=mandates),
    )
