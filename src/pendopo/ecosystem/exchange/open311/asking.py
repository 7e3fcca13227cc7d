"""What the parameters of the list mean; a value that cannot be understood is refused by name."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from pendopo.ecosystem.exchange.rules import KM
from pendopo.ecosystem.exchange.selectors import Listing
from pendopo.kernel.errors import BadInput

# GeoReport v2: a list covers 90 days or 1,000 requests, whichever is smaller.
SPAN = timedelta(days=90)
MOST = 1_000
_MOST_NUMBERS = 100
_LONGEST_RADIUS_KM = 100.0
_STATUSES = frozenset({"open", "closed"})
_NUMBER = re.compile(r"^[+-]?\d{1,3}(\.\d{1,20})?$", re.ASCII)
Form = Mapping[str, str]


def listing(asked: Form, *, at: datetime) -> Listing:
    """Return what a list of requests is asked for.

    Raises
    ------
    BadInput
        Names the parameter.
    """
    numbers = _words(asked, "service_request_id")
    if numbers:
        # GeoReport: these override all other parameters.
        return Listing(numbers=numbers[:_MOST_NUMBERS], page_size=_MOST_NUMBERS)
    updated_after, updated_before = _updated(asked, at)
    start, end = _span(asked, at, is_optional=updated_after is not None)
    return Listing(
        topics=_words(asked, "service_code"),
        start=start,
        end=end,
        statuses=_statuses(asked),
        updated_after=updated_after,
        updated_before=updated_before,
        text=_text(asked, "q")[:100],
        box=_box(asked),
        page=_count(asked, "page", 1, 10_000),
        page_size=_count(asked, "page_size", MOST, MOST),
    )


def span_of_updates(asked: Form, *, at: datetime) -> tuple[datetime, datetime]:
    """Return the span of a list of updates: both ends are told, or none (the last 90 days)."""
    if bool(_text(asked, "start_date")) != bool(_text(asked, "end_date")):
        raise BadInput(_("start_date dan end_date diisi keduanya, atau tidak sama sekali."))
    start, end = _span(asked, at, is_optional=False)
    return start or at - SPAN, end or at


def point(asked: Form) -> tuple[float, float] | None:
    """Return the point in ``lat`` and ``long``; None if neither is told."""
    latitude, longitude = _text(asked, "lat"), _text(asked, "long")
    if not latitude and not longitude:
        return None
    return _degrees(latitude, "lat", 90), _degrees(longitude, "long", 180)


def _text(asked: Form, name: str) -> str:
    return asked.get(name, "").strip()


def _words(asked: Form, name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in asked.get(name, "").split(",") if part.strip())


def _statuses(asked: Form) -> frozenset[str]:
    chosen = frozenset(word.lower() for word in _words(asked, "status"))
    if chosen - _STATUSES:
        raise BadInput(_("status hanya open atau closed."), field="status")
    return chosen


def _count(asked: Form, name: str, default: int, most: int) -> int:
    text = _text(asked, name)
    if not text:
        return default
    if not (text.isascii() and text.isdigit()) or len(text) > 6 or not 1 <= int(text) <= most:
        raise BadInput(
            _("%(name)s harus bilangan bulat 1 sampai %(most)s.") % {"name": name, "most": most},
            field=name,
        )
    return int(text)


def _instant(asked: Form, name: str) -> datetime | None:
    text = _text(asked, name)
    if not text:
        return None
    try:
        # A plus sign in an address that was not encoded arrives as a space.
        found = datetime.fromisoformat(text.replace(" ", "+") if "T" in text else text)
        aware = found if found.tzinfo else found.replace(tzinfo=ZoneInfo(settings.PENDOPO_ZONE))
        return aware.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise BadInput(
            _("%(name)s harus waktu ISO 8601, misalnya 2026-01-05T10:15:00+07:00.")
            % {"name": name},
            field=name,
        ) from error


def _span(
    asked: Form, at: datetime, *, is_optional: bool
) -> tuple[datetime | None, datetime | None]:
    start, end = _instant(asked, "start_date"), _instant(asked, "end_date")
    if start is None and end is None:
        return (None, None) if is_optional else (_back(at), None)
    if start is None or end is None:
        # One end alone: the 90 days before or after it.
        return (start, _on(start)) if start is not None else (_back(end or at), end)
    if start > end:
        raise BadInput(_("start_date lebih akhir daripada end_date."), field="start_date")
    return max(start, _back(end)), end


def _back(at: datetime) -> datetime:
    return at - SPAN if at.year > 1 else at


def _on(at: datetime) -> datetime:
    return at + SPAN if at.year < 9999 else at


def _updated(asked: Form, at: datetime) -> tuple[datetime | None, datetime | None]:
    after, before = _instant(asked, "updated_after"), _instant(asked, "updated_before")
    if after is None and before is None:
        return None, None
    end = before or at
    return max(after or _back(end), _back(end)), end


def _box(asked: Form) -> tuple[float, float, float, float] | None:
    if _text(asked, "bbox"):
        return _bbox(_text(asked, "bbox"))
    here = point(asked)
    if here is None:
        return None
    radius = _number(_text(asked, "radius") or "1", "radius")
    if not 0 < radius <= _LONGEST_RADIUS_KM:
        raise BadInput(_("radius dalam kilometer, 0 sampai 100."), field="radius")
    height = radius * KM
    width = min(height / max(math.cos(math.radians(here[0])), 0.01), 180.0)
    return here[0] - height, here[1] - width, here[0] + height, here[1] + width


def _bbox(text: str) -> tuple[float, float, float, float]:
    parts = text.split(",")
    if len(parts) != 4:
        raise BadInput(_("bbox: barat,selatan,timur,utara dalam derajat."), field="bbox")
    west, east = (_degrees(part, "bbox", 180) for part in (parts[0], parts[2]))
    south, north = (_degrees(part, "bbox", 90) for part in (parts[1], parts[3]))
    return south, west, north, east


def _degrees(text: str, name: str, most: int) -> float:
    value = _number(text, name)
    if abs(value) > most:
        raise BadInput(
            _("%(name)s di luar ±%(most)s derajat.") % {"name": name, "most": most}, field=name
        )
    return value


def _number(text: str, name: str) -> float:
    # Narrower than float(): that takes underscores, other scripts' digits, nan and inf too.
    if not _NUMBER.match(text.strip()):
        raise BadInput(_("%(name)s harus angka.") % {"name": name}, field=name)
    return float(text)
