"""Finding cases by words, numbers and codes, newest first."""

from __future__ import annotations

import re
import uuid

from pendopo.journey.cases.models import SearchEntry
from pendopo.journey.cases.search.databases import places
from pendopo.journey.cases.search.places import LAST, first_place_at
from pendopo.journey.cases.search.types import Asked, Hits, Query, Scope
from pendopo.journey.cases.search.words import code_digest, plain_number, word_digests

# A rarer form of a name or number is not worth more digests in one question.
_MOST_WORDS = 12
_SMALLEST_NUMBER = 5


def find_case_ids(query: Query | str, *, scope: Scope, most: int = 25, after: str = "") -> Hits:
    """Return the cases that match, newest first, up to ``most``; keyset pages by ``after``.

    Public scope finds what everyone may read and nothing else: words that are covered on the
    public page are not in its index. Whoever shows staff hits still asks ``rules.may_see``.
    """
    asked = Query(text=query) if isinstance(query, str) else query
    found = find_places(asked, scope=scope, most=most + 1, after=after)
    shown = found[:most]
    ids: dict[int, uuid.UUID] = dict(
        SearchEntry.objects.filter(place__in=shown).values_list("place", "case_id")
    )
    cursor = str(shown[-1]) if len(found) > most else ""
    return Hits(tuple(ids[place] for place in shown if place in ids), cursor)


def find_places(query: Query, *, scope: Scope, most: int, after: str = "") -> list[int]:
    """Return the places of the cases that match, in the order asked for."""
    numbered = _with_number(query, scope, most)
    if numbered:
        return numbered
    needed = _needed(query)
    if needed is None:
        return []
    above, below = _bounds(query, after)
    return places(
        Asked(
            scope,
            (*needed, *_public_mark(scope)),
            tuple(code_digest("office", code) for code in query.offices),
            above,
            below,
            query.is_oldest_first,
            most,
        )
    )


def _with_number(query: Query, scope: Scope, most: int) -> list[int]:
    """Return the places of the cases that carry the number that was typed, of any system."""
    number = plain_number(query.text)
    if len(number) < _SMALLEST_NUMBER or not re.search(r"[0-9]{3}", number):
        return []
    digests = (code_digest("number", number), *_public_mark(scope))
    return places(Asked(scope, digests, (), -1, LAST, False, most))


def _needed(query: Query) -> tuple[str, ...] | None:
    words = sorted(word_digests(query.text))[:_MOST_WORDS]
    if query.text.strip() and not words:
        return None
    codes = (
        code_digest(kind, code)
        for kind in ("office", "topic", "region", "status", "kind")
        if (code := getattr(query, kind))
    )
    return (*words, *codes)


def _public_mark(scope: Scope) -> tuple[str, ...]:
    return (code_digest("is", "public"),) if scope is Scope.PUBLIC else ()


def _bounds(query: Query, after: str) -> tuple[int, int]:
    above = first_place_at(query.since) - 1 if query.since else -1
    below = first_place_at(query.until) if query.until else LAST
    # Eighteen digits hold every place there will be, and no database minds them.
    if re.fullmatch(r"[0-9]{1,19}", after) and int(after) < LAST:
        if query.is_oldest_first:
            above = max(above, int(after))
        else:
            below = min(below, int(after))
    return above, below
