"""The reach by the officer's own posts; lent posts and inherited units are asked only where there are any."""

from django.db import migrations

REACH = """
CREATE OR REPLACE FUNCTION hoiso_reach(OUT me bigint, OUT members bigint[], OUT desks bigint[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  claim text[] := hoiso_claim();
  today date;
  held record;
BEGIN
  members := '{}';
  desks := '{}';
  IF claim[1] IS DISTINCT FROM 'o' THEN
    RETURN;
  END IF;
  me := claim[2];
  today := claim[3];
  FOR held IN
    SELECT p.unit_id, p.role FROM access_post p
    WHERE p.officer_id = me AND p.valid_from <= today AND (p.valid_to IS NULL OR p.valid_to >= today)
  LOOP
    IF held.unit_id <> ALL (members) THEN
      members := members || held.unit_id;
    END IF;
    IF held.role IN ('clerk', 'leader', 'office_head') AND held.unit_id <> ALL (desks) THEN
      desks := desks || held.unit_id;
    END IF;
  END LOOP;
  IF EXISTS (
      SELECT FROM access_delegation d
      WHERE d.officer_id = me AND today BETWEEN d.valid_from AND d.valid_to)
    OR EXISTS (SELECT FROM units_succession s WHERE s.after_id = ANY (members)) THEN
    members := hoiso_member_units();
    desks := hoiso_reads();
  END IF;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0010_left_to_heirs")]
    operations = [migrations.RunSQL(REACH, migrations.RunSQL.noop)]
