"""After sending, and following a voice: by number and code, or signed in."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.foundation.ledger import receipts
from pendopo.foundation.people.access import citizen_page, public_page
from pendopo.foundation.people.types import ANONYMOUS, Actor
from pendopo.journey.cases import services as cases
from pendopo.journey.cases.routing.links import links_of
from pendopo.journey.cases.selectors import case_of_voice, grounds_of
from pendopo.journey.cases.selectors.application import may_still_add
from pendopo.journey.voice import following, rules
from pendopo.journey.voice import selectors as voices
from pendopo.journey.voice.errors import VoiceNotFound
from pendopo.journey.voice.throttle import TRACKS, count_attempt
from pendopo.kernel.errors import BadInput
from pendopo.kernel.http import client_address, render_page
from pendopo.portal import selectors
from pendopo.portal.forms import (
    ContestForm,
    ObjectionForm,
    RatingForm,
    ReplyForm,
    TrackForm,
    WithdrawForm,
)

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest

    from pendopo.journey.voice.models import Voice

_PAGE = 20


@public_page
@require_safe
@never_cache
def sent(request: HttpRequest, token: str) -> HttpResponse:
    """Show the number, the secret code, the promise and the receipt after sending."""
    voice = _sent_voice(token)
    context = {
        "voice": voice,
        "code": rules.tracking_code(voice.submission_key),
        "promise": selectors.verify_promise(voice.received_at),
        "card": receipts.receipt_card(selectors.receipt_of(voice)),
        "download_url": reverse("portal:sent_receipt", args=[token]),
    }
    return render_page(request, "portal/sent.html", context)


@public_page
@require_safe
@never_cache
def sent_receipt(_request: HttpRequest, token: str) -> HttpResponse:
    """Hand out the receipt as a file, right after sending."""
    return _receipt_file(_sent_voice(token))


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def track(request: HttpRequest) -> HttpResponse:
    """Ask for number and code, and open the voice they belong to."""
    if request.method != "POST":
        form = TrackForm(initial={"number": request.GET.get("nomor", "")})
        return render_page(request, "portal/track.html", {"form": form})
    count_attempt(TRACKS, client_address(request))
    form = TrackForm(request.POST)
    if form.is_valid():
        try:
            found = voices.tracked_voice(form.cleaned_data["number"], form.cleaned_data["code"])
        except VoiceNotFound as error:
            form.add_error(None, error.message)
        else:
            following.follow(request.session, found.id, at=timezone.now())
            return redirect("portal:voice", number=found.number)
    return render_page(request, "portal/track.html", {"form": form}, status=422)


@public_page
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Forget the voices followed in this browser."""
    following.forget_followed(request.session)
    messages.success(request, _("Perangkat ini tidak lagi mengikuti laporan Anda."))
    return redirect("portal:track")


@public_page
@require_safe
@never_cache
def voice(request: HttpRequest, number: str) -> HttpResponse:
    """Show a voice to the one who holds it."""
    held = held_voice(request, number)
    return ask_for_code(number) if held is None else _voice_page(request, held)


@public_page
@require_POST
@never_cache
def reply(request: HttpRequest, number: str) -> HttpResponse:
    """Take in the reporter's reply to a question."""
    return _say(request, number, ReplyForm(request.POST), cases.reply_as_reporter, "reply_form")


@public_page
@require_POST
@never_cache
def contest(request: HttpRequest, number: str) -> HttpResponse:
    """Open the case again because the reporter contests the answer."""
    return _say(request, number, ContestForm(request.POST), cases.reopen_case, "contest_form")


@public_page
@require_POST
@never_cache
def accept(request: HttpRequest, number: str) -> HttpResponse:
    """Close the case because the reporter accepts the answer."""
    held = held_voice(request, number)
    if held is None:
        return ask_for_code(number)
    by = reporter(request, held)
    cases.accept_answer(case_id=_case_id(held), by=by, at=timezone.now())
    messages.success(request, _("Terima kasih. Laporan ini ditutup atas persetujuan Anda."))
    return redirect("portal:voice", number=held.number)


@public_page
@require_POST
@never_cache
def object_to_answer(request: HttpRequest, number: str) -> HttpResponse:
    """Put the answer to a request for information before the superior of the PPID."""
    held = held_voice(request, number)
    if held is None:
        return ask_for_code(number)
    form = _objection_form(held, request.POST)
    if not form.is_valid():
        return _voice_page(request, held, status=422, form=form, objection_form=form)
    by, told = reporter(request, held), form.cleaned_data
    cases.object_to_answer(case_id=_case_id(held), by=by, at=timezone.now(), **told)
    messages.success(request, _("Keberatan Anda sudah diterima dan sampai kepada atasan PPID."))
    return redirect("portal:voice", number=held.number)


@public_page
@require_POST
@never_cache
def dispute(request: HttpRequest, number: str) -> HttpResponse:
    """Note that the author of a request goes to the Information Commission."""
    held = held_voice(request, number)
    if held is None:
        return ask_for_code(number)
    by = reporter(request, held)
    cases.record_dispute(case_id=_case_id(held), by=by, at=timezone.now())
    messages.success(request, _("Tercatat. Kirim suratnya ke Komisi Informasi."))
    return redirect("portal:commission_letter", number=held.number)


