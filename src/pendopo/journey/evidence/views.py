"""The doors of this room: what is published, how it was made, and the list behind it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pendopo.engines.indicators import Definition
from pendopo.foundation.people.access import public_page
from pendopo.journey.evidence import selectors, wording
from pendopo.kernel.errors import BadInput
from pendopo.kernel.http import render_page
from pendopo.kernel.time import to_iso

if TYPE_CHECKING:
    from django.http import HttpRequest

    from pendopo.journey.evidence.models import IndicatorCell, IndicatorRun

PAGE_SIZE = 50
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_OFFICE = re.compile(r"[A-Za-z0-9._-]{1,40}")
_CELL_COLUMNS = (
    "bulan",
    "perangkat",
    "pembilang",
    "penyebut",
    "bagian",
    "rentang_bawah",
    "rentang_atas",
    "jenis_rentang",
    "dikecualikan",
    "hari_kerja_median",
    "hari_kerja_persentil_90",
)
_MEMBER_COLUMNS = ("nomor", "bulan", "perangkat", "jatuh_tempo", "berhenti", "hasil", "hari_kerja")


@public_page
@require_safe
def indicators(request: HttpRequest) -> HttpResponse:
    """List the indicators with their latest published value."""
    totals = selectors.totals()
    shown = [
        (
            definition,
            wording.indicator_name(definition),
            totals.get(definition.code),
            wording.sentence(totals.get(definition.code)),
        )
        for definition in selectors.all_definitions()
    ]
    return render_page(request, "evidence/indicators.html", {"indicators": shown})


@public_page
@require_safe
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """Show one indicator with everything its number rests on."""
    definition, run = selectors.definition(code), selectors.current_run(code)
    context = {
        "definition": definition,
        "name": wording.indicator_name(definition),
        "run": run,
        "direction": wording.DIRECTIONS[definition.direction],
        "uncertainty": wording.UNCERTAINTIES[definition.uncertainty],
    }
    if run is not None:
        context |= _numbers(definition, run)
    return render_page(request, "evidence/indicator.html", context)


def _numbers(definition: Definition, run: IndicatorRun) -> dict[str, Any]:
    cells, previous = list(selectors.cells(run)), selectors.previous_total(run)
    total = next(cell for cell in cells if not cell.month and not cell.office_code)
    months = [cell for cell in cells if cell.month and not cell.office_code]
    offices = [cell for cell in cells if cell.office_code and not cell.month]
    reasons = {one.code: one.reason for one in definition.exclusions}
    return {
        "total": total,
        "sentence": wording.sentence(total),
        "days": wording.days_words(total),
        "chart": wording.month_chart(months, title=wording.month_title(definition)),
        "months": wording.month_lines(months),
        "offices": wording.office_lines(offices, selectors.office_names()),
        "exclusions": wording.exclusion_counts(reasons, total),
        "channels": wording.channel_shares(run.channels),
        "previous": previous,
        "previous_sentence": wording.sentence(previous) if previous else "",
        "provenance": _provenance(run),
        "cut_off_text": to_iso(run.cut_off),
        "zone": settings.PENDOPO_ZONE,
    }


def _provenance(run: IndicatorRun) -> list[tuple[str, object]]:
    return [
        (_("Definisi"), _("versi %(version)s") % {"version": run.version}),
        (_("Sidik definisi (SHA-256)"), wording.digest_words(run.definition_digest)),
        (_("Sidik fakta masukan (SHA-256)"), wording.digest_words(run.input_digest)),
        (_("Versi mesin hitung"), run.engine_version),
    ]


@public_page
@require_safe
def members(request: HttpRequest, code: str) -> HttpResponse:
    """Show the list behind a number, page by page."""
    run = selectors.required_run(code)
    month, office = _asked(request, "bulan", _MONTH), _asked(request, "perangkat", _OFFICE)
    page = _page_number(request)
    found = selectors.behind(
        run, month=month, office_code=office, offset=(page - 1) * PAGE_SIZE, size=PAGE_SIZE
    )
    names, definition = selectors.office_names(), selectors.definition(code)
    context = {
        "definition": definition,
        "name": wording.indicator_name(definition),
        "run": run,
        "found": found,
        "rows": [
            (
                row,
                wording.outcome_words(row.outcome, definition.clock),
                wording.office_words(row.office, names),
            )
            for row in found.rows
        ],
        "public": wording.outcome_counts(found.public, definition.clock),
        "secret": wording.outcome_counts(found.secret, definition.clock),
        "month": wording.month_words(month) if month else "",
        "office": wording.office_words(office, names) if office else "",
        "previous_page": page - 1 or None,
        "next_page": page + 1 if page * PAGE_SIZE < found.n_public else None,
    }
    return render_page(request, "evidence/members.html", context)


def _asked(request: HttpRequest, name: str, form: re.Pattern[str]) -> str:
    value = request.GET.get(name, "")
    if value and not form.fullmatch(value):
        raise BadInput(_("Saringan ini tidak dikenal."), field=name)
    return value


def _page_number(request: HttpRequest) -> int:
    text = request.GET.get("hal", "1")
    # Ten digits leave no offset that a database could not count.
    if not re.fullmatch(r"[1-9][0-9]{0,8}", text):
        raise BadInput(_("Halaman ini tidak ada."), field="hal")
    return int(text)


@public_page
@require_safe
def cells_file(_request: HttpRequest, code: str) -> StreamingHttpResponse:
    """Hand out the published cells of every month and office as CSV."""
    run = selectors.required_run(code)
    cells = selectors.cells(run).exclude(month="").exclude(office_code="")
    return _csv(f"{code}-angka", _CELL_COLUMNS, map(_cell_row, cells))


def _cell_row(cell: IndicatorCell) -> tuple[object, ...]:
    return (
        cell.month,
        cell.office_code,
        cell.numerator,
        cell.denominator,
        cell.share,
        cell.low,
        cell.high,
        cell.interval_kind,
        cell.n_excluded,
        cell.median_days,
        cell.p90_days,
    )


@public_page
@require_safe
def members_file(_request: HttpRequest, code: str) -> StreamingHttpResponse:
    """Hand out the list behind the number as CSV; secret cases without number and times."""
    found = selectors.everything_behind(selectors.required_run(code))
    rows = (
        (
            row.number or "rahasia",
            row.month,
            row.office,
            to_iso(row.due_at) if row.due_at else "",
            to_iso(row.stopped_at) if row.stopped_at else "",
            row.outcome,
            "" if row.days is None else row.days,
        )
        for row in found
    )
    return _csv(f"{code}-daftar", _MEMBER_COLUMNS, rows)


class _Line:
    """A file of one line: ``csv`` writes to it, and the response takes the line away."""

    def write(self, text: str) -> str:
        return text


def _csv(
    name: str, columns: Iterable[str], rows: Iterable[Iterable[object]]
) -> StreamingHttpResponse:
    writer = csv.writer(_Line())

    def lines() -> Iterator[str]:
        yield writer.writerow(columns)
        for row in rows:
            yield writer.writerow(row)

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
