"""The desk of claims: sorting, the answer of who owns the facts, proposing, waves."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.foundation.people.access import actor_in, staff_page
from pendopo.foundation.release.views.releases import TONES as RELEASE_TONES
from pendopo.journey.clarification import forms, services
from pendopo.journey.clarification.errors import ClaimNotFound
from pendopo.journey.clarification.rules import TRIAGERS
from pendopo.journey.clarification.selectors import desk as selectors
from pendopo.journey.clarification.types import ClaimState, WaveAct
from pendopo.kernel.errors import BadInput, NotAllowed, Refused
from pendopo.kernel.http import render_page

if TYPE_CHECKING:
    from django import forms as django_forms
    from django.http import HttpRequest

    from pendopo.foundation.people.types import Actor
    from pendopo.journey.clarification.selectors.desk import ClaimPage

TONES = {
    ClaimState.NEW.value: "warning",
    ClaimState.ASKED.value: "warning",
    ClaimState.STATED.value: "info",
    ClaimState.PROPOSED.value: "info",
    ClaimState.ANSWERED.value: "success",
}


@staff_page()
@require_safe
@never_cache
def desk(request: HttpRequest) -> HttpResponse:
    """List the claims an actor sees, what runs out first on top."""
    by, at = actor_in(request), timezone.now()
    tab = request.GET.get("tab", "menunggu")
    rows = selectors.queue(by, tab, at=at)
    context = {
        "rows": [(row, TONES.get(row.claim.state, "neutral")) for row in rows],
        "tabs": [(name, label, name == tab) for name, label in tab_labels()],
        "n_late": selectors.n_late(by, at=at),
    }
    return render_page(request, "clarification/desk.html", context)


def tab_labels() -> list[tuple[str, str]]:
    """Return the tabs of the queue with their words in the reader's language."""
    return [
        ("menunggu", _("Menunggu")),
        ("dijawab", _("Sudah dijawab")),
        ("tidak-dijawab", _("Tidak dijawab")),
        ("semua", _("Semua")),
    ]


@staff_page()
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def enter(request: HttpRequest) -> HttpResponse:
    """Enter a rumour that an officer saw."""
    by, at = actor_in(request), timezone.now()
    form = forms.OfficerForm(request.POST or None, request.FILES or None)
    key = _uuid(request.POST.get("key", "")) or uuid.uuid4()
    made: list[Any] = []
    if _done(form, lambda: made.append(services.receive_claim(form.told(key), by=by, at=at))):
        number = made[0].number
        words = (
            _("Tercatat sebagai %(number)s.")
            if made[0].is_new_claim
            else _("Kabar ini sudah dikenal; ditambahkan pada %(number)s.")
        )
        messages.success(request, words % {"number": number})
        return redirect("clarification:desk")
    context = {"form": form, "key": key}
    status = 422 if form.errors else 200
    return render_page(request, "clarification/enter.html", context, status=status)


@staff_page()
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def one(request: HttpRequest, number: str) -> HttpResponse:
    """Show a claim, and do the actor's step."""
    by, at = actor_in(request), timezone.now()
    page = selectors.claim_page(number, by, at=at)
    if wording_id := _uuid(request.POST.get("split", "")):
        own = services.split(wording_id=wording_id, by=by, at=at)
        return redirect("clarification:one", own.number)
    step, tried, problem = request.POST.get("step", ""), None, ""
    if request.method == "POST" and step in _STEPS:
        tried = _forms(page, step, request.POST).get(step)
        problem = _try(step, page, tried, by, at)
        if not problem and not (tried and tried.errors):
            return redirect("clarification:one", number)
        page = selectors.claim_page(number, by, at=at)
    return _page(request, page, {step: tried} if tried else {}, problem)


@staff_page()
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def answer(request: HttpRequest, number: str) -> HttpResponse:
    """Write what the owner of the facts states."""
    by, at = actor_in(request), timezone.now()
    page = selectors.claim_page(number, by, at=at)
    if not page.may_state:
        raise NotAllowed(_("Jawaban ditulis perangkat daerah pemilik faktanya."))
    initial = forms.began_with(page.newest, page.claim.headline)
    form = forms.VerdictForm(request.POST or None, initial=initial)
    claim_id = page.claim.id
    if _done(
        form,
        lambda: services.state_verdict(claim_id=claim_id, words=form.words(), by=by, at=at),
    ):
        messages.success(request, _("Jawaban disimpan. Ajukan putusannya agar dapat terbit."))
        return redirect("clarification:one", number)
    context = {"form": form, "claim": page.claim}
    status = 422 if form.errors else 200
    return render_page(request, "clarification/answer.html", context, status=status)


