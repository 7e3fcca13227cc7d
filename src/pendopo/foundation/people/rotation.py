"""Sealing encrypted columns anew with the newest field key.

Each row that is already sealed with the newest key is passed over, so a run that was
stopped is taken up by starting it again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model

from pendopo.kernel import crypto
from pendopo.kernel.fields import EncryptedTextField

BATCH = 500


def _table(model: type[Model]) -> tuple[str, str]:
    options = model._meta  # noqa: SLF001 -- Django's documented interface to a model
    return options.db_table, str(options.pk.column)


@dataclass(frozen=True)
class Step:
    """One batch: rows looked at, and values sealed anew (or that would be)."""

    n_rows: int
    n_values: int


def sealed_tables() -> dict[type[Model], tuple[str, ...]]:
    """Return every table with encrypted columns, and their names."""
    found = {
        model: tuple(
            str(field.column)
            for field in model._meta.concrete_fields  # noqa: SLF001 -- as above
            if isinstance(field, EncryptedTextField)
        )
        for model in apps.get_models()
    }
    return {model: columns for model, columns in found.items() if columns}


def rotate_table(
    model: type[Model], *, dry_run: bool = False, batch: int = BATCH
) -> Iterator[Step]:
    """Seal one table's encrypted columns anew, batch by batch, each in its own transaction."""
    columns = sealed_tables()[model]
    last: Any = None
    while True:
        with transaction.atomic():
            rows = _rows_after(model, columns, last, batch)
            n_values = sum(_rotate_row(model, columns, row, dry_run=dry_run) for row in rows)
        if not rows:
            return
        last = rows[-1][0]
        yield Step(len(rows), n_values)


def _rows_after(
    model: type[Model], columns: tuple[str, ...], last: Any, batch: int
) -> list[tuple[Any, ...]]:
    table, key = _table(model)
    where = "" if last is None else f"WHERE {key} > %s"
    # Names come from our own models; read raw, so that nothing is opened on the way.
    sql = f"SELECT {key}, {', '.join(columns)} FROM {table} {where} ORDER BY {key} LIMIT %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [batch] if last is None else [last, batch])
        return list(cursor.fetchall())


def _rotate_row(
    model: type[Model], columns: tuple[str, ...], row: tuple[Any, ...], *, dry_run: bool
) -> int:
    stale = [
        (column, token)
        for column, token in zip(columns, row[1:], strict=True)
        if token and not crypto.is_newest(token)
    ]
    for column, token in stale if not dry_run else ():
        _replace(model, row[0], column, token)
    return len(stale)


def _replace(model: type[Model], key: Any, column: str, token: str) -> None:
    table, key_column = _table(model)
    # Only if it still holds what was read: a change made meanwhile is newer and already sealed.
    sql = f"UPDATE {table} SET {column} = %s WHERE {key_column} = %s AND {column} = %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [crypto.rotate(token), key, token])


def rotate_second_factors(*, dry_run: bool = False) -> Step:
    """Seal the secrets of authenticator apps and recovery codes anew."""
    n_rows = n_values = 0
    for row in Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).iterator():
        stale = {
            name: token
            for name in ("secret", "seed")
            if (token := row.data.get(name)) and not crypto.is_newest(token)
        }
        if stale and not dry_run:
            row.data |= {name: crypto.rotate(token) for name, token in stale.items()}
            row.save(update_fields=["data"])
        n_rows, n_values = n_rows + 1, n_values + len(stale)
    return Step(n_rows, n_values)
