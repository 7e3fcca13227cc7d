"""Reading the responsibility table as its page shows it, and trying it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from pendopo.foundation.people.models import Office
from pendopo.journey.cases.models import Responsibility
from pendopo.journey.cases.routing.offices import find_offices, owner_of
from pendopo.journey.cases.routing.responsible import Rule
from pendopo.journey.procedures.models import ProcedureVersion
from pendopo.journey.voice.models import Topic
from pendopo.kernel.regions import region_names


@dataclass(frozen=True)
class Row:
    """One rule with the names of its place."""

    rule: Responsibility
    place: str
    is_over: bool


@dataclass(frozen=True)
class Branch:
    """A topic with its depth in the tree, and the rules about it."""

    topic: Topic
    depth: int
    rows: tuple[Row, ...]
    is_uncovered: bool


def table(*, on: date) -> list[Branch]:
    """Return the tree of topics, each with its rules that hold or will hold (three queries).

    A topic is uncovered when neither it nor a branch above it names a responsible office
    for the whole government.
    """
    topics = list(Topic.objects.filter(is_active=True).order_by("code"))
    rules = Responsibility.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on))
    rows = list(
        rules.select_related("office").order_by("region_code", "asset_class", "part", "valid_from")
    )
    places = region_names({row.region_code for row in rows if row.region_code})
    by_topic: dict[str, list[Responsibility]] = {}
    for row in rows:
        by_topic.setdefault(row.topic_id, []).append(row)
    known = {topic.code: topic for topic in topics}
    return [
        Branch(
            topic,
            depth,
            tuple(_row(row, places, on) for row in by_topic.get(topic.code, ())),
            not any(_covers(by_topic.get(code, ()), on) for code in _path(topic, known)),
        )
        for topic, depth in _in_tree(topics, known)
    ]


def _row(row: Responsibility, places: Mapping[str, str], on: date) -> Row:
    place = places.get(row.region_code, row.region_code)
    return Row(row, place, row.valid_to is not None and row.valid_to <= on)


def _covers(rows: object, on: date) -> bool:
    return any(
        row.part == "responsible" and not row.asset_class and row.valid_from <= on
        for row in rows  # type: ignore[attr-defined]
    )


def _path(topic: Topic, known: Mapping[str, Topic]) -> list[str]:
    path, current = [], topic
    while True:
        path.append(current.code)
        above = known.get(current.parent_id or "")
        if above is None or above.code in path:
            return path
        current = above


def _in_tree(topics: list[Topic], known: Mapping[str, Topic]) -> list[tuple[Topic, int]]:
    paths = {topic.code: _path(topic, known) for topic in topics}
    ordered = sorted(topics, key=lambda topic: list(reversed(paths[topic.code])))
    return [(topic, len(paths[topic.code]) - 1) for topic in ordered]


@dataclass(frozen=True)
class Tried:
    """Who would answer, and why."""

    office: Office | None
    rule: Responsibility | None
    place: str
    others: tuple[tuple[Office, str], ...]
    procedure: str = ""


def try_out(
    topic: str,
    region: str,
    asset_class: str,
    *,
    procedure: ProcedureVersion | None = None,
    at: datetime,
) -> Tried:
    """Return who would answer for a topic in a place, by which rule, and who else has a part.

    The owner that a procedure names goes before every rule of the table.
    """
    found = find_offices(topic, area=region, asset_class=asset_class, at=at)
    first = found.resolution.responsible
    others = tuple((found.offices[rule.office_id], rule.part) for rule in found.resolution.others)
    owner = owner_of(procedure)
    if procedure and owner:
        return Tried(owner, None, "", others, procedure=procedure.shown_title)
    return Tried(
        office=found.office,
        rule=_stored(first),
        place=region_names({first.area}).get(first.area, "") if first and first.area else "",
        others=others,
    )


def _stored(rule: Rule | None) -> Responsibility | None:
    if rule is None:
        return None
    return Responsibility.objects.select_related("topic", "office").filter(id=rule.row).first()
