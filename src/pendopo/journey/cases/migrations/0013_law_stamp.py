"""Limits and calendar rules draw the stamp of the law anew when they change."""

from functools import partial

from django.db import migrations

from pendopo.kernel.law_triggers import stamp_changes_of, stop_stamping

TABLES = ("cases_clockpolicy", "cases_calendarrule")


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0012_limits_of_procedures"),
        ("kernel", "0004_law_stamp"),
    ]

    operations = [
        migrations.RunPython(partial(stamp_changes_of, table), partial(stop_stamping, table))
        for table in TABLES
    ]
