"""Fees: rates, exemptions, what moved; the branch's small book; and the sums told beyond the walls."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import hoiso.core.periods
import hoiso.core.walls
from django.db import migrations, models

RIGHTS = """
-- Whether the officer decides on fees: a leader or head of office of the province.
CREATE FUNCTION hoiso_sets_fees() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM units_unit u
    WHERE u.id = ANY (hoiso_held('{leader,office_head}')) AND u.kind = 'province');
END $$;
GRANT EXECUTE ON FUNCTION hoiso_sets_fees() TO hoiso_web, hoiso_worker;
"""

GUARDS = """
-- A movement is never changed; only whose it is follows when two records of one woman are merged.
CREATE FUNCTION members_fees_stay() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.member_id IS NOT NULL AND NEW.member_id IS NOT NULL
    AND to_jsonb(NEW) - 'member_id' = to_jsonb(OLD) - 'member_id' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'money that moved is never changed: set it right by another movement'
    USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON members_feemovement
  FOR EACH ROW EXECUTE FUNCTION members_fees_stay();

CREATE FUNCTION members_book_stays() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'a line of the small book is never changed: set it right by another line'
    USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON members_branchentry
  FOR EACH ROW EXECUTE FUNCTION members_book_stays();

-- What answers another movement says its opposite, to the last đồng; a month is paid once.
CREATE FUNCTION members_fees_fit() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  first members_feemovement;
  fits boolean := true;
BEGIN
  IF NEW.about_id IS NOT NULL THEN
    SELECT * INTO first FROM members_feemovement WHERE id = NEW.about_id;
    fits := NEW.amount = first.amount AND NEW.commune_id = first.commune_id
      AND NEW.branch_id IS NOT DISTINCT FROM first.branch_id AND CASE NEW.kind
        WHEN 'undone' THEN first.kind = 'paid' AND NEW.number IS NULL
          AND NEW.member_id = first.member_id AND NEW.for_year = first.for_year AND NEW.months = first.months
          AND NEW.cash_branch = -first.cash_branch AND NEW.cash_commune = 0 AND NEW.cash_province = 0
          AND NEW.way = 0 AND NEW.own_branch = -first.own_branch AND NEW.own_commune = -first.own_commune
          AND NEW.own_province = -first.own_province
        WHEN 'returned' THEN first.kind = 'sent' AND NEW.way = -first.way
          AND NEW.cash_branch = -first.cash_branch AND NEW.cash_commune = -first.cash_commune
          AND NEW.cash_province = 0
          AND NEW.own_branch = 0 AND NEW.own_commune = 0 AND NEW.own_province = 0
        WHEN 'received' THEN first.kind = 'sent' AND NEW.way = -first.way AND NEW.cash_branch = 0
          AND CASE WHEN first.branch_id IS NULL THEN NEW.cash_commune = 0 ELSE NEW.cash_province = 0 END
          AND NEW.own_branch = 0 AND NEW.own_commune = 0 AND NEW.own_province = 0
        ELSE false END;
  ELSIF NEW.kind = 'paid' THEN
    fits := cardinality(NEW.months) > 0
      AND NEW.for_year * 12 <= ALL (NEW.months) AND NEW.for_year * 12 + 11 >= ALL (NEW.months)
      AND cardinality(NEW.months) = (SELECT count(DISTINCT m) FROM unnest(NEW.months) m)
      AND NOT EXISTS (SELECT FROM members_feemovement p WHERE p.member_id = NEW.member_id AND p.kind = 'paid'
        AND p.months && NEW.months AND NOT EXISTS (SELECT FROM members_feemovement u WHERE u.about_id = p.id));
  ELSE
    fits := CASE WHEN NEW.branch_id IS NULL THEN NEW.cash_commune ELSE NEW.cash_branch END = -NEW.amount;
  END IF;
  IF NOT coalesce(fits, false) THEN
    RAISE EXCEPTION 'this movement of fees does not fit what is there'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER fits BEFORE INSERT ON members_feemovement
  FOR EACH ROW EXECUTE FUNCTION members_fees_fit();

-- One at a time for the money of a unit; the lock is held to the end of the transaction. For a branch it
-- gives the next number of its receipts of the year: the last one and one more, so there are no gaps.
CREATE FUNCTION hoiso_fee_number(unit bigint, of_year integer) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('fees', unit));
  RETURN 1 + coalesce((SELECT max(number) FROM members_feemovement
    WHERE branch_id = unit AND year = of_year AND number IS NOT NULL), 0);
