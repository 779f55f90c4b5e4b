"""Tables of the members' register, their walls, and what is done beneath these."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import hoiso.core.periods
import hoiso.core.walls
import hoiso.members.tables.member
from django.db import migrations, models

REACH = """
-- Units whose members she keeps as one of their office: a commune, or the province for branches tied to none.
CREATE FUNCTION hoiso_communes_kept() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN hoiso_held('{clerk,leader,office_head,specialist}');
END $$;

-- Branches whose members she keeps as their head.
CREATE FUNCTION hoiso_branches_kept() RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN hoiso_held('{branch_head}');
END $$;

GRANT EXECUTE ON FUNCTION hoiso_communes_kept(), hoiso_branches_kept() TO hoiso_web, hoiso_worker;
"""

CODE = """
CREATE SEQUENCE hoiso_member_number;

-- Seven digits that go through all numbers below a prime once, in no order to be seen, and two check
-- digits (ISO 7064, MOD 97-10): a slip of one digit or of two neighbours is never another member.
CREATE FUNCTION hoiso_member_code() RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  seven bigint := nextval('hoiso_member_number') * 6180339 % 9999991;
BEGIN
  RETURN lpad(seven::text, 7, '0') || lpad((98 - seven * 100 % 97)::text, 2, '0');
END $$;
GRANT EXECUTE ON FUNCTION hoiso_member_code() TO hoiso_web, hoiso_worker;
"""

WORDS = """
CREATE FUNCTION members_keep_new_words() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO members_memberword (word)
  SELECT DISTINCT w FROM added, unnest(string_to_array(folded, ' ')) w WHERE length(w) BETWEEN 1 AND 40
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE FUNCTION members_keep_changed_words() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO members_memberword (word)
  SELECT DISTINCT w FROM after a JOIN before b ON a.id = b.id AND a.folded <> b.folded,
    unnest(string_to_array(a.folded, ' ')) w WHERE length(w) BETWEEN 1 AND 40
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER new_words AFTER INSERT ON members_member
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION members_keep_new_words();
CREATE TRIGGER changed_words AFTER UPDATE ON members_member
  REFERENCING OLD TABLE AS before NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION members_keep_changed_words();
