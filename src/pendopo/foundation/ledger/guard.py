"""The database's own refusal to change or delete facts, and how a wipe or a test lifts it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

_TABLE = "ledger_factrow"


@contextmanager
def lifted_guard() -> Iterator[None]:
    """Let facts be changed and deleted inside the block, then refuse it again."""
    if connection.vendor == "postgresql":
        with _disabled_triggers():
            yield
    else:
        with _dropped_triggers():
            yield


@contextmanager
def _disabled_triggers() -> Iterator[None]:
    # A table whose foreign keys are still to be checked cannot be altered.
    _run("SET CONSTRAINTS ALL IMMEDIATE")
    _run(f"ALTER TABLE {_TABLE} DISABLE TRIGGER USER")
    try:
        yield
    finally:
        _run(f"ALTER TABLE {_TABLE} ENABLE TRIGGER USER")


@contextmanager
def _dropped_triggers() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [_TABLE]
        )
        found = cursor.fetchall()
    for name, _ in found:
        _run(f"DROP TRIGGER {name}")
    try:
        yield
    finally:
        for _, sql in found:
            _run(sql)


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
