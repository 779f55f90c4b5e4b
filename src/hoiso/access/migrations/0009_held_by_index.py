"""Reach asked by the officer's own posts: most have one, stand in for nobody and inherit nothing.

Each part beyond that (posts lent, units that ended, units below) is worked out only where there is one.
"""

from django.db import migrations

REACH = """
CREATE OR REPLACE FUNCTION hoiso_held(roles text[]) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  claim text[] := hoiso_claim();
  me bigint;
  today date;
  found bigint[];
BEGIN
  IF claim[1] IS DISTINCT FROM 'o' THEN
    RETURN '{}';
  END IF;
  me := claim[2];
  today := claim[3];
  found := ARRAY(
    SELECT p.unit_id FROM access_post p
    WHERE p.officer_id = me AND p.role = ANY (roles)
      AND p.valid_from <= today AND (p.valid_to IS NULL OR p.valid_to >= today)
    UNION
    SELECT p.unit_id FROM access_delegation d JOIN access_post p ON p.id = d.post_id
    WHERE d.officer_id = me AND today BETWEEN d.valid_from AND d.valid_to AND p.role = ANY (roles)
      AND p.valid_from <= today AND (p.valid_to IS NULL OR p.valid_to >= today));
  IF EXISTS (SELECT FROM units_succession s WHERE s.after_id = ANY (found)) THEN
    WITH RECURSIVE held(id) AS (
      SELECT unnest(found)
      UNION
      SELECT s.before_id FROM units_succession s JOIN held h ON s.after_id = h.id
      WHERE s.share <> 'part' AND s."on" <= today
    )
    SELECT array_agg(id) INTO found FROM held;
  END IF;
  RETURN found;
END $$;

CREATE OR REPLACE FUNCTION hoiso_below(roots bigint[]) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  today date;
  found bigint[];
BEGIN
  IF roots = '{}' THEN
    RETURN roots;
  END IF;
  today := hoiso_day();
  WITH RECURSIVE below(id) AS (
    SELECT unnest(roots)
    UNION
    SELECT p.unit_id FROM units_placement p JOIN below b ON p.parent_id = b.id
    WHERE p.valid_from <= today AND (p.valid_to IS NULL OR p.valid_to >= today)
  )
  SELECT coalesce(array_agg(id), '{}') INTO found FROM below;
  RETURN found;
END $$;

CREATE OR REPLACE FUNCTION hoiso_administered() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE roots bigint[] := hoiso_held('{unit_admin,province_admin}');
BEGIN
  IF roots = '{}' THEN
    RETURN roots;
  END IF;
  IF hoiso_keeps_units() THEN
    RETURN ARRAY(SELECT id FROM units_unit WHERE kind <> 'outside');
  END IF;
  RETURN hoiso_below(roots);
END $$;

-- The officer in scope with her posts of the day, own and lent: a row for each post, one without any.
CREATE FUNCTION hoiso_actor(wanted bigint) RETURNS TABLE (
  full_name text, form_of_address text, text_size text, post_id bigint, unit_id bigint, unit_title text,
  unit_kind text, role text, title text, lent boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  claim text[] := hoiso_claim();
  me bigint;
  today date;
BEGIN
  IF claim[1] IS DISTINCT FROM 'o' THEN
    RETURN;
  END IF;
  me := claim[2];
  today := claim[3];
  IF me <> wanted THEN
    RETURN;
  END IF;
  RETURN QUERY
  SELECT o.full_name::text, o.form_of_address::text, o.text_size::text, p.id, p.unit_id,
    (CASE WHEN u.body_name = '' THEN u.name ELSE u.body_name END)::text, u.kind::text, p.role::text,
    p.title::text, p.officer_id <> me
  FROM access_officer o
  LEFT JOIN access_post p
    ON p.id = ANY (ARRAY(
      SELECT own.id FROM access_post own WHERE own.officer_id = me
      UNION ALL
      SELECT d.post_id FROM access_delegation d
      WHERE d.officer_id = me AND today BETWEEN d.valid_from AND d.valid_to))
   AND p.valid_from <= today AND (p.valid_to IS NULL OR p.valid_to >= today)
  LEFT JOIN units_unit u ON u.id = p.unit_id
  WHERE o.id = me
  ORDER BY p.officer_id <> me, p.unit_id, array_position(
    '{leader,office_head,clerk,specialist,branch_head,unit_admin,province_admin,auditor}', p.role::text), p.id;
END $$;
GRANT EXECUTE ON FUNCTION hoiso_actor(bigint) TO hoiso_web, hoiso_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0008_reach_at_once")]
    operations = [migrations.RunSQL(REACH, migrations.RunSQL.noop)]
