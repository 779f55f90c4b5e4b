"""Text recognition of scans; a content that must not stay takes what was read of it along."""

import django.db.models.deletion
from django.db import migrations, models

import hoiso.core.walls

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
REVOKE EXECUTE ON FUNCTION hoiso_forget_file(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hoiso_forget_file(bigint) TO hoiso_web, hoiso_worker;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0004_removed_contents"),
        ("documents", "0015_archive"),
    ]

    operations = [
        migrations.CreateModel(
            name="Recognition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Chờ nhận dạng chữ"),
                            ("running", "Đang nhận dạng chữ"),
                            ("done", "Đã nhận dạng chữ"),
                            ("failed", "Không nhận dạng được chữ"),
                            ("cancelled", "Đã dừng nhận dạng chữ"),
                            ("marked", "Có dấu mật"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("wanted", models.JSONField(default=list)),
                ("done", models.PositiveIntegerField(default=0)),
                ("unread", models.JSONField(default=list)),
                ("problem", models.CharField(blank=True, max_length=300)),
                ("mark", models.CharField(blank=True, max_length=20)),
                ("cleared_by", models.BigIntegerField(null=True)),
                ("soon", models.BooleanField(default=False)),
                ("asked_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "copy",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="core.storedfile",
                    ),
                ),
                (
                    "stored",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recognition",
                        to="core.storedfile",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "running"])),
                        fields=["asked_at"],
                        name="documents_recognition_open",
                    )
                ],
                "constraints": [
                    hoiso.core.walls.RowPolicy(
                        insert="EXISTS (\n    SELECT FROM documents_documentfile f WHERE f.stored_id = documents_recognition.stored_id)\n  OR EXISTS (\n    SELECT FROM documents_incomingdraftfile f WHERE f.stored_id = documents_recognition.stored_id)",
                        name="documents_recognition_wall",
                        read="(SELECT hoiso_officer()) IS NOT NULL",
                        update="EXISTS (\n    SELECT FROM documents_documentfile f WHERE f.stored_id = documents_recognition.stored_id)\n  OR EXISTS (\n    SELECT FROM documents_incomingdraftfile f WHERE f.stored_id = documents_recognition.stored_id)",
                    )
                ],
            },
        ),
        migrations.RunSQL(FORGET_FILE, migrations.RunSQL.noop),
    ]
