"""Reading how the offices compare over a year of months."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Sum

from pendopo.engines.comparison import Count, compare
from pendopo.engines.indicators import proportion_interval
from pendopo.foundation.people.selectors import offices_by_id
from pendopo.journey.accountability import rules
from pendopo.journey.accountability.models import Notice
from pendopo.journey.accountability.types import Standings, Subject, Tally, Window
from pendopo.journey.evidence import selectors as evidence
from pendopo.kernel.numbers import number_in_force

if TYPE_CHECKING:
    from pendopo.journey.evidence.models import IndicatorCell, IndicatorRun


def window_of(run: IndicatorRun) -> Window:
    """Return the last months of a publication, as many as the rule compares."""
    n_months = number_in_force(rules.WINDOW_MONTHS, at=run.cut_off)
    months = evidence.monthly(run).order_by("-month").values_list("month", flat=True)
    return Window(tuple(reversed(months[:n_months])))


def standings(*, at: datetime, code: str = evidence.ANSWERED_WITHIN_LIMIT) -> Standings | None:
    """Return all offices compared by the publication in force; None if there is none."""
    run = evidence.current_run(code)
    if run is None:
        return None
    window = window_of(run)
    comparison = compare(_counts(run, window))
    direction = evidence.definition(code).direction
    asked = {
        notice.office.code: notice
        for notice in Notice.objects.filter(
            kind=Subject.INDICATOR.value, about=code, ended_at__isnull=True
        ).select_related("office")
    }
    pending = (
        placed.code
        for placed in comparison.offices
        if rules.is_adverse(placed, direction)
        and not _is_said(asked.get(placed.code), placed.state, at)
    )
    return Standings(code, window, comparison, frozenset(pending))


def _is_said(notice: Notice | None, state: str, at: datetime) -> bool:
    return notice is not None and rules.covers(notice, state) and rules.is_public(notice, at)


def _counts(run: IndicatorRun, window: Window) -> list[Count]:
    known = {office.code for office in offices_by_id().values()}
    rows = (
        evidence.cells(run)
        .filter(month__in=window.months, office_code__in=known)
        .values("office_code")
        .annotate(hits=Sum("numerator"), due=Sum("denominator"))
        .order_by("office_code")
    )
    return [Count(row["office_code"], row["hits"], row["due"]) for row in rows]


def tally(cells: Iterable[IndicatorCell], window: Window) -> Tally:
    """Return an office's own sum over the window, from its monthly cells."""
    shown = [cell for cell in cells if cell.month in window.months]
    hits, due = sum(cell.numerator for cell in shown), sum(cell.denominator for cell in shown)
    exclusions: Counter[str] = Counter()
    for cell in shown:
        exclusions.update(cell.exclusions)
    return Tally(hits, due, proportion_interval(hits, due), dict(sorted(exclusions.items())))
