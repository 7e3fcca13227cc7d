from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0002_shipped"),
    ]

    operations = [
        migrations.AddField(
            model_name="procedureversion",
            name="course_row",
            field=models.JSONField(default=dict),
        ),
    ]
