"""The search in SQLite (FTS5) and in PostgreSQL (tsvector with GIN): same answers from both."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction

from pendopo.journey.cases.search.types import Asked

_TABLE = "cases_searchentry"
# What is frequent is found by going back from the end, no further than this; what is rarer
# matches so few cases that all of them can be put in order.
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
    walked = _walked(asked)
    return walked if len(walked) == asked.most else _put_in_order(asked)


def _walked(asked: Asked) -> list[int]:
    """Return what matches among the first cases in the order asked for."""
    order, column = _order(asked), asked.scope.value
    rows = _rows(
        f"SELECT place FROM (SELECT place, {column} AS words FROM {_TABLE} "  # noqa: S608 -- fixed words
        f"WHERE place > %s AND place < %s ORDER BY place {order} LIMIT %s) AS near "
        f"WHERE words @@ %s::tsquery ORDER BY place {order} LIMIT %s",
        [asked.above, asked.below, _WALK, _tsquery(asked), asked.most],
    )
    return [place for (place,) in rows]


def _put_in_order(asked: Asked) -> list[int]:
    """Return the first of all that match, by way of the index of words."""
    statement = (
        f"SELECT place FROM {_TABLE} WHERE {asked.scope.value} @@ %s::tsquery "  # noqa: S608 -- fixed words
        f"AND place > %s AND place < %s ORDER BY place {_order(asked)} LIMIT %s"
    )
    # The planner, expecting matches everywhere, may walk the whole table in order for a few
    # rows; without index scans it has to go through the words.
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_indexscan = off")
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(statement, [_tsquery(asked), asked.above, asked.below, asked.most])
        found = [place for (place,) in cursor.fetchall()]
        cursor.execute("SET LOCAL enable_indexscan = on")
        cursor.execute("SET LOCAL enable_seqscan = on")
    return found


def _tsquery(asked: Asked) -> str:
    parts = list(asked.all_of)
    if asked.any_of:
        parts.append(f"({' | '.join(asked.any_of)})")
    return " & ".join(parts)


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
