"""One helper answers pages, whole or as the fragment htmx asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.cache import patch_vary_headers

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def render_page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    partial: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render ``template``, or only its ``partial`` if htmx asks for a fragment.

    Boosted requests and history restores get the whole page: a cached fragment
    shown as a page is the classic fault of partial rendering.
    """
    htmx = getattr(request, "htmx", None)
    if partial and htmx and not htmx.boosted and not htmx.history_restore_request:
        template = f"{template}#{partial}"
    response = render(request, template, context or {}, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response
