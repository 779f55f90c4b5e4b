"""Counts of a day by branch, kept until something changes; what is entered beside them; reports."""

import django.contrib.postgres.fields
import django.db.models.deletion
import hoiso.core.walls
from django.db import migrations, models


MARKS = """
-- What is counted of a branch may have changed. Always a new row: one that is there may be on its way out
-- together with a count that does not know of this change.
CREATE FUNCTION members_mark_spans() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO members_tallymark (branch_id) SELECT DISTINCT branch_id FROM before;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO members_tallymark (branch_id) SELECT DISTINCT branch_id FROM after;
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION members_mark_members() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE touched bigint[];
BEGIN
  IF TG_TABLE_NAME = 'members_member' THEN
    SELECT array_agg(a.id) INTO touched FROM after a JOIN before b ON a.id = b.id
    WHERE (a.birth_year, a.occupation, a.honorary, a.merged_into_id)
      IS DISTINCT FROM (b.birth_year, b.occupation, b.honorary, b.merged_into_id);
  ELSIF TG_OP = 'INSERT' THEN
    SELECT array_agg(DISTINCT member_id) INTO touched FROM after;
  ELSIF TG_OP = 'DELETE' THEN
    SELECT array_agg(DISTINCT member_id) INTO touched FROM before;
  ELSE
    SELECT array_agg(DISTINCT member_id) INTO touched
    FROM (SELECT member_id FROM after UNION ALL SELECT member_id FROM before) x;
  END IF;
  IF touched IS NOT NULL THEN
    INSERT INTO members_tallymark (branch_id)
    SELECT DISTINCT branch_id FROM members_memberspan WHERE member_id = ANY (touched);
  END IF;
  RETURN NULL;
END $$;
""" + "".join(
    f"""
CREATE TRIGGER tally_{event.lower()} AFTER {event} ON {table} {referencing}
  FOR EACH STATEMENT EXECUTE FUNCTION {function}();
"""
    for table, function, events in (
        ("members_memberspan", "members_mark_spans", ("INSERT", "UPDATE", "DELETE")),
        ("members_countedfact", "members_mark_spans", ("INSERT", "UPDATE", "DELETE")),
        ("members_corespan", "members_mark_members", ("INSERT", "UPDATE", "DELETE")),
        ("members_member", "members_mark_members", ("UPDATE",)),
    )
    for event, referencing in (
        ("INSERT", "REFERENCING NEW TABLE AS after"),
        ("UPDATE", "REFERENCING OLD TABLE AS before NEW TABLE AS after"),
        ("DELETE", "REFERENCING OLD TABLE AS before"),
    )
    if event in events
)

