"""Work is given to officers, and to units below as well, which then read the document at their desks."""

import django.db.models.deletion
import hoiso.core.walls
from django.db import migrations, models

LENT = """
-- Documents of other units that were given to units of the officer in scope: those that her post
-- there, or she by name, may read; `working`: only those on which something is to be done.
CREATE FUNCTION hoiso_lent(working boolean) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  who bigint;
  units bigint[];
  trays bigint[];
  found bigint[];
BEGIN
  SELECT me, members, desks INTO who, units, trays FROM hoiso_reach();
  SELECT array_agg(DISTINCT r.document_id) INTO found FROM documents_reader r
  WHERE r.lent_to_id = ANY (units) AND r.ended_at IS NULL
    AND (r.officer_id = who OR (r.officer_id IS NULL AND r.lent_to_id = ANY (trays)))
    AND (NOT working OR r.why <> 'informed');
  RETURN coalesce(found, '{}');
END $$;
GRANT EXECUTE ON FUNCTION hoiso_lent(boolean) TO hoiso_web, hoiso_worker;
"""

SEES = """
CREATE OR REPLACE FUNCTION hoiso_sees_document(wanted bigint, at_unit bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE me bigint := hoiso_officer();
BEGIN
  IF me IS NULL THEN
    RETURN false;
  END IF;
  IF at_unit = ANY (hoiso_member_units()) AND EXISTS (
    SELECT FROM documents_document d WHERE d.id = wanted AND d.unit_id = at_unit AND (
      (NOT d.restricted AND d.unit_id = ANY (hoiso_reads())) OR d.created_by = me OR EXISTS (
        SELECT FROM documents_reader r
        WHERE r.document_id = d.id AND r.officer_id = me AND r.ended_at IS NULL))) THEN
    RETURN true;
  END IF;
  RETURN wanted = ANY (hoiso_lent(false))
    AND EXISTS (SELECT FROM documents_document d WHERE d.id = wanted AND d.unit_id = at_unit);
END $$;
"""

WHO = """
CREATE OR REPLACE FUNCTION hoiso_readers_of_document(wanted bigint)
RETURNS TABLE (officer_id bigint, full_name text, name_key text, why text, role text, title text, delegated boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  me bigint := hoiso_officer();
  d documents_document%ROWTYPE;
BEGIN
  SELECT * INTO d FROM documents_document x WHERE x.id = wanted;
  IF NOT FOUND OR me IS NULL THEN
    RETURN;
  END IF;
  RETURN QUERY
  WITH holders AS MATERIALIZED (SELECT * FROM hoiso_holders_at(d.unit_id)),
  lent AS (
    SELECT r.officer_id AS named, r.why, CASE WHEN u.body_name = '' THEN u.name ELSE u.body_name END AS unit,
      h.officer_id, h.role, h.delegated
    FROM documents_reader r JOIN units_unit u ON u.id = r.lent_to_id, LATERAL hoiso_holders_at(r.lent_to_id) h
    WHERE r.document_id = d.id AND r.ended_at IS NULL
  ),
  reasons AS (
    SELECT h.officer_id, 'post'::text AS why, h.role, h.title, h.delegated
    FROM holders h WHERE NOT d.restricted AND h.role IN ('clerk', 'leader', 'office_head')
    UNION ALL
    SELECT d.created_by, 'creator', '', '', false
    WHERE d.created_by IN (SELECT h.officer_id FROM holders h)
    UNION ALL
    SELECT r.officer_id, r.why::text, '', '', false
    FROM documents_reader r
    WHERE r.document_id = d.id AND r.ended_at IS NULL
      AND r.officer_id IN (SELECT h.officer_id FROM holders h)
    UNION ALL
    SELECT l.officer_id, 'unit_' || l.why, l.role, l.unit, l.delegated
    FROM lent l WHERE l.named IS NULL AND l.role IN ('clerk', 'leader', 'office_head')
    UNION ALL
    SELECT DISTINCT l.officer_id, l.why::text, '', l.unit, false FROM lent l WHERE l.named = l.officer_id
  )
  SELECT o.id, o.full_name::text, o.name_key::text, s.why, s.role, s.title, s.delegated
  FROM reasons s JOIN access_officer o ON o.id = s.officer_id
  WHERE me IN (SELECT x.officer_id FROM reasons x)
  ORDER BY o.name_key, o.id, s.why, s.role;
END $$;
"""

