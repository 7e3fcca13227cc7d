"""Reading what may be asked for: topics with where they are handled, and fit procedures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from pendopo.ecosystem.exchange.errors import NotPublic
from pendopo.ecosystem.exchange.rules import unfit_for
from pendopo.ecosystem.exchange.types import Unfit
from pendopo.journey.cases.models import Responsibility
from pendopo.journey.procedures.definition import Definition, parse
from pendopo.journey.procedures.models import ProcedureVersion
from pendopo.journey.procedures.selectors import running_versions
from pendopo.journey.procedures.types import LifeEvent
from pendopo.journey.voice.models import Topic
from pendopo.journey.voice.selectors import active_topics
from pendopo.kernel.models import Region
from pendopo.kernel.time import local

# A point this far from every known place, in degrees, lies outside the territory.
_REACH = 0.2


# A topic may have any other code, so that neither is taken for the other.
_PROCEDURE = "procedure."


@dataclass(frozen=True)
class Service:
    """What may be asked for: a topic without parts, or a procedure with a form of its own."""

    code: str
    name: str
    group: str
    description: str
    keywords: tuple[str, ...]
    version: ProcedureVersion | None = None
    definition: Definition | None = None


def services_offered(*, at: datetime, point: tuple[float, float] | None = None) -> list[Service]:
    """Return the services; with a point only those that somebody answers for there."""
    topics = topics_offered()
    if point is None:
        return [*topics, *_procedures()]
    region = _nearest_region(point)
    if region is None:
        # Without coordinates of places nothing can be told apart.
        is_blind = not Region.objects.exclude(latitude=None).exists()
        return [*topics, *_procedures()] if is_blind else []
    areas = _areas(at)
    handled = [one for one in topics if _is_handled(areas.get(one.code), region)]
    return [*handled, *_procedures()]


def service(code: str) -> Service:
    """Return one service; NotPublic if there is none."""
    procedure = service_of_procedure(code)
    if procedure is not None:
        return procedure
    found = [one for one in topics_offered() if one.code == code]
    if not found:
        raise NotPublic(_("Tidak ada layanan dengan kode ini."))
    return found[0]


def topics_offered() -> list[Service]:
    """Return the topics that may be reported; topics with parts are groups and not services."""
    topics = list(active_topics().select_related("parent"))
    groups = {topic.parent_id for topic in topics if topic.parent_id}
    return [_of_topic(topic) for topic in topics if topic.code not in groups]


def service_of_procedure(code: str) -> Service | None:
    """Return the procedure that a code of a service means; None if it means a topic.

    Raises
    ------
    NotPublic
        There is no such procedure, or it is not fit for Open311: both look the same.
    """
    if not code.startswith(_PROCEDURE):
        return None
    found = [one for one in _procedures() if one.code == code]
    if not found:
        raise NotPublic(_("Tidak ada layanan dengan kode ini."))
    return found[0]


def procedures_left_out() -> list[tuple[str, Unfit]]:
    """Return the titles of the procedures that are not offered, each with the reason."""
    return [
        (version.shown_title, reason)
        for version, definition in _running()
        if (reason := unfit_for(definition))
    ]


def procedure_codes(codes: Iterable[str]) -> list[str]:
    """Return the procedures among codes of services, as our own tables name them."""
    return [code.removeprefix(_PROCEDURE) for code in codes if code.startswith(_PROCEDURE)]


def code_of_procedure(procedure: str) -> str:
    """Return the code of the service that a procedure is."""
    return f"{_PROCEDURE}{procedure}"


def _procedures() -> list[Service]:
    return [_of_procedure(*one) for one in _running() if unfit_for(one[1]) is None]


def _running() -> list[tuple[ProcedureVersion, Definition]]:
    return [(version, parse(version.definition)) for version in running_versions()]


def _of_topic(topic: Topic) -> Service:
    group = str(topic.parent) if topic.parent else ""
    name = str(topic)
    keywords = tuple(topic.code.split("."))
    return Service(topic.code, name, group, f"{group}: {name}" if group else name, keywords)


def _of_procedure(version: ProcedureVersion, definition: Definition) -> Service:
    return Service(
        code=code_of_procedure(definition.code),
        name=version.shown_title,
        group=str(LifeEvent(definition.life_event).label),
        description=version.shown_summary,
        keywords=definition.keywords,
        version=version,
        definition=definition,
    )


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
