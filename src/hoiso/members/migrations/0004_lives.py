"""Acts on memberships and what takes them back; transfers between branches; branches that pass on;
members as they were on a day."""

import django.contrib.postgres.fields
import django.db.models.deletion
import hoiso.core.walls
from django.db import migrations, models

TRANSFER = """
-- The receiver agrees: a member whom she does not see yet passes from the asking branch to hers, in the state
-- in which she is. What stood before is given back, so that it can be undone. No row where it may not be.
CREATE FUNCTION hoiso_transfer_receive(
  transfer bigint, since date, today date, moment timestamptz, words text) RETURNS TABLE (
  member_id bigint, event_id bigint, before jsonb)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  t members_membertransfer;
  last members_memberspan;
  spans jsonb;
  event bigint;
BEGIN
  SELECT * INTO t FROM members_membertransfer x WHERE x.id = transfer AND x.state = 'asked' FOR UPDATE;
  IF t.id IS NULL OR hoiso_officer() IS NULL
    OR NOT (t.to_commune_id = ANY (hoiso_communes_kept()) OR t.to_branch_id = ANY (hoiso_branches_kept())) THEN
    RETURN;
  END IF;
  PERFORM FROM members_member m WHERE m.id = t.member_id FOR UPDATE;
  SELECT * INTO last FROM members_memberspan s
  WHERE s.member_id = t.member_id AND s."primary" AND s.valid_to IS NULL;
  IF last.id IS NULL OR last.branch_id <> t.from_branch_id OR last.valid_from >= since OR since > today
    OR last.state NOT IN ('active', 'away', 'suspended') THEN
    RETURN;
  END IF;
  SELECT jsonb_agg(jsonb_build_array(s.branch_id, s.group_id, s.state, s.valid_from, s.valid_to, s.start_known)
    ORDER BY s.valid_from) INTO spans
  FROM members_memberspan s WHERE s.member_id = t.member_id AND s."primary";
  -- She may have been there as in a second branch: from now on it is her first one.
  DELETE FROM members_memberspan s WHERE s.member_id = t.member_id AND NOT s."primary"
    AND s.branch_id = t.to_branch_id AND s.valid_from >= since;
  UPDATE members_memberspan s SET valid_to = since - 1 WHERE s.member_id = t.member_id AND NOT s."primary"
    AND s.branch_id = t.to_branch_id AND (s.valid_to IS NULL OR s.valid_to >= since);
  UPDATE members_memberspan SET valid_to = since - 1 WHERE id = last.id;
  INSERT INTO members_memberspan (member_id, branch_id, state, "primary", valid_from, start_known)
  VALUES (t.member_id, t.to_branch_id, last.state, true, since, true);
  INSERT INTO members_memberevent (member_id, kind, "on", branch_id, to_branch_id, paper, reason, by_id, at)
  VALUES (t.member_id, 'transferred', since, t.from_branch_id, t.to_branch_id, t.paper, words,
    hoiso_officer(), moment) RETURNING id INTO event;
  UPDATE members_membertransfer SET state = 'agreed', "on" = since, answer = words,
    answered_by = hoiso_officer(), answered_at = moment WHERE id = t.id;
  PERFORM hoiso_members_refresh(ARRAY[t.member_id], today);
  RETURN QUERY SELECT t.member_id, event, spans;
END $$;
REVOKE ALL ON FUNCTION hoiso_transfer_receive(bigint, date, date, timestamptz, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hoiso_transfer_receive(bigint, date, date, timestamptz, text) TO hoiso_web, hoiso_worker;

-- Counted facts follow a transfer that was agreed, for the receiver who holds the pseudonym.
CREATE FUNCTION hoiso_counted_moved(whose uuid, transfer bigint) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  t members_membertransfer;
  last members_countedfact;
BEGIN
  SELECT * INTO t FROM members_membertransfer x WHERE x.id = transfer AND x.state = 'agreed';
  SELECT * INTO last FROM members_countedfact c WHERE c.pseudonym = whose
  ORDER BY c.valid_from DESC LIMIT 1 FOR UPDATE;
  IF t.id IS NULL OR last.id IS NULL OR last.commune_id <> t.from_commune_id OR last.branch_id <> t.from_branch_id
    OR NOT (t.to_commune_id = ANY (hoiso_communes_kept()) OR t.to_branch_id = ANY (hoiso_branches_kept())) THEN
    RETURN false;
  END IF;
  IF last.valid_from >= t."on" THEN
    UPDATE members_countedfact SET commune_id = t.to_commune_id, branch_id = t.to_branch_id WHERE id = last.id;
    RETURN true;
  END IF;
  UPDATE members_countedfact SET valid_to = t."on" - 1 WHERE id = last.id;
  INSERT INTO members_countedfact (pseudonym, commune_id, branch_id, counted, ethnic_group, religion, party,
    poverty, valid_from)
  VALUES (whose, t.to_commune_id, t.to_branch_id, last.counted, last.ethnic_group, last.religion, last.party,
    last.poverty, t."on");
  RETURN true;
END $$;
REVOKE ALL ON FUNCTION hoiso_counted_moved(uuid, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hoiso_counted_moved(uuid, bigint) TO hoiso_web, hoiso_worker;
"""