COUNT = """
-- Whether she may count at a unit: the office of the province everywhere, of a commune its own and its
-- branches, the head of a branch hers.
CREATE FUNCTION hoiso_counts_at(place bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN hoiso_is_system() OR hoiso_members_everywhere()
    OR place = ANY (hoiso_communes_kept()) OR place = ANY (hoiso_branches_kept())
    OR EXISTS (SELECT FROM units_placement p WHERE p.unit_id = place AND p.valid_to IS NULL
      AND p.parent_id = ANY (hoiso_communes_kept()));
END $$;

-- The counts of every branch on a day, made from the spans where they are not there or no longer right.
-- Marks go before anything is counted: a change that comes in between leaves its own.
CREATE FUNCTION hoiso_tally_ready(today date) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE stale bigint[]; whole boolean;
BEGIN
  IF EXISTS (SELECT FROM members_tallyday WHERE day = today) AND NOT EXISTS (SELECT FROM members_tallymark) THEN
    RETURN;
  END IF;
  PERFORM pg_advisory_xact_lock(4867017);
  WITH gone AS (DELETE FROM members_tallymark RETURNING branch_id)
  SELECT coalesce(array_agg(DISTINCT branch_id), '{}') INTO stale FROM gone;
  DELETE FROM members_tally WHERE branch_id = ANY (stale) AND day <> today;
  DELETE FROM members_tallyday WHERE stale <> '{}' AND day <> today;
  whole := NOT EXISTS (SELECT FROM members_tallyday WHERE day = today);
  IF whole THEN
    DELETE FROM members_tally WHERE day NOT IN (SELECT day FROM members_tallyday ORDER BY made_at DESC LIMIT 30);
    DELETE FROM members_tallyday WHERE day NOT IN (
      SELECT day FROM members_tallyday ORDER BY made_at DESC LIMIT 30);
  ELSE
    DELETE FROM members_tally WHERE day = today AND branch_id = ANY (stale);
  END IF;
  INSERT INTO members_tally (day, branch_id, figures, cuts)
  WITH here AS (
    SELECT s.branch_id, s.state, m.honorary, m.occupation, c.member_id IS NOT NULL AS core,
      extract(year FROM today)::integer - m.birth_year AS age
    FROM members_memberspan s JOIN members_member m ON m.id = s.member_id
    LEFT JOIN members_corespan c ON c.member_id = s.member_id
      AND c.valid_from <= today AND (c.valid_to IS NULL OR c.valid_to >= today)
    WHERE s."primary" AND s.valid_from <= today AND (s.valid_to IS NULL OR s.valid_to >= today)
      AND s.state IN ('active', 'away', 'waiting', 'suspended') AND m.merged_into_id IS NULL
      AND (whole OR s.branch_id = ANY (stale))
  ), grouped AS (
    SELECT branch_id, state, honorary, occupation, core,
      CASE WHEN age < 30 THEN 1 WHEN age < 40 THEN 2 WHEN age < 50 THEN 3 WHEN age < 60 THEN 4 ELSE 5 END AS band,
      count(*) AS n
    FROM here GROUP BY 1, 2, 3, 4, 5, 6
  ), counted AS (
    SELECT branch_id, ARRAY[
      sum(n) FILTER (WHERE state = 'active'), sum(n) FILTER (WHERE state = 'away'),
      sum(n) FILTER (WHERE state = 'waiting'), sum(n) FILTER (WHERE state = 'suspended'),
      sum(n) FILTER (WHERE state = 'active' AND core), sum(n) FILTER (WHERE state = 'active' AND honorary),
      sum(n) FILTER (WHERE state = 'active' AND band = 1), sum(n) FILTER (WHERE state = 'active' AND band = 2),
      sum(n) FILTER (WHERE state = 'active' AND band = 3), sum(n) FILTER (WHERE state = 'active' AND band = 4),
      sum(n) FILTER (WHERE state = 'active' AND band = 5)] AS figures
    FROM grouped GROUP BY branch_id
  ), facts AS (
    SELECT c.branch_id, c.ethnic_group, c.religion, c.party, c.poverty, count(*) AS n
    FROM members_countedfact c
    WHERE c.counted AND c.valid_from <= today AND (c.valid_to IS NULL OR c.valid_to >= today)
      AND (whole OR c.branch_id = ANY (stale))
    GROUP BY 1, 2, 3, 4, 5
  ), valued AS (
    SELECT branch_id, 'occupation' AS cut, occupation::text AS value, sum(n) AS n
    FROM grouped WHERE state = 'active' GROUP BY 1, 3
    UNION ALL
    SELECT f.branch_id, v.cut, v.value, sum(f.n)
    FROM facts f, LATERAL (VALUES ('ethnic_group', f.ethnic_group::text), ('religion', f.religion::text),
      ('party', CASE f.party WHEN true THEN 'yes' WHEN false THEN 'no' ELSE '' END),
      ('poverty', f.poverty::text)) v (cut, value)
    GROUP BY 1, 2, 3
  ), cut AS (
    SELECT branch_id, jsonb_object_agg(cut, vals) AS cuts
    FROM (SELECT branch_id, cut, jsonb_object_agg(value, n) AS vals FROM valued GROUP BY 1, 2) x GROUP BY 1
  )
  SELECT today, c.branch_id, (SELECT array_agg(coalesce(f, 0) ORDER BY place)
    FROM unnest(c.figures) WITH ORDINALITY u (f, place))::integer[], coalesce(cut.cuts, '{}')
  FROM counted c LEFT JOIN cut ON cut.branch_id = c.branch_id;
  INSERT INTO members_tallyday (day, made_at) VALUES (today, now())
  ON CONFLICT (day) DO UPDATE SET made_at = now();
END $$;

-- Under which unit each branch lies on a day (its last place before, where it stands no more), and by which
-- unit it is told apart when one looks from `above`: its commune from the province, itself from a commune.
CREATE FUNCTION hoiso_tally_places(above bigint, today date) RETURNS TABLE (branch_id bigint, unit_id bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE everything boolean := EXISTS (SELECT FROM units_unit u WHERE u.id = above AND u.kind = 'province');
BEGIN
  RETURN QUERY
  SELECT p.unit_id, CASE WHEN everything THEN p.parent_id ELSE p.unit_id END
  FROM (SELECT DISTINCT ON (p.unit_id) p.unit_id, p.parent_id
    FROM units_placement p JOIN units_unit u ON u.id = p.unit_id AND u.kind = 'branch'
    WHERE p.valid_from <= today ORDER BY p.unit_id, p.valid_from DESC) p
  WHERE everything OR p.parent_id = above OR p.unit_id = above;
END $$;

-- Counts of a day below a unit: of each unit there, and of the whole (NULL). Nothing where she may not count.
-- Last: branches, those with a list, and what those without one told, the newest number up to the day.
CREATE FUNCTION hoiso_tally(above bigint, today date) RETURNS TABLE (unit_id bigint, figures bigint[])
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  IF NOT hoiso_counts_at(above) THEN
    RETURN;
  END IF;
  PERFORM hoiso_tally_ready(today);
  RETURN QUERY
  SELECT p.unit_id, ARRAY[sum(f[1]), sum(f[2]), sum(f[3]), sum(f[4]), sum(f[5]), sum(f[6]), sum(f[7]),
    sum(f[8]), sum(f[9]), sum(f[10]), sum(f[11]), count(*) FILTER (WHERE u.valid_to IS NULL OR u.valid_to >= today),
    count(*) FILTER (WHERE f[1] > 0), sum(told.members), count(told.members)]::bigint[]
  FROM hoiso_tally_places(above, today) p
  JOIN units_unit u ON u.id = p.branch_id
  LEFT JOIN (SELECT t.branch_id, t.figures AS f FROM members_tally t WHERE t.day = today) t
    ON t.branch_id = p.branch_id
  LEFT JOIN LATERAL (SELECT b.members FROM members_branchcount b
    WHERE coalesce(f[1], 0) = 0 AND b.unit_id = p.branch_id AND b."on" <= today
    ORDER BY b."on" DESC, b.id DESC LIMIT 1) told ON true
  GROUP BY GROUPING SETS ((p.unit_id), ());
END $$;

-- The same for one cut: how many of each value.
CREATE FUNCTION hoiso_tally_cut(above bigint, today date, cut text) RETURNS TABLE (
  unit_id bigint, value text, total bigint)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  IF NOT hoiso_counts_at(above) THEN
    RETURN;
  END IF;
  PERFORM hoiso_tally_ready(today);
  RETURN QUERY
  SELECT p.unit_id, v.key, sum(v.value::bigint)::bigint
  FROM hoiso_tally_places(above, today) p
  JOIN members_tally t ON t.branch_id = p.branch_id AND t.day = today,
    LATERAL jsonb_each_text(t.cuts -> cut) v
  GROUP BY GROUPING SETS ((p.unit_id, v.key), (v.key));
END $$;

-- Whose membership began or ended to count from one day to another, at which unit below `above` and how.
-- Branches lie where they lie on the last day, so that opening + in - out = closing holds for every unit.
CREATE FUNCTION hoiso_member_moves(above bigint, first date, last date) RETURNS TABLE (
  member_id bigint, now_at bigint, was_at bigint, how_in text, how_out text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH place AS MATERIALIZED (SELECT * FROM hoiso_tally_places(above, last)), change AS (
    SELECT s.member_id, s.branch_id AS now_in, s.state::text AS now, b.branch_id AS was_in, b.state::text AS was,
      s.start_known
    FROM members_memberspan s
    LEFT JOIN members_memberspan b ON b.member_id = s.member_id AND b."primary" AND b.valid_to = s.valid_from - 1
    WHERE s."primary" AND s.valid_from BETWEEN first AND last
    UNION ALL
    SELECT s.member_id, NULL, NULL, s.branch_id, s.state::text, true
    FROM members_memberspan s
    WHERE s."primary" AND s.state = 'active' AND s.valid_to BETWEEN first - 1 AND last - 1
      AND NOT EXISTS (SELECT FROM members_memberspan n WHERE n.member_id = s.member_id AND n."primary"
        AND n.valid_from = s.valid_to + 1)
  )
  SELECT c.member_id, n.unit_id, w.unit_id,
    CASE WHEN c.was = 'active' THEN 'came' WHEN c.was IS NULL AND NOT c.start_known THEN 'entered'
      WHEN c.was IS NULL OR c.was IN ('waiting', 'refused') THEN 'admitted'
      WHEN c.was IN ('away', 'suspended') THEN 'back' ELSE 'readmitted' END,
    CASE WHEN c.now = 'active' THEN 'went' ELSE coalesce(c.now, 'other') END
  FROM change c
  LEFT JOIN place n ON n.branch_id = c.now_in AND c.now = 'active'
  LEFT JOIN place w ON w.branch_id = c.was_in AND c.was = 'active'
  WHERE (n.unit_id IS NOT NULL OR w.unit_id IS NOT NULL)
    AND NOT EXISTS (SELECT FROM members_member m WHERE m.id = c.member_id AND m.merged_into_id IS NOT NULL);
END $$;

-- How many came to and went from each unit below `above`, and from the whole (NULL). What goes on between two
-- branches of one unit is neither.
CREATE FUNCTION hoiso_member_movements(above bigint, first date, last date) RETURNS TABLE (
  unit_id bigint, way text, kind text, total bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  IF NOT hoiso_counts_at(above) THEN
    RETURN;
  END IF;
  RETURN QUERY
  WITH told AS MATERIALIZED (SELECT * FROM hoiso_member_moves(above, first, last)), each_way AS (
    SELECT now_at AS unit_id, 'in' AS way, how_in AS kind FROM told
    WHERE now_at IS NOT NULL AND now_at IS DISTINCT FROM was_at
    UNION ALL
    SELECT was_at, 'out', how_out FROM told WHERE was_at IS NOT NULL AND now_at IS DISTINCT FROM was_at
    UNION ALL
    SELECT NULL, 'in', how_in FROM told WHERE was_at IS NULL
    UNION ALL
    SELECT NULL, 'out', how_out FROM told WHERE now_at IS NULL
  )
  SELECT e.unit_id, e.way, e.kind, count(*) FROM each_way e GROUP BY 1, 2, 3;
END $$;

-- The people behind the movements of a unit, for who keeps its members.
CREATE FUNCTION hoiso_members_moved(above bigint, first date, last date) RETURNS TABLE (
  member_id bigint, way text, kind text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  IF NOT (above = ANY (hoiso_communes_kept()) OR above = ANY (hoiso_branches_kept())
    OR EXISTS (SELECT FROM units_placement p WHERE p.unit_id = above AND p.parent_id = ANY (hoiso_communes_kept())))
  THEN
    RETURN;
  END IF;
  RETURN QUERY
  SELECT t.member_id, w.way, w.kind FROM hoiso_member_moves(above, first, last) t,
    LATERAL (VALUES ('in', t.how_in, t.was_at IS NULL), ('out', t.how_out, t.now_at IS NULL)) w (way, kind, is_one)
  WHERE w.is_one;
END $$;

GRANT EXECUTE ON FUNCTION hoiso_counts_at(bigint), hoiso_tally(bigint, date), hoiso_tally_cut(bigint, date, text),
  hoiso_member_movements(bigint, date, date), hoiso_members_moved(bigint, date, date) TO hoiso_web, hoiso_worker;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0005_exports'),
        ('units', '0003_heirs_reach'),
    ]

    operations = [
        migrations.RunSQL(COUNT, migrations.RunSQL.noop),
        migrations.CreateModel(
            name='BranchCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('members', models.PositiveIntegerField()),
                ('told_by', models.CharField(max_length=150)),
                ('set_by', models.BigIntegerField()),
                ('set_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='MemberReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', models.CharField(max_length=10)),
                ('first', models.DateField()),
                ('last', models.DateField()),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('state', models.CharField(choices=[('draft', 'Đang lập'), ('sent', 'Đã ký gửi, chờ cấp trên'), ('closed', 'Đã chốt')], default='draft', max_length=10)),
                ('figures', models.JSONField()),
                ('below', models.JSONField(default=dict)),
                ('changes', models.JSONField(default=list)),
                ('told', models.CharField(blank=True, help_text='Which numbers it shows, in words', max_length=300)),
                ('drawn_at', models.DateTimeField()),
                ('drawn_by', models.BigIntegerField()),
                ('drawn_name', models.CharField(max_length=150)),
                ('sent_at', models.DateTimeField(null=True)),
                ('sent_by', models.BigIntegerField(null=True)),
                ('sent_name', models.CharField(blank=True, max_length=150)),
                ('closed_at', models.DateTimeField(null=True)),
                ('closed_by', models.BigIntegerField(null=True)),
                ('closed_name', models.CharField(blank=True, max_length=150)),
            ],
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('figures', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ('cuts', models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name='TallyDay',
            fields=[
                ('day', models.DateField(primary_key=True, serialize=False)),
                ('made_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='TallyMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
        ),
        migrations.CreateModel(
            name='WomenCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('women', models.PositiveIntegerField()),
                ('source', models.CharField(max_length=200)),
                ('set_by', models.BigIntegerField()),
                ('set_at', models.DateTimeField()),
            ],
        ),
        migrations.AddIndex(
            model_name='memberspan',
            index=models.Index(fields=['valid_from'], name='members_span_begun'),
        ),
        migrations.AddIndex(
            model_name='memberspan',
            index=models.Index(condition=models.Q(('valid_to__isnull', False)), fields=['valid_to'], name='members_span_ended'),
        ),
        migrations.AddField(
            model_name='branchcount',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit'),
        ),
        migrations.AddField(
            model_name='memberreport',
            name='above',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit'),
        ),
        migrations.AddField(
            model_name='memberreport',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit'),
        ),
        migrations.AddField(
            model_name='tally',
            name='branch',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit'),
        ),
        migrations.AddConstraint(
            model_name='tallyday',
            constraint=hoiso.core.walls.RowPolicy(name='members_tallyday_wall'),
        ),
        migrations.AddField(
            model_name='tallymark',
            name='branch',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit'),
        ),
        migrations.AddField(
            model_name='womencount',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit'),
        ),
        migrations.AddIndex(
            model_name='branchcount',
            index=models.Index(fields=['unit', '-on', '-id'], name='members_branchcount_newest'),
        ),
        migrations.AddConstraint(
            model_name='branchcount',
            constraint=hoiso.core.walls.RowPolicy(insert='hoiso_counts_at(unit_id) AND set_by = (SELECT hoiso_officer())', name='members_branchcount_wall', read='hoiso_counts_at(unit_id)'),
        ),
        migrations.AddIndex(
            model_name='memberreport',
            index=models.Index(fields=['unit', '-last', '-id'], name='members_report_newest'),
        ),
        migrations.AddConstraint(
            model_name='memberreport',
            constraint=models.UniqueConstraint(fields=('unit', 'first', 'last', 'version'), name='members_report_version'),
        ),
        migrations.AddConstraint(
            model_name='memberreport',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'closed'), _negated=True), fields=('unit', 'first', 'last'), name='members_report_one_open'),
        ),
        migrations.AddConstraint(
            model_name='memberreport',
            constraint=models.CheckConstraint(condition=models.Q(('last__gte', models.F('first'))), name='members_report_period'),
        ),
        migrations.AddConstraint(
            model_name='memberreport',
            constraint=hoiso.core.walls.RowPolicy(insert='hoiso_counts_at(unit_id) AND drawn_by = (SELECT hoiso_officer())', name='members_memberreport_wall', read='hoiso_counts_at(unit_id)', update='hoiso_counts_at(unit_id)'),
        ),
        migrations.AddConstraint(
            model_name='tally',
            constraint=models.UniqueConstraint(fields=('day', 'branch'), name='members_tally_once'),
        ),
        migrations.AddConstraint(
            model_name='tally',
            constraint=hoiso.core.walls.RowPolicy(name='members_tally_wall'),
        ),
        migrations.AddConstraint(
            model_name='tallymark',
            constraint=hoiso.core.walls.RowPolicy(name='members_tallymark_wall'),
        ),
        migrations.AddIndex(
            model_name='womencount',
            index=models.Index(fields=['unit', 'year', '-id'], name='members_women_newest'),
        ),
        migrations.AddConstraint(
            model_name='womencount',
            constraint=hoiso.core.walls.RowPolicy(insert='(unit_id = ANY ((SELECT hoiso_communes_kept())::bigint[]) OR (SELECT hoiso_members_everywhere())) AND set_by = (SELECT hoiso_officer())', name='members_womencount_wall', read='(SELECT hoiso_officer()) IS NOT NULL'),
        ),
        migrations.RunSQL(MARKS, migrations.RunSQL.noop),
    ]
