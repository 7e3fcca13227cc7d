"""The desk of those who speak for an office: what they were asked, and their reply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.foundation.people.access import staff_page
from pendopo.foundation.people.selectors import active_offices
from pendopo.foundation.people.types import Actor, Role
from pendopo.journey.accountability import rules, selectors, services, wording
from pendopo.journey.accountability.errors import ReplyUnfit, TargetNotFound
from pendopo.journey.accountability.forms import ReplyForm
from pendopo.journey.accountability.types import OPEN_CASES, Subject, Target
from pendopo.journey.commitments.selectors import today
from pendopo.journey.evidence import selectors as evidence
from pendopo.kernel.http import render_page

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse


@staff_page(Role.HEAD)
@require_safe
@never_cache
def desk(request: HttpRequest) -> HttpResponse:
    """List what the actor's offices were asked, until when, and what they replied."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    now, office_ids = timezone.now(), actor.offices(Role.HEAD)
    notices = selectors.notices_of_offices(office_ids)
    replies = selectors.replies_of_offices(office_ids)
    context = {
        "notices": [(row, _heading(row), rules.is_public(row, now)) for row in notices],
        "replies": [(row, _heading(row)) for row in replies],
        "offices": active_offices().filter(id__in=office_ids),
        "indicator": evidence.ANSWERED_WITHIN_LIMIT,
        "open_cases": OPEN_CASES,
    }
    return render_page(request, "accountability/desk.html", context)


@staff_page(Role.HEAD)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def reply(request: HttpRequest, code: str, kind: str, about: str) -> HttpResponse:
    """Write a reply, see it as the public will, publish it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    now, office = timezone.now(), selectors.office_by_code(code)
    rules.require_speaker(actor, office.id)
    target = _target(kind, about, now)
    services.require_target(office, target, at=now)
    form = ReplyForm(request.POST or None)
    context: dict[str, Any] = {
        "form": form,
        "office": office,
        "heading": _heading(target),
        "answer": selectors.answers_of(office.id).get((target.kind, target.about)),
    }
    if request.method != "POST" or request.POST.get("action") == "edit":
        context["form"] = ReplyForm(initial={"text": request.POST.get("text", "")})
        return render_page(request, "accountability/reply.html", context)
    if form.is_valid() and _is_fit(form):
        if request.POST.get("action") != "publish":
            return render_page(request, "accountability/reply_preview.html", context)
        text = form.cleaned_data["text"]
        services.publish_reply(
            office=office,
            target=target,
            text=text,
            keep_reason=form.keep_reason,
            by=actor,
            at=now,
        )
        messages.success(request, _("Jawaban terbit di samping angkanya."))
        return redirect("accountability:desk")
    return render_page(request, "accountability/reply.html", context, status=422)


def _is_fit(form: ReplyForm) -> bool:
    try:
        rules.require_fit_reply(form.cleaned_data["text"])
    except ReplyUnfit as error:
        form.add_error("text", error.message)
        return False
    return True


def _target(kind: str, about: str, at: datetime) -> Target:
    if kind not in Subject.values:
        raise TargetNotFound(_("Tidak ada hal seperti ini pada perangkat daerah Anda."))
    period = f"{today(at):%Y-%m}"
    if kind == Subject.INDICATOR:
        run = evidence.current_run(about)
        period = (selectors.window_of(run).last if run else "") or period
    return Target(Subject(kind), about, period)


def _heading(row: Any) -> str:
    target = Target(Subject(row.kind), row.about, row.period)
    about = None
    if target.kind is Subject.INDICATOR:
        about = evidence.definition(target.about)
    return wording.target_words(target, about)
