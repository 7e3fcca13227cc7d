"""Counting attempts per network address over all processes, without keeping the address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from pendopo.kernel.counting import count
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
    """Count one attempt from a network address; only a keyed digest of it is kept.

    Raises
    ------
    TooMany
        More attempts than the limit allows since the first one in the window.
    """
    if count(f"throttle.{limit.purpose}", address, within=limit.within) > limit.most:
        raise TooMany(_("Terlalu banyak percobaan dari jaringan ini. Coba lagi nanti."))
