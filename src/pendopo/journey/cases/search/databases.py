"""The search in SQLite (FTS5) and in PostgreSQL (tsvector with GIN): same answers from both."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction

from pendopo.journey.cases.search.types import Asked

_TABLE = "cases_searchentry"
# Up to so many matches are all read and put in order; more of them lie so close together
# that the newest are found by going back from the end.
_FEW = 4_000
# How far to go back before putting all matches in order after all: they may be old.
_WALK = 30_000


def places(asked: Asked) -> list[int]:
    """Return the places of the cases that match, in the order asked for."""
    return _in_postgresql(asked) if connection.vendor == "postgresql" else _in_sqlite(asked)


def _in_sqlite(asked: Asked) -> list[int]:
    order = _order(asked)
    if not (asked.all_of or asked.any_of):
        return _plain(asked)
    # FTS5 walks its lists in the order of the rowid, so it stops at the last row wanted.
    rows = _rows(
        f"SELECT rowid FROM cases_searchwords WHERE cases_searchwords MATCH %s "  # noqa: S608 -- fixed words
        f"AND rowid > %s AND rowid < %s ORDER BY rowid {order} LIMIT %s",
        [_match(asked), asked.above, asked.below, asked.most],
    )
    return [place for (place,) in rows]


def _match(asked: Asked) -> str:
    parts = [f'"{one}"' for one in asked.all_of]
    if asked.any_of:
        parts.append("(" + " OR ".join(f'"{one}"' for one in asked.any_of) + ")")
    return f"{{{asked.scope.value}}} : ({' AND '.join(parts)})"


def _in_postgresql(asked: Asked) -> list[int]:
    if not (asked.all_of or asked.any_of):
        return _plain(asked)
    column, query = asked.scope.value, _tsquery(asked)
    inside, bounds = "place > %s AND place < %s", [asked.above, asked.below]
    matching = f"{column} @@ %s::tsquery AND {inside}"
    found = _unordered(
        f"SELECT place FROM {_TABLE} WHERE {matching} LIMIT %s",  # noqa: S608 -- fixed words
        [query, *bounds, _FEW + 1],
    )
    if len(found) <= _FEW:
        return sorted(found, reverse=not asked.is_oldest_first)[: asked.most]
    order = _order(asked)
    walked = _rows(
        f"SELECT place FROM (SELECT place, {column} AS words FROM {_TABLE} WHERE {inside} "  # noqa: S608 -- as above
        f"ORDER BY place {order} LIMIT %s) AS near WHERE words @@ %s::tsquery "
        f"ORDER BY place {order} LIMIT %s",
        [*bounds, _WALK, query, asked.most],
    )
    if len(walked) == asked.most:
        return [place for (place,) in walked]
    return _unordered(
        f"SELECT place FROM {_TABLE} WHERE {matching} ORDER BY place {order} LIMIT %s",  # noqa: S608 -- as above
        [query, *bounds, asked.most],
    )


def _tsquery(asked: Asked) -> str:
    parts = list(asked.all_of)
    if asked.any_of:
        parts.append(f"({' | '.join(asked.any_of)})")
    return " & ".join(parts)


def _unordered(statement: str, values: list[Any]) -> list[int]:
    # The planner, expecting matches everywhere, may walk the whole table in order for a few
    # rows; without index scans it has to go through the words.
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_indexscan = off")
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(statement, values)
        found = [place for (place,) in cursor.fetchall()]
        cursor.execute("SET LOCAL enable_indexscan = on")
        cursor.execute("SET LOCAL enable_seqscan = on")
    return found


def _plain(asked: Asked) -> list[int]:
    rows = _rows(
        f"SELECT place FROM {_TABLE} WHERE place > %s AND place < %s "  # noqa: S608 -- fixed words
        f"ORDER BY place {_order(asked)} LIMIT %s",
        [asked.above, asked.below, asked.most],
    )
    return [place for (place,) in rows]


def _order(asked: Asked) -> str:
    return "ASC" if asked.is_oldest_first else "DESC"


def _rows(statement: str, values: list[Any]) -> list[tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
