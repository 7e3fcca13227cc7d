"""The REST API for partners; the same public data as the pages, and the partner's own voices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import Header, Query, Router, Status

from pendopo.ecosystem.exchange import schemas, selectors, services
from pendopo.ecosystem.exchange.doors import caller, required_caller
from pendopo.ecosystem.exchange.errors import NotPublic
from pendopo.ecosystem.exchange.selectors import PublicRequest
from pendopo.ecosystem.exchange.types import Entry, PartnerKey, Scope
from pendopo.foundation.people import selectors as people
from pendopo.foundation.people.services import normal_phone
from pendopo.foundation.people.types import Contact
from pendopo.journey.accountability import selectors as accountability
from pendopo.journey.cases import selectors as cases
from pendopo.journey.cases.search import Query as SearchQuery
from pendopo.journey.voice.types import Channel, Kind, Place

if TYPE_CHECKING:
    from pendopo.journey.cases.selectors import ClockView

router = Router()
REFUSALS = {403: schemas.Problem, 404: schemas.Problem, 422: schemas.Problem, 429: schemas.Problem}
_LARGEST = 100
_SMALLEST_KEY = 1
_LONGEST_KEY = 200


def needs(*scopes: Scope) -> dict[str, Any]:
    """Return what tells, in the document and to the access test, which scopes a call needs."""
    return {
        "security": [{"key": []}],
        "x-scopes": [scope.value for scope in scopes],
    }


def partner(request: HttpRequest, scope: Scope) -> PartnerKey:
    """Return the key of the partner who calls, which must allow this."""
    key = required_caller(request, at=timezone.now())
    services.require_scope(key, scope)
    return key


@router.get(
    "/topics",
    response={200: list[schemas.Topic], **REFUSALS},
    summary=_("Topik yang dapat dilaporkan"),
    tags=["register"],
)
def topics(request: HttpRequest) -> list[schemas.Topic]:
    """Give the topics a voice may be about."""
    caller(request, at=timezone.now())
    offered = selectors.topics_offered()
    return [schemas.Topic(code=one.code, label=one.name, group=one.group) for one in offered]


@router.get(
    "/offices",
    response={200: list[schemas.Office], **REFUSALS},
    summary=_("Perangkat daerah"),
    tags=["register"],
)
def offices(request: HttpRequest) -> list[schemas.Office]:
    """Give the offices in force."""
    caller(request, at=timezone.now())
    return [
        schemas.Office(
            code=office.code,
            name=office.name,
            kind=office.kind,
            parent=office.parent.code if office.parent else "",
        )
        for office in people.active_offices().select_related("parent")
    ]


@router.get(
    "/cases",
    response={200: schemas.CasePage, **REFUSALS},
    summary=_("Laporan publik, terbaru di atas"),
    tags=["register"],
)
def case_list(request: HttpRequest, asked: Query[schemas.CaseQuery]) -> schemas.CasePage:
    """Give a page of the public register."""
    caller(request, at=timezone.now())
    known = people.office_by_code(asked.office) if asked.office else None
    if asked.office and known is None:
        raise NotPublic(gettext("Perangkat daerah ini tidak ditemukan."))
    rows, following = selectors.register_page(
        SearchQuery(
            text=asked.q,
            office=asked.office,
            topic=asked.topic,
            region=asked.region,
            status=asked.status or "",
        ),
        office_id=known.id if known else None,
        cursor=asked.cursor,
        size=asked.size,
    )
    return schemas.CasePage(items=[_line(request, row) for row in rows], next=following)


@router.get(
    "/cases/{number}",
    response={200: schemas.CaseWhole, **REFUSALS},
    summary=_("Satu laporan publik dengan riwayat dan batas waktunya"),
    tags=["register"],
)
def case(request: HttpRequest, number: str) -> schemas.CaseWhole:
    """Give a public case with its limits and its history."""
    now = timezone.now()
    caller(request, at=now)
    page = cases.public_page(number, at=now)
    row = selectors.public_request(page.case.number)
    return schemas.CaseWhole(
        **_line(request, row).dict(),
        clocks=[_clock(clock) for clock in page.clocks],
        timeline=[
            schemas.TimelineLine(
                at=entry.at,
                code=entry.code,
                title=entry.title,
                text=entry.text,
                office=entry.office,
                outcome=entry.outcome,
                proof=entry.proof,
            )
            for entry in page.entries
        ],
    )


@router.get(
    "/offices/{code}/performance",
    response={200: schemas.Performance, **REFUSALS},
    summary=_("Kinerja satu perangkat daerah: terjawab dalam batas waktu"),
    tags=["performance"],
)
def performance(request: HttpRequest, code: str) -> schemas.Performance:
    """Give an office's published figure with what was left out of it."""
    now = timezone.now()
    caller(request, at=now)
    page = accountability.office_page(code, at=now)
    months = page.standings.window.months if page.standings else ()
    tally = page.tally
    interval = tally.interval if tally else None
    return schemas.Performance(
        office=page.office.code,
        indicator=page.standings.indicator if page.standings else "",
        first_month=months[0] if months else "",
        last_month=months[-1] if months else "",
        answered_within_limit=tally.hits if tally else 0,
        fell_due=tally.due if tally else 0,
        share=tally.share if tally else None,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        excluded=[
            schemas.Exclusion(reason=reason, count=count)
            for reason, count in (tally.exclusions.items() if tally else ())
        ],
        open_past_limit=page.past_limit.count,
        source=request.build_absolute_uri(reverse("accountability:office", args=[code])),
    )


