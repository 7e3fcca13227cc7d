"""Reading what may be asked for: topics, with their group and where they are handled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from pendopo.ecosystem.exchange.errors import NotPublic
from pendopo.journey.cases.models import Responsibility
from pendopo.journey.voice.models import Topic
from pendopo.journey.voice.selectors import active_topics
from pendopo.kernel.models import Region
from pendopo.kernel.time import local

# A point this far from every known place, in degrees, lies outside the territory.
_REACH = 0.2


@dataclass(frozen=True)
class Service:
    """A topic that may be reported; topics with parts are groups and not services."""

    code: str
    name: str
    group: str
    description: str


def services_offered(*, at: datetime, point: tuple[float, float] | None = None) -> list[Service]:
    """Return the services; with a point only those that somebody answers for there."""
    found = _all_services()
    if point is None:
        return found
    region = _nearest_region(point)
    if region is None:
        # Without coordinates of places nothing can be told apart.
        return [] if Region.objects.exclude(latitude=None).exists() else found
    areas = _areas(at)
    return [one for one in found if _is_handled(areas.get(one.code), region)]


def service(code: str) -> Service:
    """Return one service; NotPublic if there is none."""
    found = [one for one in _all_services() if one.code == code]
    if not found:
        raise NotPublic(_("Tidak ada layanan dengan kode ini."))
    return found[0]


def _all_services() -> list[Service]:
    topics = list(active_topics().select_related("parent"))
    groups = {topic.parent_id for topic in topics if topic.parent_id}
    return [_service(topic) for topic in topics if topic.code not in groups]


def _service(topic: Topic) -> Service:
    group = str(topic.parent) if topic.parent else ""
    name = str(topic)
    return Service(topic.code, name, group, f"{group}: {name}" if group else name)


def _areas(at: datetime) -> dict[str, list[str]]:
    day = local(at, settings.PENDOPO_ZONE).date()
    rows = Responsibility.objects.filter(valid_from__lte=day).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    )
    areas: dict[str, list[str]] = {}
    for topic, region in rows.values_list("topic_id", "region_code"):
        areas.setdefault(topic, []).append(region)
    return areas


def _is_handled(areas: list[str] | None, region: str) -> bool:
    # A topic nobody answers for yet goes to the verifier, wherever it comes from.
    return areas is None or any(not area or f"{region}.".startswith(f"{area}.") for area in areas)


def _nearest_region(point: tuple[float, float]) -> str | None:
    latitude, longitude = point
    rows = Region.objects.filter(
        latitude__range=(latitude - _REACH, latitude + _REACH),
        longitude__range=(longitude - _REACH, longitude + _REACH),
    ).values_list("code", "level", "latitude", "longitude")
    near = [
        (-level, (lat - latitude) ** 2 + (long - longitude) ** 2, code)
        for code, level, lat, long in rows
        if lat is not None and long is not None
    ]
    return min(near)[2] if near else None
