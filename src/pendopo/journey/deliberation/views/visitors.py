"""Who takes part: a signed-in person, or a browser with a signed random token."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from pendopo.journey.deliberation import rules
from pendopo.journey.deliberation.types import Visitor
from pendopo.kernel.counting import count
from pendopo.kernel.errors import TooMany
from pendopo.kernel.http import client_address

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

COOKIE = "participant"
_SALT = "pendopo.deliberation"
_YEAR = 365 * 24 * 3600


def visitor_of(request: HttpRequest) -> Visitor:
    """Return who this is; the token is empty in a browser that never took part."""
    token = request.get_signed_cookie(COOKIE, default="", salt=_SALT) or ""
    return Visitor(request.actor.person_id, token)  # type: ignore[attr-defined]


def newcomer(request: HttpRequest) -> Visitor:
    """Return who this is, with a fresh token where there is none yet.

    Raises
    ------
    TooMany
        More new browsers from one address within an hour than a full hall would bring.
    """
    visitor = visitor_of(request)
    if visitor.token or visitor.person_id:
        return visitor
    _require_room(client_address(request))
    return Visitor(token=secrets.token_urlsafe(24))


def remember(response: HttpResponse, visitor: Visitor) -> HttpResponse:
    """Let the browser keep its token, for these pages only."""
    if visitor.token:
        response.set_signed_cookie(
            COOKIE,
            visitor.token,
            salt=_SALT,
            max_age=_YEAR,
            path="/musyawarah/",
            httponly=True,
            samesite="Lax",
            secure=settings.HTTPS,
        )
    return response


def _require_room(address: str) -> None:
    # The address itself is kept nowhere, and its digest for an hour.
    n_newcomers = count("deliberation.newcomers", address, within=timedelta(hours=1))
    if n_newcomers > rules.MOST_NEWCOMERS_PER_HOUR:
        raise TooMany(_("Terlalu banyak peserta baru dari jaringan ini. Coba lagi nanti."))
