"""Triggers that draw the law's stamp anew when a row of the law changes; for migrations."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_SQLITE = """
    CREATE TRIGGER {table}_{event}_stamped AFTER {event} ON {table}
    BEGIN
        INSERT INTO kernel_lawstamp (id, stamp) VALUES (1, lower(hex(randomblob(16))))
        ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
    END
"""
_FUNCTION = """
    CREATE OR REPLACE FUNCTION kernel_draw_law_stamp() RETURNS trigger AS $$
    BEGIN
        INSERT INTO kernel_lawstamp (id, stamp)
        VALUES (1, replace(gen_random_uuid()::text, '-', ''))
        ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
        RETURN NULL;
    END $$ LANGUAGE plpgsql
"""
_POSTGRESQL = """
    CREATE TRIGGER {table}_stamped AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_draw_law_stamp()
"""
EVENTS = ("insert", "update", "delete")


def stamp_changes_of(table: str, _apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Let every change of a table draw the stamp anew; for migrations."""
    if editor.connection.vendor == "sqlite":
        for event in EVENTS:
            editor.execute(_SQLITE.format(table=table, event=event))
        return
    editor.execute(_FUNCTION)
    editor.execute(_POSTGRESQL.format(table=table))


def stop_stamping(table: str, _apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers of a table away; for migrations."""
    if editor.connection.vendor == "sqlite":
        for event in EVENTS:
            editor.execute(f"DROP TRIGGER {table}_{event}_stamped")
        return
    editor.execute(f"DROP TRIGGER {table}_stamped ON {table}")
