"""Reading cases as outside systems may know them: the words and places of the public page."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from pendopo.ecosystem.exchange import rules
from pendopo.ecosystem.exchange.errors import NotPublic
from pendopo.ecosystem.exchange.selectors.services import code_of_procedure, procedure_codes
from pendopo.ecosystem.exchange.types import PartnerKey, Scope
from pendopo.foundation.ledger.selectors import last_told, subjects_told_of
from pendopo.journey.cases.models import Case, Message
from pendopo.journey.cases.search import Query, find_case_ids
from pendopo.journey.cases.search import Scope as SearchScope
from pendopo.journey.cases.types import MessageKind, Outcome, Status
from pendopo.journey.voice.masking import masked
from pendopo.journey.voice.models import Photo
from pendopo.kernel.ids import read_case_number

# Facts whose time everyone may know; that of a note or a reading is nobody's business.
TOLD = (
    "CaseOpened",
    "CaseVerified",
    "CaseAssigned",
    "CaseProgressed",
    "CaseAnswered",
    "CaseClosed",
    "CaseReopened",
    "CaseArchived",
    "CaseAdopted",
)
_LAST_WORDS = (
    MessageKind.ANSWER.value,
    MessageKind.PROGRESS.value,
    MessageKind.ARCHIVE.value,
    MessageKind.OUTSIDE.value,
)
_MOST_FOUND = 1_000
_ENDED = Q(status__in=[Status.CLOSED, Status.ARCHIVED]) | (
    Q(status=Status.ANSWERED) & ~Q(outcome=Outcome.PLANNED)
)


@dataclass(frozen=True)
class Listing:
    """What a caller asks of the list.

    ``numbers`` overrides the rest; ``box`` is (south, west, north, east) in degrees.
    """

    numbers: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    start: datetime | None = None
    end: datetime | None = None
    statuses: frozenset[str] = frozenset()
    updated_after: datetime | None = None
    updated_before: datetime | None = None
    text: str = ""
    box: tuple[float, float, float, float] | None = None
    page: int = 1
    page_size: int = 1_000


@dataclass(frozen=True)
class PublicRequest:
    """One case as outside systems may know it."""

    number: str
    is_open: bool
    status: str
    last_words: str
    topic: str
    service_code: str
    service_name: str
    title: str
    description: str
    office: str
    office_code: str
    requested_at: datetime
    updated_at: datetime
    due_at: datetime | None
    place: str
    region: str
    postal_code: str
    latitude: float | None
    longitude: float | None
    channel: str
    photos: tuple[uuid.UUID, ...] = ()
    is_public: bool = True
    case_id: uuid.UUID = field(default_factory=lambda: uuid.UUID(int=0))


def public_requests(asked: Listing, *, key: PartnerKey | None = None) -> list[PublicRequest]:
    """Return the public cases that are asked for, newest first, in a fixed number of queries.

    Asked for by number, a partner's own voices come too as long as they are not secret.
    """
    rows = _visible(key) if asked.numbers else Case.objects.filter(is_public=True)
    rows = rows.filter(_condition(asked))
    start = (asked.page - 1) * asked.page_size
    page = _with_all(rows).order_by("-opened_at", "-id")[start : start + asked.page_size]
    return _shown(list(page))


def public_request(number: str, *, key: PartnerKey | None = None) -> PublicRequest:
    """Return one case that may be shown.

    Raises
    ------
    NotPublic
        Unknown, not yet verified or secret; all look the same.
    """
    found = public_requests(Listing(numbers=(number,)), key=key)
    if not found:
        raise NotPublic(_("Tidak ada laporan terbuka dengan nomor ini."))
    return found[0]


def requests_of_cases(case_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, PublicRequest]:
    """Return the public ones among these cases, by id."""
    rows = _with_all(Case.objects.filter(id__in=list(case_ids), is_public=True))
    return {one.case_id: one for one in _shown(list(rows))}


def _visible(key: PartnerKey | None) -> QuerySet[Case]:
    shown = Q(is_public=True)
    if key is not None and Scope.OWN.value in key.scopes:
        shown |= Q(voice__partnervoice__key_id=key.id, is_secret=False)
    return Case.objects.filter(shown)


def _condition(asked: Listing) -> Q:
    if asked.numbers:
        return Q(
            number__in=[number for text in asked.numbers if (number := read_case_number(text))]
        )
    found = Q()
    if asked.topics:
        found &= _of_services(asked.topics)
    if asked.start is not None:
        found &= Q(opened_at__gte=asked.start)
    if asked.end is not None:
        found &= Q(opened_at__lte=asked.end)
    if len(asked.statuses) == 1:
        found &= _ENDED if "closed" in asked.statuses else ~_ENDED
    if asked.updated_after is not None and asked.updated_before is not None:
        told = subjects_told_of(asked.updated_after, asked.updated_before, names=TOLD)
        found &= Q(id__in=told)
    if asked.box is not None:
        found &= _inside(asked.box)
    if asked.text:
        hits = find_case_ids(Query(text=asked.text), scope=SearchScope.PUBLIC, most=_MOST_FOUND)
        found &= Q(id__in=hits.case_ids)
    return found


def _of_services(codes: tuple[str, ...]) -> Q:
    """Return the condition for cases of services; a topic, once chosen, goes before the form."""
    found = Q(topic_id__in=codes)
    if procedures := procedure_codes(codes):
        found |= Q(topic=None, voice__procedure_version__procedure_id__in=procedures)
    return found


def _inside(box: tuple[float, float, float, float]) -> Q:
    return _shown_inside(box, is_anonymous=False) | _shown_inside(box, is_anonymous=True)


def _shown_inside(box: tuple[float, float, float, float], *, is_anonymous: bool) -> Q:
    south, west, north, east = box
    low, high = rules.exact_bounds(south, north, is_anonymous=is_anonymous)
    left, right = rules.exact_bounds(west, east, is_anonymous=is_anonymous)
    return Q(
        is_anonymous=is_anonymous,
        voice__latitude__gte=low,
        voice__latitude__lt=high,
        voice__longitude__gte=left,
        voice__longitude__lt=right,
    )


def _with_all(rows: QuerySet[Case]) -> QuerySet[Case]:
    photos = Prefetch("voice__photos", queryset=Photo.objects.only("id", "voice_id"))
    return (
        rows.select_related("office", "topic", "region__parent", "voice")
        .prefetch_related(photos)
        .annotate(
            author_name=F("voice__reporter__name"),
            procedure=F("voice__procedure_version__procedure_id"),
            procedure_title=F("voice__procedure_version__title"),
        )
    )


def _shown(cases: Sequence[Case]) -> list[PublicRequest]:
    ids = [case.id for case in cases]
    told, words = last_told(ids, TOLD), _last_words(ids)
    return [_one(case, told.get(case.id, case.opened_at), words.get(case.id, "")) for case in cases]


def _last_words(case_ids: list[uuid.UUID]) -> dict[uuid.UUID, str]:
    rows = Message.objects.filter(case_id__in=case_ids, kind__in=_LAST_WORDS).order_by("at", "id")
    return dict(rows.values_list("case_id", "text"))


def _one(case: Case, updated_at: datetime, last_words: str) -> PublicRequest:
    name = case.author_name or ""  # type: ignore[attr-defined]
    title, text = masked(case.title, name=name), masked(case.shown_text, name=name)
    voice, region = case.voice, case.region
    service_code, service_name = _service_of(case)
    return PublicRequest(
        case_id=case.id,
        number=case.number,
        is_open=rules.is_open_outside(case),
        status=case.status,
        last_words=masked(last_words, name=name) or str(Status(case.status).label),
        topic=case.topic_id or "",
        service_code=service_code,
        service_name=service_name,
        title=title,
        description=_whole(title, text),
        office=case.office.name if case.office else "",
        office_code=case.office.code if case.office else "",
        requested_at=case.opened_at,
        updated_at=max(updated_at, case.opened_at),
        due_at=case.due_at,
        place=_place(case, name),
        region=case.region_id or "",
        postal_code=region.postal_code if region else "",
        latitude=rules.public_degrees(voice.latitude, is_anonymous=case.is_anonymous),
        longitude=rules.public_degrees(voice.longitude, is_anonymous=case.is_anonymous),
        channel=voice.channel,
        photos=tuple(photo.id for photo in voice.photos.all()),
        is_public=case.is_public,
    )


def _service_of(case: Case) -> tuple[str, str]:
    procedure = case.procedure  # type: ignore[attr-defined]
    if case.topic or not procedure:
        return case.topic_id or "", str(case.topic or "")
    return code_of_procedure(procedure), case.procedure_title  # type: ignore[attr-defined]


def _whole(title: str, text: str) -> str:
    """Return title and text in one, as GeoReport has no title; a title cut from it is left out."""
    flat = " ".join(text.split())
    return text if flat.startswith(" ".join(title.split())) else f"{title}\n\n{text}".strip()


def _place(case: Case, name: str) -> str:
    note, region = masked(case.voice.place_note, name=name), case.region
    names = [note]
    if region is not None:
        names += [region.name, region.parent.name if region.parent else ""]
    return ", ".join(filter(None, names))
