"""Requests for figures: their tables, and what crosses from the unit that asks to the units asked and back."""

import django.contrib.postgres.fields
import django.db.models.deletion
import hoiso.core.walls
from django.db import migrations, models

ASK = """
-- A task at each unit of a request that has none yet: for its only officer at the desk, or offered to
-- those there, of whom the first to accept holds it. How many were made.
CREATE FUNCTION hoiso_figures_ask(wanted bigint, moment timestamptz) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  me bigint := hoiso_officer();
  today date := hoiso_day();
  r work_figurerequest%ROWTYPE;
  s work_figuresheet%ROWTYPE;
  team bigint[];
  alone boolean;
  made bigint;
  count integer := 0;
  giver text;
BEGIN
  SELECT * INTO r FROM work_figurerequest q WHERE q.id = wanted;
  IF NOT FOUND OR me IS NULL OR NOT r.unit_id = ANY (hoiso_held('{leader,office_head}')) THEN
    RAISE insufficient_privilege USING MESSAGE = 'no such request';
  END IF;
  SELECT left(o.full_name || ', ' || r.unit_name, 150) INTO giver FROM access_officer o WHERE o.id = me;
  FOR s IN SELECT * FROM work_figuresheet f WHERE f.request_id = wanted AND f.task_id IS NULL ORDER BY f.id LOOP
    FOR i IN 1..2 LOOP
      SELECT array_agg(DISTINCT p.officer_id) INTO team
      FROM access_post p JOIN access_officer o ON o.id = p.officer_id
      WHERE p.unit_id = ANY (hoiso_heirs(s.unit_id, today))
        AND p.role = ANY (CASE i WHEN 1 THEN '{clerk,leader,office_head}'::text[]
                          ELSE '{specialist,branch_head}'::text[] END)
        AND p.valid_from <= today AND (p.valid_to IS NULL OR p.valid_to >= today)
        AND (o.retired_on IS NULL OR o.retired_on > today);
      EXIT WHEN team IS NOT NULL;
    END LOOP;
    CONTINUE WHEN team IS NULL;
    alone := cardinality(team) = 1;
    INSERT INTO work_task (unit_id, title, text, origin, origin_url, given_by, given_by_name, given_at, lead_id,
      lead_name, due_on, state, percent, result, people, urged)
    VALUES (s.unit_id, r.title, r.text, left('Yêu cầu số liệu của ' || r.unit_name, 300),
      '/so-lieu/bang/' || s.id || '/', me, giver, moment, CASE WHEN alone THEN team[1] END,
      CASE WHEN alone THEN (SELECT o.full_name FROM access_officer o WHERE o.id = team[1]) ELSE '' END,
      r.due_on, CASE WHEN alone THEN 'given' ELSE 'offered' END, 0, '', team, 0)
    RETURNING id INTO made;
    IF NOT alone THEN
      INSERT INTO work_helper (task_id, unit_id, officer_id, officer_name, part)
      SELECT made, s.unit_id, o.id, o.full_name, 'team' FROM access_officer o WHERE o.id = ANY (team);
    END IF;
    INSERT INTO work_step (task_id, unit_id, kind, text, by_id, by_name, at)
    VALUES (made, s.unit_id, CASE WHEN alone THEN 'give' ELSE 'offer' END,
      'Yêu cầu số liệu, hạn ' || to_char(r.due_on, 'DD/MM/YYYY'), me, giver, moment);
    UPDATE work_figuresheet SET task_id = made WHERE id = s.id;
    INSERT INTO notices_notice (officer_id, event, text, address, at)
    SELECT one, 'figures', r.unit_name || ' yêu cầu số liệu, hạn ' || to_char(r.due_on, 'DD/MM/YYYY') || ': '
      || r.title, '/so-lieu/bang/' || s.id || '/', moment FROM unnest(team) one WHERE one <> me;
    count := count + 1;
  END LOOP;
  RETURN count;
END $$;
GRANT EXECUTE ON FUNCTION hoiso_figures_ask(bigint, timestamptz) TO hoiso_web;
"""

