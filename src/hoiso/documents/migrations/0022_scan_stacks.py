"""Stacks of scans; a stack keeps its content in the store."""

import django.db.models.deletion
import hoiso.core.walls
from django.db import migrations, models


FORGET_FILE = """
CREATE OR REPLACE FUNCTION hoiso_forget_file(which bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  searchable bigint;
BEGIN
  IF hoiso_officer() IS NULL
     OR EXISTS (SELECT FROM documents_documentfile WHERE stored_id = which)
     OR EXISTS (SELECT FROM documents_message WHERE stored_id = which)
     OR EXISTS (SELECT FROM documents_incomingdraftfile WHERE stored_id = which)
     OR EXISTS (SELECT FROM documents_incomingdraft WHERE message_file_id = which)
     OR EXISTS (SELECT FROM documents_scanstack WHERE stored_id = which)
     OR EXISTS (SELECT FROM documents_recognition WHERE copy_id = which) THEN
    RETURN false;
  END IF;
  DELETE FROM documents_recognition WHERE stored_id = which RETURNING copy_id INTO searchable;
  DELETE FROM core_storedfile WHERE id = which;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  IF searchable IS NOT NULL THEN
    PERFORM hoiso_forget_file(searchable);
  END IF;
  RETURN true;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0005_partial_uploads"),
        ("documents", "0021_paper_originals"),
        ("units", "0003_heirs_reach"),
    ]

    operations = [
        migrations.CreateModel(
            name="ScanPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("pages", models.JSONField()),
                ("problem", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="ScanStack",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("officer_id", models.BigIntegerField()),
                ("officer_name", models.CharField(max_length=150)),
                ("name", models.CharField(max_length=255)),
                ("pages", models.PositiveIntegerField()),
                ("looks", models.JSONField(default=list)),
                ("starts", models.JSONField(default=list)),
                ("left_out", models.JSONField(default=list)),
                ("arranged", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Chờ tách"),
                            ("splitting", "Đang tách"),
                            ("done", "Đã tách"),
                            ("dropped", "Đã bỏ"),
                            ("secret", "Có dấu mật, tệp đã xoá"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="recognition",
            name="documents_recognition_wall",
        ),
        migrations.AddConstraint(
            model_name="recognition",
            constraint=hoiso.core.walls.RowPolicy(
                insert="EXISTS (\n    SELECT FROM documents_documentfile f WHERE f.stored_id = documents_recognition.stored_id)\n  OR EXISTS (\n    SELECT FROM documents_incomingdraftfile f WHERE f.stored_id = documents_recognition.stored_id)\n  OR EXISTS (\n    SELECT FROM documents_scanstack s WHERE s.stored_id = documents_recognition.stored_id)",
                name="documents_recognition_wall",
                read="(SELECT hoiso_officer()) IS NOT NULL",
                update="EXISTS (\n    SELECT FROM documents_documentfile f WHERE f.stored_id = documents_recognition.stored_id)\n  OR EXISTS (\n    SELECT FROM documents_incomingdraftfile f WHERE f.stored_id = documents_recognition.stored_id)\n  OR EXISTS (\n    SELECT FROM documents_scanstack s WHERE s.stored_id = documents_recognition.stored_id)",
            ),
        ),
        migrations.AddField(
            model_name="scanpart",
            name="draft",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="scan_parts",
                to="documents.incomingdraft",
            ),
        ),
        migrations.AddField(
            model_name="scanstack",
            name="stored",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.storedfile"
            ),
        ),
        migrations.AddField(
            model_name="scanstack",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"
            ),
        ),
        migrations.AddField(
            model_name="scanpart",
            name="stack",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="documents.scanstack"
            ),
        ),
        migrations.AddIndex(
            model_name="scanstack",
            index=models.Index(fields=["unit", "-id"], name="documents_scanstack_newest"),
        ),
        migrations.AddIndex(
            model_name="scanstack",
            index=models.Index(fields=["stored"], name="documents_scanstack_stored"),
        ),
        migrations.AddConstraint(
            model_name="scanstack",
            constraint=hoiso.core.walls.RowPolicy(
                insert="unit_id = ANY ((SELECT hoiso_member_units())::bigint[]) AND officer_id = (SELECT hoiso_officer())",
                name="documents_scanstack_wall",
                read="unit_id = ANY ((SELECT hoiso_member_units())::bigint[]) AND (officer_id = (SELECT hoiso_officer()) OR unit_id = ANY ((SELECT hoiso_reads())::bigint[]))",
                update="unit_id = ANY ((SELECT hoiso_member_units())::bigint[]) AND (officer_id = (SELECT hoiso_officer()) OR unit_id = ANY ((SELECT hoiso_reads())::bigint[]))",
            ),
        ),
        migrations.AddConstraint(
            model_name="scanpart",
            constraint=models.UniqueConstraint(fields=("stack", "position"), name="documents_scanpart_once"),
        ),
        migrations.AddConstraint(
            model_name="scanpart",
            constraint=hoiso.core.walls.RowPolicy(
                insert="EXISTS (SELECT FROM documents_scanstack s WHERE s.id = stack_id)",
                name="documents_scanpart_wall",
                read="EXISTS (SELECT FROM documents_scanstack s WHERE s.id = stack_id)",
                update="EXISTS (SELECT FROM documents_scanstack s WHERE s.id = stack_id)",
            ),
        ),
        migrations.RunSQL(FORGET_FILE, migrations.RunSQL.noop),
    ]
