"""Pages for officers: mandates, moderation, opening and closing, the response."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.foundation.people.access import staff_page
from pendopo.foundation.people.types import Role
from pendopo.journey.deliberation import rules, selectors, services
from pendopo.journey.deliberation.errors import AnswersMissing
from pendopo.journey.deliberation.forms import (
    BundleFormSet,
    MandateForm,
    ModerationForm,
    ResponseForm,
)
from pendopo.journey.deliberation.types import Level, Mandate, State
from pendopo.journey.deliberation.views.public import following, whole
from pendopo.kernel.errors import BadInput
from pendopo.kernel.http import render_page

if TYPE_CHECKING:
    from django.http import HttpRequest

_READERS = (*rules.MODERATORS, *rules.RESPONDERS)


@staff_page(*_READERS)
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """List all deliberations, drafts included."""
    found, cursor = selectors.all_deliberations(after=request.GET.get("setelah", ""))
    return render_page(
        request,
        "deliberation/desk.html",
        {
            "deliberations": found,
            "next": following(cursor),
            "may_draft": _is_moderator(request),
        },
    )


@staff_page(*rules.MODERATORS)
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest) -> HttpResponse:
    """Write down a new mandate."""
    form = MandateForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = services.draft_deliberation(
            _mandate(form),
            seeds=form.cleaned_data["seeds"],
            keep_reason=form.keep_reason,
            by=request.actor,  # type: ignore[attr-defined]
            at=timezone.now(),
        )
        return redirect("deliberation:desk_one", slug=made.slug)
    status = 422 if form.errors else 200
    return render_page(request, "deliberation/draft.html", {"form": form}, status=status)


def _mandate(form: MandateForm) -> Mandate:
    values = form.cleaned_data
    return Mandate(
        slug=_free_slug(values["question"]),
        question=values["question"],
        background=values["background"],
        is_open_for=values["is_open_for"],
        is_closed_for=values["is_closed_for"],
        level=Level(values["level"]),
        opens_at=form.opens_at(),
        closes_at=form.closes_at(),
        office_id=UUID(values["office"]),
    )


def _free_slug(question: str) -> str:
    stem = slugify(question)[:60].strip("-") or "musyawarah"
    taken = (name for n in range(2, 100) if selectors.is_slug_taken(name := f"{stem}-{n}") is False)
    return next(taken) if selectors.is_slug_taken(stem) or stem == "baru" else stem


@staff_page(*_READERS)
@require_safe
def desk_one(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one deliberation with what can be done now, and its statements."""
    deliberation = selectors.staff_deliberation(slug)
    statements, cursor = selectors.staff_statements(
        deliberation.id, after=whole(request.GET.get("setelah", ""))
    )
    pending = selectors.pending_statements(deliberation.id)
    actor = request.actor  # type: ignore[attr-defined]
    return render_page(
        request,
        "deliberation/desk_one.html",
        {
            "deliberation": deliberation,
            "pending": pending[: selectors.PAGE],
            "n_pending": pending.count(),
            "statements": statements,
            "next": following(cursor),
            "may_moderate": _is_moderator(request),
            "opening": [("langkah", "buka")],
            "closing": [("langkah", "tutup")],
            "may_open": _is_moderator(request) and deliberation.state == State.DRAFT,
            "may_close": _is_moderator(request) and deliberation.state == State.OPEN,
            "may_respond": deliberation.state == State.CLOSED
            and rules.may_respond(actor, deliberation),
        },
    )


def _is_moderator(request: HttpRequest) -> bool:
    return bool(request.actor.has_role(*rules.MODERATORS))  # type: ignore[attr-defined]


@staff_page(*rules.MODERATORS)
@require_POST
def turn(request: HttpRequest, slug: str) -> HttpResponse:
    """Open or close a deliberation."""
    deliberation = selectors.staff_deliberation(slug)
    steps = {"buka": services.open_deliberation, "tutup": services.close_deliberation}
    asked = request.POST.get("langkah", "")
    if asked not in steps:
        raise BadInput(_("Langkah ini tidak dikenal."))
    steps[asked](
        deliberation_id=deliberation.id,
        by=request.actor,  # type: ignore[attr-defined]
        at=timezone.now(),
    )
    messages.success(
        request, _("Musyawarah dibuka.") if asked == "buka" else _("Musyawarah ditutup.")
    )
    return redirect("deliberation:desk_one", slug=slug)


@staff_page(*rules.MODERATORS)
@require_http_methods(["GET", "HEAD", "POST"])
def moderate(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show or hide one statement."""
    deliberation = selectors.staff_deliberation(slug)
    statement = selectors.staff_statement(deliberation.id, number)
    form = ModerationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        services.moderate_statement(
            deliberation_id=deliberation.id,
            number=number,
            accept=form.cleaned_data["decision"] == "accept",
            reason=form.cleaned_data["reason"],
            note=form.cleaned_data["note"],
            by=request.actor,  # type: ignore[attr-defined]
            at=timezone.now(),
        )
        messages.success(request, _("Pernyataan nomor %(number)d diperiksa.") % {"number": number})
        return redirect("deliberation:desk_one", slug=slug)
    context = {"deliberation": deliberation, "statement": statement, "form": form}
    status = 422 if form.errors else 200
    return render_page(request, "deliberation/moderate.html", context, status=status)


@staff_page(Role.HEAD, Role.REGENT)
@require_http_methods(["GET", "HEAD", "POST"])
def respond(request: HttpRequest, slug: str) -> HttpResponse:
    """Write and issue the official response."""
    deliberation = selectors.staff_deliberation(slug)
    rules.require_responder(request.actor, deliberation)  # type: ignore[attr-defined]
    rules.require_step(deliberation, State.ANSWERED)
    posted = request.POST if request.method == "POST" else None
    form, bundles = ResponseForm(posted), BundleFormSet(posted, prefix="k")
    if posted is not None and _issue(request, deliberation.id, form, bundles):
        messages.success(request, _("Tanggapan resmi terbit."))
        return redirect("deliberation:response", slug=slug)
    context: dict[str, Any] = {
        "deliberation": deliberation,
        "form": form,
        "bundles": bundles,
        "statements": selectors.shown_statements(deliberation.id),
    }
    status = 422 if form.errors else 200
    return render_page(request, "deliberation/respond.html", context, status=status)


def _issue(request: HttpRequest, deliberation_id: UUID, form: ResponseForm, bundles: Any) -> bool:
    """Issue the response if all is in order; otherwise say on the form what is missing."""
    is_fit, are_fit = form.is_valid(), bundles.is_valid()
    reasons = [each.keep_reason for each in (form, *bundles.forms)]
    if form.is_covered:
        return False
    if not are_fit:
        form.add_error(None, _("Periksa kelompok jawaban: ada isian yang belum benar."))
    elif is_fit:
        answers = [each.answer() for each in bundles.forms if each.has_changed()]
        try:
            services.issue_response(
                deliberation_id=deliberation_id,
                decision=form.cleaned_data["decision"],
                reasons=form.cleaned_data["reasons"],
                answers=answers,
                keep_reason=next(filter(None, reasons), ""),
                by=request.actor,  # type: ignore[attr-defined]
                at=timezone.now(),
            )
        except AnswersMissing as error:
            form.add_error(None, error.message)
        else:
            return True
    return False