DAY = """
-- Branches that lay under a place (or under what it wholly came from) on a day; or, with `now_units`, those
-- that are under it today and what they came from. With what each has become and where that lies today.
CREATE FUNCTION hoiso_branches_on(place bigint, day date, today date, now_units boolean) RETURNS TABLE (
  branch_id bigint, commune_id bigint, new_branch_id bigint, new_commune_id bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH RECURSIVE came(id) AS (
    SELECT place
    UNION
    SELECT s.before_id FROM units_succession s JOIN came c ON s.after_id = c.id
    WHERE s.share <> 'part' AND s."on" <= today
  ), grown(id) AS (
    (SELECT place UNION SELECT p.unit_id FROM units_placement p WHERE p.parent_id = place
      AND p.valid_from <= today AND (p.valid_to IS NULL OR p.valid_to >= today))
    UNION
    SELECT s.before_id FROM units_succession s JOIN grown g ON s.after_id = g.id
    WHERE s.share <> 'part' AND s."on" <= today
  ), chosen(id) AS (
    SELECT p.unit_id FROM units_placement p
    WHERE NOT now_units AND p.valid_from <= day AND (p.valid_to IS NULL OR p.valid_to >= day)
      AND (p.parent_id IN (SELECT id FROM came) OR p.unit_id IN (SELECT id FROM came))
    UNION
    SELECT id FROM grown WHERE now_units
  ), onward(origin, id, step) AS (
    SELECT id, id, 0 FROM chosen
    UNION ALL
    SELECT o.origin, s.after_id, o.step + 1 FROM onward o JOIN units_succession s ON s.before_id = o.id
    WHERE s.share <> 'part' AND s."on" <= today AND o.step < 20
  )
  SELECT u.id,
    (SELECT p.parent_id FROM units_placement p WHERE p.unit_id = u.id
      AND p.valid_from <= day AND (p.valid_to IS NULL OR p.valid_to >= day) LIMIT 1),
    n.id,
    (SELECT p.parent_id FROM units_placement p WHERE p.unit_id = n.id
      AND p.valid_from <= today AND (p.valid_to IS NULL OR p.valid_to >= today) LIMIT 1)
  FROM chosen c JOIN units_unit u ON u.id = c.id AND u.kind = 'branch'
  CROSS JOIN LATERAL (SELECT o.id FROM onward o WHERE o.origin = c.id ORDER BY o.step DESC LIMIT 1) n;
END $$;
REVOKE ALL ON FUNCTION hoiso_branches_on(bigint, date, date, boolean) FROM PUBLIC;

-- Members as they were on a day, for the office of the place or the head of the branch. Who has moved
-- to another unit since is told of too (she was theirs that day), without the way to her page.
CREATE FUNCTION hoiso_members_on(place bigint, day date, today date, now_units boolean) RETURNS TABLE (
  id bigint, code text, full_name text, name_key text, birth_date date, birth_year integer, state text,
  branch_id bigint, branch text, group_name text, commune text, new_branch text, new_commune text, here boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  offices bigint[] := hoiso_communes_kept();
  heads bigint[] := hoiso_branches_kept();
BEGIN
  IF NOT (hoiso_is_system() OR place = ANY (offices) OR place = ANY (heads)) THEN
    RETURN;
  END IF;
  RETURN QUERY
  SELECT m.id, m.code::text, m.full_name::text, m.name_key::text, m.birth_date, m.birth_year::integer,
    s.state::text, s.branch_id, b.name::text, coalesce(g.name, '')::text, coalesce(c.name, '')::text,
    nb.name::text, coalesce(nc.name, '')::text, m.commune_id = ANY (offices) OR m.branch_id = ANY (heads)
  FROM hoiso_branches_on(place, day, today, now_units) k
  JOIN members_memberspan s ON s.branch_id = k.branch_id AND s."primary" AND s.valid_from <= day
    AND (s.valid_to IS NULL OR s.valid_to >= day)
  JOIN members_member m ON m.id = s.member_id AND m.merged_into_id IS NULL
  JOIN units_unit b ON b.id = k.branch_id
  LEFT JOIN units_unit c ON c.id = k.commune_id
  LEFT JOIN units_unit g ON g.id = s.group_id
  LEFT JOIN units_placement gp ON gp.unit_id = s.group_id AND gp.valid_from <= today
    AND (gp.valid_to IS NULL OR gp.valid_to >= today)
  JOIN units_unit nb ON nb.id = coalesce(gp.parent_id, k.new_branch_id)
  LEFT JOIN units_unit nc ON nc.id = k.new_commune_id;
END $$;
REVOKE ALL ON FUNCTION hoiso_members_on(bigint, date, date, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hoiso_members_on(bigint, date, date, boolean) TO hoiso_web, hoiso_worker;

-- How many members each commune had on a day, under the names of then and of today, for the province's office.
CREATE FUNCTION hoiso_members_counted_on(day date, today date, now_units boolean) RETURNS TABLE (
  commune_id bigint, commune text, branches bigint, total bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  IF NOT (hoiso_is_system() OR hoiso_members_everywhere()) THEN
    RETURN;
  END IF;
  RETURN QUERY
  WITH RECURSIVE sums AS (
    SELECT s.branch_id, count(*) AS total FROM members_memberspan s
    JOIN members_member m ON m.id = s.member_id AND m.merged_into_id IS NULL
    WHERE s."primary" AND s.valid_from <= day AND (s.valid_to IS NULL OR s.valid_to >= day)
      AND s.state IN ('active', 'away', 'suspended')
    GROUP BY s.branch_id
  ), onward(origin, id, step) AS (
    SELECT branch_id, branch_id, 0 FROM sums
    UNION ALL
    SELECT o.origin, s.after_id, o.step + 1 FROM onward o JOIN units_succession s ON s.before_id = o.id
    WHERE now_units AND s.share <> 'part' AND s."on" <= today AND o.step < 20
  ), ends AS (
    SELECT DISTINCT ON (o.origin) o.origin, o.id FROM onward o ORDER BY o.origin, o.step DESC
  )
  SELECT u.id, u.name::text, count(*), sum(x.total)::bigint
  FROM sums x JOIN ends e ON e.origin = x.branch_id
  JOIN units_placement p ON p.unit_id = e.id
    AND p.valid_from <= CASE WHEN now_units THEN today ELSE day END
    AND (p.valid_to IS NULL OR p.valid_to >= CASE WHEN now_units THEN today ELSE day END)
  JOIN units_unit u ON u.id = p.parent_id
  GROUP BY u.id, u.name ORDER BY u.name, u.id;
END $$;
REVOKE ALL ON FUNCTION hoiso_members_counted_on(date, date, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hoiso_members_counted_on(date, date, boolean) TO hoiso_web, hoiso_worker;
"""



