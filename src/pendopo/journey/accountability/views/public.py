"""What everyone may read about the offices."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pendopo.foundation.people.access import public_page
from pendopo.foundation.people.types import OFFICE_KINDS
from pendopo.journey.accountability import selectors, wording
from pendopo.journey.accountability.forms import SearchForm
from pendopo.journey.accountability.types import OPEN_CASES, OfficeLine, Subject
from pendopo.journey.commitments.types import Standing
from pendopo.journey.commitments.views.public import standing_words
from pendopo.journey.evidence.selectors import definition
from pendopo.journey.evidence.wording import (
    days_words,
    exclusion_counts,
    indicator_name,
    month_chart,
    month_title,
    month_words,
    sentence,
)
from pendopo.kernel.http import render_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from pendopo.journey.accountability.selectors import Answer, Figure, OfficePage


@public_page
@require_safe
def offices(request: HttpRequest) -> HttpResponse:
    """List the offices by kind and name; nobody is ranked."""
    form = SearchForm(request.GET or None)
    text = form.cleaned_data["cari"] if form.is_bound and form.is_valid() else ""
    lines = selectors.office_lines(at=timezone.now(), text=text)
    context = {"form": form, "groups": _grouped(lines), "count": len(lines), "is_filtered": text}
    return render_page(request, "accountability/offices.html", context)


def _grouped(lines: Sequence[OfficeLine]) -> list[tuple[str, list[dict[str, Any]]]]:
    kinds = list(OFFICE_KINDS)

    def place(line: OfficeLine) -> tuple[int, str]:
        return (kinds.index(line.kind) if line.kind in kinds else len(kinds), line.kind)

    return [
        (wording.kind_words(kind), [_line(line) for line in some])
        for (_place, kind), some in groupby(sorted(lines, key=place), key=place)
    ]


def _line(line: OfficeLine) -> dict[str, Any]:
    words, tone = wording.state_words(line.state, line.side)
    return {
        "line": line,
        "words": words,
        "tone": tone,
        "share": line.hits / line.due if line.due else None,
        "n_running": line.commitments.get(Standing.ON_TRACK, 0),
        "n_late": line.commitments.get(Standing.LATE, 0),
        "n_fulfilled": line.commitments.get(Standing.FULFILLED, 0),
    }


@public_page
@require_safe
def office(request: HttpRequest, code: str) -> HttpResponse:
    """Show one office: figure, comparison, open cases, promises, and its own words."""
    now = timezone.now()
    page = selectors.office_page(code, at=now)
    answer = page.answers.get((Subject.CASES, OPEN_CASES))
    context = {
        "page": page,
        "office": page.office,
        "kind": wording.kind_words(page.office.kind),
        "past_limit": page.past_limit,
        "cases_answer": answer,
        "commitments": [(*_promise(row, page), row) for row in page.commitments],
        "earlier": [reply for one in page.answers.values() for reply in one.earlier],
        "crumbs": [
            (_("Perangkat daerah"), reverse("accountability:offices")),
            (page.office.short_name, ""),
        ],
    }
    if page.standings is not None and page.tally is not None:
        context |= _figure(page)
    return render_page(request, "accountability/office.html", context)


def _promise(row: Any, page: OfficePage) -> tuple[str, str, Answer | None]:
    label, tone = standing_words(row)
    return label, tone, page.answers.get((Subject.COMMITMENT, row.number))


def _figure(page: OfficePage) -> dict[str, Any]:
    standings, tally = page.standings, page.tally
    assert standings is not None and tally is not None  # noqa: S101, PT018 -- the caller looked
    code, about = page.office.code, definition(standings.indicator)
    placed = standings.of(code)
    words, tone = wording.state_words(standings.shown_state(code), placed.side if placed else "")
    return {
        "indicator": about,
        "name": indicator_name(about),
        "period": wording.period_words(standings),
        "tally": tally,
        "share": wording.share_words(tally),
        "interval": wording.interval_words(tally),
        "words": words,
        "tone": tone,
        "exclusions": wording.exclusion_rows(about, tally),
        "figure_answer": page.answers.get((Subject.INDICATOR, standings.indicator)),
        "chart": month_chart(page.months),
        "funnel": wording.funnel(standings, page.names, code),
        "spread": standings.comparison.spread,
        "n_pending": len(standings.pending),
    }


@public_page
@require_safe
def performance(request: HttpRequest, code: str) -> HttpResponse:
    """Show how one office keeps each legal limit, with the list behind every figure."""
    found = selectors.performance(code)
    context = {
        "office": found.office,
        "figures": [_kept(figure) for figure in found.figures],
        "crumbs": [
            (_("Perangkat daerah"), reverse("accountability:offices")),
            (found.office.short_name, reverse("accountability:office", args=[found.office.code])),
            (_("Batas waktu"), ""),
        ],
    }
    return render_page(request, "accountability/performance.html", context)


def _kept(figure: Figure) -> dict[str, Any]:
    reasons = {one.code: one.reason for one in figure.definition.exclusions}
    return {
        "definition": figure.definition,
        "name": indicator_name(figure.definition),
        "cut_off": figure.cut_off,
        "sentence": sentence(figure.whole),
        "days": days_words(figure.whole),
        "n_timed": figure.whole.n_timed,
        "exclusions": [one for one in exclusion_counts(reasons, figure.whole) if one.count],
        "n_excluded": figure.whole.n_excluded,
        "chart": month_chart(
            figure.months,
            key=figure.definition.code.replace("_", "-"),
            title=month_title(figure.definition),
        ),
        "months": [
            (month_words(cell.month), cell.month, sentence(cell), days_words(cell))
            for cell in reversed(figure.months)
        ],
    }
