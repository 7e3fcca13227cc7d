"""Use of the network: logs read into counts, and the month's report that all staff may read."""

from __future__ import annotations

import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.foundation.governance.network import logs, measures, reporting, selectors
from pendopo.foundation.governance.network.forms import LogForm
from pendopo.foundation.governance.network.rules import KEEPERS
from pendopo.foundation.governance.network.types import LogSource
from pendopo.foundation.people.access import staff_page
from pendopo.kernel.errors import BadInput, Refused
from pendopo.kernel.http import render_page
from pendopo.kernel.numbers import number_in_force

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpRequest, HttpResponse

MOST_SHOWN = 50


@staff_page(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def log(request: HttpRequest) -> HttpResponse:
    """Read a log into counts and forget it; list what was read."""
    form = LogForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            taken = _read(request, form)
        except (BadInput, Refused) as error:
            form.add_error("log", error.message)
        else:
            words = _("Dibaca: %(days)d hari, %(rows)d angka. Lognya tidak disimpan.")
            messages.success(request, words % {"days": taken.n_days, "rows": taken.n_rows})
            return redirect("governance:network_log")
    context = {"form": form, "imports": list(selectors.imports()[:MOST_SHOWN])}
    status = 422 if form.errors else 200
    return render_page(request, "governance/network/log.html", context, status=status)


def _read(request: HttpRequest, form: LogForm) -> logs.Taken:
    upload: UploadedFile[Any] = form.cleaned_data["log"]
    with tempfile.NamedTemporaryFile(prefix="pendopo-log-") as held:
        for chunk in upload.chunks():
            held.write(chunk)
        held.flush()
        return logs.read_logs(
            paths=[Path(held.name)],
            by=request.actor,  # type: ignore[attr-defined]
            at=timezone.now(),
            source=form.kind(),
        )


@staff_page()
@require_safe
@never_cache
def report(request: HttpRequest) -> HttpResponse:
    """Show a month's use in aggregate; the opening is put on record."""
    at = timezone.now()
    month = _month(request)
    context: dict[str, Any] = {
        "measures": measures_in_use(at),
        "least": number_in_force("network.least_devices", at=at),
        "kept_days": number_in_force("network.kept_days", at=at),
    }
    if month:
        context |= _report_context(request, month)
    if request.method == "GET":
        measures.note_report(by=request.actor, at=at)  # type: ignore[attr-defined]
    return render_page(request, "governance/network/report.html", context)


def measures_in_use(at: datetime) -> list[Any]:
    """Return the measures that the report rests on."""
    return selectors.measures_of(measures.MeasureKind.NETWORK, at=at)


def _month(request: HttpRequest) -> reporting.Month | None:
    try:
        asked = date.fromisoformat(f"{request.GET.get('bulan', '')}-01")
    except ValueError:
        return reporting.newest_month()
    return reporting.Month(asked)


def _report_context(request: HttpRequest, month: reporting.Month) -> dict[str, Any]:
    sources = reporting.sources_of(month)
    asked = request.GET.get("sumber", "")
    chosen = LogSource(asked) if asked in sources else next(iter(sources), None)
    return {
        "month": month,
        "sources": sources,
        "source": chosen,
        "report": reporting.report(month, chosen) if chosen else None,
    }
