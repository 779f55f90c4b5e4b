"""Letters and petitions: their register, and what only few people read of it."""

import django.contrib.postgres.fields
import django.db.models.deletion
import hoiso.core.walls
from django.db import migrations, models

LIKE = """
-- Letters of one unit's register by the same person or of much the same words. The desk learns that
-- there is one and its number, whoever keeps it; never what it says.
CREATE FUNCTION hoiso_like_petitions(at_unit bigint, sender text, address text, phone text, said text[])
RETURNS TABLE (id bigint, number integer, year integer, received_on date, kind text, keeper_name text,
  same_person boolean, same_matter boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  IF hoiso_officer() IS NULL OR at_unit <> ALL (hoiso_reads()) THEN
    RETURN;
  END IF;
  RETURN QUERY
  WITH compared AS (
    SELECT p.id, p.number, p.year::integer AS year, p.received_on, p.kind::text AS kind,
      p.keeper_name::text AS keeper_name,
      (sender <> '' AND c.sender_folded = sender AND (address = '' OR c.address_folded = ''
        OR c.address_folded = address OR (phone <> '' AND c.sender_phone = phone))) AS same_person,
      (SELECT count(*) FROM unnest(c.words) w WHERE w = ANY (said))::real
        / greatest(cardinality(c.words), cardinality(said), 1) AS likeness
    FROM documents_petition p JOIN documents_petitioncontent c ON c.petition_id = p.id
    WHERE p.unit_id = at_unit
  )
  SELECT d.id, d.number, d.year, d.received_on, d.kind, d.keeper_name, d.same_person,
    d.likeness >= CASE WHEN d.same_person THEN 0.4 ELSE 0.7 END
  FROM compared d
  WHERE d.same_person OR d.likeness >= 0.7
  ORDER BY d.same_person DESC, d.likeness DESC, d.id DESC LIMIT 10;
END $$;
GRANT EXECUTE ON FUNCTION hoiso_like_petitions(bigint, text, text, text, text[]) TO hoiso_web, hoiso_worker;
"""

