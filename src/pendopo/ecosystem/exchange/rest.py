"""The REST API: its versions, what a fault looks like, and who may call what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from pendopo.ecosystem.exchange import claims_api
from pendopo.ecosystem.exchange.api import router
from pendopo.kernel.access import Access, declare, public_page
from pendopo.kernel.errors import PendopoError

if TYPE_CHECKING:
    from django.http import HttpRequest

VERSION = "1.0.0"
_TITLES = {
    400: "Bad Request",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    409: "Conflict",
    422: "Unprocessable Content",
    429: "Too Many Requests",
}
api = NinjaAPI(
    title="Pendopo",
    version=VERSION,
    urls_namespace="api",
    # Our own page shows it; ninja's would bring scripts from elsewhere.
    docs_url=None,
    openapi_url="/openapi.json",
    openapi_extra={
        "components": {
            "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Api-Key"}}
        }
    },
)
_ROUTERS = (router, claims_api.router)
for _each in _ROUTERS:
    api.add_router("", _each)


def _problem(
    request: HttpRequest, status: int, code: str, detail: str, errors: list[str] | None = None
) -> HttpResponse:
    told = {
        "type": "about:blank",
        "title": _TITLES.get(status, "Error"),
        "status": status,
        "code": code,
        "detail": detail,
        "errors": errors or [],
    }
    response = api.create_response(request, told, status=status)
    response["Content-Type"] = "application/problem+json"
    if status == 429:
        response["Retry-After"] = "60"
    return response


@api.exception_handler(PendopoError)
def refused(request: HttpRequest, error: PendopoError) -> HttpResponse:
    """Answer one of our own errors; its class is the stable code."""
    detail = error.message or _("Tidak ditemukan.")
    return _problem(request, error.status, type(error).__name__, detail)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer values that do not fit, each by the place where it stands."""
    faults = [
        f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}" for fault in error.errors
    ]
    return _problem(request, 422, "BadInput", _("Isian tidak sesuai."), faults)


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, _error: HttpError) -> HttpResponse:
    """Answer a body that is no JSON."""
    return _problem(request, 422, "BadInput", _("Kiriman bukan JSON yang dapat dibaca."))


@api.exception_handler(Http404)
def unknown(request: HttpRequest, _error: Http404) -> HttpResponse:
    """Answer an address that leads nowhere."""
    return _problem(request, 404, "NotFound", _("Tidak ditemukan."))


def _declared(pattern: URLPattern) -> URLPattern:
    """Write on a route what its operations declare, for whoever asks the route."""
    if not str(pattern.pattern):
        # The root only leads to ninja's own documentation, which is not served.
        pattern.callback = public_page(_to_documentation)
        return pattern
    route = "/" + str(pattern.pattern).replace("<", "{").replace(">", "}")
    found = (each.path_operations.get(route) for each in _ROUTERS)
    path_view = next((view for view in found if view), None)
    needed = [
        frozenset((operation.openapi_extra or {}).get("x-scopes", ()))
        for operation in (path_view.operations if path_view else ())
    ]
    scopes = frozenset().union(*needed)
    access = Access("partner" if scopes else "public", scopes=scopes, is_readable=not all(needed))
    pattern.callback = declare(_plain(pattern.callback), access)
    return pattern


def _to_documentation(_request: HttpRequest) -> HttpResponse:
    return redirect("exchange:api")


def _plain(view: Any) -> Any:
    def called(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return view(request, *args, **kwargs)

    # A key and no cookie says who calls.
    called.csrf_exempt = True  # type: ignore[attr-defined]
    return called


def routes() -> tuple[list[URLPattern | URLResolver], str, str]:
    """Return the routes of the API, each with its access declared, for ``path``."""
    patterns, app_name, namespace = api.urls
    return [_declared(each) for each in patterns], app_name, namespace  # type: ignore[arg-type]
