"""Reading the public register, newest first."""

from __future__ import annotations

import uuid

from django.db.models import F, Q, QuerySet

from pendopo.journey.cases.models import Case
from pendopo.journey.cases.selectors.paging import (
    SHOWN_WITH,
    Slice,
    lies_in,
    read_cursor,
    write_cursor,
)
from pendopo.journey.voice.masking import masked
from pendopo.kernel.ids import read_case_number

# Words are looked for in the newest cases only: a search over all titles reads them all.
SEARCHED = 20_000


def public_cases(
    *,
    topic: str = "",
    office_id: uuid.UUID | None = None,
    region: str = "",
    status: str = "",
    text: str = "",
    cursor: str = "",
    size: int = 20,
) -> Slice:
    """Return a slice of the public cases, newest first (keyset pages).

    Titles come as the public may read them; words are searched among the newest
    ``SEARCHED`` public cases.
    """
    rows = Case.objects.filter(is_public=True)
    if topic:
        rows = rows.filter(topic_id=topic)
    if office_id:
        rows = rows.filter(office_id=office_id)
    if region:
        rows = rows.filter(lies_in(region))
    if status:
        rows = rows.filter(status=status)
    if text:
        rows = _matching(rows, text)
    rows = rows.select_related(*SHOWN_WITH).annotate(author_name=F("voice__reporter__name"))
    page = list(_newest(_after(rows, cursor))[: size + 1])
    last = page[size - 1] if len(page) > size else None
    shown = _as_the_public_reads(page[:size])
    if text and not read_case_number(text):
        # Else a search would tell in which case a covered name or number stands.
        shown = [case for case in shown if text.casefold() in case.title.casefold()]
    return Slice(shown, write_cursor(last.opened_at, last.id) if last else "")


def _as_the_public_reads(cases: list[Case]) -> list[Case]:
    """Return the cases with covered titles: identifiers, and the author's own name."""
    for case in cases:
        case.title = masked(case.title, name=case.author_name or "")  # type: ignore[attr-defined]
    return cases


def _newest(rows: QuerySet[Case]) -> QuerySet[Case]:
    return rows.order_by("-opened_at", "-id")


def _matching(rows: QuerySet[Case], text: str) -> QuerySet[Case]:
    number = read_case_number(text)
    if number:
        return rows.filter(number=number)
    newest = _newest(Case.objects.filter(is_public=True)).values_list("opened_at", flat=True)
    oldest = newest[SEARCHED - 1 : SEARCHED].first()
    rows = rows.filter(title__icontains=text)
    return rows if oldest is None else rows.filter(opened_at__gte=oldest)


def _after(rows: QuerySet[Case], text: str) -> QuerySet[Case]:
    cursor = read_cursor(text)
    if cursor is None or cursor.at is None:
        return rows
    # Written so that the database can begin at the cursor; a plain OR makes it sort.
    return rows.filter(opened_at__lte=cursor.at).filter(
        Q(opened_at__lt=cursor.at) | Q(id__lt=cursor.last_id)
    )