KEEP = """
-- Another keeper: by the present one or by who leads the unit, who need not open the letter for it. The
-- former keeper opens it no more, unless it was given to her. False where that may not be.
CREATE FUNCTION hoiso_keep_petition(wanted bigint, to_officer bigint, done_at timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  me bigint := hoiso_officer();
  p documents_petition%ROWTYPE;
  named text;
  my_name text;
BEGIN
  SELECT * INTO p FROM documents_petition x WHERE x.id = wanted FOR NO KEY UPDATE;
  IF NOT FOUND OR me IS NULL OR NOT (
      (p.keeper_id = me AND p.unit_id = ANY (hoiso_member_units()))
      OR (p.unit_id = ANY (hoiso_reads()) AND EXISTS (
        SELECT FROM unnest(hoiso_heirs(p.unit_id, hoiso_day())) u
        WHERE u = ANY (hoiso_held('{leader,office_head}'))))
    ) THEN
    RETURN false;
  END IF;
  SELECT o.full_name INTO named FROM access_officer o JOIN access_post a ON a.officer_id = o.id
  WHERE o.id = to_officer AND a.unit_id = ANY (hoiso_heirs(p.unit_id, hoiso_day()))
    AND a.role IN ('clerk', 'leader', 'office_head') AND a.valid_from <= hoiso_day()
    AND (a.valid_to IS NULL OR a.valid_to >= hoiso_day())
    AND (o.retired_on IS NULL OR o.retired_on > hoiso_day())
  LIMIT 1;
  IF named IS NULL THEN
    RETURN false;
  END IF;
  SELECT o.full_name INTO my_name FROM access_officer o WHERE o.id = me;
  UPDATE documents_petition SET keeper_id = to_officer, keeper_name = named WHERE id = wanted;
  INSERT INTO documents_petitionstep (petition_id, at, by_id, by_name, kind, text)
  VALUES (wanted, done_at, me, my_name, 'keeper', 'Giao ' || named || ' giữ đơn');
  RETURN true;
END $$;
GRANT EXECUTE ON FUNCTION hoiso_keep_petition(bigint, bigint, timestamptz) TO hoiso_web, hoiso_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0023_reviewers_and_opinions")]

    operations = [
        migrations.CreateModel(
            name="Petition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("number", models.PositiveIntegerField()),
                ("received_on", models.DateField()),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("post", "Bưu điện"),
                            ("hand", "Nộp trực tiếp"),
                            ("meeting", "Buổi tiếp công dân"),
                            ("box", "Hòm thư góp ý"),
                            ("passed", "Cơ quan khác chuyển đến"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("complaint", "Khiếu nại"),
                            ("denunciation", "Tố cáo"),
                            ("proposal", "Kiến nghị"),
                            ("feedback", "Phản ánh"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "matter",
                    models.CharField(
                        choices=[
                            ("family", "Hôn nhân, gia đình"),
                            ("violence", "Bạo lực, xâm hại"),
                            ("policy", "Chế độ, chính sách"),
                            ("land", "Đất đai, nhà ở"),
                            ("staff", "Cán bộ, công tác Hội"),
                            ("other", "Việc khác"),
                        ],
                        max_length=10,
                    ),
                ),
                ("anonymous", models.BooleanField(default=False)),
                ("many", models.BooleanField(default=False, help_text="Signed by several people")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "Chờ xử lý"),
                            ("accepted", "Đang giải quyết"),
                            ("done", "Đã giải quyết"),
                            ("forwarded", "Đã chuyển"),
                            ("refused", "Không thụ lý"),
                            ("filed", "Lưu đơn"),
                        ],
                        default="received",
                        max_length=10,
                    ),
                ),
                ("due_on", models.DateField(null=True)),
                ("keeper_id", models.BigIntegerField()),
                ("keeper_name", models.CharField(max_length=150)),
                ("handler_id", models.BigIntegerField(null=True)),
                ("handler_name", models.CharField(blank=True, max_length=150)),
                (
                    "readers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("accepted_on", models.DateField(null=True)),
                ("complex", models.BooleanField(default=False)),
                ("remote", models.BooleanField(default=False)),
                ("extended", models.PositiveSmallIntegerField(default=0)),
                ("ended_on", models.DateField(null=True)),
                ("late", models.BooleanField(default=False, help_text="Ended after its deadline")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("right", "Đúng"),
                            ("partly", "Đúng một phần"),
                            ("wrong", "Không đúng"),
                            ("answered", "Đã trả lời, giải thích"),
                            ("withdrawn", "Người gửi rút đơn"),
                        ],
                        max_length=10,
                    ),
                ),
                ("forwarded_to", models.CharField(blank=True, max_length=300)),
                ("letter_symbol", models.CharField(blank=True, max_length=50)),
                ("registered_by", models.BigIntegerField()),
                ("registered_at", models.DateTimeField()),
                (
                    "same_as",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repeated",
                        to="documents.petition",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PetitionContent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sender_name", models.CharField(blank=True, max_length=150)),
                ("sender_address", models.CharField(blank=True, max_length=300)),
                ("sender_phone", models.CharField(blank=True, max_length=20)),
                ("about", models.CharField(blank=True, max_length=300)),
                ("summary", models.TextField()),
                ("reason", models.TextField(blank=True)),
                ("result", models.TextField(blank=True)),
                ("sender_folded", models.CharField(blank=True, max_length=150)),
                ("address_folded", models.CharField(blank=True, max_length=300)),
                (
                    "words",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None
                    ),
                ),
                (
                    "petition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="content",
                        to="documents.petition",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PetitionFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=255)),
                (
                    "petition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="documents.petition",
                    ),
                ),
                (
                    "stored",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.storedfile"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PetitionStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by_id", models.BigIntegerField()),
                ("by_name", models.CharField(max_length=150)),
                ("kind", models.CharField(max_length=15)),
                ("text", models.TextField()),
                (
                    "petition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="documents.petition",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="petition",
            index=models.Index(fields=["unit", "-received_on", "-id"], name="documents_petition_newest"),
        ),
        migrations.AddIndex(
            model_name="petition",
            index=models.Index(
                condition=models.Q(("state__in", ("received", "accepted"))),
                fields=["due_on"],
                name="documents_petition_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="petition",
            constraint=models.UniqueConstraint(
                fields=("unit", "year", "number"), name="documents_petition_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="petition",
            constraint=hoiso.core.walls.RowPolicy(
                insert="unit_id = ANY ((SELECT hoiso_reads())::bigint[]) AND keeper_id = (SELECT hoiso_officer()) AND registered_by = (SELECT hoiso_officer())",
                name="documents_petition_wall",
                read="unit_id = ANY ((SELECT hoiso_reads())::bigint[]) OR (unit_id = ANY ((SELECT hoiso_member_units())::bigint[]) AND (keeper_id = (SELECT hoiso_officer()) OR (SELECT hoiso_officer()) = ANY (readers)))",
                update="(unit_id = ANY ((SELECT hoiso_member_units())::bigint[]) AND (keeper_id = (SELECT hoiso_officer()) OR (SELECT hoiso_officer()) = ANY (readers)))",
            ),
        ),
        migrations.AddConstraint(
            model_name="petitioncontent",
            constraint=hoiso.core.walls.RowPolicy(
                insert="EXISTS (SELECT FROM documents_petition p WHERE p.id = petition_id\n  AND p.unit_id = ANY ((SELECT hoiso_member_units())::bigint[])\n  AND (p.keeper_id = (SELECT hoiso_officer()) OR (SELECT hoiso_officer()) = ANY (p.readers)))",
                name="documents_petitioncontent_wall",
                read="EXISTS (SELECT FROM documents_petition p WHERE p.id = petition_id\n  AND p.unit_id = ANY ((SELECT hoiso_member_units())::bigint[])\n  AND (p.keeper_id = (SELECT hoiso_officer()) OR (SELECT hoiso_officer()) = ANY (p.readers)))",
                update="EXISTS (SELECT FROM documents_petition p WHERE p.id = petition_id\n  AND p.unit_id = ANY ((SELECT hoiso_member_units())::bigint[])\n  AND (p.keeper_id = (SELECT hoiso_officer()) OR (SELECT hoiso_officer()) = ANY (p.readers)))",
            ),
        ),
        migrations.AddConstraint(
            model_name="petitionfile",
            constraint=hoiso.core.walls.RowPolicy(
                insert="EXISTS (SELECT FROM documents_petition p WHERE p.id = petition_id\n  AND p.unit_id = ANY ((SELECT hoiso_member_units())::bigint[])\n  AND (p.keeper_id = (SELECT hoiso_officer()) OR (SELECT hoiso_officer()) = ANY (p.readers)))",
                name="documents_petitionfile_wall",
                read="EXISTS (SELECT FROM documents_petition p WHERE p.id = petition_id\n  AND p.unit_id = ANY ((SELECT hoiso_member_units())::bigint[])\n  AND (p.keeper_id = (SELECT hoiso_officer()) OR (SELECT hoiso_officer()) = ANY (p.readers)))",
            ),
        ),
        migrations.AddConstraint(
            model_name="petitionstep",
            constraint=hoiso.core.walls.RowPolicy(
                insert="EXISTS (SELECT FROM documents_petition p WHERE p.id = petition_id\n  AND p.unit_id = ANY ((SELECT hoiso_member_units())::bigint[])\n  AND (p.keeper_id = (SELECT hoiso_officer()) OR (SELECT hoiso_officer()) = ANY (p.readers))) AND by_id = (SELECT hoiso_officer())",
                name="documents_petitionstep_wall",
                read="EXISTS (SELECT FROM documents_petition p WHERE p.id = petition_id\n  AND p.unit_id = ANY ((SELECT hoiso_member_units())::bigint[])\n  AND (p.keeper_id = (SELECT hoiso_officer()) OR (SELECT hoiso_officer()) = ANY (p.readers)))",
            ),
        ),
        migrations.RunSQL(LIKE, migrations.RunSQL.noop),
        migrations.RunSQL(KEEP, migrations.RunSQL.noop),
    ]
