"""Reading: what an officer stated, and how far each office has come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Sum

from pendopo.foundation.governance.models import Attestation, PolicyVersion, QuizTally
from pendopo.foundation.governance.selectors import day_of
from pendopo.foundation.people.models import Account, Office, Position
from pendopo.foundation.people.types import Actor
from pendopo.kernel.calendars import in_force_on
from pendopo.kernel.numbers import number_in_force


@dataclass(frozen=True)
class OfficeResult:
    """One office, or the small ones together (``name`` empty).

    ``n_asked`` and ``n_right`` are None while so few were asked that they would tell of one.
    """

    name: str
    n_staff: int
    n_attested: int
    n_asked: int | None
    n_right: int | None


@dataclass(frozen=True)
class RuleResult:
    """How well one rule is known in the whole regency."""

    rule: str
    n_asked: int
    n_right: int


class _Told(NamedTuple):
    """Counts of answers by office, and from how many on they are shown."""

    tallies: dict[UUID, tuple[int, int]]
    enough: int


def attestation_of(by: Actor, version: PolicyVersion, *, at: datetime) -> Attestation | None:
    """Return an officer's statement about a version, if it is still valid."""
    if by.account_id is None:
        return None
    rows = Attestation.objects.filter(
        account_id=by.account_id, version=version, valid_to__gt=day_of(at)
    )
    return rows.first()


def results_by_office(version: PolicyVersion, *, at: datetime) -> list[OfficeResult]:
    """Return each office's result, those with too few people together at the end.

    Four queries, however many offices. One small office alone is joined by the next
    smallest, so that nobody finds its figure by subtraction.
    """
    day, least = day_of(at), number_in_force("learning.least_people", at=at)
    enough = least * number_in_force("learning.questions", at=at)
    staff = _staff(day)
    attested = set(
        Attestation.objects.filter(version=version, valid_to__gt=day).values_list(
            "account__person_id", flat=True
        )
    )
    told = _Told(_tallies(version), enough)
    names = dict(Office.objects.filter(id__in=staff).values_list("id", "name"))
    small, large = _split(staff, least)
    rows = [
        _result(names[office], (office,), staff, attested, told)
        for office in sorted(large, key=names.__getitem__)
    ]
    if small:
        rows.append(_result("", small, staff, attested, told))
    return rows


def results_by_rule(version: PolicyVersion, *, at: datetime) -> list[RuleResult]:
    """Return the rules by how little they are known; those hardly asked about are left out."""
    least = number_in_force("learning.least_people", at=at)
    rows = (
        QuizTally.objects.filter(version=version)
        .values_list("rule")
        .annotate(asked=Sum("n_asked"), right=Sum("n_right"))
    )
    found = [RuleResult(*row) for row in rows if row[1] >= least]
    return sorted(found, key=lambda row: (row.n_right / row.n_asked, row.rule))


def _staff(day: date) -> dict[UUID, set[UUID]]:
    """Return the persons with an account that serve at each office on a day."""
    able = Account.objects.filter(is_active=True).values("person_id")
    rows = Position.objects.filter(in_force_on(day), person_id__in=able)
    staff: dict[UUID, set[UUID]] = defaultdict(set)
    for office, person in rows.values_list("office_id", "person_id"):
        staff[office].add(person)
    return dict(staff)


def _tallies(version: PolicyVersion) -> dict[UUID, tuple[int, int]]:
    rows = QuizTally.objects.filter(version=version).values_list("office_id")
    return {
        office: (asked, right)
        for office, asked, right in rows.annotate(asked=Sum("n_asked"), right=Sum("n_right"))
    }


def _split(staff: dict[UUID, set[UUID]], least: int) -> tuple[list[UUID], list[UUID]]:
    by_size = sorted(staff, key=lambda office: (len(staff[office]), office))
    small = [office for office in by_size if len(staff[office]) < least]
    n = len(small)
    # One alone, or several that are still few together, would be seen through.
    while small and n < len(by_size) and (n < 2 or _people(staff, by_size[:n]) < least):
        n += 1
        small = by_size[:n]
    return by_size[: len(small)], by_size[len(small) :]


def _people(staff: dict[UUID, set[UUID]], offices: Iterable[UUID]) -> int:
    return len(set().union(*(staff[office] for office in offices)))


def _result(
    name: str,
    offices: Iterable[UUID],
    staff: dict[UUID, set[UUID]],
    attested: set[UUID],
    told: _Told,
) -> OfficeResult:
    people = set().union(*(staff[office] for office in offices))
    counts = [told.tallies.get(office, (0, 0)) for office in offices]
    n_asked = sum(asked for asked, _right in counts)
    is_enough = n_asked >= told.enough
    return OfficeResult(
        name=name,
        n_staff=len(people),
        n_attested=len(people & attested),
        n_asked=n_asked if is_enough else None,
        n_right=sum(right for _asked, right in counts) if is_enough else None,
    )
