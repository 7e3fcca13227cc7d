"""Who stands on the rungs: offices, how they lie above each other, and the positions held there."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Q

from pendopo.foundation.people.models import Account, Office, Position
from pendopo.foundation.people.types import Actor, Mandate, Role
from pendopo.journey.cases import rules
from pendopo.journey.cases.escalation.types import Rung, Target
from pendopo.journey.cases.models import Case
from pendopo.journey.cases.types import CaseClass
from pendopo.kernel.regions import covers
from pendopo.kernel.time import local

_SECRETARIAT = "sekretariat"
# Offices made from the command line have no kind of their own; this is what Setda is called.
_SECRETARIAT_CODE = "setda"
# Trees of offices are three deep; a loop made by mistake must not hang the worker.
_MOST_STEPS = 12


@dataclass(frozen=True)
class Found:
    """Where a rung led, and how many places on the way were held by nobody."""

    rung: Rung | None
    n_empty: int


@dataclass(frozen=True)
class Directory:
    """The institution on one day."""

    offices: Mapping[uuid.UUID, Office]
    held: frozenset[tuple[uuid.UUID, str]]
    # Where arbiters serve, with the areas for which they do; empty: for all.
    arbiters: frozenset[tuple[uuid.UUID, str]] = frozenset()

    def find(self, case: Case, office: Office | None, target: Target, steps_up: int) -> Found:
        """Return the first rung that somebody holds, from ``target`` upwards.

        An office that the case accuses, or that lies in it, is passed by; it is not empty.
        ``office`` is the responsible one, None while the case waits for its verifier.
        """
        n_empty = 0
        for rung in self._way_up(case, office, target, steps_up):
            if rules.is_accused(_holder(rung, self._above(rung.office_id)), case):
                continue
            if (rung.office_id, rung.role) in self.held:
                return Found(rung, n_empty)
            n_empty += 1
        return Found(None, n_empty)

    def secretariat(self) -> Office | None:
        """Return the secretariat: the active office of that kind or code nearest to the root."""
        found = [
            office
            for office in self._active()
            if office.kind == _SECRETARIAT or office.code == _SECRETARIAT_CODE
        ]
        return min(
            found, key=lambda office: (len(self._above(office.id)), office.code), default=None
        )

    def with_role(self, role: Role) -> list[Office]:
        """Return the active offices where somebody holds a role, by code."""
        return [office for office in self._active() if (office.id, role.value) in self.held]

    def holds(self, office: Office, *roles: Role) -> bool:
        """Return whether somebody holds one of the roles at an office."""
        return any((office.id, role.value) in self.held for role in roles)

    def supervisors(self, office: Office) -> list[Office]:
        """Return the offices above one whose heads are in function, and the secretariat."""
        above = [self.offices[each] for each in self._above(office.id)]
        secretariat = self.secretariat()
        ways = [*above, *([secretariat] if secretariat and secretariat.id != office.id else [])]
        return [each for each in ways if self.holds(each, Role.HEAD)]

    def _active(self) -> list[Office]:
        return sorted(
            (office for office in self.offices.values() if office.is_active),
            key=lambda office: office.code,
        )

    def _above(self, office_id: uuid.UUID) -> tuple[uuid.UUID, ...]:
        above: list[uuid.UUID] = []
        parent = self.offices[office_id].parent_id
        while parent is not None and parent not in above and len(above) < _MOST_STEPS:
            above.append(parent)
            parent = self.offices[parent].parent_id
        return tuple(above)

    def _way_up(
        self, case: Case, office: Office | None, target: Target, steps_up: int
    ) -> Iterator[Rung]:
        seen = set()
        for rung in self._rungs(case, office, target, steps_up):
            place = (rung.office_id, rung.role)
            if place not in seen:
                seen.add(place)
                yield rung

    def _nearest(self, case: Case, office: Office | None) -> tuple[list[Office], Role]:
        """Return who works on the limit: an office's own, an arbiter, or who sees it first."""
        if office is not None:
            is_overseen = case.case_class == CaseClass.COMPLAINT_OVERSIGHT
            return [office], Role.INSPECTOR if is_overseen else Role.OFFICER
        place = case.region_id or ""
        settling = {home for home, area in self.arbiters if covers(area, place)}
        if case.is_disputed and settling:
            return [one for one in self._active() if one.id in settling], Role.ARBITER
        first = rules.receiving_role(case)
        return self.with_role(first), first

    def _superiors(self, homes: list[Office]) -> list[Office]:
        """Return where the superior of the PPID serves, the office with the objection first."""
        places = [home.id for home in homes]
        found = self.with_role(Role.PPID_SUPERIOR)
        # Held by nobody, the place itself is told, so that it counts as empty.
        return sorted(found, key=lambda office: office.id not in places) or homes

    def _rungs(
        self, case: Case, office: Office | None, target: Target, steps_up: int
    ) -> Iterator[Rung]:
        homes, role = self._nearest(case, office)
        if target is Target.OFFICERS:
            if rules.is_ppids_own(case):
                # The office holds what is asked for; the answer is theirs.
                yield from _at(self.with_role(Role.PPID), Role.PPID, Target.OFFICERS)
            yield from _at(homes, role, Target.OFFICERS)
            if office is None and case.accused_office_id is not None:
                # Those who verify otherwise may be the ones it accuses.
                overseers = self.with_role(Role.INSPECTOR)
                yield from _at(overseers, Role.INSPECTOR, Target.INSPECTORATE)
        if target is Target.SUPERIOR:
            yield from _at(self._superiors(homes), Role.PPID_SUPERIOR, Target.SUPERIOR)
        if target in (Target.OFFICERS, Target.HEAD):
            yield from _at(homes, Role.HEAD, Target.HEAD)
        if target in (Target.OFFICERS, Target.HEAD, Target.PARENT_HEAD):
            for home in homes:
                above = self._above(home.id)[max(steps_up - 1, 0) :]
                yield from _at(
                    (self.offices[each] for each in above), Role.HEAD, Target.PARENT_HEAD
                )
        if target is Target.INSPECTORATE:
            yield from _at(self.with_role(Role.INSPECTOR), Role.INSPECTOR, Target.INSPECTORATE)
        if target is not Target.REGENT and (secretariat := self.secretariat()) is not None:
            yield from _at([secretariat], Role.HEAD, Target.SECRETARY)
        yield from _at(self.with_role(Role.REGENT), Role.REGENT, Target.REGENT)


