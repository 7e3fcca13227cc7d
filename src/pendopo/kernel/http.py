"""One helper answers pages, whole or as the fragment htmx asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

if TYPE_CHECKING:
    from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the address a visitor comes from, for limits that are kept per address.

    Behind proxies the socket shows the proxy; then the address is the one that our own
    outermost proxy wrote. What a visitor writes into the header is never believed.
    """
    if n_proxies := settings.PENDOPO_TRUSTED_PROXIES:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        if len(hops) >= n_proxies and hops[-n_proxies]:
            return hops[-n_proxies]
    return str(request.META.get("REMOTE_ADDR", ""))


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


def private_file(content: bytes, *, media_type: str, name: str) -> HttpResponse:
    """Return a file that is saved, and that no browser runs, guesses about or keeps."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