TELL = """
-- A notice about a document that the officer in scope sees: to those of the asked officers who hold
-- a post where it lies or where it was given, and to whoever reads the trays of the asked units.
CREATE FUNCTION hoiso_tell_of_document(
  wanted bigint, officers bigint[], units bigint[], words text, place text, moment timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  me bigint := hoiso_officer();
  home bigint := (SELECT d.unit_id FROM documents_document d WHERE d.id = wanted);
BEGIN
  IF home IS NULL OR NOT hoiso_sees_document(wanted, home) THEN
    RETURN;
  END IF;
  INSERT INTO notices_notice (officer_id, text, address, at)
  SELECT DISTINCT h.officer_id, words, place, moment
  FROM (
    SELECT home AS unit UNION
    SELECT r.lent_to_id FROM documents_reader r WHERE r.document_id = wanted AND r.lent_to_id IS NOT NULL
  ) there, LATERAL hoiso_holders_at(there.unit) h
  WHERE h.officer_id <> me AND (h.officer_id = ANY (officers)
    OR (there.unit = ANY (units) AND there.unit <> home AND h.role IN ('clerk', 'leader', 'office_head')));
END $$;
GRANT EXECUTE ON FUNCTION hoiso_tell_of_document(bigint, bigint[], bigint[], text, text, timestamptz)
  TO hoiso_web, hoiso_worker;
"""


_HOME = """(unit_id = ANY ((SELECT hoiso_member_units())::bigint[]) AND (
  (NOT restricted AND unit_id = ANY ((SELECT hoiso_reads())::bigint[])) OR created_by = (SELECT hoiso_officer()) OR EXISTS (
    SELECT FROM documents_reader r
    WHERE r.document_id = documents_document.id AND r.officer_id = (SELECT hoiso_officer()) AND r.ended_at IS NULL)))"""
_READER = (
    "hoiso_sees_document(document_id, unit_id) AND why <> 'named' AND (unit_id = ANY ((SELECT hoiso_member_units())::bigint[])"
    " OR lent_to_id = ANY ((SELECT hoiso_member_units())::bigint[]))"
)


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0011_blind_writes'),
        ('units', '0003_heirs_reach'),
        ('access', '0008_reach_at_once'),
        ('notices', '0001_initial'),
    ]

    operations = [
        migrations.RunSQL([LENT, SEES, WHO, TELL], migrations.RunSQL.noop),
        migrations.RemoveConstraint(
            model_name='document',
            name='documents_document_wall',
        ),
        migrations.RemoveConstraint(
            model_name='reader',
            name='documents_reader_wall',
        ),
        migrations.AddField(
            model_name='assignment',
            name='to_unit',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit'),
        ),
        migrations.AddField(
            model_name='reader',
            name='lent_to',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit'),
        ),
        migrations.AlterField(
            model_name='assignment',
            name='officer_id',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AlterField(
            model_name='assignment',
            name='officer_name',
            field=models.CharField(max_length=300),
        ),
        migrations.AlterField(
            model_name='reader',
            name='officer_id',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AlterField(
            model_name='reader',
            name='officer_name',
            field=models.CharField(max_length=300),
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(condition=models.Q(('to_unit__isnull', False)), fields=['to_unit', 'state', 'due_on'], name='documents_assignment_to_unit'),
        ),
        migrations.AddIndex(
            model_name='reader',
            index=models.Index(condition=models.Q(('lent_to__isnull', False)), fields=['lent_to', 'document'], name='documents_reader_lent'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('officer_id__isnull', False), ('to_unit__isnull', True)), models.Q(('officer_id__isnull', True), ('to_unit', models.F('unit'))), _connector='OR'), name='documents_assignment_one_receiver'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=hoiso.core.walls.RowPolicy(insert='unit_id = ANY ((SELECT hoiso_member_units())::bigint[])', name='documents_document_wall', read=f"{_HOME} OR id = ANY ((SELECT hoiso_lent(false))::bigint[])", update=f"{_HOME} OR id = ANY ((SELECT hoiso_lent(true))::bigint[])"),
        ),
        migrations.AddConstraint(
            model_name='reader',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True), ('officer_id__isnull', True)), fields=('document', 'lent_to', 'why'), name='documents_reader_unit_once'),
        ),
        migrations.AddConstraint(
            model_name='reader',
            constraint=models.CheckConstraint(condition=models.Q(('officer_id__isnull', False), ('lent_to__isnull', False), _connector='OR'), name='documents_reader_somebody'),
        ),
        migrations.AddConstraint(
            model_name='reader',
            constraint=hoiso.core.walls.RowPolicy(insert=_READER, name='documents_reader_wall', read='officer_id = (SELECT hoiso_officer()) OR unit_id = ANY ((SELECT hoiso_reads())::bigint[])', update=_READER),
        ),
    ]
