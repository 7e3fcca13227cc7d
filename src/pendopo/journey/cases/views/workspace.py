"""An officer's own lists: what they took, where they were named, what other offices ask."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.foundation.people.access import staff_page
from pendopo.foundation.people.types import Actor
from pendopo.journey.cases import rules, selectors
from pendopo.journey.cases.workspace import asking, handling
from pendopo.journey.cases.workspace import selectors as inner
from pendopo.journey.cases.workspace.forms import InnerAnswerForm
from pendopo.kernel.errors import BadInput, Refused
from pendopo.kernel.http import render_page

if TYPE_CHECKING:
    from django.http import HttpRequest


@staff_page(*rules.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def take(request: HttpRequest, number: str) -> HttpResponse:
    """Take a case into one's own hands, and come back to its row."""
    if request.method != "POST":
        return redirect("cases:desk", number)
    actor = actor_of(request)
    case = selectors.staff_case(number, by=actor)
    try:
        handling.take_case(case_id=case.id, by=actor, at=timezone.now())
    except (BadInput, Refused) as error:
        messages.error(request, f"{case.number}: {error.message}")
    else:
        messages.success(
            request, _("Laporan %(number)s kini tugas Anda.") % {"number": case.number}
        )
    return redirect(f"{back_to(request)}#l-{case.number}")


def back_to(request: HttpRequest) -> str:
    """Return the page of this house from which the form came; the queue if it is none."""
    back = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return back.partition("#")[0]
    return reverse("cases:queue")


@staff_page(*rules.STAFF)
@require_safe
@never_cache
def mentions(request: HttpRequest) -> HttpResponse:
    """List the cases at which colleagues named the officer."""
    rows = inner.mentions_of(actor_of(request))
    return render_page(request, "cases/mentions.html", {"rows": rows})


@staff_page(*rules.HANDLERS)
@require_safe
@never_cache
def questions(request: HttpRequest) -> HttpResponse:
    """List what other offices ask of the officer's."""
    actor, today = actor_of(request), inner.today(timezone.now())
    context = {
        "open": list(inner.open_questions(actor)[: inner.MOST_LISTED]),
        "answered": list(inner.answered_questions(actor)[: inner.MOST_LISTED]),
        "today": today,
    }
    return render_page(request, "cases/questions.html", context)


@staff_page(*rules.HANDLERS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def question(request: HttpRequest, question_id: uuid.UUID) -> HttpResponse:
    """Show a question of another office, and take its answer."""
    actor = actor_of(request)
    asked = inner.asked_question(question_id, by=actor)
    form = InnerAnswerForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                asking.answer_question(
                    question_id=question_id, by=actor, at=timezone.now(), **form.cleaned_data
                )
            except (BadInput, Refused) as error:
                form.add_error(None, error.message)
                status = error.status
            else:
                messages.success(request, _("Jawaban terkirim."))
                return redirect("cases:questions")
    context = {"asked": asked, "question": asked.question, "form": form}
    return render_page(request, "cases/question.html", context, status=status)


def actor_of(request: HttpRequest) -> Actor:
    """Return who acts."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
