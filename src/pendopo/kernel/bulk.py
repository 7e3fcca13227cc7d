"""Writing many rows at once, for histories and imports.

``bulk_create`` builds one long statement and asks each field of each row to prepare itself,
which costs more than the writing. Here the columns are looked at once: PostgreSQL takes the
rows through COPY, other databases through one prepared statement.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

from django.db import connection, models

Prepare = Callable[[Any], Any]

# What these fields hold in memory is what a database driver takes.
_PLAIN = (models.CharField, models.TextField, models.BooleanField, models.IntegerField)
# Below this, opening and closing a COPY costs more than it saves.
_WORTH_COPYING = 30


def insert_rows(rows: Sequence[models.Model]) -> None:
    """Insert unsaved instances of one model whose keys are already set.

    No signal is sent, no default of the database is filled in; constraints hold as ever.
    Call inside ``atomic``.
    """
    if not rows:
        return
    meta = type(rows[0])._meta  # noqa: SLF001 -- Django's documented interface to a model's columns
    fields = [field for field in meta.concrete_fields if field.column]
    columns = tuple(str(field.column) for field in fields)
    read = attrgetter(*(field.attname for field in fields))
    prepared = tuple(
        (place, prepare)
        for place, field in enumerate(fields)
        if (prepare := _preparer(field)) is not None
    )
    values = [_prepared(read(row), prepared) for row in rows]
    insert_values(meta.db_table, columns, values)
    for row in rows:
        state = row._state  # noqa: SLF001 -- as bulk_create leaves it
        state.adding, state.db = False, connection.alias


def insert_values(table: str, columns: Sequence[str], values: Sequence[Sequence[Any]]) -> None:
    """Insert rows of values already in the form the database driver takes."""
    quote = connection.ops.quote_name
    names = ", ".join(quote(column) for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and len(values) >= _WORTH_COPYING:
            # Django turns a driver's errors into its own at every call but this one.
            statement = f"COPY {quote(table)} ({names}) FROM STDIN"
            with connection.wrap_database_errors, cursor.copy(statement) as copy:
                for row in values:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(
            f"INSERT INTO {quote(table)} ({names}) VALUES ({marks})",  # noqa: S608 -- names of our own tables
            values,
        )


def _prepared(values: Sequence[Any], prepared: Sequence[tuple[int, Prepare]]) -> Sequence[Any]:
    row = list(values)
    for place, prepare in prepared:
        if row[place] is not None:
            row[place] = prepare(row[place])
    return row


def _preparer(field: models.Field[Any, Any]) -> Prepare | None:
    """Return how a value of the field is prepared; None if it is taken as it is."""
    ops = connection.ops
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    own = type(field).get_prep_value is not _base_of(field).get_prep_value
    if isinstance(field, _PLAIN) and not own:
        return None
    if isinstance(field, models.UUIDField):
        return None if connection.features.has_native_uuid_field else attrgetter("hex")
    if isinstance(field, models.DateTimeField):
        return ops.adapt_datetimefield_value
    if isinstance(field, models.JSONField):
        return lambda value: ops.adapt_json_value(value, None)
    return lambda value: field.get_db_prep_save(value, connection)


def _base_of(field: models.Field[Any, Any]) -> type[models.Field[Any, Any]]:
    return next((base for base in _PLAIN if isinstance(field, base)), models.Field)
