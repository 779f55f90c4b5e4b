"""Registers from before the system: the sheets, their faults and scans; numbers know where they came from."""

import django.db.models.deletion
import hoiso.core.walls
from django.db import migrations, models


FORGET_FILE = """
CREATE OR REPLACE FUNCTION hoiso_forget_file(which bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  searchable bigint;
BEGIN
  IF hoiso_officer() IS NULL
     OR EXISTS (SELECT FROM documents_documentfile WHERE stored_id = which)
     OR EXISTS (SELECT FROM documents_message WHERE stored_id = which)
     OR EXISTS (SELECT FROM documents_incomingdraftfile WHERE stored_id = which)
     OR EXISTS (SELECT FROM documents_incomingdraft WHERE message_file_id = which)
     OR EXISTS (SELECT FROM documents_scanstack WHERE stored_id = which)
     OR EXISTS (SELECT FROM documents_takeover WHERE stored_id = which)
     OR EXISTS (SELECT FROM documents_takeoverscan WHERE stored_id = which)
     OR EXISTS (SELECT FROM documents_recognition WHERE copy_id = which) THEN
    RETURN false;
  END IF;
  DELETE FROM documents_recognition WHERE stored_id = which RETURNING copy_id INTO searchable;
  DELETE FROM core_storedfile WHERE id = which;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  IF searchable IS NOT NULL THEN
    PERFORM hoiso_forget_file(searchable);
  END IF;
  RETURN true;
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0005_partial_uploads'),
        ('documents', '0024_petitions'),
        ('units', '0003_heirs_reach'),
    ]

    operations = [
        migrations.CreateModel(
            name='TakeOverFault',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row', models.PositiveIntegerField()),
                ('sentence', models.TextField()),
                ('cells', models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name='TakeOverScan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=500)),
                ('state', models.CharField(choices=[('waiting', 'Chờ ghép'), ('matched', 'Đã ghép'), ('refused', 'Chưa ghép được'), ('opened', 'Đã mở tệp nén')], default='waiting', max_length=10)),
                ('sentence', models.TextField(blank=True)),
                ('document_id', models.BigIntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='TakeOver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('series', models.CharField(choices=[('incoming', 'Văn bản đến'), ('outgoing', 'Văn bản đi'), ('internal', 'Văn bản nội bộ'), ('copies', 'Bản sao')], max_length=10)),
                ('numbering', models.CharField(choices=[('common', 'Chung một dãy số'), ('kind', 'Mỗi loại văn bản một dãy số'), ('party', 'Thể thức Đảng, chung một dãy số'), ('party_kind', 'Thể thức Đảng, mỗi loại một dãy số')], default='common', max_length=10)),
                ('year', models.PositiveSmallIntegerField(null=True)),
                ('name', models.CharField(max_length=255)),
                ('head_row', models.PositiveIntegerField()),
                ('headings', models.JSONField(default=list)),
                ('columns', models.JSONField(default=dict)),
                ('state', models.CharField(choices=[('checking', 'Đang kiểm tra'), ('checked', 'Chờ tiếp quản'), ('running', 'Đang đưa vào sổ'), ('stopped', 'Đã dừng'), ('done', 'Đã xong'), ('dropped', 'Đã bỏ')], default='checking', max_length=10)),
                ('rows', models.PositiveIntegerField(default=0)),
                ('next_row', models.PositiveIntegerField(default=0)),
                ('taken', models.PositiveIntegerField(default=0)),
                ('again', models.PositiveIntegerField(default=0)),
                ('faulty', models.PositiveIntegerField(default=0)),
                ('books', models.JSONField(default=list)),
                ('problem', models.CharField(blank=True, max_length=500)),
                ('made_by', models.BigIntegerField()),
                ('made_by_name', models.CharField(max_length=150)),
                ('made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('stored', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
        ),
        migrations.AddField(
            model_name='booknumber',
            name='taken_over',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.takeover'),
        ),
        migrations.AddIndex(
            model_name='booknumber',
            index=models.Index(condition=models.Q(('taken_over__isnull', False)), fields=['taken_over', 'number'], name='documents_number_taken'),
        ),
        migrations.AddField(
            model_name='takeoverfault',
            name='take_over',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='faults', to='documents.takeover'),
        ),
        migrations.AddField(
            model_name='takeoverfault',
            name='unit',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit'),
        ),
        migrations.AddField(
            model_name='takeoverscan',
            name='stored',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile'),
        ),
        migrations.AddField(
            model_name='takeoverscan',
            name='take_over',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='scans', to='documents.takeover'),
        ),
        migrations.AddField(
            model_name='takeoverscan',
            name='unit',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit'),
        ),
        migrations.AddIndex(
            model_name='takeover',
            index=models.Index(fields=['unit', '-id'], name='documents_takeover_newest'),
        ),
        migrations.AddIndex(
            model_name='takeover',
            index=models.Index(condition=models.Q(('state__in', ['checking', 'running'])), fields=['made_at'], name='documents_takeover_open'),
        ),
        migrations.AddConstraint(
            model_name='takeover',
            constraint=hoiso.core.walls.RowPolicy(insert='unit_id = ANY ((SELECT hoiso_member_units())::bigint[])', name='documents_takeover_wall', read='unit_id = ANY ((SELECT hoiso_member_units())::bigint[])', update='unit_id = ANY ((SELECT hoiso_member_units())::bigint[])'),
        ),
        migrations.AddConstraint(
            model_name='takeoverfault',
            constraint=models.UniqueConstraint(fields=('take_over', 'row'), name='documents_takeoverfault_once'),
        ),
        migrations.AddConstraint(
            model_name='takeoverfault',
            constraint=hoiso.core.walls.RowPolicy(delete='unit_id = ANY ((SELECT hoiso_member_units())::bigint[])', insert='unit_id = ANY ((SELECT hoiso_member_units())::bigint[])', name='documents_takeoverfault_wall', read='unit_id = ANY ((SELECT hoiso_member_units())::bigint[])', update='unit_id = ANY ((SELECT hoiso_member_units())::bigint[])'),
        ),
        migrations.AddConstraint(
            model_name='takeoverscan',
            constraint=models.UniqueConstraint(fields=('take_over', 'name'), name='documents_takeoverscan_once'),
        ),
        migrations.AddConstraint(
            model_name='takeoverscan',
            constraint=hoiso.core.walls.RowPolicy(insert='unit_id = ANY ((SELECT hoiso_member_units())::bigint[])', name='documents_takeoverscan_wall', read='unit_id = ANY ((SELECT hoiso_member_units())::bigint[])', update='unit_id = ANY ((SELECT hoiso_member_units())::bigint[])'),
        ),
        migrations.RunSQL(FORGET_FILE, migrations.RunSQL.noop),
    ]
