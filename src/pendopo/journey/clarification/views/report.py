"""The form by which anyone tells of a rumour, and the page that says how far it is."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.core import signing
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.foundation.people.access import public_page
from pendopo.foundation.people.types import ANONYMOUS, Actor
from pendopo.journey.clarification import services
from pendopo.journey.clarification.errors import ClaimNotFound
from pendopo.journey.clarification.forms import ClaimForm, RememberedForm
from pendopo.journey.clarification.selectors import public as selectors
from pendopo.journey.clarification.types import MEANINGS
from pendopo.journey.clarification.views.public import TONES
from pendopo.journey.voice.throttle import SENDS, count_attempt
from pendopo.kernel.errors import BadInput
from pendopo.kernel.http import client_address, render_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_SALT = "clarification.sighting"


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest) -> HttpResponse:
    """Show the form, or take in what was told."""
    if request.method != "POST":
        return _page(request, _form_of(request)(), uuid.uuid4())
    count_attempt(SENDS, client_address(request))
    key = _key(request)
    asked = _form_of(request)(request.POST, request.FILES)
    if not asked.is_valid():
        return _page(request, asked, key)
    by = _author(request, asked)
    rumour = asked.told(key, reporter_id=by.person_id)
    try:
        received = services.receive_claim(rumour, by=by, at=timezone.now())
    except BadInput as error:
        field = "screenshot" if error.field == "photos" else error.field
        asked.add_error(field if field in asked.fields else None, error.message)
        return _page(request, asked, key)
    return redirect("clarification:receipt", signing.dumps(str(received.sighting_id), salt=_SALT))


@public_page
@require_safe
@never_cache
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """Show to who told of a rumour how far it is, and the verdict where one stands."""
    try:
        sighting_id = uuid.UUID(signing.loads(token, salt=_SALT))
    except (signing.BadSignature, ValueError) as error:
        raise ClaimNotFound(_("Laporan ini tidak ditemukan.")) from error
    shown = selectors.receipt(sighting_id)
    verdict = shown.verdict
    context = {
        "shown": shown,
        "claim": shown.claim,
        "verdict": verdict,
        "tone": TONES[verdict.verdict] if verdict else "",
        "meaning": MEANINGS[verdict.verdict] if verdict else "",
    }
    return render_page(request, "clarification/receipt.html", context)


def _page(request: HttpRequest, asked: ClaimForm, key: uuid.UUID) -> HttpResponse:
    status = 422 if asked.errors else 200
    return render_page(
        request, "clarification/report.html", {"form": asked, "key": key}, status=status
    )


def _form_of(request: HttpRequest) -> type[ClaimForm]:
    return RememberedForm if request.user.is_authenticated else ClaimForm


def _author(request: HttpRequest, asked: ClaimForm) -> Actor:
    """Return the person who is signed in only if they ask for the tie, and only as a citizen."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor if asked.cleaned_data.get("is_mine") and not actor.is_staff else ANONYMOUS


def _key(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid.uuid4()
