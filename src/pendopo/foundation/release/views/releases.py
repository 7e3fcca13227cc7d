"""The desk of releases: drafting, checking, approving, reviewing, withdrawing."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.foundation.governance.wording import approver_labels
from pendopo.foundation.people.access import staff_page
from pendopo.foundation.release.errors import NotYours, ReleaseNotFound
from pendopo.foundation.release.keeping import keeper_of
from pendopo.foundation.release.release_forms import (
    PermalinkForm,
    ReleaseForm,
    WithdrawalForm,
    words_of,
)
from pendopo.foundation.release.selectors import registers
from pendopo.foundation.release.selectors import releases as selectors
from pendopo.foundation.release.services import postings, publishing
from pendopo.foundation.release.services import releases as services
from pendopo.foundation.release.types import EDITABLE, ReleaseState
from pendopo.foundation.release.views.doing import actor_of, done, status_of
from pendopo.kernel.errors import BadInput, Refused
from pendopo.kernel.http import render_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from pendopo.foundation.people.types import Actor

_MOST = 50
TONES = {
    ReleaseState.DRAFT.value: "neutral",
    ReleaseState.HELD.value: "danger",
    ReleaseState.WAITING.value: "warning",
    ReleaseState.READY.value: "info",
    ReleaseState.PUBLISHED.value: "success",
}


@staff_page()
@require_safe
@never_cache
def desk(request: HttpRequest) -> HttpResponse:
    """Show what is planned, and the releases the actor wrote, owns or oversees."""
    by = actor_of(request)
    rows = selectors.seen_by(by)[:_MOST]
    context = {
        "coming": selectors.coming(by)[:_MOST],
        "rows": [(row, TONES.get(row.state, "neutral")) for row in rows],
    }
    return render_page(request, "release/desk.html", context)


@staff_page()
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Begin a release."""
    began = registers.template_words(request.GET.get("templat", ""))
    form = ReleaseForm(request.POST or None, initial=began)
    by, made = actor_of(request), []
    if done(
        form, lambda: made.append(services.draft(words=form.words(), by=by, at=timezone.now()))
    ):
        return redirect("release:one", made[0].id)
    context = {"form": form, "templates": registers.templates(in_use=True)}
    return render_page(request, "release/edit.html", context, status=status_of(form))


@staff_page()
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def edit(request: HttpRequest, release_id: uuid.UUID) -> HttpResponse:
    """Change a draft, or begin the correction of what is public."""
    by, at = actor_of(request), timezone.now()
    page = selectors.release_page(release_id, by)
    release = page.release
    form = ReleaseForm(request.POST or None, initial=words_of(release))
    made: list[Any] = []

    def write() -> None:
        if release.state in EDITABLE:
            words = form.words()
            made.append(services.redraft(release_id=release_id, words=words, by=by, at=at))
        else:
            made.append(services.draft(words=form.words(), by=by, at=at, replaces=release))

    if done(form, write):
        messages.success(request, _("Rancangan disimpan."))
        return redirect("release:one", made[0].id)
    context = {"form": form, "release": release}
    return render_page(request, "release/edit.html", context, status=status_of(form))


@staff_page()
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def one(request: HttpRequest, release_id: uuid.UUID) -> HttpResponse:
    """Show a release with what was found in it, and do the actor's step."""
    by = actor_of(request)
    step = request.POST.get("step", "")
    selectors.release_page(release_id, by)
    problem = ""
    if request.method == "POST" and step in _STEPS:
        try:
            _STEPS[step](request, release_id, by, timezone.now())
        except (BadInput, NotYours, Refused) as error:
            problem = error.message
        else:
            return redirect("release:one", release_id)
    return _page(request, release_id, by, problem)


def _page(request: HttpRequest, release_id: uuid.UUID, by: Actor, problem: str) -> HttpResponse:
    page = selectors.release_page(release_id, by)
    release = page.release
    keeper = keeper_of(release.source_kind)
    context = {
        "page": page,
        "release": release,
        "words_url": reverse(keeper, args=[release.source_code]) if keeper else "",
        "tone": TONES.get(release.state, "neutral"),
        "is_editable": page.is_author and release.state in EDITABLE,
        "is_waiting": release.state in (ReleaseState.WAITING, ReleaseState.READY),
        "is_public": release.state in selectors.PUBLIC,
        "may_review": release.review_due_at and not release.reviewed_at and page.is_overseer,
        "may_withdraw": page.is_owner or page.is_overseer,
        "needs": approver_labels(release.needs),
        "given": [(each, *approver_labels([each.kind])) for each in page.approvals],
        "offers": list(zip(page.may_give, approver_labels(page.may_give), strict=True)),
        "withdrawal": WithdrawalForm(
            request.POST if request.POST.get("step") == "withdraw" else None
        ),
        "postings": [(each, PermalinkForm(auto_id=f"{each.id}_%s")) for each in page.postings],
        "public_url": request.build_absolute_uri(reverse("release:item", args=[release.id])),
        "problem": problem,
    }
    return render_page(request, "release/one.html", context, status=409 if problem else 200)


def _mask(_request: HttpRequest, release_id: uuid.UUID, by: Actor, at: datetime) -> None:
    services.mask(release_id=release_id, by=by, at=at)


def _submit(_request: HttpRequest, release_id: uuid.UUID, by: Actor, at: datetime) -> None:
    services.submit(release_id=release_id, by=by, at=at)


def _approve(request: HttpRequest, release_id: uuid.UUID, by: Actor, at: datetime) -> None:
    kind = request.POST.get("kind", "")
    services.approve(release_id=release_id, kind=kind, by=by, at=at)


def _send_back(_request: HttpRequest, release_id: uuid.UUID, by: Actor, at: datetime) -> None:
    services.send_back(release_id=release_id, by=by, at=at)


def _review(_request: HttpRequest, release_id: uuid.UUID, by: Actor, at: datetime) -> None:
    publishing.review(release_id=release_id, by=by, at=at)


def _withdraw(request: HttpRequest, release_id: uuid.UUID, by: Actor, at: datetime) -> None:
    form = WithdrawalForm(request.POST)
    # What the form stops the service refuses as well, after it knows whose release it is.
    told = form.cleaned_data["reason"] if form.is_valid() else form.data.get("reason", "")[:400]
    if form.is_covered:
        raise BadInput(_("Rilis belum ditarik. Baca lagi alasannya, lalu kirim."))
    kept = form.keep_reason
    publishing.withdraw(release_id=release_id, reason=told, keep_reason=kept, by=by, at=at)


def _confirm(request: HttpRequest, _release_id: uuid.UUID, by: Actor, at: datetime) -> None:
    form = PermalinkForm(request.POST)
    permalink = form.cleaned_data["permalink"] if form.is_valid() else ""
    try:
        posting_id = uuid.UUID(request.POST.get("posting", ""))
    except ValueError:
        raise ReleaseNotFound(_("Rilis tidak ditemukan.")) from None
    postings.confirm(posting_id=posting_id, permalink=permalink, by=by, at=at)


_STEPS: dict[str, Callable[[HttpRequest, uuid.UUID, Actor, datetime], None]] = {
    "mask": _mask,
    "submit": _submit,
    "approve": _approve,
    "send_back": _send_back,
    "review": _review,
    "withdraw": _withdraw,
    "confirm": _confirm,
}
