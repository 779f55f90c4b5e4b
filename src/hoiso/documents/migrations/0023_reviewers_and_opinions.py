"""Several reviewers of one draft, usual chains of them, and rounds of opinions."""

import django.contrib.postgres.fields
import django.db.models.deletion
import hoiso.core.walls
from django.db import migrations, models


ASKED = """
-- Rounds of opinions in which the officer in scope is asked, herself or by a desk of hers.
CREATE FUNCTION hoiso_asked_rounds() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  who bigint;
  units bigint[];
  trays bigint[];
  found bigint[];
BEGIN
  SELECT me, members, desks INTO who, units, trays FROM hoiso_reach();
  SELECT array_agg(DISTINCT o.round_id) INTO found FROM documents_opinion o
  WHERE (o.officer_id = who AND o.unit_id = ANY (units)) OR o.to_unit_id = ANY (trays);
  RETURN coalesce(found, '{}');
END $$;
GRANT EXECUTE ON FUNCTION hoiso_asked_rounds() TO hoiso_web, hoiso_worker;

-- A notice to those asked in a round, by its asker: to the officers themselves, and to whoever reads
-- the trays of the units; `silent`: only where no answer has come.
CREATE FUNCTION hoiso_tell_asked(
  wanted bigint, silent boolean, words text, place text, moment timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE me bigint := hoiso_officer();
BEGIN
  INSERT INTO notices_notice (officer_id, text, address, at)
  SELECT DISTINCT told.officer_id, words, place, moment
  FROM documents_opinion o, LATERAL (
    SELECT o.officer_id WHERE o.officer_id IS NOT NULL UNION
    SELECT h.officer_id FROM hoiso_holders_at(o.to_unit_id) h WHERE h.role IN ('clerk', 'leader', 'office_head')
  ) told
  WHERE o.round_id = wanted AND o.asked_by = me AND told.officer_id <> me AND (o.answer = '' OR NOT silent);
END $$;
GRANT EXECUTE ON FUNCTION hoiso_tell_asked(bigint, boolean, text, text, timestamptz) TO hoiso_web, hoiso_worker;

-- A notice to the asker, by whoever is asked.
CREATE FUNCTION hoiso_tell_asker(wanted bigint, words text, place text, moment timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  IF wanted <> ALL (hoiso_asked_rounds()) THEN
    RETURN;
  END IF;
  INSERT INTO notices_notice (officer_id, text, address, at)
  SELECT r.by_id, words, place, moment FROM documents_opinionround r
  WHERE r.id = wanted AND r.by_id <> hoiso_officer();
END $$;
GRANT EXECUTE ON FUNCTION hoiso_tell_asker(bigint, text, text, timestamptz) TO hoiso_web, hoiso_worker;
"""
DROP = """
DROP FUNCTION hoiso_tell_asker(bigint, text, text, timestamptz);
DROP FUNCTION hoiso_tell_asked(bigint, boolean, text, text, timestamptz);
DROP FUNCTION hoiso_asked_rounds();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0005_partial_uploads"),
        ("documents", "0022_scan_stacks"),
        ("units", "0003_heirs_reach"),
    ]

    operations = [
        migrations.RunSQL(ASKED, DROP),
        migrations.CreateModel(
            name="Opinion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_by", models.BigIntegerField()),
                ("officer_id", models.BigIntegerField(null=True)),
                ("name", models.CharField(max_length=300)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("shown", models.BooleanField(default=True)),
                ("shared", models.BooleanField(default=True)),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("agree", "Đồng ý"), ("disagree", "Không đồng ý"), ("other", "Ý kiến khác")],
                        max_length=10,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("file_name", models.CharField(blank=True, max_length=255)),
                ("answered_by", models.BigIntegerField(null=True)),
                ("answered_by_name", models.CharField(blank=True, max_length=310)),
                ("answered_at", models.DateTimeField(null=True)),
                ("urged", models.PositiveSmallIntegerField(default=0)),
                ("urged_on", models.DateField(null=True)),
                ("open", models.BooleanField(default=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "Tiếp thu"),
                            ("partly", "Tiếp thu một phần"),
                            ("explained", "Giải trình"),
                        ],
                        max_length=10,
                    ),
                ),
                ("outcome_text", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="OpinionRound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("unit_name", models.CharField(max_length=300)),
                ("version_number", models.PositiveIntegerField()),
                ("subject", models.TextField()),
                ("content", models.JSONField()),
                ("question", models.CharField(max_length=1000)),
                ("due_on", models.DateField()),
                ("shared", models.BooleanField(default=True)),
                ("by_id", models.BigIntegerField()),
                ("by_name", models.CharField(max_length=150)),
                ("at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "closed_by_name",
                    models.CharField(blank=True, help_text="Empty: by its deadline", max_length=150),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReviewChain",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                (
                    "officers",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
                ("in_order", models.BooleanField(default=True)),
                ("kind", models.CharField(blank=True, max_length=10)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="review",
            name="documents_review_one_waiting",
        ),
        migrations.AddField(
            model_name="review",
            name="decided_by_name",
            field=models.CharField(blank=True, max_length=310),
        ),
        migrations.AddField(
            model_name="review",
            name="turn",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AlterField(
            model_name="review",
            name="decision",
            field=models.CharField(
                choices=[
                    ("waiting", "Chờ duyệt"),
                    ("queued", "Chờ đến lượt"),
                    ("approved", "Đã duyệt"),
                    ("sent_back", "Trả lại"),
                    ("withdrawn", "Đã rút"),
                    ("stopped", "Không cần nữa"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                condition=models.Q(("decision", "waiting")),
                fields=["reviewer_id"],
                name="documents_review_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decision__in", ("waiting", "queued"))),
                fields=("document", "reviewer_id"),
                name="documents_review_asked_once",
            ),
        ),
        migrations.AddField(
            model_name="opinion",
            name="document",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="opinions", to="documents.document"
            ),
        ),
        migrations.AddField(
            model_name="opinion",
            name="stored",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.storedfile"
            ),
        ),
        migrations.AddField(
            model_name="opinion",
            name="to_unit",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"
            ),
        ),
        migrations.AddField(
            model_name="opinion",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"
            ),
        ),
        migrations.AddField(
            model_name="opinionround",
            name="document",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="opinion_rounds",
                to="documents.document",
            ),
        ),
        migrations.AddField(
            model_name="opinionround",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"
            ),
        ),
        migrations.AddField(
            model_name="opinion",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="opinions",
                to="documents.opinionround",
            ),
        ),
        migrations.AddField(
            model_name="reviewchain",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"
            ),
        ),
        migrations.AddIndex(
            model_name="opinionround",
            index=models.Index(fields=["unit", "-id"], name="documents_round_newest"),
        ),
        migrations.AddIndex(
            model_name="opinionround",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", True)),
                fields=["due_on"],
                name="documents_round_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="opinionround",
            constraint=hoiso.core.walls.RowPolicy(
                insert="unit_id = ANY ((SELECT hoiso_member_units())::bigint[]) AND EXISTS (SELECT FROM documents_document d WHERE d.id = document_id)",
                name="documents_opinionround_wall",
                read="id = ANY ((SELECT hoiso_asked_rounds())::bigint[]) OR EXISTS (SELECT FROM documents_document d WHERE d.id = document_id)",
                update="by_id = (SELECT hoiso_officer()) AND unit_id = ANY ((SELECT hoiso_member_units())::bigint[])",
            ),
        ),
        migrations.AddIndex(
            model_name="opinion",
            index=models.Index(
                condition=models.Q(("answer", ""), ("open", True)),
                fields=["officer_id"],
                name="documents_opinion_me",
            ),
        ),
        migrations.AddIndex(
            model_name="opinion",
            index=models.Index(
                condition=models.Q(("answer", ""), ("open", True)),
                fields=["to_unit"],
                name="documents_opinion_desk",
            ),
        ),
        migrations.AddConstraint(
            model_name="opinion",
            constraint=models.UniqueConstraint(
                fields=("round", "officer_id"), name="documents_opinion_officer_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="opinion",
            constraint=models.UniqueConstraint(
                fields=("round", "to_unit"), name="documents_opinion_unit_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="opinion",
            constraint=models.CheckConstraint(
                condition=models.Q(("officer_id__isnull", True), ("to_unit__isnull", True), _connector="XOR"),
                name="documents_opinion_of_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="opinion",
            constraint=hoiso.core.walls.RowPolicy(
                insert="asked_by = (SELECT hoiso_officer()) AND unit_id = ANY ((SELECT hoiso_member_units())::bigint[]) AND EXISTS (SELECT FROM documents_document d WHERE d.id = document_id)",
                name="documents_opinion_wall",
                read="((to_unit_id IS NULL AND officer_id = (SELECT hoiso_officer()) AND unit_id = ANY ((SELECT hoiso_member_units())::bigint[])) OR to_unit_id = ANY ((SELECT hoiso_reads())::bigint[])) OR (asked_by = (SELECT hoiso_officer()) AND unit_id = ANY ((SELECT hoiso_member_units())::bigint[])) OR (shared AND round_id = ANY ((SELECT hoiso_asked_rounds())::bigint[])) OR (shown AND EXISTS (SELECT FROM documents_document d WHERE d.id = document_id))",
                update="((to_unit_id IS NULL AND officer_id = (SELECT hoiso_officer()) AND unit_id = ANY ((SELECT hoiso_member_units())::bigint[])) OR to_unit_id = ANY ((SELECT hoiso_reads())::bigint[])) OR (asked_by = (SELECT hoiso_officer()) AND unit_id = ANY ((SELECT hoiso_member_units())::bigint[]))",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewchain",
            constraint=models.UniqueConstraint(fields=("unit", "name"), name="documents_chain_once"),
        ),
        migrations.AddConstraint(
            model_name="reviewchain",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", ""), _negated=True),
                fields=("unit", "kind"),
                name="documents_chain_of_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewchain",
            constraint=hoiso.core.walls.RowPolicy(
                delete="unit_id = ANY ((SELECT hoiso_member_units())::bigint[])",
                insert="unit_id = ANY ((SELECT hoiso_member_units())::bigint[])",
                name="documents_chain_wall",
                read="unit_id = ANY ((SELECT hoiso_member_units())::bigint[])",
                update="unit_id = ANY ((SELECT hoiso_member_units())::bigint[])",
            ),
        ),
    ]
