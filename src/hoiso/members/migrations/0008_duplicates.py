"""Pairs of members who may be one, merges, and what is done beneath the walls for them."""

import django.db.models.deletion
import hoiso.core.walls
from django.db import migrations, models

SLIP = """
-- Whether two folded names are one slip apart: a letter more, less or other, or two changed round.
CREATE FUNCTION hoiso_one_slip(a text, b text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = public, pg_temp AS $$
DECLARE
  i integer := 1;
BEGIN
  IF abs(length(a) - length(b)) > 1 OR a = b THEN
    RETURN false;
  END IF;
  WHILE substr(a, i, 1) = substr(b, i, 1) LOOP
    i := i + 1;
  END LOOP;
  RETURN substr(a, i + 1) = substr(b, i + 1) OR substr(a, i) = substr(b, i + 1) OR substr(a, i + 1) = substr(b, i)
    OR (substr(a, i, 1) = substr(b, i + 1, 1) AND substr(a, i + 1, 1) = substr(b, i, 1)
      AND substr(a, i + 2) = substr(b, i + 2));
END $$;
"""

FIND = """
-- Pairs of members who may be one, at a place (a branch or what lies above it) or everywhere (NULL), each
-- once, by its surest reason. Blocks: citizen id; name and day; branch and year; phone and year; unit and
-- day. Two different citizen ids are two women.
CREATE FUNCTION hoiso_member_doubles(place bigint) RETURNS TABLE (
  first_id bigint, second_id bigint, level smallint, why text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  near text := '(left(a.folded, 5) = left(b.folded, 5) OR right(a.folded, 5) = right(b.folded, 5))'
    ' AND hoiso_one_slip(a.folded, b.folded)';
  apart text := '(a.citizen_hash = b.citizen_hash OR a.citizen_hash = '''' OR b.citizen_hash = '''')';
  present text := 'a.merged_into_id IS NULL AND b.merged_into_id IS NULL';
BEGIN
  IF place IS NULL THEN
    IF NOT hoiso_is_system() THEN
      RETURN;
    END IF;
    present := present || ' AND a.id < b.id';
  ELSIF place = ANY (hoiso_communes_kept()) OR (hoiso_is_system() AND EXISTS (
      SELECT FROM units_unit u WHERE u.id = place AND u.kind <> 'branch')) THEN
    present := present || format(' AND a.id <> b.id AND a.commune_id = %L', place);
  ELSIF place = ANY (hoiso_branches_kept()) OR hoiso_is_system() THEN
    present := present || format(' AND a.id <> b.id AND a.branch_id = %L', place);
  ELSE
    RETURN;
  END IF;
  RETURN QUERY EXECUTE format($q$
  SELECT DISTINCT ON (1, 2) least(a, b), greatest(a, b), level::smallint, why FROM (
    SELECT a.id AS a, b.id AS b, 1 AS level, 'citizen' AS why
    FROM members_member a JOIN members_member b ON a.citizen_hash = b.citizen_hash
    WHERE a.citizen_hash <> '' AND b.citizen_hash <> '' AND %1$s
    UNION ALL
    SELECT a.id, b.id, 2, 'born'
    FROM members_member a JOIN members_member b
      ON a.folded = b.folded AND a.birth_year = b.birth_year AND a.birth_date = b.birth_date
    WHERE %1$s AND %2$s
    UNION ALL
    SELECT a.id, b.id, 3, CASE WHEN a.folded = b.folded THEN 'branch' ELSE 'near' END
    FROM members_member a JOIN members_member b ON a.branch_id = b.branch_id AND a.birth_year = b.birth_year
    WHERE %1$s AND %2$s AND (a.folded = b.folded OR (
      (a.birth_date IS NULL OR b.birth_date IS NULL) AND a.hamlet = b.hamlet AND a.hamlet <> ''
      AND a.joined_on IS NOT DISTINCT FROM b.joined_on AND %3$s))
    UNION ALL
    SELECT a.id, b.id, 3, 'phone'
    FROM members_member a JOIN members_member b
      ON a.phone_key = b.phone_key AND a.birth_year = b.birth_year
    WHERE a.phone_key <> '' AND b.phone_key <> '' AND %1$s AND %2$s AND (a.folded = b.folded OR (%3$s))
    UNION ALL
    SELECT a.id, b.id, 3, 'near'
    FROM members_member a JOIN members_member b ON a.commune_id = b.commune_id AND a.birth_date = b.birth_date
    WHERE %1$s AND %2$s AND %3$s
  ) found (a, b, level, why)
  ORDER BY 1, 2, 3, 4
  $q$, present, apart, near);
END $$;

-- Write the pairs of a place (NULL: all, by the system alone) into the work list; those that were open and
-- are none any more leave it. How many are open there now.
CREATE FUNCTION hoiso_member_pairs_find(place bigint, moment timestamptz) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  waiting integer;
BEGIN
  IF NOT (CASE WHEN place IS NULL THEN hoiso_is_system()
      ELSE hoiso_is_system() OR place = ANY (hoiso_communes_kept()) OR place = ANY (hoiso_branches_kept()) END) THEN
    RETURN 0;
  END IF;
  CREATE TEMPORARY TABLE found_pairs ON COMMIT DROP AS SELECT * FROM hoiso_member_doubles(place);
  DELETE FROM members_memberpair p
  WHERE p.state = 'open'
    AND NOT EXISTS (SELECT FROM found_pairs f WHERE f.first_id = p.first_id AND f.second_id = p.second_id)
    AND (place IS NULL OR EXISTS (SELECT FROM members_member m WHERE m.id IN (p.first_id, p.second_id)
      AND place IN (m.commune_id, m.branch_id)));
  INSERT INTO members_memberpair AS p (first_id, second_id, level, why, state, found_at)
  SELECT f.first_id, f.second_id, f.level, f.why, 'open', moment FROM found_pairs f
  ON CONFLICT (first_id, second_id) DO UPDATE SET level = excluded.level, why = excluded.why
    WHERE p.state = 'open' AND (p.level, p.why) IS DISTINCT FROM (excluded.level, excluded.why);
  SELECT count(*) INTO waiting FROM found_pairs f JOIN members_memberpair p
    ON p.first_id = f.first_id AND p.second_id = f.second_id WHERE p.state = 'open';
  DROP TABLE found_pairs;
  RETURN waiting;
END $$;

-- Both members of pairs of which she keeps one; of who is not hers, who and where, nothing else.
CREATE FUNCTION hoiso_members_of_pairs(pairs bigint[]) RETURNS TABLE (
  pair_id bigint, member_id bigint, full_name text, birth_year integer, birth_date date, branch text,
  commune text, state text, hers boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  offices bigint[] := hoiso_communes_kept();
  branches bigint[] := hoiso_branches_kept();
BEGIN
  RETURN QUERY
  WITH those AS (
    SELECT p.id AS pair_id, m.id, m.full_name, m.birth_year, m.birth_date, m.branch_id, m.commune_id, m.state,
      (m.commune_id = ANY (offices) OR m.branch_id = ANY (branches)) AS hers
    FROM members_memberpair p JOIN members_member m ON m.id IN (p.first_id, p.second_id)
    WHERE p.id = ANY (pairs)
  )
  SELECT t.pair_id, t.id, t.full_name::text, t.birth_year::integer, CASE WHEN t.hers THEN t.birth_date END,
    b.name::text, c.name::text, t.state::text, t.hers
  FROM those t JOIN units_unit b ON b.id = t.branch_id JOIN units_unit c ON c.id = t.commune_id
  WHERE EXISTS (SELECT FROM those o WHERE o.pair_id = t.pair_id AND o.hers)
  ORDER BY t.pair_id, t.id;
END $$;
"""

