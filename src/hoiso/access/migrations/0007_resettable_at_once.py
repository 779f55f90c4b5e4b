"""Whose slip an administrator may print, worked out once a statement."""

import hoiso.core.walls
from django.db import migrations


RESETTABLE = """
CREATE FUNCTION hoiso_resettable_officers() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  me bigint := hoiso_officer();
  today date := hoiso_day();
  mine bigint[] := hoiso_administered();
  reached bigint[] := hoiso_administered_officers();
  found bigint[];
BEGIN
  SELECT coalesce(array_agg(o.id), '{}') INTO found FROM unnest(reached) AS o(id)
  WHERE o.id <> me AND o.id NOT IN (
    SELECT held.officer_id FROM (
      SELECT p.officer_id FROM access_post p
      WHERE (p.valid_to IS NULL OR p.valid_to >= today) AND p.unit_id NOT IN (SELECT unnest(mine))
      UNION ALL
      SELECT d.officer_id FROM access_delegation d JOIN access_post p ON p.id = d.post_id
      WHERE d.valid_to >= today AND (p.valid_to IS NULL OR p.valid_to >= today)
        AND p.unit_id NOT IN (SELECT unnest(mine))) AS held);
  RETURN found;
END $$;
GRANT EXECUTE ON FUNCTION hoiso_resettable_officers() TO hoiso_web, hoiso_worker;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0006_quick_reach'),
    ]

    operations = [
        migrations.RunSQL(RESETTABLE, migrations.RunSQL.noop),
        migrations.RemoveConstraint(
            model_name='resetslip',
            name='access_resetslip_wall',
        ),
        migrations.AddConstraint(
            model_name='resetslip',
            constraint=hoiso.core.walls.RowPolicy(insert='officer_id IN (SELECT unnest(hoiso_administered_officers())) AND made_by = (SELECT hoiso_officer()) AND officer_id IN (SELECT unnest(hoiso_resettable_officers()))', name='access_resetslip_wall', read='officer_id = (SELECT hoiso_officer()) OR officer_id IN (SELECT unnest(hoiso_administered_officers()))', update='officer_id = (SELECT hoiso_officer()) OR officer_id IN (SELECT unnest(hoiso_administered_officers()))'),
        ),
        migrations.RunSQL("DROP FUNCTION hoiso_resettable(bigint)", migrations.RunSQL.noop),
    ]
