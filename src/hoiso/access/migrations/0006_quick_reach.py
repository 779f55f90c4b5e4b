"""Reach worked out once a statement, by hashes: ten thousand officers cost milliseconds, not seconds."""

import hoiso.core.walls
from django.db import migrations


# A function named in a condition is called for every row; in a variable it is called once.
REACH = """
CREATE OR REPLACE FUNCTION hoiso_colleagues() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  mine bigint[] := hoiso_member_units() || hoiso_administered() || hoiso_audited();
  found bigint[];
BEGIN
  SELECT coalesce(array_agg(DISTINCT p.officer_id), '{}') INTO found
  FROM access_post p WHERE p.unit_id IN (SELECT unnest(mine));
  RETURN found;
END $$;

CREATE OR REPLACE FUNCTION hoiso_administered_officers() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  me bigint := hoiso_officer();
  mine bigint[];
  found bigint[];
BEGIN
  IF NOT hoiso_is_administrator() THEN
    RETURN '{}';
  END IF;
  mine := hoiso_administered();
  SELECT coalesce(array_agg(kept.id), '{}') INTO found FROM (
    SELECT p.officer_id AS id FROM access_post p WHERE p.unit_id IN (SELECT unnest(mine))
    UNION
    SELECT o.id FROM access_officer o
    WHERE o.created_by = me AND NOT EXISTS (SELECT FROM access_post p WHERE p.officer_id = o.id)) AS kept;
  RETURN found;
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0005_keeping_accounts'),
        ('units', '0003_heirs_reach'),
    ]

    operations = [
        migrations.RunSQL(REACH, migrations.RunSQL.noop),
        migrations.RemoveConstraint(
            model_name='delegation',
            name='access_delegation_wall',
        ),
        migrations.RemoveConstraint(
            model_name='failedsignin',
            name='access_failedsignin_wall',
        ),
        migrations.RemoveConstraint(
            model_name='officer',
            name='access_officer_wall',
        ),
        migrations.RemoveConstraint(
            model_name='post',
            name='access_post_wall',
        ),
        migrations.RemoveConstraint(
            model_name='resetslip',
            name='access_resetslip_wall',
        ),
        migrations.RemoveConstraint(
            model_name='signin',
            name='access_signin_wall',
        ),
        migrations.AddConstraint(
            model_name='delegation',
            constraint=hoiso.core.walls.RowPolicy(insert="given_by = (SELECT hoiso_officer()) AND officer_id <> (SELECT hoiso_officer()) AND post_id IN (SELECT id FROM access_post p WHERE p.officer_id = (SELECT hoiso_officer()) OR (p.unit_id IN (SELECT unnest(hoiso_administered())) AND (p.role <> 'province_admin' OR (SELECT hoiso_keeps_units()))))", name='access_delegation_wall', read='officer_id = (SELECT hoiso_officer()) OR post_id IN (SELECT id FROM access_post)', update='given_by = (SELECT hoiso_officer()) OR officer_id IN (SELECT unnest(hoiso_administered_officers()))'),
        ),
        migrations.AddConstraint(
            model_name='failedsignin',
            constraint=hoiso.core.walls.RowPolicy(name='access_failedsignin_wall', read='officer_id IN (SELECT unnest(hoiso_administered_officers()))', update='officer_id IN (SELECT unnest(hoiso_administered_officers()))'),
        ),
        migrations.AddConstraint(
            model_name='officer',
            constraint=hoiso.core.walls.RowPolicy(insert='(SELECT hoiso_is_administrator()) AND created_by = (SELECT hoiso_officer())', name='access_officer_wall', read='id = (SELECT hoiso_officer()) OR id IN (SELECT unnest(hoiso_colleagues())) OR (created_by = (SELECT hoiso_officer()) AND (SELECT hoiso_is_administrator()))', update='id = (SELECT hoiso_officer()) OR id IN (SELECT unnest(hoiso_administered_officers()))'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=hoiso.core.walls.RowPolicy(insert="unit_id IN (SELECT unnest(hoiso_administered())) AND (role <> 'province_admin' OR (SELECT hoiso_keeps_units()))", name='access_post_wall', read='officer_id = (SELECT hoiso_officer()) OR unit_id IN (SELECT unnest(hoiso_administered())) OR unit_id IN (SELECT unnest(hoiso_member_units()))', update="unit_id IN (SELECT unnest(hoiso_administered())) AND (role <> 'province_admin' OR (SELECT hoiso_keeps_units()))"),
        ),
        migrations.AddConstraint(
            model_name='resetslip',
            constraint=hoiso.core.walls.RowPolicy(insert='officer_id IN (SELECT unnest(hoiso_administered_officers())) AND made_by = (SELECT hoiso_officer()) AND hoiso_resettable(officer_id)', name='access_resetslip_wall', read='officer_id = (SELECT hoiso_officer()) OR officer_id IN (SELECT unnest(hoiso_administered_officers()))', update='officer_id = (SELECT hoiso_officer()) OR officer_id IN (SELECT unnest(hoiso_administered_officers()))'),
        ),
        migrations.AddConstraint(
            model_name='signin',
            constraint=hoiso.core.walls.RowPolicy(insert='officer_id = (SELECT hoiso_officer())', name='access_signin_wall', read='officer_id = (SELECT hoiso_officer()) OR officer_id IN (SELECT unnest(hoiso_administered_officers()))', update='officer_id = (SELECT hoiso_officer()) OR officer_id IN (SELECT unnest(hoiso_administered_officers()))'),
        ),
    ]
