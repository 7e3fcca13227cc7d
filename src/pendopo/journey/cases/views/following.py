"""Following by e-mail: ask, confirm, stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from pendopo.foundation.people.access import public_page
from pendopo.foundation.people.types import Actor
from pendopo.journey.cases.following import links, rules, selectors, services
from pendopo.journey.cases.following.forms import FollowForm
from pendopo.journey.voice.throttle import count_attempt
from pendopo.kernel.errors import BadInput
from pendopo.kernel.http import client_address, render_page

if TYPE_CHECKING:
    from django.http import HttpRequest

    from pendopo.journey.cases.following.selectors import Target


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Ask for news of a case, an area or an office."""
    wanted = selectors.target(kind, code)
    if request.method != "POST":
        return _page(request, wanted, FollowForm())
    form = FollowForm(request.POST)
    if not form.is_valid():
        return _page(request, wanted, form, status=422)
    count_attempt(rules.REQUESTS, client_address(request))
    actor: Actor = request.actor  # type: ignore[attr-defined]
    try:
        services.ask_to_follow(
            wanted,
            form.cleaned_data["address"],
            site=request.build_absolute_uri("/"),
            by=actor,
            at=timezone.now(),
        )
    except (BadInput, services.NotSent) as error:
        form.add_error("address", error.message)
        return _page(request, wanted, form, status=error.status)
    return render_page(request, "cases/follow_sent.html", {"target": wanted})


def _page(
    request: HttpRequest, wanted: Target, form: FollowForm, *, status: int = 200
) -> HttpResponse:
    context = {"target": wanted, "form": form}
    return render_page(request, "cases/follow.html", context, status=status)


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Begin to send news. By a button: mail programs open links on their own."""
    row = selectors.follow(links.confirmed_by(token))
    if row is None:
        return render_page(request, "cases/follow_over.html", status=404)
    is_done = request.method == "POST" and services.confirm(row.id, at=timezone.now())
    context = {"follow": row, "name": selectors.name_of(row), "is_done": is_done}
    if is_done:
        context["stop_url"] = links.stop_link(row)
    return render_page(request, "cases/follow_confirm.html", context)


@public_page
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop at once; mail programs post here by themselves (RFC 8058), with the link as their right."""
    row = selectors.follow(links.stopped_by(token))
    if row is None:
        return render_page(request, "cases/follow_over.html")
    name = selectors.name_of(row)
    is_done = request.method == "POST" and services.stop(row.id)
    return render_page(request, "cases/follow_stop.html", {"name": name, "is_done": is_done})
