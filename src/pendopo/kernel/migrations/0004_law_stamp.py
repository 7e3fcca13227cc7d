"""The stamp of the law, drawn anew when a closed day changes."""

from functools import partial

from django.db import migrations, models

from pendopo.kernel.law_triggers import stamp_changes_of, stop_stamping

TABLE = "kernel_closedday"


class Migration(migrations.Migration):
    dependencies = [("kernel", "0003_closed_day_versions")]

    operations = [
        migrations.CreateModel(
            name="LawStamp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stamp", models.CharField(max_length=32)),
            ],
        ),
        migrations.RunPython(partial(stamp_changes_of, TABLE), partial(stop_stamping, TABLE)),
    ]
