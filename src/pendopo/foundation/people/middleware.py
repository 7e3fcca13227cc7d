"""Puts the actor on the request, and turns our errors into pages."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from pendopo.foundation.people.backends import came_by_code
from pendopo.foundation.people.selectors import actor_of
from pendopo.foundation.people.types import Actor
from pendopo.kernel.errors import PendopoError
from pendopo.kernel.time import local


class ActorMiddleware:
    """``request.actor`` is who acts; looked up only when somebody asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request with its actor at hand."""
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer with the page that fits one of our errors."""
        if not isinstance(error, PendopoError):
            return None
        context = {"message": error.message, "code": error.status}
        return render(request, "people/refused.html", context, status=error.status)


def _actor(request: HttpRequest) -> Actor:
    now = timezone.now()  # noqa: TID251 -- the door of every request
    today = local(now, settings.PENDOPO_ZONE).date()
    return actor_of(request.user, on=today, as_citizen=came_by_code(request))
