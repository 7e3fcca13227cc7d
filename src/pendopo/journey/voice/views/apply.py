"""The form of a service, page by page; it works without scripts and keeps what was typed."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.foundation.people.access import public_page
from pendopo.foundation.people.types import ANONYMOUS, Actor
from pendopo.journey.procedures import selectors as procedures
from pendopo.journey.procedures.forms import QuestionsForm
from pendopo.journey.voice import documents, following, selectors, services
from pendopo.journey.voice.applying import ACCUSED, DOCUMENTS, REVIEW, Application
from pendopo.journey.voice.errors import DocumentUnreadable, VoiceNotFound
from pendopo.journey.voice.throttle import SENDS, UPLOADS, count_attempt
from pendopo.kernel.errors import BadInput
from pendopo.kernel.http import client_address, private_file, render_page

if TYPE_CHECKING:
    from django.http import HttpRequest

    from pendopo.journey.procedures.definition import Requirement
    from pendopo.journey.voice.models import Document

Faults = list[tuple[str, str]]


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def form(request: HttpRequest, code: str) -> HttpResponse:
    """Ask the questions of a service, take in its documents, show all of it, and send it."""
    shown = procedures.running(code)
    if shown.definition.kind not in procedures.kinds_with_form():
        return redirect(f"{reverse('voice:form')}?kind={shown.definition.kind}")
    key = _key(request)
    application = Application(shown.version, shown.definition, key, request.POST)
    if request.method != "POST":
        return _first_page(request, application)
    if request.POST.get("version") not in ("", None, str(shown.version.number)):
        return _question_page(request, application, 0, is_renewed=True)
    return _move(request, application)


@public_page
@require_safe
@never_cache
def draft_document(request: HttpRequest, document_id: uuid.UUID) -> HttpResponse:
    """Hand a document that is not sent yet back to whoever attached it."""
    found = selectors.document(document_id)
    if found is None or found.voice_id is not None:
        raise VoiceNotFound
    if not following.is_own_draft(request.session, found.submission_key):
        raise VoiceNotFound
    return private_file(
        documents.content(found), media_type=found.media_type, name=documents.file_name(found)
    )


def _move(request: HttpRequest, application: Application) -> HttpResponse:
    stage, action = request.POST.get("stage", "0"), request.POST.get("action", "next")
    if action.startswith("to:"):
        return _stage_page(request, application, application.stage(action[3:]))
    if action == "back":
        return _stage_page(request, application, application.beside(stage, -1))
    if action == "send":
        return _send(request, application)
    return _take(request, application, stage, action)


def _take(request: HttpRequest, application: Application, stage: str, action: str) -> HttpResponse:
    """Take in one stage, and lead on to the next."""
    if stage == DOCUMENTS:
        return _take_documents(request, application, action)
    if stage == ACCUSED:
        return _take_accused(request, application)
    if stage.isdigit() and int(stage) < len(application.definition.pages):
        return _take_answers(request, application, int(stage))
    return _stage_page(request, application, application.stage(stage))


def _take_answers(request: HttpRequest, application: Application, index: int) -> HttpResponse:
    page = application.page(index)
    shown = set(request.POST.getlist("shown"))
    fresh = [name for name in page.fields if name not in shown]
    page.is_valid()
    # What was not on the page before cannot have been forgotten.
    for name in fresh if shown else ():
        if not request.POST.getlist(name):
            page.errors.pop(name, None)
    if page.errors:
        return _question_page(request, application, index, page=page, status=422)
    if shown and fresh:
        return _question_page(request, application, index, page=page, fresh=fresh)
    return _stage_page(request, application, application.beside(str(index), 1))


def _take_documents(request: HttpRequest, application: Application, action: str) -> HttpResponse:
    unwanted = [found for text in request.POST.getlist("drop") if (found := _uuid(text))]
    documents.drop_waiting_documents(unwanted, submission_key=application.key)
    faults = _keep_documents(request, application)
    given = list(selectors.documents_waiting(application.key))
    if action != "attach":
        faults += [
            (row.code, _("Berkas “%(name)s” belum dilampirkan.") % {"name": row.label})
            for row in application.missing(given)
        ]
    if faults:
        return _document_page(request, application, faults=faults, status=422)
    if action == "attach":
        return _document_page(request, application)
    return _stage_page(request, application, application.beside(DOCUMENTS, 1))


def _take_accused(request: HttpRequest, application: Application) -> HttpResponse:
    if not application.accused_form.is_valid():
        return _accused_page(request, application, status=422)
    return _stage_page(request, application, application.beside(ACCUSED, 1))


def _keep_documents(request: HttpRequest, application: Application) -> Faults:
    faults: Faults = []
    files = [
        (row, file)
        for row in application.documents_asked
        for file in request.FILES.getlist(f"file_{row.code}")
    ]
    if files:
        count_attempt(UPLOADS, client_address(request))
        following.remember_draft(request.session, application.key)
    for row, file in files:
        try:
            documents.keep_document(
                file,
                size=file.size or 0,
                requirement=row,
                submission_key=application.key,
                at=timezone.now(),
            )
        except DocumentUnreadable as error:
            faults.append((row.code, f"{row.label}: {error.message}"))
    return faults


def _send(request: HttpRequest, application: Application) -> HttpResponse:
    count_attempt(SENDS, client_address(request))
    if not selectors.is_sent(application.key):
        if application.wrong_pages:
            return _question_page(request, application, application.wrong_pages[0], status=422)
        if application.missing(list(selectors.documents_waiting(application.key))):
            return _take_documents(request, application, "next")
        if application.asks_whom_it_accuses and not application.accused_form.is_valid():
            return _accused_page(request, application, status=422)
        asked = [row.code for row in application.documents_asked]
        documents.drop_unasked_documents(asked, submission_key=application.key)
    now = timezone.now()
    try:
        sent = services.receive_voice(
            application.submission(), by=_author(request, application), at=now
        )
    except BadInput as error:
        return _question_page(request, application, 0, message=error.message, status=422)
    following.follow(request.session, sent.voice_id, at=now)
    return redirect("portal:sent", token=following.sent_token(sent.voice_id))


def _first_page(request: HttpRequest, application: Application) -> HttpResponse:
    return _question_page(request, application, 0, page=application.blank_page(0))


def _stage_page(request: HttpRequest, application: Application, stage: str) -> HttpResponse:
    if stage == DOCUMENTS:
        return _document_page(request, application)
    if stage == ACCUSED:
        return _accused_page(request, application)
    if stage == REVIEW:
        return _review_page(request, application)
    page = application.page(int(stage))
    # Opened, not sent: what is still empty there is no fault yet.
    if not any(name in request.POST for name in page.fields):
        page = application.blank_page(int(stage))
    return _question_page(request, application, int(stage), page=page)


def _question_page(
    request: HttpRequest,
    application: Application,
    index: int,
    *,
    page: QuestionsForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    form = page or application.page(index)
    context = {
        **_frame(application, str(index), shown=list(form.fields)),
        "page": application.definition.pages[index],
        "form": form,
        "shown": list(form.fields),
        **more,
    }
    return render_page(request, "voice/apply.html", context, status=status)


def _document_page(
    request: HttpRequest,
    application: Application,
    *,
    faults: Faults | None = None,
    status: int = 200,
) -> HttpResponse:
    waiting = list(selectors.documents_waiting(application.key))
    context = {
        **_frame(application, DOCUMENTS),
        "rows": [(row, _of(row, waiting)) for row in application.documents_asked],
        "faults": faults or [],
        "faulty": {code for code, _message in faults or []},
    }
    return render_page(request, "voice/apply_documents.html", context, status=status)


def _accused_page(
    request: HttpRequest, application: Application, *, status: int = 200
) -> HttpResponse:
    context = {
        **_frame(application, ACCUSED, shown=["accused"]),
        "form": application.accused_form,
    }
    return render_page(request, "voice/apply_accused.html", context, status=status)


def _of(row: Requirement, given: list[Document]) -> list[Document]:
    return [document for document in given if document.requirement == row.code]


def _review_page(request: HttpRequest, application: Application) -> HttpResponse:
    waiting = list(selectors.documents_waiting(application.key))
    context = {
        **_frame(application, REVIEW),
        "told": application.told(),
        "rows": [(row, _of(row, waiting)) for row in application.documents_asked],
        "office": application.definition.owner,
        "asks_accused": application.asks_whom_it_accuses,
        "accused": application.accused,
    }
    return render_page(request, "voice/apply_review.html", context)


def _frame(
    application: Application, stage: str, *, shown: list[str] | None = None
) -> dict[str, Any]:
    stages = application.stages
    return {
        "definition": application.definition,
        "version": application.version,
        "key": application.key,
        "stage": stage,
        "number": stages.index(stage) + 1 if stage in stages else 1,
        "n_stages": len(stages),
        "carried": application.carried(shown or []),
    }


def _author(request: HttpRequest, application: Application) -> Actor:
    if application.definition.identity == "none" or not request.user.is_authenticated:
        return ANONYMOUS
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return ANONYMOUS if actor.is_staff else actor


def _key(request: HttpRequest) -> uuid.UUID:
    key = _uuid(request.POST.get("key", ""))
    # Changed after sending: a new application, for the first one stands as it was sent.
    if key is None or (request.POST.get("action") != "send" and selectors.is_sent(key)):
        return uuid.uuid4()
    return key


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