END $$;
GRANT EXECUTE ON FUNCTION hoiso_fee_number(bigint, integer) TO hoiso_web, hoiso_worker;
"""

SUMS = """
-- Sums of a year's fees by branch, or by commune: of the branches kept here, and of all for the province's
-- office. No name and no row of a member is told. `owed`: for the months from `first` to `last` on whose
-- first day she was active, at the month's rate, without exempt months. `collected`: for months of the year,
-- whenever it was paid. `passed` reached the level above; `way` has been sent and not been confirmed.
CREATE FUNCTION hoiso_fee_sums(of_year integer, of_commune bigint) RETURNS TABLE (
  unit_id bigint, unit_name text, owed bigint, collected bigint, receipts bigint, own_branch bigint,
  own_commune bigint, own_province bigint, in_branch bigint, way bigint, in_commune bigint,
  in_province bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  communes bigint[] := hoiso_communes_kept();
  branches bigint[] := hoiso_branches_kept();
  whole boolean;
  first integer := of_year * 12;
  last integer := of_year * 12 + 11;
  start date := make_date(of_year, 1, 1);
  stop date := make_date(of_year, 12, 31);
BEGIN
  whole := hoiso_is_system() OR EXISTS (
    SELECT FROM units_unit u WHERE u.id = ANY (communes) AND u.kind = 'province');
  RETURN QUERY
  WITH places AS (
    SELECT DISTINCT ON (p.unit_id) p.unit_id AS branch_id, p.parent_id AS commune_id
    FROM units_placement p JOIN units_unit b ON b.id = p.unit_id AND b.kind = 'branch'
    WHERE p.valid_from <= stop AND (of_commune IS NULL OR p.parent_id = of_commune)
      AND (whole OR p.parent_id = ANY (communes) OR p.unit_id = ANY (branches))
    ORDER BY p.unit_id, p.valid_from DESC
  ), rates AS (
    SELECT DISTINCT ON (r.valid_from) r.valid_from, r.amount FROM members_feerate r
    ORDER BY r.valid_from, r.id DESC
  ), steps AS (
    SELECT r.amount::bigint AS amount,
      extract(year FROM r.valid_from)::int * 12 + extract(month FROM r.valid_from)::int - 1 AS a,
      coalesce(extract(year FROM lead(r.valid_from) OVER w)::int * 12
        + extract(month FROM lead(r.valid_from) OVER w)::int - 2, last) AS b
    FROM rates r WINDOW w AS (ORDER BY r.valid_from)
  ), spans AS (
    SELECT s.member_id, s.branch_id,
      extract(year FROM s.valid_from)::int * 12 + extract(month FROM s.valid_from)::int - 1
        + (extract(day FROM s.valid_from) > 1)::int AS a,
      coalesce(extract(year FROM s.valid_to)::int * 12 + extract(month FROM s.valid_to)::int - 1, last) AS b
    FROM members_memberspan s JOIN members_member m ON m.id = s.member_id
    WHERE s.branch_id IN (SELECT p.branch_id FROM places p) AND s."primary" AND s.state = 'active'
      AND s.valid_from <= stop AND (s.valid_to IS NULL OR s.valid_to >= start)
      AND NOT m.honorary AND m.merged_into_id IS NULL
  ), parts AS (
    SELECT s.member_id, s.branch_id, t.amount, greatest(s.a, t.a, first) AS a, least(s.b, t.b, last) AS b
    FROM spans s JOIN steps t ON greatest(s.a, t.a, first) <= least(s.b, t.b, last)
  ), spared AS (
    SELECT e.member_id,
      extract(year FROM e.valid_from)::int * 12 + extract(month FROM e.valid_from)::int - 1 AS a,
      coalesce(extract(year FROM e.valid_to)::int * 12 + extract(month FROM e.valid_to)::int - 1, last) AS b
    FROM members_feeexemption e WHERE e.withdrawn_at IS NULL
      AND e.valid_from <= stop AND (e.valid_to IS NULL OR e.valid_to >= start)
  ), owing AS (
    SELECT o.branch_id, sum(o.money) AS owed FROM (
      SELECT p.branch_id, p.amount * (p.b - p.a + 1) AS money FROM parts p
      UNION ALL
      SELECT p.branch_id, -p.amount * (least(p.b, e.b) - greatest(p.a, e.a) + 1)
      FROM parts p JOIN spared e ON e.member_id = p.member_id AND greatest(p.a, e.a) <= least(p.b, e.b)
    ) o GROUP BY o.branch_id
  ), moved AS (
    SELECT v.commune_id, v.branch_id, sum(v.cash_branch) FILTER (WHERE v.for_year = of_year) AS collected,
      count(*) FILTER (WHERE v.kind = 'paid' AND v.for_year = of_year)
        - count(*) FILTER (WHERE v.kind = 'undone' AND v.for_year = of_year) AS receipts,
      sum(v.own_branch) FILTER (WHERE v.for_year = of_year) AS own_branch,
      sum(v.own_commune) FILTER (WHERE v.for_year = of_year) AS own_commune,
      sum(v.own_province) FILTER (WHERE v.for_year = of_year) AS own_province,
      sum(v.cash_branch) AS in_branch, sum(v.way) AS way, sum(v.cash_commune) AS in_commune,
      sum(v.cash_province) AS in_province
    FROM members_feemovement v
    WHERE v.branch_id IN (SELECT p.branch_id FROM places p)
      OR (v.branch_id IS NULL AND (whole OR v.commune_id = ANY (communes))
        AND (of_commune IS NULL OR v.commune_id = of_commune))
    GROUP BY v.commune_id, v.branch_id
  ), all_rows AS (
    SELECT CASE WHEN of_commune IS NULL AND communes <> '{}' THEN p.commune_id ELSE p.branch_id END AS unit_id,
      o.owed, NULL::numeric AS collected, NULL::numeric AS receipts, NULL::numeric AS own_branch,
      NULL::numeric AS own_commune, NULL::numeric AS own_province, NULL::numeric AS in_branch,
      NULL::numeric AS way, NULL::numeric AS in_commune, NULL::numeric AS in_province
    FROM places p LEFT JOIN owing o ON o.branch_id = p.branch_id
    UNION ALL
    SELECT CASE WHEN of_commune IS NULL AND communes <> '{}' THEN coalesce(p.commune_id, v.commune_id)
        ELSE coalesce(v.branch_id, v.commune_id) END,
      NULL, v.collected, v.receipts, v.own_branch, v.own_commune, v.own_province, v.in_branch, v.way,
      v.in_commune, v.in_province
    FROM moved v LEFT JOIN places p ON p.branch_id = v.branch_id
  )
  SELECT a.unit_id, u.name::text, coalesce(sum(a.owed), 0)::bigint, coalesce(sum(a.collected), 0)::bigint,
    coalesce(sum(a.receipts), 0)::bigint, coalesce(sum(a.own_branch), 0)::bigint,
    coalesce(sum(a.own_commune), 0)::bigint, coalesce(sum(a.own_province), 0)::bigint,
    coalesce(sum(a.in_branch), 0)::bigint, coalesce(sum(a.way), 0)::bigint,
    coalesce(sum(a.in_commune), 0)::bigint, coalesce(sum(a.in_province), 0)::bigint
  FROM all_rows a JOIN units_unit u ON u.id = a.unit_id
  GROUP BY a.unit_id, u.name;
END $$;
GRANT EXECUTE ON FUNCTION hoiso_fee_sums(integer, bigint) TO hoiso_web, hoiso_worker;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0006_counting'),
        ('units', '0003_heirs_reach'),
    ]

    operations = [
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
        migrations.CreateModel(
            name='BranchEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fund', models.CharField(choices=[('fee', 'Quỹ hội phí'), ('savings', 'Tổ tiết kiệm'), ('visits', 'Quỹ thăm hỏi')], max_length=10)),
                ('on', models.DateField()),
                ('amount', models.BigIntegerField()),
                ('reason', models.CharField(max_length=300)),
                ('below_zero', models.BooleanField(default=False, help_text='Said so by the one who wrote it')),
                ('by_id', models.BigIntegerField(null=True)),
                ('by_name', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='FeeExemption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
                ('reason', models.CharField(max_length=300)),
                ('paper', models.CharField(blank=True, max_length=200)),
                ('by_id', models.BigIntegerField(null=True)),
                ('at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='FeeMovement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('paid', 'Thu hội phí'), ('undone', 'Huỷ phiếu thu'), ('sent', 'Nộp lên'), ('received', 'Đã nhận'), ('returned', 'Chưa nhận, trả lại')], max_length=10)),
                ('on', models.DateField()),
                ('year', models.PositiveSmallIntegerField(null=True)),
                ('number', models.PositiveIntegerField(null=True)),
                ('for_year', models.PositiveSmallIntegerField(null=True)),
                ('months', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, size=None)),
                ('amount', models.PositiveBigIntegerField()),
                ('cash_branch', models.BigIntegerField(default=0)),
                ('cash_commune', models.BigIntegerField(default=0)),
                ('cash_province', models.BigIntegerField(default=0)),
                ('way', models.BigIntegerField(default=0)),
                ('own_branch', models.BigIntegerField(default=0)),
                ('own_commune', models.BigIntegerField(default=0)),
                ('own_province', models.BigIntegerField(default=0)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('by_id', models.BigIntegerField(null=True)),
                ('by_name', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='FeeRate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(help_text='The first day of a month')),
                ('amount', models.PositiveIntegerField(help_text='Đồng a member and month')),
                ('paper', models.CharField(blank=True, max_length=200)),
                ('set_by', models.BigIntegerField(null=True)),
                ('set_by_name', models.CharField(max_length=150)),
                ('set_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='FeeSplit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField()),
                ('branch', models.PositiveSmallIntegerField()),
                ('commune', models.PositiveSmallIntegerField()),
                ('province', models.PositiveSmallIntegerField()),
                ('paper', models.CharField(blank=True, max_length=200)),
                ('set_by', models.BigIntegerField(null=True)),
                ('set_by_name', models.CharField(max_length=150)),
                ('set_at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='branchentry',
            name='about',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answer', to='members.branchentry'),
        ),
        migrations.AddField(
            model_name='branchentry',
            name='branch',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit'),
        ),
        migrations.AddField(
            model_name='branchentry',
            name='commune',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit'),
        ),
        migrations.AddField(
            model_name='feeexemption',
            name='member',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fee_exemptions', to='members.member'),
        ),
        migrations.AddField(
            model_name='feemovement',
            name='about',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answer', to='members.feemovement'),
        ),
        migrations.AddField(
            model_name='feemovement',
            name='branch',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit'),
        ),
        migrations.AddField(
            model_name='feemovement',
            name='commune',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit'),
        ),
        migrations.AddField(
            model_name='feemovement',
            name='member',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='fee_movements', to='members.member'),
        ),
        migrations.AddField(
            model_name='feemovement',
            name='to_unit',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit'),
        ),
        migrations.AddIndex(
            model_name='feerate',
            index=models.Index(fields=['valid_from', 'id'], name='members_feerate_last'),
        ),
        migrations.AddConstraint(
            model_name='feerate',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from__day', 1)), name='members_feerate_month'),
        ),
        migrations.AddConstraint(
            model_name='feerate',
            constraint=hoiso.core.walls.RowPolicy(insert='(SELECT hoiso_sets_fees()) AND set_by = (SELECT hoiso_officer())', name='members_feerate_wall', read='(SELECT hoiso_officer()) IS NOT NULL'),
        ),
        migrations.AddIndex(
            model_name='feesplit',
            index=models.Index(fields=['valid_from', 'id'], name='members_feesplit_last'),
        ),
        migrations.AddConstraint(
            model_name='feesplit',
            constraint=models.CheckConstraint(condition=models.Q(('branch', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.Value(100), '-', models.F('commune')), '-', models.F('province')))), name='members_feesplit_whole'),
        ),
        migrations.AddConstraint(
            model_name='feesplit',
            constraint=hoiso.core.walls.RowPolicy(insert='(SELECT hoiso_sets_fees()) AND set_by = (SELECT hoiso_officer())', name='members_feesplit_wall', read='(SELECT hoiso_officer()) IS NOT NULL'),
        ),
        migrations.AddIndex(
            model_name='branchentry',
            index=models.Index(fields=['branch', 'fund', 'on', 'id'], name='members_branchentry_book'),
        ),
        migrations.AddConstraint(
            model_name='branchentry',
            constraint=models.CheckConstraint(condition=models.Q(('amount', 0), _negated=True), name='members_branchentry_some'),
        ),
        migrations.AddConstraint(
            model_name='branchentry',
            constraint=hoiso.core.walls.RowPolicy(insert='(CASE WHEN commune_id = ANY ((SELECT hoiso_communes_kept())::bigint[]) THEN true ELSE branch_id = ANY ((SELECT hoiso_branches_kept())::bigint[]) END) AND by_id = (SELECT hoiso_officer())', name='members_branchentry_wall', read='CASE WHEN commune_id = ANY ((SELECT hoiso_communes_kept())::bigint[]) THEN true ELSE branch_id = ANY ((SELECT hoiso_branches_kept())::bigint[]) END'),
        ),
        migrations.AddConstraint(
            model_name='feeexemption',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from__day', 1), models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR')), name='members_feeexemption_period'),
        ),
        migrations.AddConstraint(
            model_name='feeexemption',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('withdrawn_at', None)), expressions=[('member', '='), (hoiso.core.periods.Period('valid_from', 'valid_to', models.Value('[]')), '&&')], name='members_feeexemption_once'),
        ),
        migrations.AddConstraint(
            model_name='feeexemption',
            constraint=hoiso.core.walls.RowPolicy(insert='EXISTS (SELECT FROM members_member m WHERE m.id = member_id) AND by_id = (SELECT hoiso_officer())', name='members_feeexemption_wall', read='EXISTS (SELECT FROM members_member m WHERE m.id = member_id)', update='EXISTS (SELECT FROM members_member m WHERE m.id = member_id)'),
        ),
        migrations.AddIndex(
            model_name='feemovement',
            index=models.Index(fields=['branch', 'on', 'id'], name='members_feemovement_branch'),
        ),
        migrations.AddIndex(
            model_name='feemovement',
            index=models.Index(fields=['commune', 'on', 'id'], name='members_feemovement_commune'),
        ),
        migrations.AddConstraint(
            model_name='feemovement',
            constraint=models.CheckConstraint(condition=models.Q(('own_branch', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('cash_branch'), '+', models.F('cash_commune')), '+', models.F('cash_province')), '+', models.F('way')), '-', models.F('own_commune')), '-', models.F('own_province')))), name='members_feemovement_balanced'),
        ),
        migrations.AddConstraint(
            model_name='feemovement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'paid'), _negated=True), models.Q(('amount__gt', 0), ('branch__isnull', False), ('cash_branch', models.F('amount')), ('cash_commune', 0), ('cash_province', 0), ('for_year__isnull', False), ('member__isnull', False), ('number__isnull', False), ('own_branch__gte', 0), ('own_commune__gte', 0), ('own_province__gte', 0), ('way', 0), ('year__isnull', False)), _connector='OR'), name='members_feemovement_paid'),
        ),
        migrations.AddConstraint(
            model_name='feemovement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'sent'), _negated=True), models.Q(('amount__gt', 0), ('own_branch', 0), ('own_commune', 0), ('own_province', 0), ('to_unit__isnull', False), ('way', models.F('amount'))), _connector='OR'), name='members_feemovement_sent'),
        ),
        migrations.AddConstraint(
            model_name='feemovement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('about', None), ('kind__in', ['paid', 'sent'])), models.Q(('about__isnull', False), ('kind__in', ['undone', 'received', 'returned'])), _connector='OR'), name='members_feemovement_answers'),
        ),
        migrations.AddConstraint(
            model_name='feemovement',
            constraint=models.UniqueConstraint(condition=models.Q(('number__isnull', False)), fields=('branch', 'year', 'number'), name='members_feemovement_number'),
        ),
        migrations.AddConstraint(
            model_name='feemovement',
            constraint=hoiso.core.walls.RowPolicy(insert='by_id = (SELECT hoiso_officer()) AND CASE WHEN commune_id = ANY ((SELECT hoiso_communes_kept())::bigint[]) THEN true\n  WHEN branch_id = ANY ((SELECT hoiso_branches_kept())::bigint[]) THEN true ELSE to_unit_id = ANY ((SELECT hoiso_communes_kept())::bigint[]) END', name='members_feemovement_wall', read='CASE WHEN commune_id = ANY ((SELECT hoiso_communes_kept())::bigint[]) THEN true\n  WHEN branch_id = ANY ((SELECT hoiso_branches_kept())::bigint[]) THEN true\n  WHEN to_unit_id = ANY ((SELECT hoiso_communes_kept())::bigint[]) THEN true\n  ELSE member_id IS NOT NULL AND EXISTS (SELECT FROM members_member m WHERE m.id = member_id) END', update='member_id IS NOT NULL AND EXISTS (SELECT FROM members_member m WHERE m.id = member_id)'),
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
        migrations.RunSQL(SUMS, migrations.RunSQL.noop),
    ]
