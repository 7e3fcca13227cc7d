# The addresses that asked to be told of a case, an area or an office.

import django.db.models.deletion
import pendopo.kernel.fields
import pendopo.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0008_escalation"),
        ("people", "0001_start"),
    ]

    operations = [
        migrations.CreateModel(
            name="Follow",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=pendopo.kernel.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("laporan", "Laporan"),
                            ("wilayah", "Wilayah"),
                            ("perangkat", "Perangkat daerah"),
                        ],
                        max_length=10,
                    ),
                ),
                ("target", models.CharField(max_length=40)),
                ("address", pendopo.kernel.fields.EncryptedTextField()),
                ("address_index", models.CharField(max_length=64)),
                ("site", models.CharField(max_length=200)),
                ("created_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("told_at", models.DateTimeField(null=True)),
                ("n_failed", models.PositiveSmallIntegerField(default=0)),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FollowNotice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=pendopo.kernel.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("what", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
                (
                    "follow",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to="cases.follow",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="follow",
            index=models.Index(
                condition=models.Q(("confirmed_at__isnull", False)),
                fields=["kind", "target"],
                name="follow_of_target",
            ),
        ),
        migrations.AddIndex(
            model_name="follow",
            index=models.Index(fields=["created_at"], name="follow_created"),
        ),
        migrations.AddConstraint(
            model_name="follow",
            constraint=models.UniqueConstraint(
                fields=("address_index", "kind", "target"), name="follow_once"
            ),
        ),
        migrations.AddIndex(
            model_name="follownotice",
            index=models.Index(
                condition=models.Q(("sent_at", None)), fields=["at"], name="follow_notice_unsent"
            ),
        ),
        migrations.AddIndex(
            model_name="follownotice",
            index=models.Index(fields=["sent_at"], name="follow_notice_sent"),
        ),
        migrations.AddConstraint(
            model_name="follownotice",
            constraint=models.UniqueConstraint(
                fields=("follow", "case", "what", "at"), name="follow_notice_once"
            ),
        ),
    ]
