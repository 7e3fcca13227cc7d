"""The public register: what was brought, who must answer, and what was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pendopo.foundation.people.access import public_page
from pendopo.journey.cases import selectors
from pendopo.journey.cases.following.types import FollowKind
from pendopo.journey.cases.search.forms import PublicFilter
from pendopo.journey.cases.wording import STATUS_TONES
from pendopo.kernel.http import render_page

if TYPE_CHECKING:
    from django.http import HttpRequest, QueryDict

_PAGE = 24


@public_page
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """List the public cases that were asked for, newest first."""
    form = PublicFilter(request.GET)
    found = asked_cases(form, cursor=request.GET.get("cursor", ""), size=_PAGE)
    context = {
        "filter_form": form,
        "rows": [(case, STATUS_TONES[case.status]) for case in found.rows],
        "next": _next(request.GET, found.next_cursor),
        "is_filtered": form.is_asked,
        "is_more_open": any(form.asked(name) for name in ("since", "until", "sort", "status")),
        "is_first": "cursor" not in request.GET,
        "asked": query_string(request.GET),
        "follows": _follows(form),
    }
    return render_page(request, "cases/register.html", context)


def asked_cases(form: PublicFilter, *, cursor: str = "", size: int) -> selectors.Slice:
    """Return the public cases a filter asks for."""
    if form.needs_search:
        return selectors.search_public_cases(form.query(), cursor=cursor, size=size)
    return selectors.public_cases(
        topic=form.asked("topic"),
        office_id=form.office_id(),
        status=form.asked("status"),
        cursor=cursor,
        size=size,
    )


def query_string(asked: QueryDict) -> str:
    """Return what is asked as it stands in an address, without the page."""
    kept = [(name, str(asked[name])) for name in asked if asked[name] and name != "cursor"]
    return f"?{urlencode(kept)}" if kept else ""


def _next(asked: QueryDict, cursor: str) -> str:
    if not cursor:
        return ""
    parameters = asked.copy()
    parameters["cursor"] = cursor
    return f"?{parameters.urlencode()}"


def _follows(form: PublicFilter) -> list[tuple[str, str]]:
    """Return where the area and the office asked for can be followed."""
    found: list[tuple[str, str]] = []
    kinds: tuple[tuple[str, Any, str], ...] = (
        ("region", FollowKind.REGION, _("Ikuti wilayah ini lewat surel")),
        ("office", FollowKind.OFFICE, _("Ikuti perangkat daerah ini lewat surel")),
    )
    for name, kind, label in kinds:
        if code := form.asked(name):
            found.append((reverse("cases:follow", args=[kind.value, code]), label))
    return found
