"""Who holds a post at an heir reaches what its ended origins left: registers, open files, tasks."""

from django.db import migrations

HELD = """
CREATE OR REPLACE FUNCTION hoiso_held(roles text[]) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  me bigint := hoiso_officer();
  today date := hoiso_day();
  found bigint[];
BEGIN
  IF me IS NULL THEN
    RETURN '{}';
  END IF;
  WITH RECURSIVE held(id) AS (
    SELECT p.unit_id
    FROM access_post p
    WHERE p.role = ANY (roles)
      AND p.valid_from <= today AND (p.valid_to IS NULL OR p.valid_to >= today)
      AND (p.officer_id = me OR EXISTS (
        SELECT FROM access_delegation d
        WHERE d.post_id = p.id AND d.officer_id = me AND today BETWEEN d.valid_from AND d.valid_to))
    UNION
    SELECT s.before_id FROM units_succession s JOIN held h ON s.after_id = h.id
    WHERE s.share <> 'part' AND s."on" <= today
  )
  SELECT coalesce(array_agg(id), '{}') INTO found FROM held;
  RETURN found;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("units", "0002_start_renaming_and_notes"), ("access", "0001_scope_functions")]
    operations = [migrations.RunSQL(HELD, migrations.RunSQL.noop)]
