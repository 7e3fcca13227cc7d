"""Reading one office: its figure, its open cases, its promises, and what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Min, Q
from django.utils.translation import gettext as _

from pendopo.engines.indicators import Definition
from pendopo.foundation.people import selectors as people
from pendopo.foundation.people.models import Office
from pendopo.journey.accountability.errors import OfficeNotFound
from pendopo.journey.accountability.selectors.comparing import standings, tally
from pendopo.journey.accountability.selectors.replying import Answer, answers_of
from pendopo.journey.accountability.types import Standings, Tally
from pendopo.journey.cases.models import Case
from pendopo.journey.cases.selectors import open_cases_past_due
from pendopo.journey.commitments.selectors import commitments_of_office
from pendopo.journey.evidence import selectors as evidence
from pendopo.journey.evidence.models import IndicatorCell
from pendopo.journey.voice.masking import masked

MOST_CASES = 10
MOST_COMMITMENTS = 20
MOST_MONTHS = 24


@dataclass(frozen=True)
class PastLimit:
    """Open cases past their limit. Secret ones are counted, and nothing more is said of them.

    ``oldest_due_at`` is that of the public cases: the date of a secret one would tell the
    office when somebody complained about it.
    """

    n_public: int
    n_secret: int
    oldest_due_at: datetime | None
    rows: Sequence[Case]

    @property
    def count(self) -> int:
        """Return how many there are, secret ones included."""
        return self.n_public + self.n_secret


@dataclass(frozen=True)
class OfficePage:
    """Everything the page of one office shows."""

    office: Office
    standings: Standings | None
    tally: Tally | None
    months: Sequence[IndicatorCell]
    past_limit: PastLimit
    commitments: Sequence[Any]
    answers: dict[tuple[str, str], Answer]
    names: dict[str, str]


def office_by_code(code: str) -> Office:
    """Return an office; OfficeNotFound if there is none."""
    office = people.office_by_code(code)
    if office is None:
        raise OfficeNotFound(_("Perangkat daerah ini tidak ditemukan."))
    return office


def office_page(code: str, *, at: datetime) -> OfficePage:
    """Return one office as it stands at ``at``, in a fixed number of queries."""
    office = office_by_code(code)
    found = standings(at=at)
    months = _months(found, code)
    return OfficePage(
        office=office,
        standings=found,
        tally=tally(months, found.window) if found else None,
        months=months,
        past_limit=past_limit(office.id, at=at),
        commitments=list(commitments_of_office(office.id, at=at)[:MOST_COMMITMENTS]),
        answers=answers_of(office.id),
        names={one.code: one.short_name for one in people.offices_by_id().values()},
    )


def _months(found: Standings | None, code: str) -> list[IndicatorCell]:
    run = evidence.current_run(found.indicator) if found else None
    if run is None:
        return []
    rows = evidence.monthly(run, office_code=code).order_by("-month")[:MOST_MONTHS]
    return list(reversed(rows))


def past_limit(office_id: UUID, *, at: datetime) -> PastLimit:
    """Return an office's open cases past their limit; titles as the public may read them."""
    rows = open_cases_past_due(office_id, at=at)
    public = Q(is_public=True)
    counted = rows.order_by().aggregate(
        n_public=Count("id", filter=public),
        n_secret=Count("id", filter=~public),
        oldest=Min("due_at", filter=public),
    )
    named = rows.filter(public).annotate(author_name=F("voice__reporter__name"))
    shown = list(named[:MOST_CASES])
    for case in shown:
        case.title = masked(case.title, name=case.author_name or "")
    return PastLimit(counted["n_public"], counted["n_secret"], counted["oldest"], shown)


@dataclass(frozen=True)
class Figure:
    """How an office keeps one legal limit: over all its record, by month, and why some are out."""

    definition: Definition
    cut_off: datetime
    whole: IndicatorCell
    months: Sequence[IndicatorCell]


@dataclass(frozen=True)
class Performance:
    """An office with the figure of every limit that is measured."""

    office: Office
    figures: Sequence[Figure]


def performance(code: str) -> Performance:
    """Return how an office keeps each legal limit by the publications in force, in two queries."""
    office = office_by_code(code)
    cells: dict[str, list[IndicatorCell]] = {}
    for cell in evidence.cells_of_office(code):
        cells.setdefault(cell.run.indicator, []).append(cell)
    figures = (
        _figure(one, cells[one.code]) for one in evidence.all_definitions() if one.code in cells
    )
    return Performance(office, list(figures))


def _figure(definition: Definition, cells: Sequence[IndicatorCell]) -> Figure:
    # A sum over all months stands beside the months in every publication.
    whole = next(cell for cell in cells if not cell.month)
    months = [cell for cell in cells if cell.month][-MOST_MONTHS:]
    return Figure(definition, whole.run.cut_off, whole, months)
