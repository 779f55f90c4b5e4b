"""What ended units left: an officer's posts tell of which units theirs is the heir, and who the heirs are.

The same rule as in `hoiso_held`: wholly or for the main part, from the day of the succession on.
"""

from django.db import migrations

LEFT = """
-- The units that ended in this one, near and far.
CREATE FUNCTION hoiso_left_to(heir bigint, today date) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN ARRAY(
    WITH RECURSIVE ended(id) AS (
      SELECT s.before_id FROM units_succession s
      WHERE s.after_id = heir AND s.share <> 'part' AND s."on" <= today
      UNION
      SELECT s.before_id FROM units_succession s JOIN ended e ON s.after_id = e.id
      WHERE s.share <> 'part' AND s."on" <= today
    )
    SELECT id FROM ended);
END $$;

-- The unit itself and those that took it over: a post at any of them reaches what lies at the unit.
CREATE FUNCTION hoiso_heirs(ended bigint, today date) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM units_succession s WHERE s.before_id = ended) THEN
    RETURN ARRAY[ended];
  END IF;
  RETURN ARRAY(
    WITH RECURSIVE heirs(id) AS (
      SELECT ended
      UNION
      SELECT s.after_id FROM units_succession s JOIN heirs h ON s.before_id = h.id
      WHERE s.share <> 'part' AND s."on" <= today
    )
    SELECT id FROM heirs);
END $$;

DROP FUNCTION hoiso_actor(bigint);

-- The officer in scope with her posts of the day, own and lent: a row for each post, one without any.
CREATE FUNCTION hoiso_actor(wanted bigint) RETURNS TABLE (
  full_name text, form_of_address text, text_size text, post_id bigint, unit_id bigint, unit_title text,
  unit_kind text, role text, title text, lent boolean, left_units bigint[])
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
    p.title::text, p.officer_id <> me,
    CASE WHEN EXISTS (SELECT FROM units_succession s WHERE s.after_id = p.unit_id)
      THEN hoiso_left_to(p.unit_id, today) ELSE '{}' END
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

GRANT EXECUTE ON FUNCTION hoiso_left_to(bigint, date), hoiso_heirs(bigint, date), hoiso_actor(bigint)
  TO hoiso_web, hoiso_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0009_held_by_index"), ("units", "0003_heirs_reach")]
    operations = [migrations.RunSQL(LEFT, migrations.RunSQL.noop)]
