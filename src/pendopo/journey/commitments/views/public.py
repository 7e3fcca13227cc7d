"""What everyone may read about commitments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pendopo.foundation.people.access import public_page
from pendopo.journey.commitments import selectors
from pendopo.journey.commitments.forms import FilterForm
from pendopo.journey.commitments.types import Standing
from pendopo.kernel.http import render_page
from pendopo.kernel.money import format_rupiah

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

TONES = {
    Standing.ON_TRACK: "info",
    Standing.LATE: "warning",
    Standing.FULFILLED: "success",
    Standing.STOPPED: "neutral",
}


@public_page
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """List all commitments, newest first, by office and standing."""
    form = FilterForm(request.GET or None)
    asked = form.asked() if form.is_bound else {}
    found = selectors.public_commitments(
        at=timezone.now(), cursor=request.GET.get("after", ""), **asked
    )
    context = {
        "form": form,
        "rows": [(row, *standing_words(row)) for row in found.rows],
        "next": next_link(request, found.next_cursor),
        "is_filtered": any(asked.values()),
    }
    return render_page(request, "commitments/list.html", context)


@public_page
@require_safe
def detail(request: HttpRequest, number: str) -> HttpResponse:
    """Show one commitment: result, source, milestones, both columns, history."""
    commitment = selectors.commitment_by_number(number, at=timezone.now())
    label, tone = standing_words(commitment)
    context = {
        "commitment": commitment,
        "label": label,
        "tone": tone,
        "summary": summary_items(commitment),
        "milestones": selectors.milestones_of(commitment.id),
        "report": selectors.newest_report(commitment.id),
        "assessments": selectors.assessments_of(commitment.id),
        "timeline": selectors.timeline(commitment),
        "crumbs": [(_("Komitmen"), reverse("commitments:list")), (commitment.number, "")],
    }
    return render_page(request, "commitments/detail.html", context)


def standing_words(commitment: Any) -> tuple[str, str]:
    """Return the label and tone of a commitment read with its standing."""
    standing = Standing(commitment.standing)
    return str(standing.label), TONES[standing]


def summary_items(commitment: Any) -> list[tuple[str, ...]]:
    """Return who owes what on which basis, as terms and values."""
    items: list[tuple[str, ...]] = [
        (_("Perangkat daerah pemilik"), official(commitment.office.name)),
        (_("Penanggung jawab"), official(commitment.position_title)),
    ]
    if commitment.legal_basis:
        items.append((_("Dasar hukum"), official(commitment.legal_basis)))
    if commitment.source_text:
        items.append((_("Sumber"), official(commitment.source_text)))
    if commitment.budget_code:
        items.append((_("Kode rekening APBD"), commitment.budget_code))
    if commitment.budget_rupiah is not None:
        items.append((_("Anggaran"), format_rupiah(commitment.budget_rupiah)))
    return items


def official(text: str) -> str:
    """Return the government's own words as HTML that says they are Indonesian."""
    return format_html('<span lang="id">{}</span>', text)


def next_link(request: HttpRequest, cursor: str) -> str:
    """Return the query string of the next page with the filters kept; empty on the last."""
    if not cursor:
        return ""
    asked = request.GET.copy()
    asked["after"] = cursor
    return f"?{asked.urlencode()}"
