"""The desk of the registers: speakers, topics, official accounts."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from pendopo.foundation.people.access import staff_page
from pendopo.foundation.release import forms
from pendopo.foundation.release.release_forms import TemplateForm
from pendopo.foundation.release.rules import NEXT_STATES, REGISTRARS
from pendopo.foundation.release.selectors import registers as selectors
from pendopo.foundation.release.services import mandates
from pendopo.foundation.release.services import registers as services
from pendopo.foundation.release.types import AccountState
from pendopo.foundation.release.views.doing import actor_of, done, status_of
from pendopo.foundation.release.wording import shown_fact
from pendopo.kernel.http import render_page

if TYPE_CHECKING:
    from django import forms as django_forms
    from django.http import HttpRequest, HttpResponse

    from pendopo.foundation.people.types import Actor
    from pendopo.foundation.release.selectors.registers import AccountPage


@staff_page(*REGISTRARS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def speakers(request: HttpRequest) -> HttpResponse:
    """List the mandates of spokespersons and give one."""
    by, at = actor_of(request), timezone.now()
    form = forms.MandateForm(
        request.POST or None, at=at, initial={"valid_from": selectors.day_of(at)}
    )
    if done(form, lambda: mandates.give_mandate(words=form.words(), by=by, at=at)):
        messages.success(request, _("Mandat dicatat."))
        return redirect("release:speakers")
    rows = [
        (row, selectors.shown_position(row.position), _is_over(row.valid_to, at))
        for row in selectors.mandates()
    ]
    context = {"form": form, "rows": rows}
    return render_page(request, "release/speakers.html", context, status=status_of(form))


@staff_page(*REGISTRARS)
@require_POST
def end(request: HttpRequest, mandate_id: uuid.UUID) -> HttpResponse:
    """End a mandate today."""
    at = timezone.now()
    mandates.end_mandate(
        mandate_id=mandate_id, last=selectors.day_of(at), by=actor_of(request), at=at
    )
    messages.success(request, _("Mandat berakhir hari ini."))
    return redirect("release:speakers")


@staff_page(*REGISTRARS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def topics(request: HttpRequest) -> HttpResponse:
    """List the topics with their owners, and add or change one."""
    form = forms.TopicForm(request.POST or None)
    by, at = actor_of(request), timezone.now()
    if done(form, lambda: mandates.assign_topic(**form.cleaned_data, by=by, at=at)):
        messages.success(request, _("Topik disimpan."))
        return redirect("release:topics")
    context = {"form": form, "rows": selectors.topics()}
    return render_page(request, "release/topics.html", context, status=status_of(form))


@staff_page(*REGISTRARS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def templates(request: HttpRequest) -> HttpResponse:
    """List the words from which releases begin, and keep or change some."""
    form = TemplateForm(request.POST or None)
    by, at = actor_of(request), timezone.now()
    if done(form, lambda: mandates.save_template(**form.cleaned_data, by=by, at=at)):
        messages.success(request, _("Templat disimpan."))
        return redirect("release:templates")
    context = {"form": form, "rows": selectors.templates()}
    return render_page(request, "release/templates.html", context, status=status_of(form))


@staff_page(*REGISTRARS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def accounts(request: HttpRequest) -> HttpResponse:
    """List the official accounts and register one."""
    by, at = actor_of(request), timezone.now()
    form = forms.AccountForm(request.POST or None, at=at)
    if done(form, lambda: services.register_account(words=form.words(), by=by, at=at)):
        messages.success(request, _("Akun resmi didaftarkan."))
        return redirect("release:accounts")
    context = {"form": form, "rows": selectors.accounts()}
    return render_page(request, "release/accounts.html", context, status=status_of(form))


@staff_page(*REGISTRARS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def account(request: HttpRequest, account_id: uuid.UUID) -> HttpResponse:
    """Show one account; appoint and relieve operators, attest, suspend or close it."""
    page, at = selectors.account_page(account_id), timezone.now()
    blank = _forms(page, at)
    step = request.POST.get("step", "")
    if request.method != "POST" or step not in _STEPS:
        return _account_page(request, page, blank)
    data = request.POST
    tried = _forms(page, at, step, data)[step]
    if done(tried, lambda: _STEPS[step](account_id, tried.cleaned_data, actor_of(request), at)):
        messages.success(request, _("Tersimpan."))
        return redirect("release:account", account_id)
    return _account_page(request, page, blank | {step: tried}, tried=tried)


def _forms(
    page: AccountPage, at: datetime, step: str = "", data: Any = None
) -> dict[str, django_forms.Form]:
    today = selectors.day_of(at)
    given = {name: data if name == step else None for name in _STEPS}
    found: dict[str, django_forms.Form] = {
        "operator": forms.OperatorForm(
            given["operator"], at=at, initial={"since": today}, auto_id="operator_%s"
        ),
        "handover": forms.HandoverForm(
            given["handover"], at=at, initial={"last": today}, auto_id="handover_%s"
        ),
        "state": forms.StateForm(given["state"], auto_id="state_%s"),
        "attest": forms.AttestForm(given["attest"], auto_id="attest_%s"),
    }
    labels = dict(AccountState.choices)
    choices = [(each.value, labels[each.value]) for each in NEXT_STATES[page.account.state]]
    found["state"].fields["state"].choices = choices  # type: ignore[attr-defined]
    serving = [
        (str(row.id), selectors.shown_position(row.position))
        for row in page.operators
        if row.valid_to is None
    ]
    found["handover"].fields["operator"].choices = serving  # type: ignore[attr-defined]
    return found


def _account_page(
    request: HttpRequest,
    page: AccountPage,
    shown: dict[str, django_forms.Form],
    *,
    tried: django_forms.Form | None = None,
) -> HttpResponse:
    context = {
        "account": page.account,
        "operators": [(row, selectors.shown_position(row.position)) for row in page.operators],
        "history": [shown_fact(fact) for fact in reversed(page.history)],
        "forms": shown,
        "tried": tried,
    }
    return render_page(request, "release/account.html", context, status=422 if tried else 200)


def _operate(account_id: uuid.UUID, told: dict[str, Any], by: Actor, at: datetime) -> None:
    services.appoint_operator(account_id=account_id, **told, by=by, at=at)


def _hand_over(account_id: uuid.UUID, told: dict[str, Any], by: Actor, at: datetime) -> None:
    operator = uuid.UUID(told["operator"])
    services.hand_over(
        account_id=account_id, operator_id=operator, last=told["last"], to=told["to"], by=by, at=at
    )


def _set_state(account_id: uuid.UUID, told: dict[str, Any], by: Actor, at: datetime) -> None:
    state = AccountState(told["state"])
    services.set_account_state(account_id=account_id, state=state, by=by, at=at)


def _attest(account_id: uuid.UUID, _told: dict[str, Any], by: Actor, at: datetime) -> None:
    services.attest_second_factor(account_id=account_id, by=by, at=at)


_STEPS: dict[str, Callable[[uuid.UUID, dict[str, Any], Actor, datetime], None]] = {
    "operator": _operate,
    "handover": _hand_over,
    "state": _set_state,
    "attest": _attest,
}


def _is_over(last: Any, at: datetime) -> bool:
    return last is not None and last <= selectors.day_of(at)
