"""The register of what is monitored: for everyone to read, for keepers to write."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.forms import model_to_dict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.foundation.governance.network import measures, selectors
from pendopo.foundation.governance.network.forms import MeasureForm, OpeningForm
from pendopo.foundation.governance.network.rules import KEEPERS
from pendopo.foundation.governance.network.types import Opening
from pendopo.foundation.people.access import actor_in, public_page, staff_page
from pendopo.kernel.errors import BadInput
from pendopo.kernel.http import render_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pendopo.foundation.governance.models import MonitoringMeasure


@public_page
@require_safe
def public(request: HttpRequest) -> HttpResponse:
    """Show everyone what is monitored, why, on which law, and for how long it is kept."""
    rows = list(selectors.measures())
    counts = measures.n_openings([row.id for row in rows])
    context = {"rows": [(row, counts[row.id]) for row in rows]}
    return render_page(request, "governance/network/public.html", context)


@staff_page(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def register(request: HttpRequest) -> HttpResponse:
    """List the register, and enter a measure."""
    form = MeasureForm(request.POST or None)
    if form.is_valid() and _saved(request, form):
        return redirect("governance:monitoring_desk")
    context = {"form": form, "rows": list(selectors.measures())}
    status = 422 if form.errors else 200
    return render_page(request, "governance/network/register.html", context, status=status)


@staff_page(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def measure(request: HttpRequest, measure_id: uuid.UUID) -> HttpResponse:
    """Show a measure with who opened what it recorded; change what is told about it."""
    row = selectors.measure(measure_id)
    form = MeasureForm(request.POST or None, initial=_told(row))
    if form.is_valid() and _saved(request, form, row.id):
        return redirect("governance:monitoring_one", row.id)
    context = {
        "row": row,
        "form": form,
        "opening": OpeningForm(),
        "openings": measures.openings(row.id)[:100],
    }
    status = 422 if form.errors else 200
    return render_page(request, "governance/network/measure.html", context, status=status)


@staff_page(*KEEPERS)
@require_POST
def end(request: HttpRequest, measure_id: uuid.UUID) -> HttpResponse:
    """Say that a measure is no longer in use."""
    measures.end(measure_id=measure_id, by=actor_in(request), at=timezone.now())
    messages.success(request, _("Pemantauan ini dicatat sudah berakhir."))
    return redirect("governance:monitoring_one", measure_id)


@staff_page()
@require_POST
def opened(request: HttpRequest, measure_id: uuid.UUID) -> HttpResponse:
    """Put on record that somebody opened what a measure recorded."""
    form = OpeningForm(request.POST)
    if not form.is_valid():
        raise BadInput(_("Pilih untuk apa dibuka."), field="purpose")
    measures.note_opening(
        measure_id=measure_id,
        purpose=Opening(form.cleaned_data["purpose"]),
        by=actor_in(request),
        at=timezone.now(),
    )
    messages.success(request, _("Pembukaan dicatat."))
    return redirect("governance:monitoring")


def _saved(request: HttpRequest, form: MeasureForm, measure_id: uuid.UUID | None = None) -> bool:
    try:
        measures.register(
            words=form.words(), by=actor_in(request), at=timezone.now(), measure_id=measure_id
        )
    except BadInput as error:
        form.add_error(error.field or None, error.message)
        return False
    messages.success(request, _("Disimpan. Semua orang dapat membacanya."))
    return True


def _told(row: MonitoringMeasure) -> dict[str, object]:
    return model_to_dict(row) | {"office": row.office.code}
