"""Puts the actor on the request, and turns our errors into pages."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from pendopo.foundation.people.selectors import actor_of
from pendopo.kernel.errors import PendopoError

_TEMPLATES = {403: "403.html", 404: "404.html", 429: "429.html"}


class ActorMiddleware:
    """``request.actor`` is who acts; looked up only when somebody asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request with its actor at hand."""
        request.actor = SimpleLazyObject(  # type: ignore[attr-defined]
            lambda: actor_of(request.user, on=timezone.localdate())
        )
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer with the page that fits one of our errors."""
        if not isinstance(error, PendopoError):
            return None
        template = _TEMPLATES.get(error.status, "refused.html")
        return render(request, template, {"message": error.message}, status=error.status)
