"""The report form in two steps, which works without scripts."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from pendopo.foundation.people.access import public_page
from pendopo.foundation.people.types import ANONYMOUS, Actor
from pendopo.journey.voice import following, photos, selectors, services
from pendopo.journey.voice.errors import PhotoUnreadable, VoiceNotFound
from pendopo.journey.voice.forms import VoiceForm
from pendopo.journey.voice.masking import marked_text, public_name
from pendopo.journey.voice.similar import similar_reports
from pendopo.journey.voice.throttle import PREVIEWS, SENDS, count_attempt
from pendopo.kernel.errors import BadInput
from pendopo.kernel.http import client_address, render_page
from pendopo.kernel.regions import region

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

# What a link to the form may choose beforehand.
_PREFILLED = ("kind", "topic")


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest) -> HttpResponse:
    """Show the form, what the public will see of it, or take it in."""
    if request.method != "POST":
        prefilled = {name: request.GET[name] for name in _PREFILLED if name in request.GET}
        return _form_page(request, VoiceForm(initial=prefilled), uuid.uuid4())
    steps = {"send": _send, "edit": _edit}
    return steps.get(request.POST.get("action", ""), _preview)(request)


@public_page
@require_GET
def draft_photo(request: HttpRequest, photo_id: uuid.UUID) -> HttpResponse:
    """Show a small photo of a voice that is not sent yet, to its author alone."""
    photo = selectors.photo(photo_id)
    if photo is None or photo.voice_id is not None:
        raise VoiceNotFound
    if not following.is_own_draft(request.session, photo.submission_key):
        raise VoiceNotFound
    response = HttpResponse(photos.thumbnail(photo), content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=3600"
    return response


def _preview(request: HttpRequest) -> HttpResponse:
    count_attempt(PREVIEWS, _address(request))
    key = _key(request)
    if selectors.is_sent(key):
        # Changed after sending: a new voice, for the first one stands as it was sent.
        key = uuid.uuid4()
    asked = VoiceForm(request.POST, request.FILES)
    asked.is_valid()
    _keep_photos(request, asked, key, at=timezone.now())
    if asked.errors:
        return _form_page(request, asked, key, status=422)
    shown = _shown(asked, key)
    alike = similar_reports(shown["submission"], at=timezone.now())
    return render_page(request, "voice/preview.html", {**shown, "similar": alike})


def _edit(request: HttpRequest) -> HttpResponse:
    return _form_page(request, VoiceForm(request.POST), _key(request))


def _send(request: HttpRequest) -> HttpResponse:
    count_attempt(SENDS, _address(request))
    now, key, asked = timezone.now(), _key(request), VoiceForm(request.POST)
    if not asked.is_valid():
        return _form_page(request, asked, key, status=422)
    try:
        sent = services.receive_voice(asked.submission(key), by=_author(request, asked), at=now)
    except BadInput as error:
        asked.add_error(error.field if error.field in asked.fields else None, error.message)
        return _form_page(request, asked, key, status=422)
    following.follow(request.session, sent.voice_id, at=now)
    return redirect("portal:sent", token=following.sent_token(sent.voice_id))


def _form_page(
    request: HttpRequest, asked: VoiceForm, key: uuid.UUID, *, status: int = 200
) -> HttpResponse:
    waiting = selectors.photos_waiting(key) if request.method == "POST" else ()
    context = {"form": asked, "key": key, "photos": waiting}
    return render_page(request, "voice/form.html", context, status=status)


def _shown(asked: VoiceForm, key: uuid.UUID) -> dict[str, Any]:
    """Return what the page before sending shows; the form must be valid."""
    submission = asked.submission(key)
    place = region(submission.place.region_code) if submission.place.region_code else None
    name = submission.contact.name
    texts = {
        "title_parts": marked_text(submission.title, name=name),
        "text_parts": marked_text(submission.text, name=name),
        "note_parts": marked_text(submission.place.note, name=name),
    }
    found = {str(part.found.label) for parts in texts.values() for part in parts if part.found}
    return {
        "form": asked,
        "key": key,
        "photos": list(selectors.photos_waiting(key)),
        "submission": submission,
        "reporter": public_name(
            submission.contact.name,
            is_anonymous=submission.is_anonymous,
            is_secret=submission.is_secret,
        ),
        "topic": asked.topic_label(),
        "place": place,
        "warnings": sorted(found),
        **texts,
    }


def _keep_photos(request: HttpRequest, asked: VoiceForm, key: uuid.UUID, *, at: datetime) -> None:
    unwanted = [found for text in request.POST.getlist("drop") if (found := _uuid(text))]
    photos.drop_waiting_photos(unwanted, submission_key=key)
    files = asked.cleaned_data.get("photos", [])
    if files:
        following.remember_draft(request.session, key)
    for file in files:
        try:
            photos.keep_photo(file, size=file.size or 0, submission_key=key, at=at)
        except PhotoUnreadable as error:
            asked.add_error("photos", f"{file.name}: {error.message}")


def _author(request: HttpRequest, asked: VoiceForm) -> Actor:
    """Return the signed-in person as a citizen, unless they want to leave no identity."""
    if asked.cleaned_data["no_identity"] or not request.user.is_authenticated:
        return ANONYMOUS
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return ANONYMOUS if actor.is_staff else actor


def _key(request: HttpRequest) -> uuid.UUID:
    # Random, not time-ordered: whoever holds the key can see the tracking code.
    return _uuid(request.POST.get("key", "")) or uuid.uuid4()


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _address(request: HttpRequest) -> str:
    return client_address(request)
