"""The dossier as a live case: who leads and helps, opinions, sub-dossiers, pause and cancelling."""

import django.db.models.deletion
import hoiso.core.walls
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0028_search_samples"),
        ("units", "0003_heirs_reach"),
    ]

    operations = [
        migrations.CreateModel(
            name="DossierHelper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("officer_id", models.BigIntegerField()),
                ("officer_name", models.CharField(max_length=150)),
                ("task", models.CharField(max_length=500)),
                ("due_on", models.DateField()),
                ("result", models.CharField(blank=True, max_length=1000)),
                ("done_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="DossierOpinion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("question", models.CharField(max_length=1000)),
                ("due_on", models.DateField()),
                ("asked_by", models.BigIntegerField()),
                ("asked_by_name", models.CharField(max_length=150)),
                ("asked_at", models.DateTimeField()),
                ("officer_id", models.BigIntegerField()),
                ("officer_name", models.CharField(max_length=150)),
                ("answer", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="DossierStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=30)),
                ("text", models.TextField()),
                ("by_id", models.BigIntegerField()),
                ("by_name", models.CharField(max_length=150)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="dossier",
            name="cancel_reason",
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name="dossier",
            name="due_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="dossier",
            name="lead_id",
            field=models.BigIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="dossier",
            name="lead_name",
            field=models.CharField(blank=True, max_length=150),
        ),
        # Until now whoever opened a dossier kept it until its end.
        migrations.RunSQL(
            "UPDATE documents_dossier SET lead_id = creator_id, lead_name = creator_name",
            migrations.RunSQL.noop,
        ),
        migrations.AddField(
            model_name="dossier",
            name="parent",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="children",
                to="documents.dossier",
            ),
        ),
        migrations.AddField(
            model_name="dossier",
            name="pause_reason",
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name="dossier",
            name="paused_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="dossier",
            name="resume_on",
            field=models.DateField(null=True),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("closed_on__isnull", True)),
                fields=["lead_id", "due_on"],
                name="documents_dossier_lead",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("closed_on__isnull", True)),
                fields=["unit", "due_on"],
                name="documents_dossier_live",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("paused_on", None), ("resume_on", None)),
                    models.Q(("closed_on", None), ("paused_on__isnull", False), ("resume_on__isnull", False)),
                    _connector="OR",
                ),
                name="documents_dossier_pause",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(("cancel_reason", ""), ("closed_on__isnull", False), _connector="OR"),
                name="documents_dossier_cancelled",
            ),
        ),
        migrations.AddField(
            model_name="dossierhelper",
            name="dossier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="helpers", to="documents.dossier"
            ),
        ),
        migrations.AddField(
            model_name="dossierhelper",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"
            ),
        ),
        migrations.AddField(
            model_name="dossieropinion",
            name="dossier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="opinions", to="documents.dossier"
            ),
        ),
        migrations.AddField(
            model_name="dossieropinion",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"
            ),
        ),
        migrations.AddField(
            model_name="dossierstep",
            name="dossier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="documents.dossier"
            ),
        ),
        migrations.AddField(
            model_name="dossierstep",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"
            ),
        ),
        migrations.AddIndex(
            model_name="dossierhelper",
            index=models.Index(
                condition=models.Q(("done_at__isnull", True)),
                fields=["officer_id"],
                name="documents_dossierhelper_me",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossierhelper",
            constraint=models.UniqueConstraint(
                fields=("dossier", "officer_id"), name="documents_dossierhelper_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="dossierhelper",
            constraint=hoiso.core.walls.RowPolicy(
                delete="unit_id = ANY ((SELECT hoiso_member_units())::bigint[]) AND EXISTS (SELECT FROM documents_dossier d WHERE d.id = dossier_id)",
                insert="unit_id = ANY ((SELECT hoiso_member_units())::bigint[]) AND EXISTS (SELECT FROM documents_dossier d WHERE d.id = dossier_id)",
                name="documents_dossierhelper_wall",
                read="EXISTS (SELECT FROM documents_dossier d WHERE d.id = dossier_id)",
                update="unit_id = ANY ((SELECT hoiso_member_units())::bigint[]) AND EXISTS (SELECT FROM documents_dossier d WHERE d.id = dossier_id)",
            ),
        ),
        migrations.AddIndex(
            model_name="dossieropinion",
            index=models.Index(
                condition=models.Q(("answer", "")), fields=["officer_id"], name="documents_dossieropinion_me"
            ),
        ),
        migrations.AddConstraint(
            model_name="dossieropinion",
            constraint=hoiso.core.walls.RowPolicy(
                insert="unit_id = ANY ((SELECT hoiso_member_units())::bigint[]) AND EXISTS (SELECT FROM documents_dossier d WHERE d.id = dossier_id)",
                name="documents_dossieropinion_wall",
                read="EXISTS (SELECT FROM documents_dossier d WHERE d.id = dossier_id)",
                update="unit_id = ANY ((SELECT hoiso_member_units())::bigint[]) AND EXISTS (SELECT FROM documents_dossier d WHERE d.id = dossier_id) AND officer_id = (SELECT hoiso_officer())",
            ),
        ),
        migrations.AddConstraint(
            model_name="dossierstep",
            constraint=hoiso.core.walls.RowPolicy(
                insert="unit_id = ANY ((SELECT hoiso_member_units())::bigint[]) AND EXISTS (SELECT FROM documents_dossier d WHERE d.id = dossier_id)",
                name="documents_dossierstep_wall",
                read="EXISTS (SELECT FROM documents_dossier d WHERE d.id = dossier_id)",
            ),
        ),
    ]