TURN = """
-- What the unit that asks says to units asked: their tasks move, their people are told. How many units
-- have somebody who was told.
CREATE FUNCTION hoiso_figures_turn(
  wanted bigint[], turn text, said text, event text, words text, moment timestamptz) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  me bigint := hoiso_officer();
  asking bigint[] := hoiso_held('{clerk,leader,office_head,specialist}');
  mine bigint[];
  tasks bigint[];
BEGIN
  SELECT array_agg(s.id), array_agg(s.task_id) FILTER (WHERE s.task_id IS NOT NULL) INTO mine, tasks
  FROM work_figuresheet s WHERE s.id = ANY (wanted) AND s.asker_id = ANY (asking);
  IF me IS NULL OR tasks IS NULL THEN
    RETURN 0;
  END IF;
  UPDATE work_task t SET
    urged = t.urged + CASE WHEN turn = 'urge' THEN 1 ELSE 0 END,
    urged_on = CASE WHEN turn = 'urge' THEN hoiso_day() ELSE t.urged_on END,
    state = CASE WHEN turn = 'reopen' AND t.state = 'done' THEN 'accepted'
                 WHEN turn = 'cancel' AND t.state IN ('offered', 'given', 'accepted') THEN 'cancelled'
                 ELSE t.state END,
    percent = CASE WHEN turn = 'reopen' THEN least(t.percent, 90) ELSE t.percent END,
    done_at = CASE WHEN turn = 'reopen' THEN NULL
                   WHEN turn = 'cancel' AND t.state IN ('offered', 'given', 'accepted') THEN moment
                   ELSE t.done_at END,
    due_on = CASE WHEN turn = 'due' THEN
      (SELECT r.due_on FROM work_figuresheet s JOIN work_figurerequest r ON r.id = s.request_id
       WHERE s.task_id = t.id) ELSE t.due_on END
  WHERE t.id = ANY (tasks);
  INSERT INTO work_step (task_id, unit_id, kind, text, by_id, by_name, at)
  SELECT t.id, t.unit_id, CASE turn WHEN 'due' THEN 'reschedule' ELSE turn END, said, me, o.full_name, moment
  FROM work_task t, access_officer o WHERE t.id = ANY (tasks) AND o.id = me;
  INSERT INTO notices_notice (officer_id, event, text, address, at)
  SELECT DISTINCT one, event, words, '/so-lieu/bang/' || s.id || '/', moment
  FROM work_figuresheet s JOIN work_task t ON t.id = s.task_id, unnest(t.people) one
  WHERE s.id = ANY (mine) AND one <> me;
  RETURN cardinality(tasks);
END $$;
GRANT EXECUTE ON FUNCTION hoiso_figures_turn(bigint[], text, text, text, text, timestamptz) TO hoiso_web;
"""

ANSWER = """
-- A unit asked has handed in: who drew the table is told when it was returned before, and when it was the
-- last. A single one of many is no news.
CREATE FUNCTION hoiso_figures_answer(wanted bigint, again boolean, moment timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  s work_figuresheet%ROWTYPE;
  r work_figurerequest%ROWTYPE;
  words text;
BEGIN
  SELECT * INTO s FROM work_figuresheet f WHERE f.id = wanted;
  IF NOT FOUND OR NOT s.unit_id = ANY (hoiso_held('{clerk,leader,office_head,specialist,branch_head}')) THEN
    RAISE insufficient_privilege USING MESSAGE = 'no such table';
  END IF;
  SELECT * INTO r FROM work_figurerequest q WHERE q.id = s.request_id;
  IF NOT EXISTS (SELECT FROM work_figuresheet f WHERE f.request_id = r.id AND f.state IN ('waiting', 'returned'))
  THEN
    words := 'Đã đủ số liệu của các đơn vị: ' || r.title;
  ELSIF again THEN
    words := s.unit_name || ' nộp lại số liệu: ' || r.title;
  ELSE
    RETURN;
  END IF;
  INSERT INTO notices_notice (officer_id, event, text, address, at)
  SELECT r.made_by, 'figures', words, '/so-lieu/' || r.id || '/', moment WHERE r.made_by <> hoiso_officer();
END $$;
GRANT EXECUTE ON FUNCTION hoiso_figures_answer(bigint, boolean, timestamptz) TO hoiso_web;
"""

