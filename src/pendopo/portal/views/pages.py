"""The home of citizens and of staff, and pages that explain."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pendopo.foundation.governance.personal_data.register import activities
from pendopo.foundation.people.access import public_page, staff_page
from pendopo.foundation.people.types import Actor, Role
from pendopo.journey.cases.escalation.selectors import n_raised_to
from pendopo.journey.cases.selectors import queue_counts
from pendopo.kernel.http import render_page
from pendopo.portal import selectors
from pendopo.portal.figures import home_figures
from pendopo.portal.wording import queue_cards, raised_cards
from pendopo.ui.examples import style_page

if TYPE_CHECKING:
    from django.http import HttpRequest

_CLOSED_TO_ROBOTS = ("/petugas/", "/akun/", "/lacak/", "/lapor/terkirim/", "/foto/", "/sehat/")
_CONTACT_VALID = timedelta(days=180)


@public_page
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Welcome: three doors, explained numbers, what is new."""
    now = timezone.now()
    context = {
        "figures": home_figures(now),
        "newest": selectors.newest_public_cases(),
        "deliberations": selectors.newest_deliberations(),
        "commitments": selectors.next_commitments(now),
    }
    return render_page(request, "portal/home.html", context)


@staff_page()
@require_safe
@never_cache
def staff_home(request: HttpRequest) -> HttpResponse:
    """Show an officer what waits for them."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    counts = queue_counts(by=actor, at=timezone.now())
    context = {
        "cards": [*raised_cards(n_raised_to(actor)), *queue_cards(counts)],
        "looks_after": actor.has_role(Role.ADMIN),
    }
    return render_page(request, "portal/staff_home.html", context)


@public_page
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Tell what Pendopo is and how it keeps its word."""
    return render_page(request, "portal/about.html")


@public_page
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Tell which personal data is kept, why, how long, and how to have it erased."""
    context = {"kept": selectors.kept_data(), "activities": activities()}
    return render_page(request, "portal/privacy.html", context)


@public_page
@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Show every part of the design system."""
    return render_page(request, "ui/styleguide.html", style_page())


@public_page
@require_safe
@never_cache
def health(_request: HttpRequest) -> HttpResponse:
    """Tell machines how the installation is."""
    facts = selectors.health(timezone.now())
    return JsonResponse(facts, status=503 if facts["status"] == "down" else 200)


@public_page
@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """Tell crawlers which pages are nobody's but their holder's."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _CLOSED_TO_ROBOTS)]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@public_page
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Tell finders of weaknesses where to report them (RFC 9116)."""
    expires = (timezone.now() + _CONTACT_VALID).replace(microsecond=0)
    lines = (
        f"Contact: {request.build_absolute_uri('/lapor/')}",
        f"Expires: {expires.strftime('%Y-%m-%dT%H:%M:%SZ')}",
        "Preferred-Languages: id, en",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
