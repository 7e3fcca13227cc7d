"""Finding the open cases that may tell of the same thing as a report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import F, Q, QuerySet

from pendopo.engines.matching import Item, Match, bands_of, cells_around, rank, words_of
from pendopo.journey.cases import rules
from pendopo.journey.cases.models import Case, Likeness
from pendopo.journey.cases.routing.likeness import text_of
from pendopo.journey.voice.types import Submission
from pendopo.kernel.numbers import number_in_force

# How many of each kind are compared word by word; the newest come first.
_NEAR, _SAME_AREA, _SAME_WORDS = 300, 100, 100


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
    area, equal bands of words. Only then are words read and compared.
    """
    found = _candidates(item, at)
    found.discard(item.key)
    rows = Case.objects.filter(within, id__in=found).annotate(
        said=F("voice__text"),
        said_title=F("voice__title"),
        north=F("voice__latitude"),
        east=F("voice__longitude"),
    )
    items = [_item(values) for values in _values(rows)]
    least = number_in_force("routing.twin_percent", at=at) / 100
    matches = [match for match in rank(item, items, most=most) if match.score >= least]
    cases = _cases([UUID(match.key) for match in matches])
    return [Twin(cases[UUID(match.key)], match) for match in matches]


def open_to_all() -> Q:
    """Return the condition of the cases a citizen may be shown before sending."""
    return Q(is_public=True, status__in=[status.value for status in rules.OPEN])


def _candidates(item: Item, at: datetime) -> set[str]:
    since = at - timedelta(days=number_in_force("routing.twin_days", at=at))
    recent = Likeness.objects.filter(opened_at__gte=since)
    return {str(case_id) for rows in _searches(item, recent, at) for case_id in rows}


def _searches(
    item: Item, recent: QuerySet[Likeness], at: datetime
) -> Iterator[QuerySet[Likeness, UUID]]:
    ids = recent.values_list("case_id", flat=True)
    if item.latitude is not None and item.longitude is not None:
        metres = number_in_force("routing.twin_metres", at=at)
        cells = cells_around(item.latitude, item.longitude, metres)
        yield ids.filter(cell__in=cells).order_by("-opened_at")[:_NEAR]
    if item.area:
        yield ids.filter(region_code=item.area).order_by("-opened_at")[:_SAME_AREA]
    bands = bands_of(words_of(item.text))
    if bands is not None:
        equal = [Q(**{f"band_{nth}": band}) for nth, band in enumerate(bands, start=1)]
        yield ids.filter(reduce(or_, equal))[:_SAME_WORDS]


_COLUMNS = ("id", "said_title", "said", "opened_at", "topic_id", "region_id", "north", "east")


def _values(rows: QuerySet[Case]) -> Iterator[tuple[object, ...]]:
    return iter(rows.values_list(*_COLUMNS))


def _item(values: tuple[object, ...]) -> Item:
    case_id, title, text, at, topic, area, latitude, longitude = values
    return Item(
        key=str(case_id),
        text=text_of(str(title), str(text)),
        at=at,  # type: ignore[arg-type]
        topic=str(topic or ""),
        area=str(area or ""),
        latitude=latitude,  # type: ignore[arg-type]
        longitude=longitude,  # type: ignore[arg-type]
    )


def _cases(case_ids: list[UUID]) -> Mapping[UUID, Case]:
    shown_with = ("office", "topic", "region__parent", "voice")
    return Case.objects.select_related(*shown_with).in_bulk(case_ids)
