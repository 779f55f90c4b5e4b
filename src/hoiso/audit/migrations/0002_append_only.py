"""Entries are added and never changed; an officer reads what concerns her own data; counts for the unit."""

import hoiso.core.walls
from django.db import migrations

APPEND_ONLY = """
REVOKE UPDATE, DELETE, TRUNCATE ON audit_entry FROM hoiso_web, hoiso_worker;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON audit_seal FROM hoiso_web;
REVOKE UPDATE, DELETE, TRUNCATE ON audit_seal FROM hoiso_worker;
"""

SEEN = """
CREATE FUNCTION hoiso_seen(kind text, ids bigint[])
RETURNS TABLE (subject_id bigint, times bigint, officers bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE mine bigint[] := hoiso_member_units();
BEGIN
  RETURN QUERY
    SELECT e.subject_id, count(*), count(DISTINCT e.actor_id)
    FROM audit_entry e
    WHERE e.subject = kind AND e.subject_id = ANY (ids) AND e.action IN ('view', 'download', 'print')
      AND e.unit_id = ANY (mine)
    GROUP BY e.subject_id;
END $$;
GRANT EXECUTE ON FUNCTION hoiso_seen(text, bigint[]) TO hoiso_web, hoiso_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial"), ("access", "0001_scope_functions")]
    operations = [
        migrations.RemoveConstraint("entry", "audit_entry_wall"),
        migrations.AddConstraint(
            "entry",
            hoiso.core.walls.RowPolicy(
                name="audit_entry_wall",
                read="actor_id = (SELECT hoiso_officer()) OR unit_id = ANY ((SELECT hoiso_audited())::bigint[])"
                " OR (subject = 'officer' AND subject_id = (SELECT hoiso_officer()))",
                insert="actor_id IS NOT DISTINCT FROM (SELECT hoiso_officer())",
            ),
        ),
        migrations.RunSQL(APPEND_ONLY, migrations.RunSQL.noop),
        migrations.RunSQL(SEEN, migrations.RunSQL.noop),
    ]
