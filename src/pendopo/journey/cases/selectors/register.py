"""Reading the public register: by codes along its indexes, by words through the search."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence

from django.db.models import F, Q, QuerySet

from pendopo.journey.cases.models import Case
from pendopo.journey.cases.search.selectors import find_case_ids
from pendopo.journey.cases.search.types import Query, Scope
from pendopo.journey.cases.selectors.paging import SHOWN_WITH, Slice, read_cursor, write_cursor
from pendopo.journey.voice.masking import masked


def public_cases(
    *,
    topic: str = "",
    office_id: uuid.UUID | None = None,
    status: str = "",
    cursor: str = "",
    size: int = 20,
) -> Slice:
    """Return a slice of the public cases, newest first (keyset pages).

    Titles come as the public may read them.
    """
    rows = _public().filter(**_given(topic_id=topic, office_id=office_id, status=status))
    page = list(_newest(_after(rows, cursor))[: size + 1])
    last = page[size - 1] if len(page) > size else None
    return Slice(
        as_the_public_reads(page[:size]), write_cursor(last.opened_at, last.id) if last else ""
    )


def search_public_cases(query: Query, *, cursor: str = "", size: int = 20) -> Slice:
    """Return a slice of the public cases that match, in the order asked for (keyset pages)."""
    hits = find_case_ids(query, scope=Scope.PUBLIC, most=size, after=cursor)
    return Slice(public_cases_with(hits.case_ids), hits.next_cursor)


def public_cases_with(case_ids: Sequence[uuid.UUID]) -> list[Case]:
    """Return those of the cases that are public now, in the order given."""
    found = {case.id: case for case in _public().filter(id__in=case_ids)}
    return as_the_public_reads([found[case_id] for case_id in case_ids if case_id in found])


def as_the_public_reads(cases: Iterable[Case]) -> list[Case]:
    """Return the cases with covered titles: identifiers, and the author's own name."""
    shown = list(cases)
    for case in shown:
        case.title = masked(case.title, name=case.author_name or "")  # type: ignore[attr-defined]
    return shown


def _public() -> QuerySet[Case]:
    rows = Case.objects.filter(is_public=True).select_related(*SHOWN_WITH)
    return rows.annotate(author_name=F("voice__reporter__name"))


def _given(**codes: object) -> dict[str, object]:
    return {name: code for name, code in codes.items() if code}


def _newest(rows: QuerySet[Case]) -> QuerySet[Case]:
    return rows.order_by("-opened_at", "-id")


def _after(rows: QuerySet[Case], text: str) -> QuerySet[Case]:
    cursor = read_cursor(text)
    if cursor is None or cursor.at is None:
        return rows
    # Written so that the database can begin at the cursor; a plain OR makes it sort.
    return rows.filter(opened_at__lte=cursor.at).filter(
        Q(opened_at__lt=cursor.at) | Q(id__lt=cursor.last_id)
    )