def directory(*, at: datetime) -> Directory:
    """Return the institution as it stands on the local day of ``at`` (two queries).

    A position counts if its holder can sign in: nobody else would see what is put before them.
    """
    day = local(at, settings.PENDOPO_ZONE).date()
    in_force = Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gte=day))
    rows = Position.objects.filter(
        in_force, office__is_active=True, person__account__is_active=True
    )
    held = list(rows.values_list("office_id", "role", "region_code").distinct())
    return Directory(
        offices={office.id: office for office in Office.objects.all()},
        held=frozenset((office, role) for office, role, _area in held),
        arbiters=frozenset((office, area) for office, role, area in held if role == Role.ARBITER),
    )


def addresses_of(
    office_id: uuid.UUID | None,
    roles: Iterable[str],
    *,
    at: datetime,
    without: Collection[uuid.UUID] = (),
) -> list[str]:
    """Return the e-mail addresses of those who hold one of the roles at an office, or anywhere.

    Whoever holds any position at an office in ``without`` is left out.
    """
    day = local(at, settings.PENDOPO_ZONE).date()
    holders = Position.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=day),
        role__in=list(roles),
        valid_from__lte=day,
    )
    if office_id is not None:
        holders = holders.filter(office_id=office_id)
    rows = Account.objects.filter(is_active=True, person__in=holders.values("person"))
    rows = rows.exclude(person__positions__office__in=without)
    return sorted(email for email in rows.values_list("email", flat=True) if email)


def _at(offices: Iterable[Office], role: Role, target: Target) -> Iterator[Rung]:
    for office in offices:
        yield Rung(office.id, office.code, role.value, target)


def _holder(rung: Rung, above: tuple[uuid.UUID, ...]) -> Actor:
    mandate = Mandate(rung.office_id, rung.office_code, Role(rung.role), "", above)
    return Actor(ref="system", mandates=(mandate,))
