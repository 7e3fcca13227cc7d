"""What every door for machines does alike: key, limits, faults that only a machine makes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _

from pendopo.ecosystem.exchange.selectors import partner_key
from pendopo.ecosystem.exchange.types import PartnerKey
from pendopo.journey.voice.throttle import Limit, count_attempt
from pendopo.kernel.errors import BadInput
from pendopo.kernel.http import client_address

if TYPE_CHECKING:
    from django.http import HttpRequest

# Per network address and minute, for callers without a key.
MOST_WITHOUT_KEY = 300
_MINUTE = timedelta(minutes=1)
_LONGEST_REPEAT_KEY = 200
_UNREADABLE = (
    BadRequest,
    MultiPartParserError,
    SuspiciousOperation,
    UnreadablePostError,
    UnicodeError,
)


def shown_key(request: HttpRequest) -> str:
    """Return the key a caller shows, in a header or as GeoReport's parameter; empty if none."""
    bearer = request.headers.get("Authorization", "")
    if bearer.startswith("Bearer "):
        return bearer.removeprefix("Bearer ").strip()
    header: str = request.headers.get("X-Api-Key", "")
    return header or request.POST.get("api_key", "") or request.GET.get("api_key", "")


def caller(request: HttpRequest, *, at: datetime) -> PartnerKey | None:
    """Return the partner who calls, None for anyone; counts the call against the limit.

    Raises
    ------
    KeyRefused
        A key was shown that is not in force.
    TooMany
    """
    text = shown_key(request)
    if not text:
        count_attempt(Limit("open_data", MOST_WITHOUT_KEY, _MINUTE), client_address(request))
        return None
    try:
        key = partner_key(text, at=at)
    except Exception:
        # Whoever tries keys is counted like anyone without one.
        count_attempt(Limit("open_data", MOST_WITHOUT_KEY, _MINUTE), client_address(request))
        raise
    count_attempt(Limit("api_key", key.per_minute, _MINUTE), str(key.id))
    return key


def required_caller(request: HttpRequest, *, at: datetime) -> PartnerKey:
    """Return the partner who calls; KeyRefused without a key."""
    return caller(request, at=at) or partner_key("", at=at)


def read_body(request: HttpRequest) -> None:
    """Read a posted form whole, so that a damaged one is refused before anything is done.

    Raises
    ------
    BadInput
    """
    try:
        request.POST  # noqa: B018 -- parsed on first use
        request.FILES  # noqa: B018
    except RequestDataTooBig as error:
        raise BadInput(_("Kiriman terlalu besar.")) from error
    except _UNREADABLE as error:
        raise BadInput(_("Kiriman rusak dan tidak dapat dibaca.")) from error


def repeat_key(request: HttpRequest) -> str:
    """Return what tells that a call repeats an earlier one; empty if the caller gave none.

    Raises
    ------
    BadInput
    """
    text: str = request.headers.get("Idempotency-Key", "").strip()
    if len(text) > _LONGEST_REPEAT_KEY:
        raise BadInput(_("Idempotency-Key paling banyak 200 huruf."), field="Idempotency-Key")
    return text