@router.post(
    "/voices",
    response={200: schemas.VoiceOut, 201: schemas.VoiceOut, **REFUSALS},
    summary=_("Kirim laporan untuk seseorang"),
    tags=["partner"],
    openapi_extra=needs(Scope.SUBMIT),
)
def send(
    request: HttpRequest,
    voice: schemas.VoiceIn,
    idempotency_key: str = Header(
        ..., alias="Idempotency-Key", min_length=_SMALLEST_KEY, max_length=_LONGEST_KEY
    ),
) -> Status[schemas.VoiceOut]:
    """Take in a voice; the same Idempotency-Key gives the first answer again."""
    key = partner(request, Scope.SUBMIT)
    accepted = services.receive_entry(_entry(voice, idempotency_key), key=key, at=timezone.now())
    out = schemas.VoiceOut(
        number=accepted.number,
        tracking_code=accepted.tracking_code,
        received_at=accepted.received_at,
        is_new=accepted.is_new,
    )
    return Status(201 if accepted.is_new else 200, out)


@router.get(
    "/voices",
    response={200: schemas.SubmissionPage, **REFUSALS},
    summary=_("Laporan yang Anda kirim"),
    tags=["partner"],
    openapi_extra=needs(Scope.OWN),
)
def sent_voices(
    request: HttpRequest,
    cursor: str = Query("", max_length=300),
    size: int = Query(25, ge=1, le=_LARGEST),
) -> schemas.SubmissionPage:
    """Give what this key sent, newest first."""
    rows, following = selectors.own_voices(partner(request, Scope.OWN), cursor=cursor, size=size)
    return schemas.SubmissionPage(items=[_submission(row) for row in rows], next=following)


@router.get(
    "/voices/{number}",
    response={200: schemas.Submission, **REFUSALS},
    summary=_("Keadaan satu laporan yang Anda kirim"),
    tags=["partner"],
    openapi_extra=needs(Scope.OWN),
)
def sent_voice(request: HttpRequest, number: str) -> schemas.Submission:
    """Give how far a voice is that this key sent."""
    return _submission(selectors.own_voice(partner(request, Scope.OWN), number))


def _entry(voice: schemas.VoiceIn, repeat_key: str) -> Entry:
    told = voice.reporter or schemas.Reporter()
    return Entry(
        channel=Channel.API,
        kind=Kind(voice.kind),
        topic=voice.topic,
        title=voice.title,
        text=voice.text,
        place=Place(voice.region, voice.place, voice.latitude, voice.longitude),
        contact=Contact(
            name=told.name, phone=normal_phone(told.phone) if told.phone else "", email=told.email
        ),
        is_anonymous=voice.is_anonymous,
        is_secret=voice.is_secret,
        resend_key=repeat_key,
    )


def _line(request: HttpRequest, row: PublicRequest) -> schemas.CaseLine:
    return schemas.CaseLine(
        number=row.number,
        status=row.status,
        is_open=row.is_open,
        topic=row.topic,
        title=row.title,
        text=row.description,
        office=row.office,
        office_code=row.office_code,
        opened_at=row.requested_at,
        updated_at=row.updated_at,
        due_at=row.due_at,
        region=row.region,
        place=row.place,
        latitude=row.latitude,
        longitude=row.longitude,
        channel=row.channel,
        photos=[
            request.build_absolute_uri(reverse("portal:photo", args=[photo]))
            for photo in row.photos
        ],
        is_public=row.is_public,
    )


def _clock(clock: ClockView) -> schemas.ClockLine:
    return schemas.ClockLine(
        kind=clock.kind,
        label=clock.label,
        amount=clock.amount,
        unit=clock.unit,
        due_at=clock.due_at,
        state=clock.state,
        legal_basis=clock.legal_basis,
        is_confirmed=clock.is_confirmed,
        stopped_at=clock.stopped_at,
        stop_reason=clock.stop_reason,
    )


def _submission(row: Any) -> schemas.Submission:
    return schemas.Submission(
        number=row.number,
        status=row.status,
        received_at=row.received_at,
        due_at=row.due_at,
        is_public=row.is_public,
    )
