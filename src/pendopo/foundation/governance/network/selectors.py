"""Reading the network's rows: what a plan is made of, plans, readings and measures."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from pendopo.engines.network import (
    Category,
    Group,
    NetworkError,
    Office,
    Plan,
    Privacy,
    address_range,
    read_plan,
)
from pendopo.engines.policy import ROLES, SITES
from pendopo.foundation.governance.errors import NoPolicyInForce
from pendopo.foundation.governance.models import (
    MonitoringMeasure,
    NetworkImport,
    NetworkPlan,
    NetworkRange,
    NetworkSite,
    PolicyVersion,
)
from pendopo.foundation.governance.network.deriving import Derived, derive
from pendopo.foundation.governance.network.errors import NetworkRowNotFound, PlanMissing
from pendopo.foundation.governance.network.types import MeasureKind
from pendopo.foundation.governance.selectors import day_of, in_force, policy_of
from pendopo.kernel.calendars import in_force_on
from pendopo.kernel.numbers import number_in_force


def ranges(*, at: datetime) -> list[NetworkRange]:
    """Return the ranges in force, with their offices (one query)."""
    rows = NetworkRange.objects.filter(in_force_on(day_of(at)))
    return list(rows.select_related("office"))


def sites(*, at: datetime) -> list[NetworkSite]:
    """Return the domains in force, by category."""
    return list(NetworkSite.objects.filter(in_force_on(day_of(at))))


def plans() -> QuerySet[NetworkPlan]:
    """Return the decided plans, newest first, with the rules they follow."""
    return NetworkPlan.objects.select_related("policy_version")


def newest_plan() -> NetworkPlan | None:
    """Return the plan decided last."""
    return plans().first()


def plan_numbered(number: int) -> NetworkPlan:
    """Return one plan.

    Raises
    ------
    NetworkRowNotFound
    """
    found = plans().filter(number=number).first()
    if found is None:
        raise NetworkRowNotFound(_("Rencana jaringan ini tidak ditemukan."))
    return found


def imports() -> QuerySet[NetworkImport]:
    """Return the readings of logs, newest first."""
    return NetworkImport.objects.prefetch_related("days")


def measures() -> QuerySet[MonitoringMeasure]:
    """Return the register of monitoring measures."""
    return MonitoringMeasure.objects.select_related("office")


def measures_of(kind: MeasureKind, *, at: datetime) -> list[MonitoringMeasure]:
    """Return the measures of a kind that are in use."""
    today = day_of(at)
    in_use = Q(ended_on=None) | Q(ended_on__gt=today)
    return list(measures().filter(in_use, kind=kind, started_on__lte=today))


def measure(measure_id: uuid.UUID) -> MonitoringMeasure:
    """Return one measure.

    Raises
    ------
    NetworkRowNotFound
    """
    found = measures().filter(id=measure_id).first()
    if found is None:
        raise NetworkRowNotFound(_("Pemantauan ini tidak ada dalam daftar."))
    return found


@dataclass(frozen=True)
class Prepared:
    """The plan that would be decided now, and what it follows from."""

    plan: Plan
    derived: Derived
    version: PolicyVersion


def prepared(*, at: datetime) -> Prepared:
    """Return the plan as rules, ranges and sites are now.

    Raises
    ------
    PlanMissing
        No rules hold, or no office has a range.
    NetworkError
        The rows contradict each other; says how.
    """
    try:
        version = in_force(at=at).version
    except NoPolicyInForce as error:
        raise PlanMissing(error.message) from error
    rows, listed = ranges(at=at), sites(at=at)
    if not rows:
        raise PlanMissing(_("Isi dahulu rentang alamat paling sedikit satu perangkat daerah."))
    categories, groups = _categories(listed), _groups(rows)
    policy = policy_of(version, on=day_of(at))
    derived = derive(policy, [each.code for each in categories], [each.code for each in groups])
    newest = newest_plan()
    plan = Plan(
        name=f"{version.policy_set_id} {version.number}",
        version=newest.number + 1 if newest else 1,
        zone=settings.PENDOPO_ZONE,
        offices=_offices(rows),
        categories=categories,
        groups=groups,
        closings=derived.closings,
        privacy=_privacy(at),
    )
    return Prepared(plan.checked(), derived, version)


def derived_of(row: NetworkPlan) -> Derived:
    """Return what a decided plan followed from, with the rules as they were that day."""
    plan = read_plan(row.definition)
    policy = policy_of(row.policy_version, on=day_of(row.decided_at))
    codes = ([each.code for each in plan.categories], [each.code for each in plan.groups])
    return derive(policy, *codes)


def is_new(plan: Plan, newest: NetworkPlan | None) -> bool:
    """Return whether a plan says anything else than the one decided last."""
    if newest is None:
        return True
    try:
        before = read_plan(newest.definition)
    except NetworkError:
        return True
    return replace(plan, version=before.version).digest != before.digest


def _offices(rows: Iterable[NetworkRange]) -> tuple[Office, ...]:
    own: dict[str, list[NetworkRange]] = defaultdict(list)
    for row in rows:
        own[row.office.code].append(row)
    return tuple(
        Office(code, each[0].office.name, _addresses(each), _people(each))
        for code, each in own.items()
    )


def _people(rows: list[NetworkRange]) -> int | None:
    known = [row.n_people for row in rows if row.n_people is not None]
    return sum(known) if known else None


def _groups(rows: Iterable[NetworkRange]) -> tuple[Group, ...]:
    own: dict[str, list[NetworkRange]] = defaultdict(list)
    for row in rows:
        if row.role:
            own[row.role].append(row)
    return tuple(Group(role, ROLES[role], _addresses(each)) for role, each in own.items())


def _addresses(rows: Iterable[NetworkRange]) -> tuple:  # type: ignore[type-arg]
    return tuple(address_range(row.cidr) for row in rows)


def _categories(rows: Iterable[NetworkSite]) -> tuple[Category, ...]:
    own: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        own[row.category].append(row.domain)
    return tuple(Category(code, SITES[code], tuple(names)) for code, names in own.items())


def _privacy(at: datetime) -> Privacy:
    return Privacy(
        k=number_in_force("network.least_devices", at=at),
        most_of_one=number_in_force("network.most_of_one", at=at) / 100,
        round_to=number_in_force("network.rounding", at=at),
    )
