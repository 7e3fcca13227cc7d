from django.db import migrations

_KEPT = ("code", "label", "actor", "from", "to", "requires")


def write_courses(apps, _schema_editor):
    versions = apps.get_model("procedures", "ProcedureVersion")
    for version in versions.objects.filter(course_row={}).iterator(chunk_size=100):
        version.course_row = _course_of(version.definition)
        version.save(update_fields=["course_row"])


def _course_of(raw):
    return {
        "kind": raw["kind"],
        "case_class": raw.get("case_class", ""),
        "office": raw.get("owner", {}).get("office", ""),
        "steps": [{name: row[name] for name in _KEPT if name in row} for row in raw["steps"]],
        "grounds": [row["code"] for row in raw.get("objection_grounds", ())],
        "clocks": sorted({row["clock"] for row in raw.get("clocks", ())}),
    }


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("procedures", "0003_course"),
    ]

    # Going back drops the column, so there is nothing to undo here.
    operations = [migrations.RunPython(write_courses, migrations.RunPython.noop)]