"""

REFRESH = """
-- What the members are on a day, copied from their spans into their rows. It decides nothing: whoever may
-- write the spans has decided. It passes the wall, since a member who moved is no longer the caller's, and
-- tells of the rows that changed.
CREATE FUNCTION hoiso_members_refresh(members bigint[], today date) RETURNS TABLE (
  member_id bigint, commune_id bigint, branch_id bigint, state text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH facts AS (
    SELECT m.id, s.branch_id, s.group_id, s.state, coalesce(here.parent_id, m.commune_id) AS commune_id,
      EXISTS (SELECT FROM members_corespan c WHERE c.member_id = m.id
        AND c.valid_from <= today AND (c.valid_to IS NULL OR c.valid_to >= today)) AS core,
      ARRAY(
        SELECT DISTINCT unnest(ARRAY[o.branch_id, p.parent_id])
        FROM members_memberspan o LEFT JOIN units_placement p ON p.unit_id = o.branch_id
          AND p.valid_from <= today AND (p.valid_to IS NULL OR p.valid_to >= today)
        WHERE o.member_id = m.id AND NOT o."primary"
          AND o.valid_from <= today AND (o.valid_to IS NULL OR o.valid_to >= today)
        ORDER BY 1) AS others
    FROM members_member m
    CROSS JOIN LATERAL (
      SELECT s.branch_id, s.group_id, s.state FROM members_memberspan s
      WHERE s.member_id = m.id AND s."primary"
      ORDER BY (s.valid_from <= today AND (s.valid_to IS NULL OR s.valid_to >= today)) DESC,
        (s.valid_from <= today) DESC, CASE WHEN s.valid_from <= today THEN s.valid_from END DESC, s.valid_from
      LIMIT 1) s
    LEFT JOIN LATERAL (
      SELECT p.parent_id FROM units_placement p WHERE p.unit_id = s.branch_id
      ORDER BY (p.valid_from <= today AND (p.valid_to IS NULL OR p.valid_to >= today)) DESC, p.valid_from DESC
      LIMIT 1) here ON true
    WHERE m.id = ANY (members)
  )
  UPDATE members_member m SET branch_id = f.branch_id, group_id = f.group_id, state = f.state,
    commune_id = f.commune_id, core = f.core, other_units = array_remove(f.others, NULL)
  FROM facts f
  WHERE m.id = f.id
    AND (m.branch_id, m.group_id, m.state, m.commune_id, m.core, m.other_units)
      IS DISTINCT FROM (f.branch_id, f.group_id, f.state, f.commune_id, f.core, array_remove(f.others, NULL))
  RETURNING m.id, m.commune_id, m.branch_id, m.state::text;
END $$;
GRANT EXECUTE ON FUNCTION hoiso_members_refresh(bigint[], date) TO hoiso_web, hoiso_worker;
"""

COUNTED = """
CREATE FUNCTION hoiso_counted_here(commune bigint, branch bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN hoiso_is_system() OR commune = ANY (hoiso_communes_kept()) OR branch = ANY (hoiso_branches_kept());
END $$;

-- The counted facts of one pseudonym, for whoever holds the pseudonym and keeps the unit.
CREATE FUNCTION hoiso_counted_read(whose uuid) RETURNS TABLE (
  ethnic_group text, religion text, party boolean, poverty text, valid_from date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT c.ethnic_group::text, c.religion::text, c.party, c.poverty::text, c.valid_from
  FROM members_countedfact c
  WHERE c.pseudonym = whose AND hoiso_counted_here(c.commune_id, c.branch_id)
  ORDER BY c.valid_from DESC LIMIT 1;
END $$;

-- Facts and place of a pseudonym from a day on: what was so before ends the day before. None for facts
-- (a NULL ethnic group) leaves them as they were. False where the caller keeps neither the old place nor,
-- for a new pseudonym, the new one.
CREATE FUNCTION hoiso_counted_keep(
  whose uuid, commune bigint, branch bigint, is_counted boolean, since date,
  ethnic text, faith text, in_party boolean, poor text, facts_too boolean) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE last members_countedfact;
BEGIN
  SELECT * INTO last FROM members_countedfact c WHERE c.pseudonym = whose
  ORDER BY c.valid_from DESC LIMIT 1 FOR UPDATE;
  IF last.id IS NULL THEN
    IF NOT hoiso_counted_here(commune, branch) THEN
      RETURN false;
    END IF;
    INSERT INTO members_countedfact (pseudonym, commune_id, branch_id, counted, ethnic_group, religion, party,
      poverty, valid_from)
    VALUES (whose, commune, branch, is_counted, coalesce(ethnic, ''), coalesce(faith, ''), in_party,
      coalesce(poor, ''), since);
    RETURN true;
  END IF;
  IF NOT hoiso_counted_here(last.commune_id, last.branch_id) THEN
    RETURN false;
  END IF;
  IF NOT facts_too THEN
    ethnic := last.ethnic_group;
    faith := last.religion;
    in_party := last.party;
    poor := last.poverty;
  END IF;
  IF (last.commune_id, last.branch_id, last.counted, last.ethnic_group, last.religion, last.party, last.poverty)
    IS NOT DISTINCT FROM (commune, branch, is_counted, coalesce(ethnic, ''), coalesce(faith, ''), in_party,
      coalesce(poor, '')) THEN
    RETURN true;
  END IF;
  IF last.valid_from >= since THEN  -- corrected on the day it began, or for a day before it
    UPDATE members_countedfact SET commune_id = commune, branch_id = branch, counted = is_counted,
      ethnic_group = coalesce(ethnic, ''), religion = coalesce(faith, ''), party = in_party,
      poverty = coalesce(poor, '')
    WHERE id = last.id;
    RETURN true;
  END IF;
  UPDATE members_countedfact SET valid_to = since - 1 WHERE id = last.id;
  INSERT INTO members_countedfact (pseudonym, commune_id, branch_id, counted, ethnic_group, religion, party,
    poverty, valid_from)
  VALUES (whose, commune, branch, is_counted, coalesce(ethnic, ''), coalesce(faith, ''), in_party,
    coalesce(poor, ''), since);
  RETURN true;
END $$;

-- How many are counted by commune, branch, fact (ethnic_group, religion, party, poverty) and value on a day.
-- The office of a commune counts its own, the province's office all, a branch's head her branch.
CREATE FUNCTION hoiso_counted_sums(communes bigint[], today date) RETURNS TABLE (
  commune_id bigint, branch_id bigint, fact text, value text, total bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  offices bigint[] := hoiso_communes_kept();
  branches bigint[] := hoiso_branches_kept();
  everywhere boolean;
BEGIN
  everywhere := hoiso_is_system()
    OR EXISTS (SELECT FROM units_unit u WHERE u.id = ANY (offices) AND u.kind = 'province');
  RETURN QUERY
  SELECT c.commune_id, c.branch_id, f.fact, f.value, count(*)
  FROM members_countedfact c,
    LATERAL (VALUES ('ethnic_group', c.ethnic_group::text), ('religion', c.religion::text),
      ('party', CASE c.party WHEN true THEN 'yes' WHEN false THEN 'no' ELSE '' END),
      ('poverty', c.poverty::text)) f (fact, value)
  WHERE c.commune_id = ANY (communes) AND c.counted
    AND c.valid_from <= today AND (c.valid_to IS NULL OR c.valid_to >= today)
    AND (everywhere OR c.commune_id = ANY (offices) OR c.branch_id = ANY (branches))
  GROUP BY c.commune_id, c.branch_id, f.fact, f.value;
END $$;

GRANT EXECUTE ON FUNCTION hoiso_counted_read(uuid),
  hoiso_counted_keep(uuid, bigint, bigint, boolean, date, text, text, boolean, text, boolean),
  hoiso_counted_sums(bigint[], date) TO hoiso_web, hoiso_worker;
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0005_partial_uploads'),
        ('documents', '0036_review_matter'),
        ('units', '0003_heirs_reach'),
    ]

    operations = [
        migrations.RunSQL(REACH, migrations.RunSQL.noop),
        migrations.RunSQL(CODE, migrations.RunSQL.noop),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(db_collation='C', db_default=hoiso.members.tables.member.NewCode(), max_length=9, unique=True)),
                ('full_name', models.CharField(max_length=100)),
                ('folded', models.CharField(db_collation='C', max_length=120)),
                ('name_key', models.CharField(db_collation='C', max_length=120)),
                ('words', models.GeneratedField(db_persist=True, expression=models.Func(models.Func(models.F('folded'), models.Value(' '), function='string_to_array', output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)), function='array_to_tsvector', output_field=django.contrib.postgres.search.SearchVectorField()), output_field=django.contrib.postgres.search.SearchVectorField())),
                ('birth_date', models.DateField(blank=True, null=True)),
                ('birth_year', models.PositiveSmallIntegerField()),
                ('sex', models.CharField(choices=[('female', 'Nữ'), ('male', 'Nam')], default='female', max_length=6)),
                ('honorary', models.BooleanField(default=False)),
                ('phone', models.CharField(blank=True, max_length=20)),
                ('phone_key', models.CharField(blank=True, db_collation='C', max_length=15)),
                ('citizen_hash', models.CharField(blank=True, db_collation='C', max_length=64)),
                ('citizen_box', models.CharField(blank=True, max_length=200)),
                ('old_id_box', models.CharField(blank=True, max_length=200)),
                ('hamlet', models.CharField(blank=True, max_length=100)),
                ('address', models.CharField(blank=True, max_length=200)),
                ('occupation', models.CharField(blank=True, max_length=100)),
                ('schooling', models.CharField(blank=True, choices=[('none', 'Chưa qua trường lớp'), ('primary', 'Tiểu học'), ('lower', 'Trung học cơ sở'), ('upper', 'Trung học phổ thông')], max_length=10)),
                ('training', models.CharField(blank=True, choices=[('none', 'Chưa qua đào tạo'), ('short', 'Sơ cấp, chứng chỉ nghề'), ('middle', 'Trung cấp'), ('college', 'Cao đẳng'), ('university', 'Đại học'), ('higher', 'Trên đại học')], max_length=10)),
                ('politics', models.CharField(blank=True, choices=[('primary', 'Sơ cấp'), ('middle', 'Trung cấp'), ('high', 'Cao cấp, cử nhân')], max_length=10)),
                ('skills', models.CharField(blank=True, max_length=300)),
                ('wishes', models.CharField(blank=True, max_length=300)),
                ('joined_on', models.DateField(blank=True, null=True)),
                ('card_number', models.CharField(blank=True, max_length=30)),
                ('card_key', models.CharField(blank=True, db_collation='C', max_length=30)),
                ('card_given_on', models.DateField(blank=True, null=True)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('state', models.CharField(choices=[('waiting', 'Chờ công nhận'), ('active', 'Đang sinh hoạt'), ('away', 'Tạm vắng'), ('suspended', 'Tạm dừng sinh hoạt'), ('moved', 'Chuyển đi nơi khác'), ('left', 'Thôi sinh hoạt'), ('struck_off', 'Xoá tên'), ('expelled', 'Khai trừ'), ('dead', 'Đã mất'), ('refused', 'Không được công nhận')], default='active', max_length=10)),
                ('core', models.BooleanField(default=False)),
                ('other_units', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), db_default=models.Value([], output_field=django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)), default=list, size=None)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('created_by', models.BigIntegerField(null=True)),
                ('changed_at', models.DateTimeField()),
                ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='members.member')),
                ('photo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
                ('residence_unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
        ),
        migrations.CreateModel(
            name='Household',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('head_name', models.CharField(max_length=100)),
                ('folded', models.CharField(db_collation='C', max_length=120)),
                ('hamlet', models.CharField(blank=True, max_length=100)),
                ('address', models.CharField(blank=True, max_length=200)),
                ('women', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('version', models.PositiveIntegerField(default=1)),
                ('changed_at', models.DateTimeField()),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
        ),
        migrations.CreateModel(
            name='Pseudonym',
            fields=[
                ('member', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='pseudonym', serialize=False, to='members.member')),
                ('box', models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name='HouseholdPerson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('full_name', models.CharField(blank=True, help_text='Of who is no member', max_length=100)),
                ('birth_year', models.PositiveSmallIntegerField(null=True)),
                ('relation', models.CharField(choices=[('head', 'Chủ hộ'), ('spouse', 'Vợ, chồng'), ('child', 'Con'), ('parent', 'Cha, mẹ'), ('other', 'Người khác trong hộ')], default='other', max_length=10)),
                ('left_on', models.DateField(null=True)),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='people', to='members.household')),
                ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='household_places', to='members.member')),
            ],
        ),
        migrations.CreateModel(
            name='Honour',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('years', 'Theo năm vào Hội'), ('medal', 'Kỷ niệm chương'), ('praise', 'Giấy khen, bằng khen'), ('other', 'Khác')], max_length=10)),
                ('title', models.CharField(max_length=200)),
                ('years', models.PositiveSmallIntegerField(null=True)),
                ('given_on', models.DateField()),
                ('paper', models.CharField(blank=True, max_length=200)),
                ('by_id', models.BigIntegerField(null=True)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='honours', to='members.member')),
            ],
        ),
        migrations.CreateModel(
            name='CoreSpan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('paper', models.CharField(blank=True, max_length=200)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='core_spans', to='members.member')),
            ],
        ),
        migrations.CreateModel(
            name='MemberBasis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('membership', 'Quản lý hội viên và thống kê'), ('contact', 'Gọi điện, nhắn tin mời họp'), ('photo', 'Dùng ảnh, in thẻ hội viên'), ('support', 'Xét hỗ trợ theo hoàn cảnh'), ('loan', 'Vay vốn uỷ thác'), ('publishing', 'Đưa tin, đăng ảnh')], max_length=15)),
                ('ground', models.CharField(choices=[('application', 'Đơn xin vào Hội'), ('consent', 'Đồng ý của hội viên'), ('contract', 'Thoả thuận của hội viên'), ('law', 'Theo quy định của luật'), ('before_2026', 'Hội viên trước 2026, chưa xác nhận')], max_length=15)),
                ('text_version', models.CharField(blank=True, max_length=20)),
                ('given_at', models.DateTimeField(null=True)),
                ('given_by', models.CharField(blank=True, help_text='Herself when empty', max_length=100)),
                ('channel', models.CharField(choices=[('paper', 'Giấy có chữ ký'), ('meeting', 'Tại cuộc họp'), ('link', 'Trang của hội viên'), ('import', 'Nhập từ danh sách cũ')], max_length=10)),
                ('paper', models.CharField(blank=True, max_length=200)),
                ('noted_by', models.BigIntegerField(null=True)),
                ('noted_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bases', to='members.member')),
            ],
        ),
        migrations.CreateModel(
            name='MemberEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('applied', 'Xin vào Hội'), ('admitted', 'Kết nạp'), ('entered', 'Ghi vào sổ'), ('refused', 'Không công nhận'), ('transfer_asked', 'Xin chuyển sinh hoạt'), ('transferred', 'Chuyển sinh hoạt'), ('moved_out', 'Chuyển đi nơi khác'), ('group_changed', 'Đổi tổ'), ('went_away', 'Tạm vắng'), ('came_back', 'Sinh hoạt trở lại'), ('suspended', 'Tạm dừng sinh hoạt'), ('left', 'Thôi sinh hoạt'), ('died', 'Qua đời'), ('struck_off', 'Xoá tên'), ('expelled', 'Khai trừ'), ('readmitted', 'Kết nạp lại'), ('card_given', 'Cấp thẻ'), ('branch_passed', 'Chi hội sáp nhập, chia tách'), ('merged', 'Gộp hồ sơ trùng'), ('separated', 'Tách lại hồ sơ đã gộp'), ('corrected', 'Sửa lại')], max_length=15)),
                ('on', models.DateField()),
                ('paper', models.CharField(blank=True, max_length=200)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('by_id', models.BigIntegerField(null=True)),
                ('at', models.DateTimeField()),
                ('branch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='members.member')),
                ('to_branch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
        ),
        migrations.CreateModel(
            name='MemberField',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(max_length=30)),
                ('asked', models.BooleanField()),
                ('purpose', models.CharField(max_length=300)),
                ('basis', models.CharField(max_length=300)),
                ('seen_by', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list, size=None)),
                ('valid_from', models.DateField()),
                ('set_by', models.BigIntegerField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('field', 'valid_from'), name='members_field_once_a_day'), hoiso.core.walls.RowPolicy(insert='(SELECT hoiso_keeps_units()) AND set_by = (SELECT hoiso_officer())', name='members_memberfield_wall', read='(SELECT hoiso_officer()) IS NOT NULL', update='(SELECT hoiso_keeps_units())')],
            },
        ),
        migrations.CreateModel(
            name='MemberFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('joining', 'Đơn xin vào Hội'), ('decision', 'Quyết định, biên bản'), ('consent', 'Giấy đồng ý về dữ liệu'), ('other', 'Giấy tờ khác')], max_length=10)),
                ('name', models.CharField(max_length=255)),
                ('added_at', models.DateTimeField()),
                ('added_by', models.BigIntegerField()),
                ('dropped_at', models.DateTimeField(null=True)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='members.member')),
                ('stored', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
            ],
        ),
        migrations.CreateModel(
            name='MemberPost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('head', 'Chi hội trưởng'), ('deputy', 'Chi hội phó'), ('group_head', 'Tổ trưởng'), ('group_deputy', 'Tổ phó'), ('committee', 'Uỷ viên Ban Chấp hành'), ('standing', 'Uỷ viên Ban Thường vụ'), ('chair', 'Chủ tịch, Phó Chủ tịch'), ('other', 'Khác')], max_length=12)),
                ('title', models.CharField(blank=True, max_length=100)),
                ('term', models.CharField(blank=True, max_length=30)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('paper', models.CharField(blank=True, max_length=200)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='union_posts', to='members.member')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
        ),
        migrations.CreateModel(
            name='MemberSpan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', 'Chờ công nhận'), ('active', 'Đang sinh hoạt'), ('away', 'Tạm vắng'), ('suspended', 'Tạm dừng sinh hoạt'), ('moved', 'Chuyển đi nơi khác'), ('left', 'Thôi sinh hoạt'), ('struck_off', 'Xoá tên'), ('expelled', 'Khai trừ'), ('dead', 'Đã mất'), ('refused', 'Không được công nhận')], max_length=10)),
                ('primary', models.BooleanField(default=True)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('start_known', models.BooleanField(default=True)),
                ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='spans', to='members.member')),
            ],
        ),
        migrations.CreateModel(
            name='MemberWord',
            fields=[
                ('word', models.CharField(db_collation='C', max_length=40, primary_key=True, serialize=False)),
            ],
            options={
                'constraints': [hoiso.core.walls.RowPolicy(name='members_memberword_wall', read='false')],
            },
        ),
        migrations.CreateModel(
            name='SealedFact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(max_length=30)),
                ('box', models.CharField(max_length=1000)),
                ('set_at', models.DateTimeField()),
                ('set_by', models.BigIntegerField(null=True)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sealed_facts', to='members.member')),
            ],
        ),
        migrations.CreateModel(
            name='CountedFact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pseudonym', models.UUIDField()),
                ('counted', models.BooleanField(default=True)),
                ('ethnic_group', models.CharField(blank=True, max_length=30)),
                ('religion', models.CharField(blank=True, max_length=30)),
                ('party', models.BooleanField(null=True)),
                ('poverty', models.CharField(blank=True, choices=[('poor', 'Hộ nghèo'), ('near_poor', 'Hộ cận nghèo')], max_length=10)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
                ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['commune', 'branch'], name='members_counted_unit')],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='members_counted_period'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('pseudonym', '='), (hoiso.core.periods.Period('valid_from', 'valid_to', models.Value('[]')), '&&')], name='members_counted_once_a_day'), hoiso.core.walls.RowPolicy(name='members_countedfact_wall')],
            },
        ),
        migrations.AddIndex(
            model_name='household',
            index=models.Index(fields=['branch', 'folded'], name='members_household_branch'),
        ),
        migrations.AddIndex(
            model_name='household',
            index=models.Index(fields=['commune', 'folded'], name='members_household_commune'),
        ),
        migrations.AddConstraint(
            model_name='household',
            constraint=hoiso.core.walls.RowPolicy(insert='CASE WHEN commune_id = ANY ((SELECT hoiso_communes_kept())::bigint[]) THEN true ELSE branch_id = ANY ((SELECT hoiso_branches_kept())::bigint[]) END', name='members_household_wall', read='CASE WHEN commune_id = ANY ((SELECT hoiso_communes_kept())::bigint[]) THEN true ELSE branch_id = ANY ((SELECT hoiso_branches_kept())::bigint[]) END', update='CASE WHEN commune_id = ANY ((SELECT hoiso_communes_kept())::bigint[]) THEN true ELSE branch_id = ANY ((SELECT hoiso_branches_kept())::bigint[]) END'),
        ),
        migrations.AddConstraint(
            model_name='pseudonym',
            constraint=hoiso.core.walls.RowPolicy(delete='EXISTS (SELECT FROM members_member m WHERE m.id = member_id)', insert='EXISTS (SELECT FROM members_member m WHERE m.id = member_id)', name='members_pseudonym_wall', read='EXISTS (SELECT FROM members_member m WHERE m.id = member_id)', update='EXISTS (SELECT FROM members_member m WHERE m.id = member_id)'),
        ),
        migrations.AddIndex(
            model_name='member',
            index=models.Index(fields=['branch', 'name_key', 'id'], name='members_member_branch'),
        ),
        migrations.AddIndex(
            model_name='member',
            index=models.Index(fields=['commune', 'name_key', 'id'], name='members_member_commune'),
        ),
        migrations.AddIndex(
            model_name='member',
            index=models.Index(fields=['name_key', 'id'], name='members_member_name'),
        ),
        migrations.AddIndex(
            model_name='member',
            index=django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['words', 'commune'], name='members_member_words'),
        ),
        migrations.AddIndex(
            model_name='member',
            index=models.Index(condition=models.Q(('phone_key', ''), _negated=True), fields=['phone_key'], name='members_member_phone'),
        ),
        migrations.AddIndex(
            model_name='member',
            index=models.Index(models.Func(models.F('phone_key'), function='reverse', output_field=models.TextField()), condition=models.Q(('phone_key', ''), _negated=True), name='members_member_phone_end'),
        ),
        migrations.AddIndex(
            model_name='member',
            index=models.Index(condition=models.Q(('card_key', ''), _negated=True), fields=['card_key'], name='members_member_card'),
        ),
        migrations.AddIndex(
            model_name='member',
            index=models.Index(condition=models.Q(('citizen_hash', ''), _negated=True), fields=['citizen_hash'], name='members_member_citizen'),
        ),
        migrations.AddIndex(
            model_name='member',
            index=models.Index(fields=['folded', 'birth_year'], name='members_member_namesake'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.CheckConstraint(condition=models.Q(('birth_date', None), ('birth_date__year', models.F('birth_year')), _connector='OR'), name='members_member_birth'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.CheckConstraint(condition=models.Q(('sex', 'female'), ('honorary', True), _connector='OR'), name='members_member_man_honorary'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into', models.F('id')), _negated=True), name='members_member_not_itself'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=hoiso.core.walls.RowPolicy(insert='CASE WHEN commune_id = ANY ((SELECT hoiso_communes_kept())::bigint[]) THEN true\n  WHEN branch_id = ANY ((SELECT hoiso_branches_kept())::bigint[]) THEN true\n  ELSE other_units && ((SELECT hoiso_communes_kept())::bigint[] || (SELECT hoiso_branches_kept())::bigint[]) END', name='members_member_wall', read='CASE WHEN commune_id = ANY ((SELECT hoiso_communes_kept())::bigint[]) THEN true\n  WHEN branch_id = ANY ((SELECT hoiso_branches_kept())::bigint[]) THEN true\n  ELSE other_units && ((SELECT hoiso_communes_kept())::bigint[] || (SELECT hoiso_branches_kept())::bigint[]) END', update='CASE WHEN commune_id = ANY ((SELECT hoiso_communes_kept())::bigint[]) THEN true\n  WHEN branch_id = ANY ((SELECT hoiso_branches_kept())::bigint[]) THEN true\n  ELSE other_units && ((SELECT hoiso_communes_kept())::bigint[] || (SELECT hoiso_branches_kept())::bigint[]) END'),
        ),
        migrations.AddConstraint(
            model_name='householdperson',
            constraint=models.UniqueConstraint(condition=models.Q(('left_on', None), ('member__isnull', False)), fields=('member',), name='members_household_one'),
        ),
        migrations.AddConstraint(
            model_name='householdperson',
            constraint=models.CheckConstraint(condition=models.Q(('member__isnull', False), models.Q(('full_name', ''), _negated=True), _connector='OR'), name='members_householdperson_known'),
        ),
        migrations.AddConstraint(
            model_name='householdperson',
            constraint=hoiso.core.walls.RowPolicy(delete='EXISTS (SELECT FROM members_household h WHERE h.id = household_id)', insert='EXISTS (SELECT FROM members_household h WHERE h.id = household_id)', name='members_householdperson_wall', read='EXISTS (SELECT FROM members_household h WHERE h.id = household_id)', update='EXISTS (SELECT FROM members_household h WHERE h.id = household_id)'),
        ),
        migrations.AddConstraint(
            model_name='honour',
            constraint=hoiso.core.walls.RowPolicy(delete='EXISTS (SELECT FROM members_member m WHERE m.id = member_id)', insert='EXISTS (SELECT FROM members_member m WHERE m.id = member_id)', name='members_honour_wall', read='EXISTS (SELECT FROM members_member m WHERE m.id = member_id)', update='EXISTS (SELECT FROM members_member m WHERE m.id = member_id)'),
        ),
        migrations.AddConstraint(
            model_name='corespan',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='members_core_period'),
        ),
        migrations.AddConstraint(
            model_name='corespan',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('member', '='), (hoiso.core.periods.Period('valid_from', 'valid_to', models.Value('[]')), '&&')], name='members_core_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='corespan',
            constraint=hoiso.core.walls.RowPolicy(delete='EXISTS (SELECT FROM members_member m WHERE m.id = member_id)', insert='EXISTS (SELECT FROM members_member m WHERE m.id = member_id)', name='members_corespan_wall', read='EXISTS (SELECT FROM members_member m WHERE m.id = member_id)', update='EXISTS (SELECT FROM members_member m WHERE m.id = member_id)'),
        ),
        migrations.AddConstraint(
            model_name='memberbasis',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('member', 'purpose'), name='members_basis_one'),
        ),
        migrations.AddConstraint(
            model_name='memberbasis',
            constraint=hoiso.core.walls.RowPolicy(insert='EXISTS (SELECT FROM members_member m WHERE m.id = member_id)', name='members_memberbasis_wall', read='EXISTS (SELECT FROM members_member m WHERE m.id = member_id)', update='EXISTS (SELECT FROM members_member m WHERE m.id = member_id)'),
        ),
        migrations.AddIndex(
            model_name='memberevent',
            index=models.Index(fields=['member', 'on', 'id'], name='members_event_member'),
        ),
        migrations.AddConstraint(
            model_name='memberevent',
            constraint=hoiso.core.walls.RowPolicy(insert='EXISTS (SELECT FROM members_member m WHERE m.id = member_id) AND by_id = (SELECT hoiso_officer())', name='members_memberevent_wall', read='EXISTS (SELECT FROM members_member m WHERE m.id = member_id)'),
        ),
        migrations.AddConstraint(
            model_name='memberfile',
            constraint=hoiso.core.walls.RowPolicy(insert='EXISTS (SELECT FROM members_member m WHERE m.id = member_id) AND added_by = (SELECT hoiso_officer())', name='members_memberfile_wall', read='EXISTS (SELECT FROM members_member m WHERE m.id = member_id)', update='EXISTS (SELECT FROM members_member m WHERE m.id = member_id)'),
        ),
        migrations.AddIndex(
            model_name='memberpost',
            index=models.Index(fields=['unit', 'kind'], name='members_post_unit'),
        ),
        migrations.AddConstraint(
            model_name='memberpost',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='members_post_period'),
        ),
        migrations.AddConstraint(
            model_name='memberpost',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('member', '='), ('unit', '='), ('kind', '='), ('title', '='), (hoiso.core.periods.Period('valid_from', 'valid_to', models.Value('[]')), '&&')], name='members_post_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='memberpost',
            constraint=hoiso.core.walls.RowPolicy(delete='EXISTS (SELECT FROM members_member m WHERE m.id = member_id)', insert='EXISTS (SELECT FROM members_member m WHERE m.id = member_id)', name='members_memberpost_wall', read='EXISTS (SELECT FROM members_member m WHERE m.id = member_id)', update='EXISTS (SELECT FROM members_member m WHERE m.id = member_id)'),
        ),
        migrations.AddIndex(
            model_name='memberspan',
            index=models.Index(fields=['branch', 'valid_from', 'valid_to'], name='members_span_branch'),
        ),
        migrations.AddConstraint(
            model_name='memberspan',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='members_span_period'),
        ),
        migrations.AddConstraint(
            model_name='memberspan',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('member', '='), ('branch', '='), (hoiso.core.periods.Period('valid_from', 'valid_to', models.Value('[]')), '&&')], name='members_span_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='memberspan',
            constraint=models.UniqueConstraint(condition=models.Q(('primary', True), ('valid_to', None)), fields=('member',), name='members_span_one_primary'),
        ),
        migrations.AddConstraint(
            model_name='memberspan',
            constraint=hoiso.core.walls.RowPolicy(delete='EXISTS (SELECT FROM members_member m WHERE m.id = member_id)', insert='EXISTS (SELECT FROM members_member m WHERE m.id = member_id)', name='members_memberspan_wall', read='EXISTS (SELECT FROM members_member m WHERE m.id = member_id)', update='EXISTS (SELECT FROM members_member m WHERE m.id = member_id)'),
        ),
        migrations.AddConstraint(
            model_name='sealedfact',
            constraint=models.UniqueConstraint(fields=('member', 'field'), name='members_sealed_once'),
        ),
        migrations.AddConstraint(
            model_name='sealedfact',
            constraint=hoiso.core.walls.RowPolicy(delete='EXISTS (SELECT FROM members_member m WHERE m.id = member_id)', insert='EXISTS (SELECT FROM members_member m WHERE m.id = member_id) AND set_by = (SELECT hoiso_officer())', name='members_sealedfact_wall', read='EXISTS (SELECT FROM members_member m WHERE m.id = member_id)', update='EXISTS (SELECT FROM members_member m WHERE m.id = member_id)'),
        ),
        migrations.RunSQL(WORDS, migrations.RunSQL.noop),
        migrations.RunSQL(REFRESH, migrations.RunSQL.noop),
        migrations.RunSQL(COUNTED, migrations.RunSQL.noop),
    ]
