"""Spots of the map: coarse places with the number of their public cases, counted by the database."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

# As ``search.entering`` writes them: floors, also south of the equator; nowhere is -32768.
_PARTS = """
    COALESCE(c.region_id, '') AS region, COALESCE(c.topic_id, '') AS topic,
    COALESCE(o.code, '') AS office, c.status AS status,
    COALESCE((e.north + 180000) / 20 - 9000, -32768) AS north,
    COALESCE((e.east + 180000) / 20 - 9000, -32768) AS east
"""
_FROM = """
    FROM cases_searchentry e JOIN cases_case c ON c.id = e.case_id
    LEFT JOIN people_office o ON o.id = c.office_id
    WHERE c.is_public
"""
_KEY = "region || '|' || topic || '|' || office || '|' || status || '|' || north || '|' || east"
_FILL = (
    f"""
    INSERT INTO cases_mapspot (key, region, topic, office, status, north, east, n)
    SELECT {_KEY}, region, topic, office, status, north, east, COUNT(*)
    FROM (SELECT {_PARTS} {_FROM}) AS told
    GROUP BY region, topic, office, status, north, east
    """,  # noqa: S608 -- fixed words
    f"""
    UPDATE cases_searchentry SET spot_id = s.id
    FROM (SELECT place, {_KEY} AS key FROM (SELECT e.place AS place, {_PARTS} {_FROM}) AS told) t
    JOIN cases_mapspot s ON s.key = t.key
    WHERE cases_searchentry.place = t.place
    """,  # noqa: S608 -- fixed words
)
_SQLITE = """
    CREATE TRIGGER cases_mapspot_{event} AFTER {event} ON cases_searchentry
    WHEN {row}.spot_id IS NOT NULL BEGIN
        UPDATE cases_mapspot SET n = n {sign} 1 WHERE id = {row}.spot_id;
    END
"""
# In the order of their ids, so that two at once wait for each other and not in a ring.
_FUNCTION = """
    CREATE FUNCTION cases_mapspot_{event}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM 1 FROM cases_mapspot WHERE id IN (SELECT spot_id FROM changed)
        ORDER BY id FOR UPDATE;
        UPDATE cases_mapspot s SET n = s.n {sign} d.n
        FROM (SELECT spot_id, COUNT(*) AS n FROM changed GROUP BY spot_id) d
        WHERE s.id = d.spot_id;
        RETURN NULL;
    END $$
"""
_POSTGRESQL = """
    CREATE TRIGGER cases_mapspot_{event} AFTER {event} ON cases_searchentry
    REFERENCING {row} TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION cases_mapspot_{event}()
"""
_EVENTS = (
    {"event": "insert", "row": "NEW", "sign": "+"},
    {"event": "delete", "row": "OLD", "sign": "-"},
)


def fill(_apps: Any, editor: Any) -> None:
    """Count the cases that are there."""
    for statement in _FILL:
        editor.execute(statement)


def count_on(_apps: Any, editor: Any) -> None:
    """Let the database count whatever comes and goes."""
    is_sqlite = editor.connection.vendor == "sqlite"
    for event in _EVENTS:
        for statement in (_SQLITE,) if is_sqlite else (_FUNCTION, _POSTGRESQL):
            editor.execute(statement.format(**event))


def stop_counting(_apps: Any, editor: Any) -> None:
    """Take the triggers away."""
    is_sqlite = editor.connection.vendor == "sqlite"
    for event in (row["event"] for row in _EVENTS):
        if is_sqlite:
            editor.execute(f"DROP TRIGGER cases_mapspot_{event}")
        else:
            editor.execute(f"DROP FUNCTION cases_mapspot_{event} CASCADE")


class Migration(migrations.Migration):
    dependencies = [("cases", "0015_overseer_accused"), ("people", "0001_start")]

    operations = [
        migrations.CreateModel(
            name="MapSpot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=160, unique=True)),
                ("region", models.CharField(blank=True, max_length=13)),
                ("topic", models.CharField(blank=True, max_length=60)),
                ("office", models.CharField(blank=True, max_length=40)),
                ("status", models.CharField(max_length=10)),
                ("north", models.SmallIntegerField()),
                ("east", models.SmallIntegerField()),
                ("n", models.IntegerField(default=0)),
            ],
        ),
        migrations.RemoveIndex(model_name="searchentry", name="search_on_map"),
        migrations.AddField(
            model_name="searchentry",
            name="spot",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entries",
                to="cases.mapspot",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="searchentry",
            index=models.Index(
                condition=models.Q(("north__isnull", False)),
                fields=["north", "east", "spot", "place"],
                name="search_by_point",
            ),
        ),
        migrations.RunPython(count_on, stop_counting),
    ]
