"""Reading for partners: the register by cursor, and what became of their own voices."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from pendopo.ecosystem.exchange.errors import NotPublic
from pendopo.ecosystem.exchange.models import PartnerVoice
from pendopo.ecosystem.exchange.selectors.requests import PublicRequest, requests_of_cases
from pendopo.ecosystem.exchange.types import PartnerKey
from pendopo.journey.cases.search import Query
from pendopo.journey.cases.selectors import public_cases, search_public_cases
from pendopo.journey.cases.types import Status
from pendopo.kernel.ids import read_case_number
from pendopo.kernel.time import from_iso, to_iso


@dataclass(frozen=True)
class OwnVoice:
    """How far a partner's own voice is."""

    number: str
    status: str
    received_at: datetime
    due_at: datetime | None
    is_public: bool


def register_page(
    query: Query, *, office_id: uuid.UUID | None, cursor: str, size: int
) -> tuple[list[PublicRequest], str]:
    """Return a page of the public register with the cursor of the next."""
    if query.text or query.region:
        found = search_public_cases(query, cursor=cursor, size=size)
    else:
        found = public_cases(
            topic=query.topic, office_id=office_id, status=query.status, cursor=cursor, size=size
        )
    ids = [case.id for case in found.rows]
    told = requests_of_cases(ids)
    return [told[case_id] for case_id in ids if case_id in told], found.next_cursor


def own_voices(key: PartnerKey, *, cursor: str, size: int) -> tuple[list[OwnVoice], str]:
    """Return what a key sent, newest first, with the cursor of the next page."""
    rows = PartnerVoice.objects.filter(key_id=key.id).select_related("voice__case")
    after = _read_cursor(cursor)
    if after is not None:
        at, last = after
        rows = rows.filter(received_at__lte=at).filter(Q(received_at__lt=at) | Q(voice_id__lt=last))
    page = list(rows.order_by("-received_at", "-voice_id")[: size + 1])
    last_row = page[size - 1] if len(page) > size else None
    following = f"{to_iso(last_row.received_at)}~{last_row.voice_id}" if last_row else ""
    return [_own(row) for row in page[:size]], following


def own_voice(key: PartnerKey, number: str) -> OwnVoice:
    """Return one voice that a key sent; NotPublic for any other number."""
    row = (
        PartnerVoice.objects.filter(key_id=key.id, voice__number=read_case_number(number) or "")
        .select_related("voice__case")
        .first()
    )
    if row is None:
        raise NotPublic(_("Tidak ada kiriman Anda dengan nomor ini."))
    return _own(row)


def _own(row: PartnerVoice) -> OwnVoice:
    case = getattr(row.voice, "case", None)
    return OwnVoice(
        number=row.voice.number,
        status=case.status if case else Status.RECEIVED.value,
        received_at=row.received_at,
        due_at=case.due_at if case else None,
        is_public=bool(case and case.is_public),
    )


def _read_cursor(text: str) -> tuple[datetime, uuid.UUID] | None:
    when, _sep, last = text.partition("~")
    try:
        return from_iso(when), uuid.UUID(last)
    except ValueError:
        return None
