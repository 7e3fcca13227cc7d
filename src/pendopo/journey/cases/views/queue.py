"""The queue of an officer: tabs, filters and saved filters, rows to tick and to take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pendopo.foundation.people.access import staff_page
from pendopo.foundation.people.types import Actor, Role
from pendopo.journey.cases import rules, selectors
from pendopo.journey.cases.forms import QueueFilter
from pendopo.journey.cases.types import OFFICE_CLOCKS, CaseFilter, ClockKind
from pendopo.journey.cases.wording import CLOCK_TONES, STATUS_TONES, remaining_words
from pendopo.journey.cases.workspace import forms as inner_forms
from pendopo.journey.cases.workspace import selectors as inner
from pendopo.journey.cases.workspace.filters import KEPT
from pendopo.kernel.http import render_page

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

# Who sees the cases of every office, and may choose among them.
EVERYWHERE = (Role.VERIFIER, Role.REGENT, Role.INSPECTOR, Role.FRONTDESK)


@staff_page(*rules.STAFF)
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
    if not actor.has_role(*EVERYWHERE):
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
    is_filtered = any(form.asked(name) for name in ("topic", "office", "text"))
    context = {
        "filter_form": form,
        "tabs": tabs,
        "rows": _rows(found, actor, current, at),
        "next": _next(request, found.next_cursor),
        "is_filtered": is_filtered,
        "clear_url": f"?queue={current}",
        "is_first": "cursor" not in request.GET,
        "actions": inner_forms.actions_for(actor),
        **_beside(actor, form, current),
    }
    return render_page(request, "cases/queue.html", context)


def _beside(actor: Actor, form: QueueFilter, current: str) -> dict[str, Any]:
    """Return what stands beside the rows: saved filters, mentions, questions of other offices."""
    asked = {name: form.asked(name) for name in KEPT if form.asked(name)} | {"queue": current}
    return {
        "saved": [
            {
                "row": row,
                "url": f"?{urlencode(row.asked)}",
                "is_own": row.owner_id == actor.person_id,
            }
            for row in inner.filters_of(actor)
        ],
        "save_form": inner_forms.SaveFilterForm(offices=inner.offices_of(actor)),
        "asked": asked,
        "may_answer_offices": actor.has_role(*rules.HANDLERS),
        "n_mentions": inner.n_new_mentions(actor),
        "n_questions": inner.n_open_questions(actor),
    }


def _rows(found: selectors.Slice, actor: Actor, current: str, at: datetime) -> list[dict[str, Any]]:
    kinds = (ClockKind.BOUNCE,) if current == "decide" else OFFICE_CLOCKS
    clocks = selectors.running_clocks((case.id for case in found.rows), at=at, kinds=kinds)
    handlers = inner.handlers_by_case(found.rows)
    return [
        _row(case, clocks.get(case.id))
        | {
            "handler": handlers.get(case.id),
            "may_take": case.id not in handlers and inner.may_take(actor, case),
        }
        for case in found.rows
    ]


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
    """Return the tabs: verifying for those who do, their office for those who see all."""
    wide = actor.has_role(*EVERYWHERE)
    left_out = {"verify"} if not wide else set()
    names = [name for name in selectors.QUEUES if name not in left_out]
    current = asked if asked in names else _first(actor)
    return [
        {
            "code": name,
            "label": selectors.QUEUES[name],
            "count": f"{most}+" if counts.get(name, 0) >= most else counts.get(name),
            "is_current": name == current,
        }
        for name in names
    ]


def _first(actor: Actor) -> str:
    if actor.has_role(Role.VERIFIER):
        return "verify"
    return "decide" if actor.has_role(Role.ARBITER) else "open"


def _next(request: HttpRequest, cursor: str) -> str:
    if not cursor:
        return ""
    parameters = request.GET.copy()
    parameters["cursor"] = cursor
    return f"?{parameters.urlencode()}"
