"""Finding members beneath the wall: by words of the name, mistyped ones too, by phone, card and code.

PostgreSQL uses no index for `@@` beneath a policy (decision 0002), so the function looks past the wall and
asks the reach itself.
"""

import django.contrib.postgres.indexes
from django.db import migrations, models

REACH = """
-- Whether the office of the province is hers: it looks through all communes, and what it finds is masked.
CREATE FUNCTION hoiso_members_everywhere() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM units_unit u WHERE u.id = ANY (hoiso_communes_kept()) AND u.kind = 'province');
END $$;
"""

FIND = """
-- Members by their names' order: `asked` is a tsquery of the words; `near`, if given, stands for it as a list
-- of alternatives for each word, of which those count that some name has. `given`: how the given name
-- begins; `begun`: how the whole name begins. `digits`: of a phone (its beginning or its end), of a card
-- (folded) or of a code. `place`: a branch or what lies above it; NULL: the whole province.
--
-- The statement is put together with its values in it, so that the planner sees how common they are.
CREATE FUNCTION hoiso_members_found(
  place bigint, asked text, near jsonb, given text, begun text, born integer, digits text, card text,
  states text[], most integer) RETURNS TABLE (id bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  q tsquery;
  conditions text := 'm.merged_into_id IS NULL';
  found bigint[] := '{}';
  few bigint[];
  way text;
BEGIN
  IF place IS NULL THEN
    IF NOT hoiso_members_everywhere() THEN
      RETURN;
    END IF;
  ELSIF place = ANY (hoiso_communes_kept()) THEN
    conditions := conditions || format(' AND m.commune_id = %L', place);
  ELSIF place = ANY (hoiso_branches_kept()) OR EXISTS (
      SELECT FROM units_placement p WHERE p.unit_id = place AND p.parent_id = ANY (hoiso_communes_kept())) THEN
    conditions := conditions || format(
      ' AND (m.branch_id = %1$L OR (m.other_units <> ''{}'' AND m.other_units @> ARRAY[%1$L::bigint]))', place);
  ELSE
    RETURN;
  END IF;
  IF near IS NOT NULL THEN
    SELECT string_agg(one.word, ' & ') INTO asked FROM (
      SELECT '(' || string_agg(quote_literal(w.word), ' | ') || ')' AS word
      FROM jsonb_array_elements(near) WITH ORDINALITY a(list, place),
        jsonb_array_elements_text(a.list) f JOIN members_memberword w ON w.word = f
      GROUP BY a.place) one;
    IF asked IS NULL OR (SELECT count(*) FROM jsonb_array_elements(near) a WHERE NOT EXISTS (
        SELECT FROM jsonb_array_elements_text(a) f JOIN members_memberword w ON w.word = f)) > 0 THEN
      RETURN;
    END IF;
  END IF;
  IF states IS NOT NULL THEN
    conditions := conditions || format(' AND m.state = ANY (%L::text[])', states);
  END IF;
  IF born IS NOT NULL THEN
    conditions := conditions || format(' AND m.birth_year = %L', born);
  END IF;
  IF digits <> '' OR card <> '' THEN
    FOREACH way IN ARRAY ARRAY[
      CASE WHEN digits <> '' THEN format('m.phone_key <> '''' AND m.phone_key LIKE %L', digits || '%') END,
      CASE WHEN digits <> '' THEN
        format('m.phone_key <> '''' AND reverse(m.phone_key) LIKE %L', reverse(digits) || '%') END,
      CASE WHEN digits <> '' THEN format('m.code LIKE %L', digits || '%') END,
      CASE WHEN card <> '' THEN format('m.card_key <> '''' AND m.card_key LIKE %L', card || '%') END]
    LOOP
      CONTINUE WHEN way IS NULL OR cardinality(found) >= most;
      EXECUTE format('SELECT ARRAY(SELECT m.id FROM members_member m WHERE %s AND %s AND m.id <> ALL (%L)'
        ' ORDER BY m.name_key, m.id LIMIT %s)', way, conditions, found, most - cardinality(found)) INTO few;
      found := found || few;
    END LOOP;
    RETURN QUERY SELECT * FROM unnest(found);
    RETURN;
  END IF;
  IF asked <> '' THEN
    q := asked::tsquery;
    conditions := conditions || format(' AND m.words @@ %L::tsquery', q);
  END IF;
  -- Whose given name begins so, whose whole name begins so, then all others that have the words.
  FOREACH way IN ARRAY ARRAY[
    CASE WHEN near IS NULL AND given <> '' THEN
      format('m.name_key >= %L AND m.name_key < %L', given, given || '~') END,
    CASE WHEN near IS NULL AND begun <> '' THEN
      format('m.folded >= %L AND m.folded < %L', begun, begun || '~') END,
    'true']
  LOOP
    CONTINUE WHEN way IS NULL OR cardinality(found) >= most;
    EXECUTE format('SELECT ARRAY(SELECT m.id FROM members_member m WHERE %s AND %s AND m.id <> ALL (%L)'
      ' ORDER BY m.name_key, m.id LIMIT %s)', way, conditions, found, most - cardinality(found)) INTO few;
    found := found || few;
  END LOOP;
  RETURN QUERY SELECT * FROM unnest(found);
END $$;

-- What the province's office is shown of a member that is not its own: who and where, nothing else.
CREATE FUNCTION hoiso_members_masked(ids bigint[]) RETURNS TABLE (
  id bigint, code text, full_name text, birth_year integer, state text, branch_id bigint, branch text,
  commune_id bigint, commune text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  IF NOT hoiso_members_everywhere() THEN
    RETURN;
  END IF;
  RETURN QUERY
  SELECT m.id, m.code::text, m.full_name::text, m.birth_year::integer, m.state::text, m.branch_id, b.name::text,
    m.commune_id, c.name::text
  FROM unnest(ids) WITH ORDINALITY i(id, place) JOIN members_member m ON m.id = i.id
  JOIN units_unit b ON b.id = m.branch_id JOIN units_unit c ON c.id = m.commune_id
  ORDER BY i.place;
END $$;

-- Who opened a member's page, for those who keep her: her branch's head is no auditor of the trail.
CREATE FUNCTION hoiso_member_readings(whose bigint, most integer) RETURNS TABLE (
  at timestamptz, name text, unit text, action text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  IF NOT EXISTS (
      SELECT FROM members_member m WHERE m.id = whose AND (m.commune_id = ANY (hoiso_communes_kept())
        OR m.branch_id = ANY (hoiso_branches_kept()))) THEN
    RETURN;
  END IF;
  RETURN QUERY
  SELECT e.at, coalesce(o.full_name::text, ''), coalesce(u.name::text, ''), e.action::text
  FROM audit_entry e LEFT JOIN access_officer o ON o.id = e.actor_id
  LEFT JOIN units_unit u ON u.id = e.unit_id
  WHERE e.subject = 'member' AND e.subject_id = whose
    AND e.action IN ('member_read', 'member_sensitive_read', 'member_print')
  ORDER BY e.id DESC LIMIT most;
END $$;

GRANT EXECUTE ON FUNCTION hoiso_member_readings(bigint, integer), hoiso_members_everywhere(), hoiso_members_masked(bigint[]),
  hoiso_members_found(bigint, text, jsonb, text, text, integer, text, text, text[], integer)
  TO hoiso_web, hoiso_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("members", "0001_initial")]
    operations = [
        migrations.AddIndex(
            model_name="member",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["other_units"], name="members_member_others", condition=~models.Q(other_units=[])
            ),
        ),
        migrations.RunSQL(REACH, migrations.RunSQL.noop),
        migrations.RunSQL(FIND, migrations.RunSQL.noop),
    ]
