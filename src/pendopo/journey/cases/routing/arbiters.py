"""Who settles whose case it is: the appointed arbiter, else the verifiers."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from pendopo.foundation.people.models import Position
from pendopo.foundation.people.types import Actor, Role
from pendopo.journey.cases import rules
from pendopo.journey.cases.conflict import accused_offices
from pendopo.journey.cases.models import Case, Message
from pendopo.journey.cases.types import MessageKind
from pendopo.kernel.errors import NotAllowed
from pendopo.kernel.regions import covers
from pendopo.kernel.time import local


def has_arbiter(case: Case, *, at: datetime) -> bool:
    """Return whether an arbiter in function can settle the case: one who took no side in it."""
    day = local(at, settings.PENDOPO_ZONE).date()
    rows = Position.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=day),
        role=Role.ARBITER.value,
        valid_from__lte=day,
        office__is_active=True,
        person__account__is_active=True,
    ).exclude(office__in=accused_offices(case))
    sides = _refs_of_sides(case)
    return any(
        covers(area, case.region_id or "") and f"p:{ref}" not in sides
        for area, ref in rows.values_list("region_code", "person__ref")
    )


def deciding_role(case: Case, by: Actor, *, at: datetime) -> Role | None:
    """Return as what the actor settles whose case it is, or None if that is for others.

    Where no arbiter can, the verifiers do.
    """
    if rules.arbitrates(by, case):
        return Role.ARBITER
    if rules.may_verify(by, case) and not has_arbiter(case, at=at):
        return Role.VERIFIER
    return None


def require_arbiter(case: Case, by: Actor, *, at: datetime) -> Role:
    """Return as what the actor settles whose case it is.

    Raises
    ------
    NotAllowed
        It is for the arbiter, or the actor spoke for a side.
    """
    role = deciding_role(case, by, at=at)
    if role is None:
        raise NotAllowed(_("Kewenangan laporan ini diputuskan arbiter yang ditunjuk."))
    if by.ref in _refs_of_sides(case):
        raise NotAllowed(_("Anda sudah menyatakan pendapat untuk salah satu pihak."))
    return role


def _refs_of_sides(case: Case) -> frozenset[str]:
    said = Message.objects.filter(case=case, kind=MessageKind.BOUNCE.value)
    return frozenset(said.values_list("author_ref", flat=True))
