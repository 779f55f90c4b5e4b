"""Names that are taken, whomever they belong to; nobody lends herself a post."""

import hoiso.core.walls
from django.db import migrations

TAKEN = """
CREATE FUNCTION hoiso_logins_taken(usernames text[], phones text[]) RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE found text[];
BEGIN
  IF NOT hoiso_is_administrator() THEN
    RETURN '{}';
  END IF;
  SELECT coalesce(array_agg(taken), '{}') INTO found FROM (
    SELECT lower(username) AS taken FROM access_officer WHERE lower(username) = ANY (usernames)
    UNION SELECT phone FROM access_officer WHERE phone <> '' AND phone = ANY (phones)) AS both_kinds;
  RETURN found;
END $$;
GRANT EXECUTE ON FUNCTION hoiso_logins_taken(text[], text[]) TO hoiso_web, hoiso_worker;
"""

_SELF = "(SELECT hoiso_officer())"


class Migration(migrations.Migration):
    dependencies = [("access", "0004_doors")]
    operations = [
        migrations.RunSQL(TAKEN, migrations.RunSQL.noop),
        migrations.RemoveConstraint("delegation", "access_delegation_wall"),
        migrations.AddConstraint(
            "delegation",
            hoiso.core.walls.RowPolicy(
                name="access_delegation_wall",
                read=f"officer_id = {_SELF} OR post_id IN (SELECT id FROM access_post)",
                insert=f"given_by = {_SELF} AND officer_id <> {_SELF}"
                f" AND post_id IN (SELECT id FROM access_post p WHERE p.officer_id = {_SELF}"
                " OR (p.unit_id = ANY ((SELECT hoiso_administered())::bigint[])"
                " AND (p.role <> 'province_admin' OR (SELECT hoiso_keeps_units()))))",
                update=f"given_by = {_SELF}"
                " OR officer_id = ANY ((SELECT hoiso_administered_officers())::bigint[])",
            ),
        ),
    ]
