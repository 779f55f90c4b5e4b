"""Since when somebody writes on a draft, and which units read what is sent to them here."""

import django.utils.timezone
from django.db import migrations, models

# A unit is reached on this installation when somebody there holds a post that opens its tray.
UNITS_HERE = """
CREATE FUNCTION hoiso_units_here(asked bigint[]) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  today date := hoiso_day();
  found bigint[];
BEGIN
  IF hoiso_officer() IS NULL AND NOT hoiso_is_system() THEN
    RETURN '{}';
  END IF;
  SELECT coalesce(array_agg(DISTINCT p.unit_id), '{}') INTO found
  FROM access_post p JOIN access_officer o ON o.id = p.officer_id
  WHERE p.unit_id = ANY (asked) AND p.role IN ('clerk', 'office_head', 'leader')
    AND p.valid_from <= today AND (p.valid_to IS NULL OR p.valid_to >= today)
    AND (o.retired_on IS NULL OR o.retired_on > today);
  RETURN found;
END $$;
GRANT EXECUTE ON FUNCTION hoiso_units_here(bigint[]) TO hoiso_web, hoiso_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_urging")]
    operations = [
        migrations.AddField(
            "editlock",
            "since",
            models.DateTimeField(default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.RunSQL(UNITS_HERE, "DROP FUNCTION hoiso_units_here(bigint[])"),
    ]
