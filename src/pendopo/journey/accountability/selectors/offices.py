"""Reading the list of offices: alphabetical within their kind, each with its own words."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Count

from pendopo.foundation.people.models import Office
from pendopo.foundation.people.selectors import active_offices
from pendopo.journey.accountability.selectors.comparing import standings
from pendopo.journey.accountability.types import OfficeLine, Standings
from pendopo.journey.cases.models import Case
from pendopo.journey.cases.types import Status
from pendopo.journey.commitments.selectors import counts_by_office


def office_lines(*, at: datetime, text: str = "") -> list[OfficeLine]:
    """Return the offices in force whose name contains ``text``, by name.

    An installation has at most a few hundred offices, so they come on one page.
    """
    found = standings(at=at)
    late, promises = _past_limit_by_office(at), counts_by_office(at)
    needle = text.casefold().strip()
    offices = active_offices().select_related("parent").order_by("name", "code")
    return [
        _line(office, found, late.get(office.id, 0), promises.get(office.id, {}))
        for office in offices
        if needle in f"{office.name} {office.short_name}".casefold()
    ]


def _line(
    office: Office, found: Standings | None, n_late: int, promises: dict[str, int]
) -> OfficeLine:
    placed = found.of(office.code) if found else None
    return OfficeLine(
        id=office.id,
        code=office.code,
        name=office.name,
        short_name=office.short_name,
        kind=office.kind,
        parent=office.parent.short_name if office.parent else "",
        hits=placed.k if placed else 0,
        due=placed.n if placed else 0,
        state=found.shown_state(office.code) if found else "",
        side=placed.side if placed else "",
        n_past_limit=n_late,
        commitments=promises,
    )


def _past_limit_by_office(at: datetime) -> dict[UUID, int]:
    """Return the counts of ``open_cases_past_due`` of all offices at once."""
    rows = Case.objects.filter(
        office__isnull=False, status=Status.ASSIGNED.value, due_at__lt=at
    ).order_by()
    return dict(rows.values_list("office_id").annotate(n=Count("id")))
