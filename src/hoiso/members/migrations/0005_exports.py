"""Lists of members taken out as files, and who may be the second person."""

import django.db.models.deletion
from django.db import migrations, models

import hoiso.core.walls

TELL = """
-- Of a list that waits: its second persons are told, the heads of the unit or, where she who asks is alone
-- there, those of the province. Of a list that was decided: she who asked. They need not be colleagues.
CREATE FUNCTION hoiso_members_export_tell(wanted bigint, roles text[], words text, moment timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  me bigint := hoiso_officer();
  today date := hoiso_day();
  e members_memberexport;
  told bigint[];
BEGIN
  SELECT * INTO e FROM members_memberexport x WHERE x.id = wanted;
  IF e.decided_by = me THEN
    told := ARRAY[e.asked_by];
  ELSIF e.asked_by = me AND e.state = 'waiting' THEN
    told := ARRAY(
      SELECT DISTINCT p.officer_id FROM access_post p
      WHERE p.unit_id = e.commune_id AND p.role = ANY (roles) AND p.officer_id <> me
        AND p.valid_from <= today AND (p.valid_to IS NULL OR p.valid_to >= today));
    IF told = '{}' THEN
      told := ARRAY(
        SELECT DISTINCT p.officer_id FROM access_post p JOIN units_unit u ON u.id = p.unit_id
        WHERE u.kind = 'province' AND p.role = ANY (roles) AND p.officer_id <> me
          AND p.valid_from <= today AND (p.valid_to IS NULL OR p.valid_to >= today));
    END IF;
  END IF;
  INSERT INTO notices_notice (officer_id, event, text, address, at)
  SELECT one, 'other', words, '/hoi-vien/xuat/' || wanted || '/', moment FROM unnest(told) one;
END $$;
GRANT EXECUTE ON FUNCTION hoiso_members_export_tell(bigint, text[], text, timestamptz) TO hoiso_web;
"""

_KEPT = "CASE WHEN commune_id = ANY ((SELECT hoiso_communes_kept())::bigint[]) THEN true ELSE branch_id = ANY ((SELECT hoiso_branches_kept())::bigint[]) END"
_SEEN = f"asked_by = (SELECT hoiso_officer()) OR ({_KEPT}) OR (SELECT hoiso_members_everywhere())"


class Migration(migrations.Migration):
    dependencies = [("members", "0004_lives"), ("units", "0003_heirs_reach"), ("notices", "0005_push_as_chosen")]
    operations = [
        migrations.CreateModel(
            name="MemberExport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked", models.JSONField()),
                ("words", models.CharField(help_text="The filter in words", max_length=300)),
                ("purpose", models.CharField(choices=[("meeting", "Mời họp, điểm danh"), ("report", "Lập báo cáo của Hội"), ("care", "Xét hỗ trợ, chăm lo"), ("fees", "Thu hội phí"), ("handover", "Bàn giao chi hội"), ("other", "Việc khác")], max_length=10)),
                ("purpose_words", models.CharField(blank=True, max_length=300)),
                ("file_format", models.CharField(choices=[("xlsx", "Excel"), ("csv", "CSV"), ("pdf", "PDF để in")], max_length=4)),
                ("rows", models.PositiveIntegerField()),
                ("mark", models.CharField(db_collation="C", max_length=12, unique=True)),
                ("state", models.CharField(choices=[("waiting", "Chờ duyệt"), ("ready", "Được tải về"), ("refused", "Không duyệt")], max_length=10)),
                ("asked_by", models.BigIntegerField()),
                ("asked_name", models.CharField(max_length=150)),
                ("asked_at", models.DateTimeField()),
                ("decided_by", models.BigIntegerField(null=True)),
                ("decided_name", models.CharField(blank=True, max_length=150)),
                ("decided_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("made_at", models.DateTimeField(null=True)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("branch", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit")),
                ("commune", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit")),
            ],
            options={
                "indexes": [models.Index(fields=["commune", "-asked_at", "-id"], name="members_export_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("decided_by", models.F("asked_by")), _negated=True) | models.Q(("decided_by", None)),
                        name="members_export_second_person",
                    ),
                    hoiso.core.walls.RowPolicy(
                        name="members_memberexport_wall", read=_SEEN,
                        insert=f"asked_by = (SELECT hoiso_officer()) AND ({_KEPT})", update=_SEEN,
                    ),
                ],
            },
        ),
        migrations.RunSQL(TELL, migrations.RunSQL.noop),
    ]
