"""The catalogue of services, and the page of each with its whole standard."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.views.decorators.http import require_safe

from pendopo.foundation.people.access import public_page
from pendopo.foundation.people.selectors import office_by_code
from pendopo.journey.procedures import selectors
from pendopo.journey.procedures.forms import CatalogueForm
from pendopo.journey.procedures.page import parts_of
from pendopo.journey.procedures.types import LifeEvent
from pendopo.journey.procedures.wording import (
    VIEW_NAMES,
    duration_text,
    fee_text,
    whole_duration_text,
)
from pendopo.kernel.http import render_page
from pendopo.kernel.money import format_rupiah

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@public_page
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """List what may be asked of the government, by the event in life that leads there."""
    form = CatalogueForm(request.GET)
    asked = form.asked()
    found = selectors.catalogue(**asked, cursor=request.GET.get("after", ""))
    groups = [
        (LifeEvent(event).label, [(row, at_a_glance(row.glance)) for row in rows])
        for event, rows in groupby(found.rows, key=lambda row: row.life_event)
    ]
    context = {
        "form": form,
        "groups": groups,
        "n_found": len(found.rows),
        "is_filtered": any(asked.values()),
        "next_cursor": found.next_cursor,
    }
    return render_page(request, "procedures/catalogue.html", context)


@public_page
@require_safe
def service(request: HttpRequest, code: str) -> HttpResponse:
    """Show a service with the fourteen parts of its standard."""
    return render_page(request, "procedures/service.html", shown_page(selectors.running(code)))


def shown_page(shown: selectors.Shown) -> dict[str, Any]:
    """Return what the page of a version shows, in force or not."""
    definition = shown.definition
    parts = parts_of(definition)
    return {
        "version": shown.version,
        "definition": definition,
        "office": office_by_code(definition.office_code) if definition.office_code else None,
        "delivery": [part for part in parts if part.is_delivery],
        "making": [part for part in parts if not part.is_delivery],
        "fee": fee_text(definition.fee),
        "duration": whole_duration_text(definition),
        "duration_mark": _mark_of_duration(definition),
        "public_view": [str(VIEW_NAMES[name]) for name in definition.public_view],
        "has_form": definition.kind in selectors.kinds_with_form(),
    }


def _mark_of_duration(definition: Any) -> Any:
    rule = definition.clock("answer")
    return rule.mark if rule else None


def at_a_glance(glance: dict[str, Any]) -> dict[str, Any]:
    """Return the words of a catalogue row: cost and duration."""
    amount = glance.get("amount", 0)
    return glance | {
        "fee_text": format_rupiah(glance["fee"]) if glance.get("fee") else "",
        "duration": duration_text(amount, glance["unit"]) if amount else "",
    }
