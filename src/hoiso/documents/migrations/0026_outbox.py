"""The outbox: what was told to go out and can still be stopped."""

import django.contrib.postgres.fields
import django.db.models.deletion
import hoiso.core.walls
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0025_take_over")]

    operations = [
        migrations.CreateModel(
            name="Sending",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("by_id", models.BigIntegerField()),
                ("by_name", models.CharField(max_length=150)),
                ("document_version", models.PositiveIntegerField()),
                ("paper_sent_on", models.DateField(null=True)),
                (
                    "finishes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Đang gửi"),
                            ("sent", "Đã gửi"),
                            ("stopped", "Đã dừng"),
                            ("failed", "Chưa gửi được"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                ("said", models.CharField(blank=True, max_length=500)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sendings",
                        to="documents.document",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["due_at"],
                        name="documents_sending_due",
                    ),
                    models.Index(fields=["unit", "-id"], name="documents_sending_newest"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("document",),
                        name="documents_sending_once",
                    ),
                    hoiso.core.walls.RowPolicy(
                        insert="EXISTS (SELECT FROM documents_document d WHERE d.id = document_id)",
                        name="documents_sending_wall",
                        read="EXISTS (SELECT FROM documents_document d WHERE d.id = document_id)",
                        update="EXISTS (SELECT FROM documents_document d WHERE d.id = document_id)",
                    ),
                ],
            },
        ),
    ]
