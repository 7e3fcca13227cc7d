"""Finding the open cases that may tell of the same thing as a report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q, QuerySet

from pendopo.engines.matching import Item, Match, bands_of, cells_around, rank, words_of
from pendopo.journey.cases import rules
from pendopo.journey.cases.models import Case, Likeness
from pendopo.journey.cases.routing.likeness import text_of
from pendopo.journey.cases.routing.numbers import numbers_in_force
from pendopo.journey.voice.types import Submission

# How many of each kind are looked at; the newest come first.
_NEAR, _SAME_AREA, _SAME_WORDS = 300, 100, 30
# How many of those around are read.
_READ = 60
_PLACES = ("id", "opened_at", "topic_id", "region_id", "voice__latitude", "voice__longitude")
_TEXTS = ("voice__title", "voice__text")


@dataclass(frozen=True)
class Twin:
    """A case that may tell of the same thing, and why."""

    case: Case
    match: Match


def item_of_submission(submission: Submission, *, at: datetime) -> Item:
    """Return a report that is not sent yet as the engine takes it."""
    place = submission.place
    return Item(
        key="",
        text=text_of(submission.title, submission.text),
        at=at,
        topic=submission.topic,
        area=place.region_code,
        latitude=place.latitude,
        longitude=place.longitude,
    )


def item_of_case(case: Case) -> Item:
    """Return a case as the engine takes it; its voice must be loaded."""
    return Item(
        key=str(case.id),
        text=text_of(case.voice.title, case.voice.text),
        at=case.opened_at,
        topic=case.topic_id or "",
        area=case.region_id or "",
        latitude=case.voice.latitude,
        longitude=case.voice.longitude,
    )


def twins_of(item: Item, *, within: Q, at: datetime, most: int = 10) -> list[Twin]:
    """Return the likeliest twins of a report among the open cases ``within``, best first.

    Candidates come from three small searches along an index: nearby grid cells, the same
    area, equal bands of words. They are ranked by place, topic and time first, and only
    the best of them, with those of equal words, are read and compared word by word.
    """
    numbers = numbers_in_force(("twin_days", "twin_metres", "twin_percent"), at=at)
    around, alike = _candidates(item, numbers, at)
    rows = Case.objects.filter(within, id__in=around | alike)
    best = rank(replace(item, text=""), _items(rows, _PLACES), most=_READ)
    read = {UUID(match.key) for match in best} | alike
    items = _items(rows.filter(id__in=read), _PLACES + _TEXTS)
    found = rank(item, items, most=most)
    matches = [match for match in found if 100 * match.score >= numbers["twin_percent"]]
    cases = _cases([UUID(match.key) for match in matches])
    return [Twin(cases[UUID(match.key)], match) for match in matches]


def open_to_all() -> Q:
    """Return the condition of the cases a citizen may be shown before sending."""
    return Q(is_public=True, status__in=[status.value for status in rules.OPEN])


def _candidates(
    item: Item, numbers: Mapping[str, int], at: datetime
) -> tuple[set[UUID], set[UUID]]:
    """Return the cases around a report, and those of nearly equal words."""
    since = at - timedelta(days=numbers["twin_days"])
    ids = Likeness.objects.filter(opened_at__gte=since).values_list("case_id", flat=True)
    around: set[UUID] = set()
    if item.latitude is not None and item.longitude is not None:
        cells = cells_around(item.latitude, item.longitude, numbers["twin_metres"])
        around.update(ids.filter(cell__in=cells).order_by("-opened_at")[:_NEAR])
    if item.area:
        around.update(ids.filter(region_code=item.area).order_by("-opened_at")[:_SAME_AREA])
    bands = bands_of(words_of(item.text))
    equal = [Q(**{f"band_{nth}": band}) for nth, band in enumerate(bands or (), start=1)]
    alike = set(ids.filter(reduce(or_, equal))[:_SAME_WORDS]) if equal else set()
    own = {UUID(item.key)} if item.key else set()
    return around - own, alike - own


def _items(rows: QuerySet[Case], columns: tuple[str, ...]) -> Iterator[Item]:
    """Yield cases as the engine takes them; without the columns of words they have none."""
    for case_id, at, topic, area, latitude, longitude, *words in rows.values_list(*columns):
        yield Item(
            key=str(case_id),
            text=text_of(*words) if words else "",
            at=at,
            topic=topic or "",
            area=area or "",
            latitude=latitude,
            longitude=longitude,
        )


def _cases(case_ids: list[UUID]) -> Mapping[UUID, Case]:
    shown_with = ("office", "topic", "region__parent", "voice")
    return Case.objects.select_related(*shown_with).in_bulk(case_ids)