@staff_page(*TRIAGERS)
@require_safe
@never_cache
def picture(_request: HttpRequest, screenshot_id: uuid.UUID) -> HttpResponse:
    """Show a picture of a rumour to who sorts claims."""
    shown = selectors.screenshot(screenshot_id)
    with shown.file.open("rb") as file:
        response = HttpResponse(file.read(), content_type="image/jpeg")
    response["Cache-Control"] = "private, no-store"
    return response


def _done(form: django_forms.Form, act: Callable[[], object]) -> bool:
    if not form.is_valid():
        return False
    try:
        act()
    except (BadInput, Refused) as error:
        field = getattr(error, "field", "")
        field = "screenshot" if field == "photos" else field
        form.add_error(field if field in form.fields else None, error.message)
        return False
    return True


def _forms(page: ClaimPage, step: str = "", data: Any = None) -> dict[str, Any]:
    claim = page.claim
    began = {"headline": claim.headline, "harm": claim.harm, "topic": claim.topic_id}
    made = {
        "triage": forms.TriageForm(
            data if step == "triage" else None, initial=began, auto_id="triage_%s"
        ),
        "aside": forms.AsideForm(data if step == "aside" else None, auto_id="aside_%s"),
        "join": forms.JoinForm(data if step == "join" else None, auto_id="join_%s"),
        "wave": forms.WaveForm(data if step == "wave" else None, auto_id="wave_%s"),
    }
    return dict(made)


def _try(
    step: str, page: ClaimPage, tried: django_forms.Form | None, by: Actor, at: datetime
) -> str:
    if tried is not None:
        _done(tried, lambda: _STEPS[step](page, tried.cleaned_data, tried, by, at))
        return ""
    try:
        _STEPS[step](page, {}, None, by, at)
    except (BadInput, Refused) as error:
        return error.message
    return ""


def _page(
    request: HttpRequest, page: ClaimPage, tried: dict[str, Any], problem: str
) -> HttpResponse:
    failed = next(iter(tried.values()), None)
    release = page.release
    context = {
        "page": page,
        "claim": page.claim,
        "tone": TONES.get(page.claim.state, "neutral"),
        "release": release,
        "release_tone": RELEASE_TONES.get(release.state, "neutral") if release else "",
        "forms": _forms(page) | tried,
        "tried": failed,
        "problem": problem,
        "is_sortable": page.may_triage and page.claim.state in (ClaimState.NEW, ClaimState.ASKED),
    }
    status = 409 if problem else 422 if failed else 200
    return render_page(request, "clarification/one.html", context, status=status)


def _triage(page: ClaimPage, _values: Any, form: Any, by: Actor, at: datetime) -> None:
    services.triage(claim_id=page.claim.id, words=form.words(), by=by, at=at)


def _set_aside(page: ClaimPage, _values: Any, form: Any, by: Actor, at: datetime) -> None:
    services.set_aside(claim_id=page.claim.id, **form.chosen(), by=by, at=at)


def _take_up(page: ClaimPage, _values: Any, _form: Any, by: Actor, at: datetime) -> None:
    services.take_up(claim_id=page.claim.id, by=by, at=at)


def _join(page: ClaimPage, values: Any, _form: Any, by: Actor, at: datetime) -> None:
    number = forms.read_number(values["into"])
    try:
        into = selectors.one(number, by, at=at)
    except ClaimNotFound as error:
        raise BadInput(error.message, field="into") from error
    services.join(claim_id=page.claim.id, into_id=into.id, by=by, at=at)


def _propose(page: ClaimPage, _values: Any, _form: Any, by: Actor, at: datetime) -> None:
    services.propose(claim_id=page.claim.id, by=by, at=at)


def _meet(page: ClaimPage, values: Any, _form: Any, by: Actor, at: datetime) -> None:
    services.meet_wave(
        claim_id=page.claim.id, act=WaveAct(values["act"]), note=values["note"], by=by, at=at
    )


_STEPS: dict[str, Callable[[ClaimPage, Any, Any, Actor, datetime], None]] = {
    "triage": _triage,
    "aside": _set_aside,
    "take_up": _take_up,
    "join": _join,
    "propose": _propose,
    "wave": _meet,
}


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
