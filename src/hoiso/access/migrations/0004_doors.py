"""Fields of PIN, codes and slips, and who may be given a slip."""

import hoiso.core.walls
from django.db import migrations, models

# All posts and lent posts of the officer, now and later, lie at units that the one in scope administers.
RESETTABLE = """
CREATE FUNCTION hoiso_resettable(who bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  today date := hoiso_day();
  mine bigint[] := hoiso_administered();
BEGIN
  RETURN who IS DISTINCT FROM hoiso_officer()
    AND who = ANY (hoiso_administered_officers())
    AND NOT EXISTS (
      SELECT FROM access_post p
      WHERE (p.valid_to IS NULL OR p.valid_to >= today) AND NOT p.unit_id = ANY (mine)
        AND (p.officer_id = who OR EXISTS (
          SELECT FROM access_delegation d
          WHERE d.post_id = p.id AND d.officer_id = who AND d.valid_to >= today)));
END $$;
GRANT EXECUTE ON FUNCTION hoiso_resettable(bigint) TO hoiso_web, hoiso_worker;
"""

# An auditor reads who is named in the trail of the units that she audits.
COLLEAGUES = """
CREATE OR REPLACE FUNCTION hoiso_colleagues() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE found bigint[];
BEGIN
  SELECT coalesce(array_agg(DISTINCT officer_id), '{}') INTO found
  FROM access_post WHERE unit_id = ANY (hoiso_member_units() || hoiso_administered() || hoiso_audited());
  RETURN found;
END $$;
"""

_ADMINISTERED = "officer_id = ANY ((SELECT hoiso_administered_officers())::bigint[])"
_SELF = "(SELECT hoiso_officer())"


class Migration(migrations.Migration):
    dependencies = [("access", "0003_sign_in")]
    operations = [
        migrations.RunSQL(RESETTABLE, migrations.RunSQL.noop),
        migrations.RunSQL(COLLEAGUES, migrations.RunSQL.noop),
        migrations.AddField("signin", "failures", models.PositiveSmallIntegerField(default=0, help_text="Wrong PINs or codes in a row")),
        migrations.AddField("signin", "challenge", models.CharField(max_length=120, blank=True, default="", help_text="Of a passkey; taken once"), preserve_default=False),
        migrations.AddField("resetslip", "also_second_step", models.BooleanField(default=False)),
        migrations.RemoveConstraint("resetslip", "access_resetslip_wall"),
        migrations.AddConstraint(
            "resetslip",
            hoiso.core.walls.RowPolicy(
                name="access_resetslip_wall",
                read=f"officer_id = {_SELF} OR {_ADMINISTERED}",
                insert=f"{_ADMINISTERED} AND made_by = {_SELF} AND hoiso_resettable(officer_id)",
                update=f"officer_id = {_SELF} OR {_ADMINISTERED}",
            ),
        ),
    ]
