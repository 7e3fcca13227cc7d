"""What everyone may read: the rules in force, and what they say to a question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pendopo.foundation.governance import selectors
from pendopo.foundation.governance.showing import grouped
from pendopo.foundation.governance.simulating import answer_to, ask_form
from pendopo.foundation.people.access import public_page
from pendopo.kernel.http import render_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@public_page
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Show the rules in force, each with its law and how far it is controlled."""
    term = selectors.in_force_or_none(at=timezone.now())
    rule_set = selectors.rule_set_of(term.version) if term else None
    context = {
        "term": term,
        "rule_set": rule_set,
        "groups": grouped(rule_set) if rule_set else [],
    }
    return render_page(request, "governance/rules.html", context)


@public_page
@require_safe
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """Answer who may do what, from where and when, under the rules in force then."""
    at = timezone.now()
    form = ask_form(request, at=at)
    context: dict[str, Any] = {"form": form, "base": "base.html"}
    if form.is_bound and form.is_valid():
        context |= answer_to(form, at=at)
    return render_page(request, "governance/ask.html", context, status=422 if form.errors else 200)
