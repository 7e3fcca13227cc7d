"""Photos of voices, each looked at before it is handed out."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from pendopo.foundation.people.access import public_page
from pendopo.journey.voice import following
from pendopo.journey.voice import photos as kept
from pendopo.journey.voice import selectors as voices
from pendopo.journey.voice.errors import VoiceNotFound
from pendopo.portal import selectors

if TYPE_CHECKING:
    from django.http import HttpRequest

    from pendopo.journey.voice.models import Photo

# Private: a shared cache could not ask again whether the case became secret.
_CACHE = "private, max-age=31536000, immutable"


@public_page
@require_safe
def photo(request: HttpRequest, photo_id: uuid.UUID) -> HttpResponse:
    """Show a photo to whoever may see its voice."""
    return _answer(kept.content(_visible(request, photo_id)))


@public_page
@require_safe
def small_photo(request: HttpRequest, photo_id: uuid.UUID) -> HttpResponse:
    """Show a photo small to whoever may see its voice."""
    return _answer(kept.thumbnail(_visible(request, photo_id)))


def _visible(request: HttpRequest, photo_id: uuid.UUID) -> Photo:
    found = voices.photo(photo_id)
    if found is None or found.voice_id is None:
        raise VoiceNotFound
    if selectors.may_show_photos(found.voice_id, by=request.actor):  # type: ignore[attr-defined]
        return found
    if following.is_followed(request.session, found.voice_id, at=timezone.now()):
        return found
    voice = voices.voice(found.voice_id) if request.user.is_authenticated else None
    if voice is None or not selectors.is_owned(voice, request.actor):  # type: ignore[attr-defined]
        raise VoiceNotFound
    return found


def _answer(content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="image/jpeg")
    response["Cache-Control"] = _CACHE
    response["X-Content-Type-Options"] = "nosniff"
    return response