@public_page
@require_POST
@never_cache
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Take the case back at its reporter's word."""
    held = held_voice(request, number)
    if held is None:
        return ask_for_code(number)
    form = WithdrawForm(request.POST, auto_id="cabut_%s")
    if not form.is_valid():
        return _voice_page(request, held, status=422, form=form, withdraw_form=form)
    by, text = reporter(request, held), form.cleaned_data["text"]
    cases.withdraw_case(case_id=_case_id(held), text=text, by=by, at=timezone.now())
    messages.success(request, _("Sudah dicabut. Riwayatnya tetap dapat Anda baca di sini."))
    return redirect("portal:voice", number=held.number)


@public_page
@require_POST
@never_cache
def rate(request: HttpRequest, number: str) -> HttpResponse:
    """Take in how satisfied the reporter is with the answer."""
    held = held_voice(request, number)
    if held is None:
        return ask_for_code(number)
    form = RatingForm(request.POST, auto_id="nilai_%s")
    if not form.is_valid() or not _rated(request, held, form):
        return _voice_page(request, held, status=422, form=form, rating_form=form)
    messages.success(request, _("Terima kasih. Penilaian Anda tercatat."))
    return redirect("portal:voice", number=held.number)


@public_page
@require_safe
@never_cache
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """Hand out the receipt of a voice to the one who holds it."""
    held = held_voice(request, number)
    return ask_for_code(number) if held is None else _receipt_file(held)


@citizen_page
@require_safe
@never_cache
def own(request: HttpRequest) -> HttpResponse:
    """List the signed-in person's voices."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    rows = (
        selectors.own_voices(actor.person_id, after=_uuid(request.GET.get("after", "")), size=_PAGE)
        if actor.person_id
        else []
    )
    more = f"?after={rows[_PAGE - 1].voice.id}" if len(rows) > _PAGE else ""
    return render_page(request, "portal/own.html", {"rows": rows[:_PAGE], "next": more})


def _voice_page(
    request: HttpRequest, held: Voice, *, status: int = 200, **forms: Any
) -> HttpResponse:
    shown = selectors.followed(held, at=timezone.now())
    context = {
        "followed": shown,
        "links": links_of(shown.case) if shown.case else None,
        "photos": voices.photos_of(held.id),
        "may_add_documents": bool(shown.case and may_still_add(shown.case)),
        "reply_form": ReplyForm(auto_id="balas_%s"),
        "contest_form": ContestForm(auto_id="keberatan_%s"),
        "rating_form": RatingForm(auto_id="nilai_%s"),
        "withdraw_form": WithdrawForm(auto_id="cabut_%s"),
        "objection_form": _objection_form(held) if "object" in shown.may else None,
        "download_url": reverse("portal:receipt", args=[held.number]),
        **forms,
    }
    return render_page(request, "portal/voice.html", context, status=status)


def _objection_form(held: Voice, data: Any = None) -> ObjectionForm:
    grounds = grounds_of(held.procedure_version_id)
    return ObjectionForm(data, grounds=grounds, auto_id="atasan_%s")


def _say(
    request: HttpRequest,
    number: str,
    form: forms.Form,
    step: Callable[..., object],
    name: str,
) -> HttpResponse:
    held = held_voice(request, number)
    if held is None:
        return ask_for_code(number)
    if not form.is_valid():
        return _voice_page(request, held, status=422, form=form, **{name: form})
    step(
        case_id=_case_id(held),
        text=form.cleaned_data["text"],
        by=reporter(request, held),
        at=timezone.now(),
    )
    messages.success(request, _("Tulisan Anda sudah diterima dan tercatat di riwayat."))
    return redirect("portal:voice", number=held.number)


def _rated(request: HttpRequest, held: Voice, form: RatingForm) -> bool:
    """Keep the rating; False if it was refused, which the form then says."""
    by, told = reporter(request, held), form.cleaned_data
    try:
        cases.rate_answer(case_id=_case_id(held), by=by, at=timezone.now(), **told)
    except BadInput as error:
        form.add_error(error.field if error.field in form.fields else None, error.message)
        return False
    return True


def held_voice(request: HttpRequest, number: str) -> Voice | None:
    """Return the voice if this browser or the signed-in person holds it."""
    found = voices.voice_with_number(number)
    if found is None:
        return None
    if following.is_followed(request.session, found.id, at=timezone.now()):
        return found
    is_own = request.user.is_authenticated and selectors.is_owned(found, request.actor)  # type: ignore[attr-defined]
    return found if is_own else None


def reporter(request: HttpRequest, held: Voice) -> Actor:
    """Return the reporter as actor: themselves where signed in, else nameless; never as staff."""
    if not request.user.is_authenticated:
        return ANONYMOUS
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not selectors.is_owned(held, actor):
        return ANONYMOUS
    return Actor(ref=actor.ref, account_id=actor.account_id, person_id=actor.person_id)


def ask_for_code(number: str) -> HttpResponse:
    """Lead to the page that asks for number and code."""
    return redirect(f"{reverse('portal:track')}?{urlencode({'nomor': number})}")


def _case_id(held: Voice) -> uuid.UUID:
    case = case_of_voice(held.id)
    if case is None:
        raise VoiceNotFound(_("Laporan ini masih dicatat. Coba lagi sebentar lagi."))
    return case.id


def _sent_voice(token: str) -> Voice:
    found = voices.voice(following.voice_of_token(token))
    if found is None or not found.tracking_index:
        raise VoiceNotFound
    return found


def _receipt_file(held: Voice) -> HttpResponse:
    content = receipts.receipt_file(selectors.receipt_of(held))
    return HttpResponse(
        content,
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="tanda-terima-{held.number}.json"'},
    )


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
