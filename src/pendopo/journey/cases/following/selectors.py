"""Reading what is followed."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from pendopo.foundation.people.selectors import office_by_code
from pendopo.journey.cases import selectors
from pendopo.journey.cases.errors import CaseNotFound
from pendopo.journey.cases.following.types import FollowKind
from pendopo.journey.cases.models import Follow
from pendopo.kernel.regions import region


@dataclass(frozen=True)
class Target:
    """What can be followed: its kind, its number or code, and its name."""

    kind: FollowKind
    code: str
    name: str


def target(kind: str, code: str) -> Target:
    """Return what is to be followed.

    Raises
    ------
    CaseNotFound
        There is no such thing in public.
    """
    found = _NAMED[kind](code) if kind in _NAMED else None
    if found is None:
        raise CaseNotFound(_("Yang ingin Anda ikuti tidak ditemukan."))
    return found


def _case(code: str) -> Target:
    case = selectors.public_case(code)
    # Not its title: that is in the author's words, and messages carry none.
    return Target(FollowKind.CASE, case.number, _("laporan %(number)s") % {"number": case.number})


def _region(code: str) -> Target | None:
    found = region(code)
    return Target(FollowKind.REGION, found.code, found.name) if found else None


def _office(code: str) -> Target | None:
    office = office_by_code(code)
    return Target(FollowKind.OFFICE, office.code, office.name) if office else None


_NAMED = {
    FollowKind.CASE.value: _case,
    FollowKind.REGION.value: _region,
    FollowKind.OFFICE.value: _office,
}


def follow(follow_id: UUID | None) -> Follow | None:
    """Return what somebody follows; None if they stopped, or never did."""
    return Follow.objects.filter(id=follow_id).first() if follow_id else None


def name_of(row: Follow) -> str:
    """Return the name of what is followed; its code once it is no longer public."""
    try:
        return target(row.kind, row.target).name
    except CaseNotFound:
        return row.target