JOIN = """
CREATE FUNCTION hoiso_members_both_kept(one bigint, other bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN hoiso_is_system() OR (SELECT count(*) = 2 FROM members_member m WHERE m.id IN (one, other)
    AND (m.commune_id = ANY (hoiso_communes_kept()) OR m.branch_id = ANY (hoiso_branches_kept())));
END $$;

-- Every row that names `gone` comes to name `kept`, past the walls of its table. `relations`: arrays of table,
-- column, key and fate: `move`, `take` (taken out) or `lean`. A row that may not stand beside one of `kept` (a
-- constraint says so) is taken out, too; of `lean` it stays where it is. Gives what moved (ids by "table.column") and what was
-- taken (whole rows by table).
CREATE FUNCTION hoiso_members_join(kept bigint, gone bigint, relations jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  one jsonb;
  line jsonb;
  moved jsonb := '{}';
  taken jsonb := '{}';
  name text;
  field text;
  key text;
  place text;
  row_id bigint;
BEGIN
  IF NOT hoiso_members_both_kept(kept, gone) THEN
    RAISE EXCEPTION 'members % and % are not both kept', kept, gone USING ERRCODE = 'insufficient_privilege';
  END IF;
  FOR one IN SELECT * FROM jsonb_array_elements(relations) LOOP
    name := one->>0;
    field := one->>1;
    key := one->>2;
    IF NOT EXISTS (
        SELECT FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
        WHERE c.contype = 'f' AND c.confrelid = 'members_member'::regclass AND c.conrelid = to_regclass(name)
          AND a.attname = field) THEN
      RAISE EXCEPTION '% % does not name members', name, field;
    END IF;
    place := name || '.' || field;
    FOR line IN EXECUTE format('SELECT to_jsonb(t) FROM %I t WHERE %I = $1', name, field) USING gone LOOP
      row_id := (line->>key)::bigint;
      BEGIN
        IF one->>3 = 'take' THEN
          RAISE unique_violation;
        END IF;
        EXECUTE format('UPDATE %I SET %I = $1 WHERE %I = $2', name, field, key) USING kept, row_id;
        moved := jsonb_set(moved, ARRAY[place], coalesce(moved->place, '[]') || to_jsonb(row_id));
      EXCEPTION WHEN unique_violation OR exclusion_violation OR check_violation THEN
        CONTINUE WHEN one->>3 = 'lean';
        EXECUTE format('DELETE FROM %I WHERE %I = $1', name, key) USING row_id;
        taken := jsonb_set(taken, ARRAY[name], coalesce(taken->name, '[]') || line);
      END;
    END LOOP;
  END LOOP;
  RETURN jsonb_build_object('moved', moved, 'taken', taken);
END $$;

-- The way back: what moved and is still there goes home, what was taken is put back.
CREATE FUNCTION hoiso_members_part(merge bigint) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  done members_membermerge;
  place text;
  ids jsonb;
  name text;
  lines jsonb;
BEGIN
  SELECT * INTO done FROM members_membermerge m WHERE m.id = merge AND m.undone_at IS NULL FOR UPDATE;
  IF done.id IS NULL OR NOT hoiso_members_both_kept(done.kept_id, done.gone_id) THEN
    RAISE EXCEPTION 'merge % is not hers to undo', merge USING ERRCODE = 'insufficient_privilege';
  END IF;
  DELETE FROM members_memberspan s
  WHERE s.member_id = done.kept_id AND s.id IN (SELECT v::bigint FROM jsonb_array_elements_text(done.made) v);
  FOR place, ids IN SELECT * FROM jsonb_each(done.moved) LOOP
    EXECUTE format('UPDATE %I SET %I = $1 WHERE %I = $2 AND id IN (SELECT v::bigint FROM jsonb_array_elements_text($3) v)',
      split_part(place, '.', 1), split_part(place, '.', 2), split_part(place, '.', 2))
      USING done.gone_id, done.kept_id, ids;
  END LOOP;
  FOR name, lines IN SELECT * FROM jsonb_each(done.taken) LOOP
    EXECUTE format('INSERT INTO %1$I SELECT (jsonb_populate_record(NULL::%1$I, v)).* FROM jsonb_array_elements($1) v', name)
      USING lines;
  END LOOP;
  UPDATE members_member SET merged_into_id = NULL, version = version + 1 WHERE id = done.gone_id;
END $$;

REVOKE EXECUTE ON FUNCTION hoiso_members_both_kept(bigint, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hoiso_one_slip(text, text), hoiso_member_doubles(bigint),
  hoiso_member_pairs_find(bigint, timestamptz), hoiso_members_of_pairs(bigint[]),
  hoiso_members_join(bigint, bigint, jsonb), hoiso_members_part(bigint) TO hoiso_web, hoiso_worker;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0007_fees'),
    ]

    operations = [
        migrations.CreateModel(
            name='MemberMerge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('moved', models.JSONField(default=dict)),
                ('taken', models.JSONField(default=dict)),
                ('made', models.JSONField(default=list)),
                ('before', models.JSONField(default=dict)),
                ('after', models.JSONField(default=dict)),
                ('by_id', models.BigIntegerField()),
                ('by_name', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
                ('undone_by', models.BigIntegerField(null=True)),
                ('undone_at', models.DateTimeField(null=True)),
                ('gone', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member')),
                ('kept', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member')),
            ],
            options={
                'indexes': [models.Index(fields=['-at', '-id'], name='members_merge_newest')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('gone',), name='members_merge_once'), hoiso.core.walls.RowPolicy(insert='EXISTS (SELECT FROM members_member m WHERE m.id = kept_id)', name='members_membermerge_wall', read='EXISTS (SELECT FROM members_member m WHERE m.id = kept_id)', update='EXISTS (SELECT FROM members_member m WHERE m.id = kept_id)')],
            },
        ),
        migrations.CreateModel(
            name='MemberPair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.PositiveSmallIntegerField(choices=[(1, 'Chắc chắn trùng'), (2, 'Rất có thể trùng'), (3, 'Cần hỏi lại')])),
                ('why', models.CharField(choices=[('citizen', 'cùng số định danh'), ('born', 'cùng tên, cùng ngày sinh'), ('branch', 'cùng tên, cùng năm sinh, cùng chi hội'), ('phone', 'cùng số điện thoại, cùng năm sinh, tên như nhau hoặc gần giống'), ('near', 'tên khác một chữ cái, cùng ngày sinh hoặc cùng nơi ở')], max_length=10)),
                ('state', models.CharField(choices=[('open', 'Chờ xem'), ('different', 'Hai người khác nhau'), ('merged', 'Đã gộp')], default='open', max_length=10)),
                ('found_at', models.DateTimeField()),
                ('decided_by', models.BigIntegerField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='members.member')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='members.member')),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'level', 'id'], name='members_pair_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='members_pair_order'), models.UniqueConstraint(fields=('first', 'second'), name='members_pair_once'), hoiso.core.walls.RowPolicy(insert='EXISTS (SELECT FROM members_member m WHERE m.id IN (first_id, second_id))', name='members_memberpair_wall', read='EXISTS (SELECT FROM members_member m WHERE m.id IN (first_id, second_id))', update='EXISTS (SELECT FROM members_member m WHERE m.id IN (first_id, second_id))')],
            },
        ),
        migrations.RunSQL(SLIP, migrations.RunSQL.noop),
        migrations.RunSQL(FIND, migrations.RunSQL.noop),
        migrations.RunSQL(JOIN, migrations.RunSQL.noop),
    ]
