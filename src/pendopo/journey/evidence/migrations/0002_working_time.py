# How long it took, beside how often it was in time.

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0001_start"),
    ]

    operations = [
        migrations.AddField(
            model_name="indicatorcell",
            name="median_days",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="indicatorcell",
            name="n_timed",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="indicatorcell",
            name="p90_days",
            field=models.PositiveIntegerField(null=True),
        ),
    ]
