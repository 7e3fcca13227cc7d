"""The living numbers of the home page: counted by the worker, kept for every process.

Counting what is open grows with the work at hand; whoever opens the home page should not
wait for it. Only where no worker has counted yet does the page count for itself.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.cache import cache as shared
from django.core.cache import caches

from pendopo.journey.cases.models import Case, Message
from pendopo.journey.cases.rules import OPEN
from pendopo.journey.cases.types import MessageKind
from pendopo.journey.evidence.selectors import latest_total
from pendopo.kernel.time import from_iso, local, to_iso

COUNTED_EVERY = timedelta(minutes=5)
# A worker that stands still leaves the last figures, with their time, for so long.
_KEPT_FOR = timedelta(hours=1)
_KEY = "portal.home_figures"
_ON_TIME = "answered_within_limit"


@dataclass(frozen=True)
class HomeFigures:
    """The living numbers of the home page, counted at ``at``."""

    at: datetime
    n_open: int
    n_answers: int
    on_time_share: float | None
    n_due: int


def home_figures(at: datetime) -> HomeFigures:
    """Return the figures of the home page as they were counted last."""
    # Each process remembers for itself: looking must not cost a question to the database.
    memory = caches["memory"]
    known: HomeFigures | None = memory.get(_KEY)
    if known is None:
        kept = shared.get(_KEY)
        known = _read(kept) if kept else count_figures(at)
        memory.set(_KEY, known, COUNTED_EVERY.total_seconds())
    return known


def count_figures(at: datetime) -> HomeFigures:
    """Count the figures anew and keep them for every process."""
    month = local(at, settings.PENDOPO_ZONE).replace(
        day=1, hour=0, minute=0, second=0, microsecond=0
    )
    total = latest_total(_ON_TIME)
    figures = HomeFigures(
        at=at,
        n_open=Case.objects.filter(status__in=[status.value for status in OPEN]).count(),
        n_answers=Message.objects.filter(kind=MessageKind.ANSWER.value, at__gte=month).count(),
        on_time_share=total.share if total else None,
        n_due=total.denominator if total else 0,
    )
    shared.set(_KEY, asdict(figures) | {"at": to_iso(at)}, _KEPT_FOR.total_seconds())
    return figures


def _read(kept: dict[str, Any]) -> HomeFigures:
    return HomeFigures(**(kept | {"at": from_iso(kept["at"])}))
