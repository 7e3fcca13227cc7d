"""Counting attempts per network address, without keeping the address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.core.cache import cache
from django.utils.translation import gettext as _

from pendopo.kernel.crypto import blind_index
from pendopo.kernel.errors import TooMany


@dataclass(frozen=True)
class Limit:
    """At most ``most`` attempts of one purpose within a time."""

    purpose: str
    most: int
    within: timedelta


SENDS = Limit("send", 10, timedelta(minutes=10))
PREVIEWS = Limit("preview", 40, timedelta(minutes=10))
UPLOADS = Limit("upload", 60, timedelta(minutes=10))
TRACKS = Limit("track", 20, timedelta(minutes=10))


def count_attempt(limit: Limit, address: str) -> None:
    """Count one attempt from a network address; the cache holds only a keyed digest of it.

    Raises
    ------
    TooMany
        More attempts than the limit allows since the first one in the window.
    """
    key = f"throttle:{limit.purpose}:{blind_index(address, purpose='address')}"
    cache.add(key, 0, timeout=limit.within.total_seconds())
    try:
        n_attempts = cache.incr(key)
    except ValueError:
        # The window ended between the two lines.
        return
    if n_attempts > limit.most:
        raise TooMany(_("Terlalu banyak percobaan dari jaringan ini. Coba lagi nanti."))