class Migration(migrations.Migration):

    dependencies = [
        ("members", "0003_lists"),
        ("units", "0003_heirs_reach"),
    ]

    operations = [
        migrations.CreateModel(
            name='BranchOrder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('merge', 'Sáp nhập'), ('split', 'Chia tách')], max_length=10)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('groups', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('on', models.DateField()),
                ('paper', models.CharField(blank=True, max_length=200)),
                ('state', models.CharField(choices=[('waiting', 'Đang thực hiện'), ('done', 'Đã xong'), ('failed', 'Không thực hiện được')], default='waiting', max_length=10)),
                ('problem', models.CharField(blank=True, max_length=300)),
                ('moved', models.PositiveIntegerField(default=0)),
                ('asked_by', models.BigIntegerField()),
                ('asked_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='MemberTrace',
            fields=[
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='trace', serialize=False, to='members.memberevent')),
                ('before', models.JSONField()),
                ('after', models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name='MemberTransfer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('full_name', models.CharField(max_length=100)),
                ('birth', models.CharField(max_length=10)),
                ('on', models.DateField()),
                ('paper', models.CharField(blank=True, max_length=200)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('state', models.CharField(choices=[('asked', 'Chờ nơi đến nhận'), ('agreed', 'Đã nhận'), ('refused', 'Không nhận'), ('withdrawn', 'Đã rút lại')], default='asked', max_length=10)),
                ('asked_by', models.BigIntegerField()),
                ('asked_at', models.DateTimeField()),
                ('answered_by', models.BigIntegerField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answer', models.CharField(blank=True, max_length=500)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='memberevent',
            name='members_memberevent_wall',
        ),
        migrations.AddConstraint(
            model_name='memberevent',
            constraint=hoiso.core.walls.RowPolicy(delete='EXISTS (SELECT FROM members_member m WHERE m.id = member_id)', insert='EXISTS (SELECT FROM members_member m WHERE m.id = member_id) AND by_id = (SELECT hoiso_officer())', name='members_memberevent_wall', read='EXISTS (SELECT FROM members_member m WHERE m.id = member_id)'),
        ),
        migrations.AddField(
            model_name='branchorder',
            name='branch',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit'),
        ),
        migrations.AddField(
            model_name='branchorder',
            name='commune',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit'),
        ),
        migrations.AddField(
            model_name='branchorder',
            name='heir',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit'),
        ),
        migrations.AddConstraint(
            model_name='membertrace',
            constraint=hoiso.core.walls.RowPolicy(delete='EXISTS (SELECT FROM members_memberevent e WHERE e.id = event_id)', insert='EXISTS (SELECT FROM members_memberevent e WHERE e.id = event_id)', name='members_membertrace_wall', read='EXISTS (SELECT FROM members_memberevent e WHERE e.id = event_id)'),
        ),
        migrations.AddField(
            model_name='membertransfer',
            name='from_branch',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit'),
        ),
        migrations.AddField(
            model_name='membertransfer',
            name='from_commune',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit'),
        ),
        migrations.AddField(
            model_name='membertransfer',
            name='member',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transfers', to='members.member'),
        ),
        migrations.AddField(
            model_name='membertransfer',
            name='to_branch',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit'),
        ),
        migrations.AddField(
            model_name='membertransfer',
            name='to_commune',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit'),
        ),
        migrations.AddIndex(
            model_name='branchorder',
            index=models.Index(fields=['commune', '-id'], name='members_order_newest'),
        ),
        migrations.AddConstraint(
            model_name='branchorder',
            constraint=hoiso.core.walls.RowPolicy(insert='commune_id = ANY ((SELECT hoiso_communes_kept())::bigint[]) AND asked_by = (SELECT hoiso_officer())', name='members_branchorder_wall', read='commune_id = ANY ((SELECT hoiso_communes_kept())::bigint[])'),
        ),
        migrations.AddIndex(
            model_name='membertransfer',
            index=models.Index(fields=['to_commune', 'state'], name='members_transfer_to'),
        ),
        migrations.AddIndex(
            model_name='membertransfer',
            index=models.Index(fields=['from_commune', 'state'], name='members_transfer_from'),
        ),
        migrations.AddConstraint(
            model_name='membertransfer',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'asked')), fields=('member',), name='members_transfer_one_open'),
        ),
        migrations.AddConstraint(
            model_name='membertransfer',
            constraint=hoiso.core.walls.RowPolicy(insert='(from_commune_id = ANY ((SELECT hoiso_communes_kept())::bigint[]) OR from_branch_id = ANY ((SELECT hoiso_branches_kept())::bigint[])) AND asked_by = (SELECT hoiso_officer())', name='members_membertransfer_wall', read='(from_commune_id = ANY ((SELECT hoiso_communes_kept())::bigint[]) OR from_branch_id = ANY ((SELECT hoiso_branches_kept())::bigint[])) OR (to_commune_id = ANY ((SELECT hoiso_communes_kept())::bigint[]) OR to_branch_id = ANY ((SELECT hoiso_branches_kept())::bigint[]))', update='(from_commune_id = ANY ((SELECT hoiso_communes_kept())::bigint[]) OR from_branch_id = ANY ((SELECT hoiso_branches_kept())::bigint[])) OR (to_commune_id = ANY ((SELECT hoiso_communes_kept())::bigint[]) OR to_branch_id = ANY ((SELECT hoiso_branches_kept())::bigint[]))'),
        ),
        migrations.RunSQL(TRANSFER, migrations.RunSQL.noop),
        migrations.RunSQL(DAY, migrations.RunSQL.noop),
    ]
