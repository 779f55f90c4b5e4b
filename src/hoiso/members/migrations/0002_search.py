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

NEAR = """
-- Words of names that are one slip from a typed one: a letter more, less or other, two changed round, or the
-- keys of a Vietnamese keyboard that was off ("lanf", "ddaof").
CREATE FUNCTION hoiso_members_near(typed text) RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  bare text := left(typed, 1) || translate(substr(typed, 2), 'sfrxjw', '');
BEGIN
  IF length(typed) > 15 THEN
    RETURN '{}';
  END IF;
  bare := replace(replace(replace(bare, 'aa', 'a'), 'ee', 'e'), 'oo', 'o');
  IF bare LIKE 'dd%' THEN
    bare := substr(bare, 2);
  END IF;
  RETURN ARRAY(SELECT w.word FROM members_memberword w WHERE w.word = ANY (ARRAY(
    SELECT f.form FROM generate_series(1, length(typed) + 1) i,
      LATERAL (
        SELECT left(typed, i - 1) || substr(typed, i + 1) AS form
        UNION ALL SELECT left(typed, i - 1) || substr(typed, i + 1, 1) || substr(typed, i, 1) || substr(typed, i + 2)
        UNION ALL SELECT left(typed, i - 1) || chr(96 + c) || substr(typed, i) FROM generate_series(1, 26) c
        UNION ALL SELECT left(typed, i - 1) || chr(96 + c) || substr(typed, i + 1) FROM generate_series(1, 26) c
      ) f
    UNION SELECT bare UNION SELECT typed)));
END $$;
"""

