"""The GeoReport v2 server."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from pendopo.ecosystem.exchange import selectors, services
from pendopo.ecosystem.exchange.doors import caller, read_body, repeat_key, required_caller
from pendopo.ecosystem.exchange.errors import NotPublic
from pendopo.ecosystem.exchange.open311 import (
    CONTENT_TYPES,
    Document,
    PostRefused,
    accepted_document,
    definition_document,
    discovery_document,
    error_document,
    listing,
    read_post,
    read_update,
    requests_document,
    services_document,
    span_of_updates,
    token_document,
    update_taken_document,
    updates_document,
    write,
)
from pendopo.ecosystem.exchange.open311.asking import MOST, point
from pendopo.ecosystem.exchange.open311.posting import photos_in
from pendopo.ecosystem.exchange.types import Scope
from pendopo.kernel.access import Access, View, declare
from pendopo.kernel.errors import BadInput, NotFound, PendopoError

if TYPE_CHECKING:
    from django.http import HttpRequest

Answering = Callable[..., Document]
_READ = frozenset({"GET", "HEAD"})
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_HEADERS = "Accept, Accept-Language, Content-Type, X-Api-Key, Authorization, Idempotency-Key"


def _door(*scopes: Scope, reads: bool = True) -> Callable[[Answering], View]:
    """Make a view of a function that answers with a document, in the format of the address.

    Every error becomes GeoReport's own list of errors.
    """
    methods = (_READ if reads else frozenset()) | ({"POST"} if scopes else frozenset())

    def decorate(answering: Answering) -> View:
        @csrf_exempt
        @wraps(answering)
        def view(request: HttpRequest, wire: str, **words: str) -> HttpResponse:
            if request.method == "OPTIONS":
                return _open_to_all(HttpResponse(status=204), methods)
            status, document = _answer(answering, request, wire, methods, words)
            known = wire if wire in CONTENT_TYPES else "xml"
            response = HttpResponse(
                write(document, known), content_type=CONTENT_TYPES[known], status=status
            )
            if status == 405:
                response["Allow"] = ", ".join(sorted(methods))
            if status == 429:
                response["Retry-After"] = "60"
            return _open_to_all(response, methods) if request.method in _READ else response

        access = Access(
            "partner" if scopes else "public",
            scopes=frozenset(scope.value for scope in scopes),
            is_readable=reads,
        )
        return declare(view, access)

    return decorate


def _answer(
    answering: Answering,
    request: HttpRequest,
    wire: str,
    methods: frozenset[str],
    words: dict[str, str],
) -> tuple[int, Document]:
    try:
        if request.method not in methods:
            return 405, error_document(405, [_("Cara ini tidak dilayani di alamat ini.")])
        if wire not in CONTENT_TYPES:
            raise BadInput(_("Format yang dilayani: xml dan json."))
        if request.method == "POST":
            _require_form(request)
        _require_jurisdiction(request)
        return 200, answering(request, **words)
    except PostRefused as error:
        return 400, error_document(400, error.faults)
    except PendopoError as error:
        # GeoReport knows 403 and 404 for these; what breaks a rule or a form is 400.
        status = error.status if error.status in (403, 404, 429) else 400
        return status, error_document(status, [error.message or _("Tidak ditemukan.")])


def _require_form(request: HttpRequest) -> None:
    if request.content_type not in _FORMS:
        raise BadInput(_("Content-Type harus %(types)s.") % {"types": " / ".join(_FORMS)})
    read_body(request)


def _require_jurisdiction(request: HttpRequest) -> None:
    asked = request.GET.get("jurisdiction_id", "") or (
        request.POST.get("jurisdiction_id", "") if request.method == "POST" else ""
    )
    host = request.get_host().partition(":")[0].removeprefix("www.")
    if asked and asked not in (host, settings.PENDOPO_REGION):
        raise NotFound(_("jurisdiction_id tidak dilayani di sini."))


def _open_to_all(response: HttpResponse, methods: frozenset[str]) -> HttpResponse:
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = ", ".join(sorted({*methods, "OPTIONS"}))
    response["Access-Control-Allow-Headers"] = _HEADERS
    return response


@_door()
def discovery(request: HttpRequest) -> Document:
    """Say what this server is."""
    caller(request, at=timezone.now())
    return discovery_document(request.build_absolute_uri("/open311/v2"))


@_door()
def service_list(request: HttpRequest) -> Document:
    """List what may be reported, maybe only what is handled at a point."""
    now = timezone.now()
    caller(request, at=now)
    found = selectors.services_offered(at=now, point=point(request.GET))
    return services_document(found)


@_door()
def service(request: HttpRequest, service_code: str) -> Document:
    """Show which further questions a service asks."""
    caller(request, at=timezone.now())
    return definition_document(selectors.service(service_code))


@_door(Scope.SUBMIT)
def requests(request: HttpRequest) -> Document:
    """List public cases, or take in a new one."""
    if request.method == "POST":
        return _receive(request)
    now = timezone.now()
    key = caller(request, at=now)
    found = selectors.public_requests(listing(request.GET, at=now), key=key)
    return requests_document(found, _photo_address(request), is_extended=_is_extended(request))


def _receive(request: HttpRequest) -> Document:
    now = timezone.now()
    key = required_caller(request, at=now)
    entry = read_post(request.POST, resend_key=repeat_key(request))
    photos = photos_in(request.FILES)
    return accepted_document(services.receive_entry(entry, photos=photos, key=key, at=now))


@_door()
def one_request(request: HttpRequest, number: str) -> Document:
    """Show one case; the answer is a list all the same."""
    key = caller(request, at=timezone.now())
    found = selectors.public_request(number, key=key)
    return requests_document([found], _photo_address(request), is_extended=_is_extended(request))


@_door()
def token(request: HttpRequest, token: str) -> Document:
    """Tell the number of what was sent under an Idempotency-Key, if its answer got lost."""
    key = required_caller(request, at=timezone.now())
    number = selectors.number_sent_as(key, token)
    if number is None:
        raise NotPublic(_("Tidak ada kiriman dengan tanda ini."))
    return token_document(number, token)


@_door(Scope.UPDATE)
def updates(request: HttpRequest) -> Document:
    """List what happened to public cases, or take in what the sender's side adds."""
    now = timezone.now()
    if request.method == "POST":
        key = required_caller(request, at=now)
        taken = services.take_update(read_update(request.POST), key=key, at=now)
        return update_taken_document(str(taken.id))
    start, end = span_of_updates(request.GET, at=now)
    found = selectors.public_updates(start, end, most=MOST, key=caller(request, at=now))
    return updates_document(found)


def _is_extended(request: HttpRequest) -> bool:
    return request.GET.get("extensions", "").lower() == "true"


def _photo_address(request: HttpRequest) -> Callable[[UUID], str]:
    return lambda photo_id: request.build_absolute_uri(reverse("portal:photo", args=[photo_id]))
