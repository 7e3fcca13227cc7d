"""The desk of rules: what holds when, drafts, what they change, deciding them for a term."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pendopo.foundation.governance import selectors, services
from pendopo.foundation.governance.difference import changes
from pendopo.foundation.governance.forms import PublishForm
from pendopo.foundation.governance.rules import EDITORS
from pendopo.foundation.governance.shipping import offer_of, offers, take_shipped
from pendopo.foundation.governance.showing import grouped, shown_replay
from pendopo.foundation.governance.simulating import answer_to, ask_form
from pendopo.foundation.governance.trying import LOOKED_BACK, tried
from pendopo.foundation.governance.types import VersionState
from pendopo.foundation.people.access import actor_in, staff_page
from pendopo.kernel.errors import BadInput, Refused
from pendopo.kernel.http import render_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


TONES = {
    VersionState.DRAFT.value: "warning",
    VersionState.DECIDED.value: "success",
    VersionState.SHIPPED.value: "neutral",
}


@staff_page(*EDITORS)
@require_safe
@never_cache
def policies(request: HttpRequest) -> HttpResponse:
    """Show what holds now and what comes, and list every rule set."""
    at = timezone.now()
    context = {
        "term": selectors.in_force_or_none(at=at),
        "coming": list(selectors.coming(at=at)),
        "rows": selectors.sets(),
        "offers": offers(),
    }
    return render_page(request, "governance/desk.html", context)


@staff_page(*EDITORS)
@require_safe
@never_cache
def policy(request: HttpRequest, code: str) -> HttpResponse:
    """Show one rule set: its rules, its versions, and what its draft changes."""
    return _policy_page(request, code, PublishForm())


def _policy_page(
    request: HttpRequest, code: str, form: PublishForm, *, status: int = 200
) -> HttpResponse:
    newest, offer = selectors.newest(code), offer_of(code)
    is_draft = newest.state == VersionState.DRAFT
    earlier = selectors.before(newest) if is_draft else None
    context = {
        "code": code,
        "newest": newest,
        "is_draft": is_draft,
        "is_own_draft": is_draft and newest.by_ref == actor_in(request).ref,
        "changes": changes(earlier.definition, newest.definition) if earlier else [],
        "earlier": earlier,
        "versions": [(each, TONES[each.state]) for each in selectors.versions_of(code)],
        "groups": grouped(selectors.rule_set_of(newest)),
        "form": form,
        "offer": offer,
        "offered_changes": offer.changes() if offer else [],
    }
    return render_page(request, "governance/desk_one.html", context, status=status)


@staff_page(*EDITORS)
@require_POST
def take(request: HttpRequest, code: str) -> HttpResponse:
    """Keep the set of a newer version of the software as the draft."""
    try:
        take_shipped(code=code, by=actor_in(request), at=timezone.now())
    except (BadInput, Refused) as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Versi bawaan diambil sebagai rancangan; yang berlaku tetap."))
    return redirect("governance:desk_one", code)


@staff_page(*EDITORS)
@require_safe
@never_cache
def effects(request: HttpRequest, code: str) -> HttpResponse:
    """Show what the newest version would change of the rules in force and of past decisions."""
    at = timezone.now()
    newest, term = selectors.newest(code), selectors.in_force_or_none(at=at)
    context = {
        "code": code,
        "newest": newest,
        "term": term,
        "changes": changes(term.version.definition, newest.definition) if term else [],
        "replay": shown_replay(tried(newest, at=at)),
        "n_days": LOOKED_BACK.days,
    }
    return render_page(request, "governance/effects.html", context)


@staff_page(*EDITORS)
@require_safe
@never_cache
def version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Show any version as it was, with what it changed of the one before it."""
    found = selectors.numbered(code, number)
    earlier = selectors.before(found)
    context = {
        "version": found,
        "changes": changes(earlier.definition, found.definition) if earlier else [],
        "groups": grouped(selectors.rule_set_of(found)),
    }
    return render_page(request, "governance/version.html", context)


@staff_page(*EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def publish(request: HttpRequest, code: str) -> HttpResponse:
    """Let the newest version hold for a term, by a decree."""
    if request.method != "POST":
        return redirect("governance:desk_one", code)
    form = PublishForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        decree = services.Decree(
            told["decree_number"], told["decree_date"], told["valid_from"], told["valid_to"]
        )
        try:
            services.publish_version(
                code=code, decree=decree, by=actor_in(request), at=timezone.now()
            )
        except (BadInput, Refused) as error:
            field = getattr(error, "field", "")
            form.add_error(field if field in form.fields else None, error.message)
        else:
            messages.success(request, _("Kebijakan ditetapkan."))
            return redirect("governance:desk")
    return _policy_page(request, code, form, status=422)


@staff_page(*EDITORS)
@require_POST
def drop(request: HttpRequest, code: str) -> HttpResponse:
    """Throw the draft away."""
    services.drop_draft(code=code, by=actor_in(request), at=timezone.now())
    messages.success(request, _("Rancangan dibuang."))
    return redirect("governance:desk")


@staff_page(*EDITORS)
@require_POST
def end(request: HttpRequest, term_id: uuid.UUID) -> HttpResponse:
    """End a term today."""
    services.end_term(term_id=term_id, by=actor_in(request), at=timezone.now())
    messages.success(request, _("Masa berlakunya diakhiri; aturan di bawahnya berlaku lagi."))
    return redirect("governance:desk")


@staff_page()
@require_safe
@never_cache
def simulate(request: HttpRequest) -> HttpResponse:
    """Answer a question under the rules in force, or under the newest version of any set."""
    at = timezone.now()
    form = ask_form(request, at=at)
    rows, code = selectors.sets(), request.GET.get("aturan", "")
    chosen = next((row.newest for row in rows if row.newest.policy_set_id == code), None)
    context: dict[str, Any] = {
        "form": form,
        "base": "base_staff.html",
        "sets": rows,
        "chosen": chosen,
    }
    if form.is_bound and form.is_valid():
        context |= answer_to(form, at=at, version=chosen)
    return render_page(request, "governance/ask.html", context, status=422 if form.errors else 200)
