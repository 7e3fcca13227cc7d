"""Lists of cases: the register of everyone, the queue of an officer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pendopo.foundation.people.access import public_page, staff_page
from pendopo.foundation.people.types import Actor, Role
from pendopo.journey.cases import selectors
from pendopo.journey.cases.forms import QueueFilter, RegisterFilter
from pendopo.journey.cases.rules import STAFF
from pendopo.journey.cases.types import CaseFilter
from pendopo.journey.cases.wording import CLOCK_TONES, STATUS_TONES, remaining_words
from pendopo.kernel.http import render_page

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

_PAGE = 24
# Who sees the cases of every office, and may choose among them.
_EVERYWHERE = (Role.VERIFIER, Role.REGENT, Role.INSPECTOR, Role.FRONTDESK)


@public_page
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """List the public cases, newest first."""
    form = RegisterFilter(request.GET)
    found = selectors.public_cases(
        topic=form.asked("topic"),
        office_id=form.office_id(),
        status=form.asked("status"),
        text=form.asked("text"),
        cursor=request.GET.get("cursor", ""),
        size=_PAGE,
    )
    context = {
        "filter_form": form,
        "rows": [(case, STATUS_TONES[case.status]) for case in found.rows],
        "next": _next(request, found.next_cursor),
        "is_filtered": any(form.asked(name) for name in form.fields),
        "is_first": "cursor" not in request.GET,
    }
    return render_page(request, "cases/register.html", context)


@staff_page(*STAFF)
@require_safe
@never_cache
def queue(request: HttpRequest) -> HttpResponse:
    """List what waits for an officer, most urgent first."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    at = timezone.now()
    form = QueueFilter(request.GET)
    counts = selectors.queue_counts(by=actor, at=at)
    tabs = _tabs(actor, counts, request.GET.get("queue", ""))
    current = next(tab["code"] for tab in tabs if tab["is_current"])
    if not actor.has_role(*_EVERYWHERE):
        del form.fields["office"]
    found = selectors.queue(
        CaseFilter(
            queue=current,
            office_id=form.office_id(),
            topic=form.asked("topic"),
            text=form.asked("text"),
            cursor=request.GET.get("cursor", ""),
        ),
        by=actor,
        at=at,
    )
    context = {
        "filter_form": form,
        "tabs": tabs,
        "rows": _rows(found, at),
        "next": _next(request, found.next_cursor),
        "is_filtered": any(form.asked(name) for name in ("topic", "office", "text")),
        "clear_url": f"?queue={current}",
        "is_first": "cursor" not in request.GET,
    }
    return render_page(request, "cases/queue.html", context)


def _rows(found: selectors.Slice, at: datetime) -> list[dict[str, Any]]:
    clocks = selectors.running_clocks((case.id for case in found.rows), at=at)
    return [_row(case, clocks.get(case.id)) for case in found.rows]


def _row(case: Any, clock: selectors.ClockView | None) -> dict[str, Any]:
    return {
        "case": case,
        "tone": STATUS_TONES[case.status],
        "due": clock.due_at if clock else None,
        "words": remaining_words(clock.remaining) if clock and clock.remaining else "",
        "clock_tone": CLOCK_TONES.get(clock.state, "neutral") if clock else "neutral",
    }


def _tabs(
    actor: Actor, counts: dict[str, int], asked: str, most: int = 1_000
) -> list[dict[str, Any]]:
    """Return the tabs; who does not verify has nothing to verify."""
    names = [name for name in selectors.QUEUES if name != "verify" or actor.has_role(*_EVERYWHERE)]
    current = asked if asked in names else _first(actor, names)
    return [
        {
            "code": name,
            "label": selectors.QUEUES[name],
            "count": f"{most}+" if counts.get(name, 0) >= most else counts.get(name),
            "is_current": name == current,
        }
        for name in names
    ]


def _first(actor: Actor, names: list[str]) -> str:
    return "verify" if actor.has_role(Role.VERIFIER) else next(n for n in names if n == "open")


def _next(request: HttpRequest, cursor: str) -> str:
    if not cursor:
        return ""
    parameters = request.GET.copy()
    parameters["cursor"] = cursor
    return f"?{parameters.urlencode()}"