FIND = """
-- How many members the planner expects a condition to leave.
CREATE FUNCTION hoiso_members_expected(condition text) RETURNS float
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE plan json;
BEGIN
  EXECUTE 'EXPLAIN (FORMAT JSON) SELECT FROM members_member m WHERE ' || condition INTO plan;
  RETURN (plan -> 0 -> 'Plan' ->> 'Plan Rows')::float;
END $$;

-- All that a condition leaves, the likest first: by bitmaps alone, since they are few.
CREATE FUNCTION hoiso_members_sorted(source text, condition text, words text[], most integer) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
SET enable_seqscan = off SET enable_indexscan = off AS $$
DECLARE found bigint[];
BEGIN
  EXECUTE format('SELECT ARRAY(SELECT m.id FROM %s WHERE %s ORDER BY m.name_key NOT LIKE %L,'
    ' m.folded NOT LIKE %L, m.name_key, m.id LIMIT %s)', source, condition,
    words[cardinality(words)] || '%', array_to_string(words, ' ') || '%', most) INTO found;
  RETURN found;
END $$;

-- Members that fit, the likest first. `words` are those typed, the last one perhaps unfinished; where nobody
-- has them, words one slip away. `digits`: of a phone (its beginning or its end) or a code; `card`: of a card.
-- `place`: a branch or what lies above it; NULL: the whole province.
--
-- The statement is put together with its values in it, so that the planner knows how many have the words.
-- Few: the index of words gives them all, and they are put in order. Many: those whose given name begins with
-- the last word, whose given name is another one, whose whole name begins so, are read in the order of names
-- until there are enough; then others as they come. The members of a branch are all looked at.
-- VOLATILE only because a plan may not be asked for in a stable function; it changes nothing.
CREATE FUNCTION hoiso_members_found(
  place bigint, words text[], born integer, digits text, card text, states text[], most integer)
RETURNS TABLE (id bigint)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  source text := 'members_member m';
  conditions text := 'm.merged_into_id IS NULL';
  given text := words[cardinality(words)];
  whole text := array_to_string(words, ' ');
  q text;
  way text;
  slip text;
  forms text[];
  few bigint[];
  found bigint[] := '{}';
BEGIN
  IF place IS NULL THEN
    IF NOT hoiso_members_everywhere() THEN
      RETURN;
    END IF;
  ELSIF place = ANY (hoiso_communes_kept()) THEN
    conditions := conditions || format(' AND m.commune_id = %L', place);
  ELSIF place = ANY (hoiso_branches_kept()) OR EXISTS (
      SELECT FROM units_placement p WHERE p.unit_id = place AND p.parent_id = ANY (hoiso_communes_kept())) THEN
    source := format('(SELECT * FROM members_member m WHERE m.branch_id = %1$L'
      ' OR (m.other_units <> ''{}'' AND m.other_units @> ARRAY[%1$L::bigint]) OFFSET 0) m', place);
  ELSE
    RETURN;
  END IF;
  IF states IS NOT NULL THEN
    conditions := conditions || format(' AND m.state = ANY (%L::text[])', states);
  END IF;
  IF born IS NOT NULL THEN
    conditions := conditions || format(' AND m.birth_year = %L', born);
  END IF;
  IF given IS NOT NULL THEN
    -- Words that no name has are known without looking; those that an unfinished one may become are few.
    forms := ARRAY(SELECT v.word FROM members_memberword v WHERE v.word >= given AND v.word < given || '~' LIMIT 41);
    IF forms <> '{}' AND NOT EXISTS (
        SELECT FROM unnest(words[:cardinality(words) - 1]) w
        WHERE NOT EXISTS (SELECT FROM members_memberword v WHERE v.word = w)) THEN
      q := CASE WHEN cardinality(forms) > 40 THEN quote_literal(given) || ':*'
        ELSE '(' || (SELECT string_agg(quote_literal(w), ' | ') FROM unnest(forms) w) || ')' END;
      q := concat_ws(' & ', (SELECT string_agg(quote_literal(w), ' & ')
        FROM unnest(words[:cardinality(words) - 1]) w), q);
      q := 'm.words @@ ' || quote_literal(q) || '::tsquery';
    END IF;
    IF q IS NULL THEN
      found := '{}';
    ELSIF source LIKE '(%' OR hoiso_members_expected(conditions || ' AND ' || q) <= 3000 THEN
      found := hoiso_members_sorted(source, conditions || ' AND ' || q, words, most);
    ELSE
      FOREACH way IN ARRAY ARRAY[format('m.name_key >= %L AND m.name_key < %L', given, given || '~')]
        || ARRAY(SELECT format('m.name_key >= %L AND m.name_key < %L', w || ' ', w || '!')
          FROM unnest(words) w WHERE w <> given)
        || ARRAY[format('m.folded >= %L AND m.folded < %L', whole, whole || '~')]
      LOOP
        EXIT WHEN cardinality(found) >= most;
        EXECUTE format('SELECT ARRAY(SELECT m.id FROM ('
          'SELECT * FROM members_member m WHERE %s AND %s ORDER BY m.%I OFFSET 0) m'
          ' WHERE %s AND m.id <> ALL (%L) LIMIT %s)', conditions, way,
          CASE WHEN way LIKE 'm.folded%' THEN 'folded' ELSE 'name_key' END, q, found,
          most - cardinality(found)) INTO few;
        found := found || few;
      END LOOP;
      IF cardinality(found) < most THEN
        EXECUTE format('SELECT ARRAY(SELECT m.id FROM members_member m WHERE %s AND %s AND m.id <> ALL (%L)'
          ' LIMIT %s)', conditions, q, found, most - cardinality(found)) INTO few;
        found := found || few;
      END IF;
    END IF;
    IF found = '{}' THEN
      q := NULL;
      FOREACH slip IN ARRAY words LOOP
        forms := hoiso_members_near(slip);
        IF forms = '{}' THEN
          RETURN;
        END IF;
        q := concat_ws(' & ', q, '(' || (SELECT string_agg(quote_literal(w), ' | ') FROM unnest(forms) w) || ')');
      END LOOP;
      q := 'm.words @@ ' || quote_literal(q) || '::tsquery';
      IF source LIKE '(%' OR hoiso_members_expected(conditions || ' AND ' || q) <= 3000 THEN
        found := hoiso_members_sorted(source, conditions || ' AND ' || q, words, most);
      ELSE
        EXECUTE format('SELECT ARRAY(SELECT m.id FROM members_member m WHERE %s AND %s LIMIT %s)',
          conditions, q, most) INTO found;
      END IF;
    END IF;
  ELSIF digits <> '' OR card <> '' THEN
    FOREACH way IN ARRAY ARRAY[
      CASE WHEN digits <> '' THEN format('m.phone_key <> '''' AND m.phone_key LIKE %L', digits || '%') END,
      CASE WHEN digits <> '' THEN
        format('m.phone_key <> '''' AND reverse(m.phone_key) LIKE %L', reverse(digits) || '%') END,
      CASE WHEN digits <> '' THEN format('m.code LIKE %L', digits || '%') END,
      CASE WHEN card <> '' THEN format('m.card_key <> '''' AND m.card_key LIKE %L', card || '%') END]
    LOOP
      CONTINUE WHEN way IS NULL OR cardinality(found) >= most;
      EXECUTE format('SELECT ARRAY(SELECT m.id FROM %s WHERE %s AND %s AND m.id <> ALL (%L) LIMIT %s)',
        source, way, conditions, found, most - cardinality(found)) INTO few;
      found := found || few;
    END LOOP;
  ELSIF born IS NOT NULL THEN
    EXECUTE format('SELECT ARRAY(SELECT m.id FROM %s WHERE %s LIMIT %s)', source, conditions, most) INTO found;
  END IF;
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
  hoiso_members_found(bigint, text[], integer, text, text, text[], integer)
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
        migrations.RunSQL(NEAR, migrations.RunSQL.noop),
        migrations.RunSQL(FIND, migrations.RunSQL.noop),
    ]
