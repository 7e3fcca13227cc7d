"""The desk of procedures: versions, drafts, what changed, publishing by decree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.foundation.people.access import actor_in, staff_page
from pendopo.journey.procedures import selectors, services
from pendopo.journey.procedures.definition import parse
from pendopo.journey.procedures.difference import changes
from pendopo.journey.procedures.editing import PARTS, PartForm
from pendopo.journey.procedures.errors import DefinitionUnsound, ProcedureNotFound
from pendopo.journey.procedures.forms import PublishForm, QuestionsForm, WrittenForm
from pendopo.journey.procedures.starting import fresh_definition
from pendopo.journey.procedures.types import VersionState
from pendopo.journey.procedures.views.public import shown_page
from pendopo.journey.procedures.written import read_yaml, write_yaml
from pendopo.kernel.errors import BadInput, Refused
from pendopo.kernel.http import render_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from pendopo.journey.procedures.problems import Problem

TONES = {
    VersionState.DRAFT.value: "warning",
    VersionState.PUBLISHED.value: "success",
    VersionState.RETIRED.value: "neutral",
}


@staff_page(*services.EDITORS)
@require_safe
@never_cache
def procedures(request: HttpRequest) -> HttpResponse:
    """List every procedure with its running version and draft."""
    rows = list(selectors.procedures())
    titles = selectors.titles_of([row.code for row in rows])
    context = {"rows": [(row, titles[row.code]) for row in rows]}
    return render_page(request, "procedures/desk.html", context)


@staff_page(*services.EDITORS)
@require_safe
@never_cache
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """Show one procedure: its versions, its draft, and what the draft would change."""
    return _procedure_page(request, code, PublishForm())


def _procedure_page(
    request: HttpRequest, code: str, form: PublishForm, *, status: int = 200
) -> HttpResponse:
    draft, running = selectors.draft_of(code), selectors.running_or_none(code)
    versions = list(selectors.versions_of(code))
    if not versions:
        raise ProcedureNotFound(_("Prosedur tidak ditemukan."))
    compared = changes(running.definition, draft.definition) if draft and running else []
    context = {
        "code": code,
        "title": versions[0].title,
        "draft": draft,
        "running": running,
        "versions": [(version, TONES[version.state]) for version in versions],
        "changes": compared,
        "parts": list(PARTS.values()),
        "form": form,
    }
    return render_page(request, "procedures/desk_one.html", context, status=status)


@staff_page(*services.EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Edit one part of the draft on a form; the first edit makes the draft."""
    part = PARTS.get(request.GET.get("bagian", "pokok"), PARTS["pokok"])
    raw = selectors.newest(code).definition
    form = PartForm(part, raw, request.POST or None)
    problems: Sequence[Problem] = ()
    if request.method == "POST" and form.is_valid():
        try:
            services.save_draft(
                raw=part.put(raw, form.told()), by=actor_in(request), at=timezone.now()
            )
        except DefinitionUnsound as error:
            problems = error.problems
        else:
            messages.success(request, _("Rancangan disimpan."))
            return redirect("procedures:desk_one", code)
    context = {
        "code": code,
        "part": part,
        "form": form,
        "problems": problems,
        "parts": PARTS.values(),
    }
    status = 422 if form.errors or problems else 200
    return render_page(request, "procedures/edit.html", context, status=status)


@staff_page(*services.EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def written(request: HttpRequest, code: str) -> HttpResponse:
    """Edit the whole draft as YAML; faults are shown with their lines."""
    text = write_yaml(selectors.newest(code).definition)
    return _written_page(request, WrittenForm(request.POST or None, initial={"text": text}), code)


@staff_page(*services.EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Write a procedure that is not there yet, from a short beginning."""
    initial = {"text": write_yaml(fresh_definition())}
    return _written_page(request, WrittenForm(request.POST or None, initial=initial), "")


def _written_page(request: HttpRequest, form: WrittenForm, code: str) -> HttpResponse:
    problems: Sequence[Problem] = ()
    if request.method == "POST" and form.is_valid():
        reading = read_yaml(form.cleaned_data["text"])
        problems = reading.problems
        if reading.is_sound and code and reading.raw["code"] != code:
            form.add_error("text", _("Kode prosedur tidak dapat diganti di sini."))
        elif reading.is_sound:
            try:
                draft = services.save_draft(
                    raw=reading.raw, by=actor_in(request), at=timezone.now()
                )
            except DefinitionUnsound as error:
                problems = error.problems
            else:
                messages.success(request, _("Rancangan disimpan."))
                return redirect("procedures:desk_one", draft.procedure_id)
    context = {"code": code, "form": form, "problems": problems}
    status = 422 if form.errors or problems else 200
    return render_page(request, "procedures/written.html", context, status=status)


@staff_page(*services.EDITORS)
@require_safe
@never_cache
def preview(request: HttpRequest, code: str) -> HttpResponse:
    """Show the draft as the public will see it, page and form."""
    draft = selectors.newest(code)
    definition = parse(draft.definition)
    pages = [(page, QuestionsForm(page.questions)) for page in definition.pages]
    context = shown_page(selectors.Shown(draft, definition)) | {"pages": pages, "is_preview": True}
    return render_page(request, "procedures/preview.html", context)


@staff_page(*services.EDITORS)
@require_safe
@never_cache
def version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Show any version as it was, with what it changed of the one before it."""
    shown = selectors.numbered(code, number)
    context: dict[str, Any] = shown_page(shown) | {"is_preview": True, "changes": []}
    if number > 1:
        before = selectors.numbered(code, number - 1)
        context["changes"] = changes(before.version.definition, shown.version.definition)
    return render_page(request, "procedures/version.html", context)


@staff_page(*services.EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def publish(request: HttpRequest, code: str) -> HttpResponse:
    """Bring the draft into force by a decree."""
    if request.method != "POST":
        return redirect("procedures:desk_one", code)
    form = PublishForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        decree = services.Decree(told["decree_number"], told["decree_date"], told["valid_from"])
        try:
            services.publish_draft(
                code=code, decree=decree, by=actor_in(request), at=timezone.now()
            )
        except (BadInput, Refused) as error:
            field = getattr(error, "field", "")
            form.add_error(field if field in form.fields else None, error.message)
        else:
            messages.success(
                request, _("Versi baru berlaku. Permohonan yang berjalan tetap memakai versinya.")
            )
            return redirect("procedures:desk_one", code)
    return _procedure_page(request, code, form, status=422)


@staff_page(*services.EDITORS)
@require_POST
def drop(request: HttpRequest, code: str) -> HttpResponse:
    """Throw the draft away."""
    services.drop_draft(code=code, by=actor_in(request), at=timezone.now())
    messages.success(request, _("Rancangan dibuang."))
    return redirect("procedures:desk")


@staff_page(*services.EDITORS)
@require_POST
def retire(request: HttpRequest, code: str) -> HttpResponse:
    """Stop offering a procedure."""
    services.retire_procedure(code=code, by=actor_in(request), at=timezone.now())
    messages.success(
        request, _("Prosedur ini tidak lagi dibuka. Yang berjalan tetap diselesaikan.")
    )
    return redirect("procedures:desk_one", code)
