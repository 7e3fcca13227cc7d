"""The search: an entry for each case, and the index of its words, as each database has it."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import pendopo.journey.cases.models.search

_SQLITE = (
    # Without positions: nobody searches for phrases, and the index is half as large.
    """
    CREATE VIRTUAL TABLE cases_searchwords USING fts5(
        public_words, staff_words, content='cases_searchentry', content_rowid='place',
        tokenize='ascii', detail='column'
    )
    """,
    """
    CREATE TRIGGER cases_searchentry_entered AFTER INSERT ON cases_searchentry BEGIN
        INSERT INTO cases_searchwords(rowid, public_words, staff_words)
        VALUES (new.place, new.public_words, new.staff_words);
    END
    """,
    """
    CREATE TRIGGER cases_searchentry_left AFTER DELETE ON cases_searchentry BEGIN
        INSERT INTO cases_searchwords(cases_searchwords, rowid, public_words, staff_words)
        VALUES ('delete', old.place, old.public_words, old.staff_words);
    END
    """,
)
_POSTGRESQL = (
    "CREATE INDEX search_public ON cases_searchentry USING gin (public_words)",
    "CREATE INDEX search_staff ON cases_searchentry USING gin (staff_words)",
)


def make_index(_apps: Any, editor: Any) -> None:
    """Make the index of words."""
    vendor = editor.connection.vendor
    for statement in _POSTGRESQL if vendor == "postgresql" else _SQLITE:
        editor.execute(statement)


def drop_index(_apps: Any, editor: Any) -> None:
    """Remove it; on PostgreSQL it goes with the table."""
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TABLE cases_searchwords")


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_procedure_version")]

    operations = [
        migrations.CreateModel(
            name="SearchDue",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="cases.case",
                    ),
                ),
                ("change", models.UUIDField()),
            ],
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("place", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "public_words",
                    pendopo.journey.cases.models.search.DigestsField(blank=True),
                ),
                (
                    "staff_words",
                    pendopo.journey.cases.models.search.DigestsField(blank=True),
                ),
                ("north", models.IntegerField(null=True)),
                ("east", models.IntegerField(null=True)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("north__isnull", False)),
                        fields=["-place"],
                        name="search_on_map",
                    )
                ],
            },
        ),
        migrations.RunPython(make_index, drop_index),
    ]
