"""What the officer in scope may reach, asked by the row policies of every part.

Bodies are plpgsql, so that they may name tables which later migrations create. Each function
reads the posts of the scope's day: a post that ended yesterday opens nothing today.
"""

from django.db import migrations

HELD = """
CREATE FUNCTION hoiso_held(roles text[]) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  me bigint := hoiso_officer();
  today date := hoiso_day();
  found bigint[];
BEGIN
  IF me IS NULL THEN
    RETURN '{}';
  END IF;
  SELECT coalesce(array_agg(DISTINCT p.unit_id), '{}') INTO found
  FROM access_post p
  WHERE p.role = ANY (roles)
    AND p.valid_from <= today AND (p.valid_to IS NULL OR p.valid_to >= today)
    AND (p.officer_id = me OR EXISTS (
      SELECT FROM access_delegation d
      WHERE d.post_id = p.id AND d.officer_id = me AND today BETWEEN d.valid_from AND d.valid_to));
  RETURN found;
END $$;

CREATE FUNCTION hoiso_below(roots bigint[]) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  today date := hoiso_day();
  found bigint[];
BEGIN
  WITH RECURSIVE below(id) AS (
    SELECT unnest(roots)
    UNION
    SELECT p.unit_id FROM units_placement p JOIN below b ON p.parent_id = b.id
    WHERE p.valid_from <= today AND (p.valid_to IS NULL OR p.valid_to >= today)
  )
  SELECT coalesce(array_agg(id), '{}') INTO found FROM below;
  RETURN found;
END $$;
"""

REACH = """
-- Units whose unrestricted documents the officer reads.
CREATE FUNCTION hoiso_reads() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN hoiso_held('{clerk,leader,office_head}');
END $$;

-- Units at which she holds any post.
CREATE FUNCTION hoiso_member_units() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN hoiso_held('{clerk,leader,office_head,specialist,branch_head,unit_admin,province_admin,auditor}');
END $$;

CREATE FUNCTION hoiso_keeps_units() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN cardinality(hoiso_held('{province_admin}')) > 0;
END $$;

CREATE FUNCTION hoiso_is_administrator() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN cardinality(hoiso_held('{province_admin,unit_admin}')) > 0;
END $$;

-- Units whose accounts and settings she keeps.
CREATE FUNCTION hoiso_administered() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE found bigint[];
BEGIN
  IF hoiso_keeps_units() THEN
    SELECT coalesce(array_agg(id), '{}') INTO found FROM units_unit WHERE kind <> 'outside';
    RETURN found;
  END IF;
  RETURN hoiso_below(hoiso_held('{unit_admin}'));
END $$;

-- Units whose trail she reads.
CREATE FUNCTION hoiso_audited() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN hoiso_below(hoiso_held('{auditor,province_admin}')) || hoiso_held('{leader,office_head,unit_admin}');
END $$;

-- Officers whose name and post she sees: who holds or held a post where she has one.
CREATE FUNCTION hoiso_colleagues() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE found bigint[];
BEGIN
  SELECT coalesce(array_agg(DISTINCT officer_id), '{}') INTO found
  FROM access_post WHERE unit_id = ANY (hoiso_member_units() || hoiso_administered());
  RETURN found;
END $$;

CREATE FUNCTION hoiso_administered_officers() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  me bigint := hoiso_officer();
  found bigint[];
BEGIN
  IF NOT hoiso_is_administrator() THEN
    RETURN '{}';
  END IF;
  SELECT coalesce(array_agg(DISTINCT o.id), '{}') INTO found
  FROM access_officer o LEFT JOIN access_post p ON p.officer_id = o.id
  WHERE p.unit_id = ANY (hoiso_administered()) OR (p.id IS NULL AND o.created_by = me);
  RETURN found;
END $$;

GRANT EXECUTE ON FUNCTION hoiso_held(text[]), hoiso_reads(), hoiso_member_units(), hoiso_keeps_units(),
  hoiso_is_administrator(), hoiso_administered(), hoiso_audited(), hoiso_colleagues(),
  hoiso_administered_officers() TO hoiso_web, hoiso_worker;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("core", "0001_scope")]
    operations = [
        migrations.RunSQL(HELD, migrations.RunSQL.noop),
        migrations.RunSQL(REACH, migrations.RunSQL.noop),
    ]