FROZEN = """
-- What is frozen stays as it is, whoever asks.
CREATE FUNCTION hoiso_keep_frozen_figures() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF current_user IN ('hoiso_web', 'hoiso_worker') THEN
    RAISE insufficient_privilege USING MESSAGE = 'these figures are frozen';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER hoiso_keep_frozen_figures BEFORE UPDATE ON work_figurerequest FOR EACH ROW
  WHEN (OLD.state = 'frozen') EXECUTE FUNCTION hoiso_keep_frozen_figures();
CREATE TRIGGER hoiso_keep_frozen_figures BEFORE UPDATE ON work_figuresheet FOR EACH ROW
  WHEN (OLD.frozen_at IS NOT NULL) EXECUTE FUNCTION hoiso_keep_frozen_figures();
CREATE FUNCTION hoiso_keep_frozen_versions() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF current_user IN ('hoiso_web', 'hoiso_worker')
     AND EXISTS (SELECT FROM work_figuresheet s WHERE s.id = NEW.sheet_id AND s.frozen_at IS NOT NULL) THEN
    RAISE insufficient_privilege USING MESSAGE = 'these figures are frozen';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER hoiso_keep_frozen_versions BEFORE INSERT ON work_figureversion FOR EACH ROW
  EXECUTE FUNCTION hoiso_keep_frozen_versions();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('units', '0003_heirs_reach'),
        ('work', '0003_week'),
        ('access', '0012_enter'),
        ('notices', '0003_as_chosen'),
    ]

    operations = [
        migrations.CreateModel(
            name='FigureRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit_name', models.CharField(max_length=200)),
                ('title', models.CharField(max_length=300)),
                ('text', models.TextField(blank=True)),
                ('columns', models.JSONField(default=list)),
                ('rows', models.JSONField(default=list)),
                ('asked', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, help_text='Units chosen while it is a draft', size=None)),
                ('due_on', models.DateField()),
                ('state', models.CharField(choices=[('draft', 'Đang lập bảng'), ('asked', 'Đang thu thập'), ('frozen', 'Đã chốt'), ('cancelled', 'Đã huỷ')], default='draft', max_length=10)),
                ('made_by', models.BigIntegerField()),
                ('made_by_name', models.CharField(max_length=150)),
                ('made_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by_name', models.CharField(blank=True, max_length=150)),
                ('record', models.JSONField(default=dict)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
        ),
        migrations.CreateModel(
            name='FigureSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asker_id', models.BigIntegerField()),
                ('unit_name', models.CharField(max_length=200)),
                ('state', models.CharField(choices=[('waiting', 'Chưa nộp'), ('returned', 'Trả lại để sửa'), ('sent', 'Đã nộp'), ('accepted', 'Đã nhận')], default='waiting', max_length=10)),
                ('values', models.JSONField(default=list)),
                ('version', models.PositiveIntegerField(default=0, help_text='Times it was handed in')),
                ('change', models.PositiveIntegerField(default=0, help_text='Against lost updates')),
                ('filled_by_name', models.CharField(blank=True, max_length=150)),
                ('filled_at', models.DateTimeField(null=True)),
                ('sent_at', models.DateTimeField(null=True)),
                ('reason', models.CharField(blank=True, help_text='Why it was returned', max_length=500)),
                ('urged', models.PositiveSmallIntegerField(default=0)),
                ('urged_on', models.DateField(null=True)),
                ('task_id', models.BigIntegerField(null=True)),
                ('frozen_at', models.DateTimeField(null=True)),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='work.figurerequest')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
        ),
        migrations.CreateModel(
            name='FigureStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asker_id', models.BigIntegerField()),
                ('kind', models.CharField(max_length=20)),
                ('text', models.TextField()),
                ('by_name', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='work.figurerequest')),
                ('sheet', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='work.figuresheet')),
                ('unit', models.ForeignKey(help_text='Asked, or asking without a sheet', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
        ),
        migrations.CreateModel(
            name='FigureVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asker_id', models.BigIntegerField()),
                ('number', models.PositiveIntegerField()),
                ('values', models.JSONField()),
                ('by_id', models.BigIntegerField()),
                ('by_name', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='work.figuresheet')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
        ),
        migrations.AddIndex(
            model_name='figurerequest',
            index=models.Index(fields=['unit', 'state'], name='work_figurerequest_unit'),
        ),
        migrations.AddConstraint(
            model_name='figurerequest',
            constraint=hoiso.core.walls.RowPolicy(insert="unit_id = ANY ((SELECT hoiso_held('{clerk,leader,office_head,specialist}'))::bigint[]) AND made_by = (SELECT hoiso_officer())", name='work_figurerequest_wall', read="unit_id = ANY ((SELECT hoiso_held('{clerk,leader,office_head,specialist}'))::bigint[]) OR EXISTS (SELECT FROM work_figuresheet s WHERE s.request_id = work_figurerequest.id)", update="unit_id = ANY ((SELECT hoiso_held('{clerk,leader,office_head,specialist}'))::bigint[])"),
        ),
        migrations.AddIndex(
            model_name='figuresheet',
            index=models.Index(fields=['unit', 'state'], name='work_figuresheet_unit'),
        ),
        migrations.AddIndex(
            model_name='figuresheet',
            index=models.Index(fields=['request', 'state'], name='work_figuresheet_state'),
        ),
        migrations.AddConstraint(
            model_name='figuresheet',
            constraint=models.UniqueConstraint(fields=('request', 'unit'), name='work_figuresheet_once'),
        ),
        migrations.AddConstraint(
            model_name='figuresheet',
            constraint=hoiso.core.walls.RowPolicy(insert="asker_id = ANY ((SELECT hoiso_held('{clerk,leader,office_head,specialist}'))::bigint[])", name='work_figuresheet_wall', read="asker_id = ANY ((SELECT hoiso_held('{clerk,leader,office_head,specialist}'))::bigint[]) OR unit_id = ANY ((SELECT hoiso_held('{clerk,leader,office_head,specialist,branch_head}'))::bigint[])", update="asker_id = ANY ((SELECT hoiso_held('{clerk,leader,office_head,specialist}'))::bigint[]) OR unit_id = ANY ((SELECT hoiso_held('{clerk,leader,office_head,specialist,branch_head}'))::bigint[])"),
        ),
        migrations.AddConstraint(
            model_name='figurestep',
            constraint=models.CheckConstraint(condition=models.Q(('sheet__isnull', False), ('unit', models.F('asker_id')), _connector='OR'), name='work_figurestep_unit'),
        ),
        migrations.AddConstraint(
            model_name='figurestep',
            constraint=hoiso.core.walls.RowPolicy(insert="asker_id = ANY ((SELECT hoiso_held('{clerk,leader,office_head,specialist}'))::bigint[]) OR unit_id = ANY ((SELECT hoiso_held('{clerk,leader,office_head,specialist,branch_head}'))::bigint[])", name='work_figurestep_wall', read="asker_id = ANY ((SELECT hoiso_held('{clerk,leader,office_head,specialist}'))::bigint[]) OR unit_id = ANY ((SELECT hoiso_held('{clerk,leader,office_head,specialist,branch_head}'))::bigint[])"),
        ),
        migrations.AddConstraint(
            model_name='figureversion',
            constraint=models.UniqueConstraint(fields=('sheet', 'number'), name='work_figureversion_once'),
        ),
        migrations.AddConstraint(
            model_name='figureversion',
            constraint=hoiso.core.walls.RowPolicy(insert="unit_id = ANY ((SELECT hoiso_held('{clerk,leader,office_head,specialist,branch_head}'))::bigint[]) AND by_id = (SELECT hoiso_officer())", name='work_figureversion_wall', read="asker_id = ANY ((SELECT hoiso_held('{clerk,leader,office_head,specialist}'))::bigint[]) OR unit_id = ANY ((SELECT hoiso_held('{clerk,leader,office_head,specialist,branch_head}'))::bigint[])"),
        ),
        migrations.RunSQL([ASK, TURN, ANSWER, FROZEN], migrations.RunSQL.noop),
    ]
