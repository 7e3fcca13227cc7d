"""What of a case is entered into the search: for everyone, and for staff."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence

from pendopo.journey.cases.models import Case, MapSpot, Message, SearchEntry
from pendopo.journey.cases.models.search import NOWHERE, SPOT
from pendopo.journey.cases.search.places import wanted_place
from pendopo.journey.cases.search.words import code_digest, plain_number, word_digests, written
from pendopo.journey.cases.selectors.pages import PUBLIC_TEXTS
from pendopo.journey.voice.masking import marked_text
from pendopo.journey.voice.models import Topic

# About a hundred metres; a kilometre for those who asked not to be named, because a
# point beside a house names who lives there.
_FINE, _COARSE = 1, 10


def entries_of(case_ids: Sequence[uuid.UUID]) -> list[SearchEntry]:
    """Return the entries of cases as they stand now, not yet stored, in four queries."""
    cases = list(
        Case.objects.filter(id__in=case_ids).select_related(
            "voice__reporter", "office", "region__parent", "syncedrecord"
        )
    )
    topics = {topic.code: topic for topic in Topic.objects.all()}
    said: dict[uuid.UUID, list[Message]] = {}
    for message in Message.objects.filter(case_id__in=case_ids):
        said.setdefault(message.case_id, []).append(message)
    return [_entry(case, said.get(case.id, []), topics) for case in cases]


def _entry(case: Case, said: Sequence[Message], topics: dict[str, Topic]) -> SearchEntry:
    codes, names = set(_codes(case, topics)), " ".join(_names(case, topics))
    north, east = _point(case)
    return SearchEntry(
        place=wanted_place(case.opened_at, case.id),
        case_id=case.id,
        public_words=written(codes | word_digests(f"{names} {_public_text(case, said)}"))
        if case.is_public
        else "",
        staff_words=written(codes | word_digests(f"{names} {_whole_text(case, said)}")),
        north=north,
        east=east,
        spot=_spot(case, north, east) if case.is_public else None,
    )


def _spot(case: Case, north: int | None, east: int | None) -> MapSpot:
    """Return the spot that counts a case; not stored, and without its number."""
    office = case.office.code if case.office else ""
    region, topic = case.region_id or "", case.topic_id or ""
    coarse = (NOWHERE, NOWHERE) if north is None or east is None else (north // SPOT, east // SPOT)
    parts = (region, topic, office, case.status, *map(str, coarse))
    return MapSpot(
        key="|".join(parts),
        region=region,
        topic=topic,
        office=office,
        status=case.status,
        north=coarse[0],
        east=coarse[1],
    )


def _codes(case: Case, topics: dict[str, Topic]) -> Iterator[str]:
    yield code_digest("status", case.status)
    yield code_digest("kind", case.kind)
    if case.is_public:
        yield code_digest("is", "public")
    if case.office:
        yield code_digest("office", case.office.code)
    yield from (code_digest("topic", topic.code) for topic in _line_of(case.topic_id, topics))
    parts = case.region_id.split(".") if case.region_id else []
    yield from (code_digest("region", ".".join(parts[: i + 1])) for i in range(len(parts)))
    numbers = {case.number, case.voice.number, case.voice.external_number, _synced(case)}
    yield from (code_digest("number", plain_number(number)) for number in numbers if number)


def _synced(case: Case) -> str:
    record = getattr(case, "syncedrecord", None)
    return record.external_number if record else ""


def _line_of(code: str | None, topics: dict[str, Topic]) -> Iterator[Topic]:
    """Yield a topic and those above it."""
    while code is not None and code in topics:
        yield topics[code]
        code = topics[code].parent_id


def _names(case: Case, topics: dict[str, Topic]) -> Iterator[str]:
    yield from (topic.label for topic in _line_of(case.topic_id, topics))
    region = case.region
    while region is not None:
        yield region.name
        region = region.parent if region is case.region else None


def _public_text(case: Case, said: Iterable[Message]) -> str:
    name = case.voice.reporter.name if case.voice.reporter else ""
    told = case.public_text if case.is_moderated else case.voice.text
    texts = [case.title, told, case.voice.place_note]
    for message in said:
        if message.kind in PUBLIC_TEXTS:
            texts += [message.text, message.proof]
    # What is covered on the page leaves no trace here, not even the word that covers it.
    return " ".join(
        part.text for text in texts for part in marked_text(text, name=name) if not part.found
    )


def _whole_text(case: Case, said: Iterable[Message]) -> str:
    voice = case.voice
    texts = [case.public_text, *(f"{message.text} {message.proof}" for message in said)]
    return " ".join([case.title, voice.text, voice.place_note, *texts])


def _point(case: Case) -> tuple[int | None, int | None]:
    voice = case.voice
    if not case.is_public or voice.latitude is None or voice.longitude is None:
        return None, None
    step = _COARSE if case.is_anonymous else _FINE
    return (
        round(voice.latitude * 1000 / step) * step,
        round(voice.longitude * 1000 / step) * step,
    )
