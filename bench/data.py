"""A unit with 100,000 documents, and ninety-six small ones beside it, made in SQL.

Words follow how offices write: few subjects come again and again, names of places and things are
rare. Everything is made from the row's number, so that two runs measure the same rows.
"""

from typing import LiteralString

from psycopg import Connection

UNIT, CLERK, SPECIALIST, BOOK_FIRST_YEAR = 1, 1, 2, 2003
SMALL_UNITS, ROWS_OF_A_SMALL_UNIT = 96, 50

_PICK = """
CREATE FUNCTION pg_temp.pick(words text[], seed bigint) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT words[1 + (hashint8extended(seed, 7) & 2147483647) % cardinality(words)] $$
"""

# Columns that pages fill in and these rows do not care for; this database is the bench's own.
_DEFAULTS = """
DO $$
DECLARE one record;
BEGIN
  FOR one IN
    SELECT table_name, column_name, data_type FROM information_schema.columns
    WHERE table_schema = 'public' AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO'
      AND table_name ~ '^(units|access|documents)_'
      AND data_type IN ('character varying', 'text', 'boolean', 'integer', 'smallint', 'jsonb')
  LOOP
    EXECUTE format('ALTER TABLE %I ALTER %I SET DEFAULT %L', one.table_name, one.column_name,
      CASE one.data_type WHEN 'boolean' THEN 'false' WHEN 'integer' THEN '0' WHEN 'smallint' THEN '0'
        WHEN 'jsonb' THEN '[]' ELSE '' END);
  END LOOP;
END $$
"""

_PEOPLE: LiteralString = """
INSERT INTO units_unit (id, kind, name, folded, body_name, valid_from)
SELECT i, CASE WHEN i = 1 THEN 'province' ELSE 'commune' END, 'Đơn vị ' || i, 'don vi ' || i,
       'Hội LHPN đơn vị ' || i, '2000-01-01'
FROM generate_series(1, {units}) i;
INSERT INTO access_officer (id, full_name, folded, name_key, username, form_of_address)
SELECT i, 'Nguyễn Thị Số ' || i, 'nguyen thi so ' || i, i || ' nguyen thi so', 'so' || i, 'chị'
FROM generate_series(1, {units} + 40) i;
INSERT INTO access_post (officer_id, unit_id, role, title, valid_from)
SELECT i, 1, CASE WHEN i = 1 THEN 'clerk' ELSE 'specialist' END, '', '2000-01-01'
FROM generate_series(1, 40) i;
INSERT INTO access_post (officer_id, unit_id, role, title, valid_from)
SELECT i + 39, i, 'clerk', '', '2000-01-01' FROM generate_series(2, {units}) i;
INSERT INTO documents_book (unit_id, series, kind, name, by_term, period_from, period_to, next_number)
SELECT u, 'incoming', '', 'Sổ văn bản đến ' || y, false, make_date(y, 1, 1), make_date(y, 12, 31), 1
FROM generate_series(1, {units}) u, generate_series(2003, 2026) y;
"""

_DOCUMENTS: LiteralString = """
CREATE TEMPORARY TABLE made AS
SELECT i AS id,
  CASE WHEN i <= {rows} THEN 1 ELSE 2 + (i - {rows} - 1) / {small} END AS unit_id,
  date '2026-11-20' - ((({rows} - least(i, {rows})) * 8700::bigint / {rows})::integer) AS day,
  CASE WHEN i %% 4 = 0 THEN 'out' ELSE 'in' END AS direction,
  CASE WHEN i > {rows} - 400 THEN (ARRAY['registered','proposed','in_work','done'])[1 + i %% 4]
       WHEN i %% 4 = 0 THEN 'issued' ELSE 'done' END AS state,
  pg_temp.pick(ARRAY['Kế hoạch', 'Báo cáo', 'Thông báo', 'Công văn', 'Hướng dẫn', 'Quyết định', 'Giấy mời',
    'Tờ trình', 'Chương trình', 'Nghị quyết'], i) AS kind_name,
  pg_temp.pick(ARRAY['KH', 'BC', 'TB', 'CV', 'HD', 'QĐ', 'GM', 'TTr', 'CTr', 'NQ'], i) AS kind,
  pg_temp.pick(ARRAY['triển khai', 'tổ chức', 'phối hợp thực hiện', 'tổng kết', 'sơ kết', 'đẩy mạnh',
    'tăng cường', 'kiểm tra', 'đánh giá', 'về việc báo cáo kết quả'], i * 3 + 1) || ' ' ||
  pg_temp.pick(ARRAY['phong trào phụ nữ tích cực học tập', 'cuộc vận động xây dựng gia đình 5 không 3 sạch',
    'công tác bình đẳng giới và vì sự tiến bộ của phụ nữ', 'hoạt động hỗ trợ phụ nữ khởi nghiệp',
    'đề án tuyên truyền giáo dục phẩm chất đạo đức', 'tháng hành động vì bình đẳng giới',
    'công tác phát triển hội viên nòng cốt', 'chương trình mẹ đỡ đầu', 'mô hình tiết kiệm và tín dụng',
    'đại hội đại biểu phụ nữ các cấp', 'công tác giám sát và phản biện xã hội',
    'phòng, chống bạo lực gia đình', 'tập huấn nghiệp vụ công tác Hội', 'vệ sinh an toàn thực phẩm'],
    i * 5 + 2) || ' ' ||
  pg_temp.pick(ARRAY['trên địa bàn tỉnh', 'tại các xã biên giới', 'ở cơ sở', 'trong lực lượng cán bộ',
    'cho hội viên có hoàn cảnh khó khăn', 'giai đoạn mới', 'theo chỉ đạo của Trung ương Hội'], i * 7 + 3) ||
  ' năm ' || (2003 + i %% 24) ||
  CASE WHEN i %% 4096 = 77 THEN ' tại kênh xáng Vàm Cỏ' ELSE '' END ||
  CASE WHEN i %% 97 = 5 THEN ' và thăm hỏi gia đình chính sách' ELSE '' END AS subject,
  pg_temp.pick(ARRAY['Hội LHPN tỉnh', 'UBND tỉnh', 'Tỉnh uỷ', 'Sở Nội vụ', 'Sở Tài chính',
    'Trung ương Hội LHPN Việt Nam', 'Ban Dân vận', 'Công an tỉnh', 'UBND phường Long Hoa',
    'Hội LHPN xã Mỹ Yên'], i * 11 + 4) AS issuer,
  pg_temp.pick(ARRAY['Nguyễn Thị Hồng', 'Trần Thị Thanh', 'Lê Thị Kim Phượng', 'Phạm Văn Minh',
    'Huỳnh Thị Ngọc Ánh', 'Võ Thị Lệ', 'Đặng Thị Mai'], i * 13 + 5) AS signer,
  (i / 3) %% 900 + 1 AS written
FROM generate_series(1, {rows} + {smalls} * {small}) i;
INSERT INTO documents_document (id, unit_id, direction, state, restricted, book_id, number, suffix, symbol,
  symbol_key, code_number, code_notation, kind, kind_name, subject, issuer, signer, urgency, issued_on,
  arrived_on, due_on, finished_on, holder_id, holder_name, held_since, created_by, created_at, changed_at,
  version, paper_follows, place, signer_position, signing_capacity, language, description, circulation,
  arrived_by, exchange_id, finish_note)
SELECT m.id, m.unit_id, m.direction, m.state, m.id %% 50 = 0, b.id,
  row_number() OVER (PARTITION BY b.id ORDER BY m.id), '',
  m.written || '/' || m.kind || '-BTV', m.written || '/' || lower(translate(m.kind, 'Đ', 'd')) || '-btv',
  m.written::text, m.kind || '-BTV', m.kind, m.kind_name, m.kind_name || ' ' || m.subject, m.issuer, m.signer,
  CASE WHEN m.id %% 20 = 0 THEN 1 ELSE 0 END, m.day - 2, m.day,
  CASE WHEN m.id %% 3 = 0 THEN m.day + 10 END, CASE WHEN m.state IN ('done', 'issued') THEN m.day + 7 END,
  2 + m.id %% 30, 'Nguyễn Thị Số ' || (2 + m.id %% 30), m.day, 1, m.day, m.day, 1, false, 'Tây Ninh', '', '',
  'Tiếng Việt', '', '', '', '', ''
FROM made m JOIN documents_book b ON b.unit_id = m.unit_id AND m.day BETWEEN b.period_from AND b.period_to;
INSERT INTO documents_reader (document_id, unit_id, officer_id, officer_name, why, since)
SELECT id, unit_id, 2 + id %% 30, 'Nguyễn Thị Số ' || (2 + id %% 30), 'lead', day FROM made WHERE unit_id = 1;
INSERT INTO documents_event (document_id, at, actor_id, actor_name, actor_title, kind, text)
SELECT id, day + n * interval '1 hour', 1, 'Nguyễn Thị Số 1', 'Văn thư',
  (ARRAY['register', 'propose', 'instruct'])[n],
  (ARRAY['Đăng ký vào sổ', 'Trình lãnh đạo', 'Bút phê'])[n]
FROM made, generate_series(1, 3) n WHERE unit_id = 1;
INSERT INTO documents_instruction (id, document_id, text, by_id, by_name, by_title, at, withdrawn_reason)
SELECT id, id, 'Chuyển chuyên viên nghiên cứu, tham mưu theo hạn', 1, 'Nguyễn Thị Số 1', 'Chủ tịch', day, ''
FROM made WHERE unit_id = 1;
INSERT INTO documents_assignment (document_id, instruction_id, unit_id, officer_id, officer_name, part, state,
  given_at, done_at, result, urged)
SELECT id, id, 1, 2 + id %% 30, 'Nguyễn Thị Số ' || (2 + id %% 30), 'lead',
  CASE WHEN state IN ('done', 'issued') THEN 'done' ELSE 'unopened' END, day, day + 7, 'Đã xong', 0
FROM made WHERE unit_id = 1;
"""

# What the files say: sentences of the kind, and here and there words that are found nowhere else.
_TEXTS: LiteralString = """
INSERT INTO documents_searchentry (document_id, unit_id, day, words, text)
SELECT id, unit_id, day, ''::tsvector,
  'Thực hiện ' || subject || ', Ban Thường vụ đề nghị các đơn vị quan tâm chỉ đạo một số nội dung sau. ' ||
  pg_temp.pick(ARRAY['Tuyên truyền sâu rộng trong cán bộ, hội viên về mục đích, ý nghĩa của hoạt động.',
    'Rà soát, lập danh sách và gửi về Văn phòng trước ngày hai mươi lăm hằng tháng.',
    'Phân công cán bộ phụ trách, bố trí kinh phí và kiểm tra thường xuyên.',
    'Tổ chức hội nghị, ghi biên bản và chụp ảnh tư liệu đầy đủ.'], id * 17 + 6) || ' ' ||
  pg_temp.pick(ARRAY['Kết quả được tổng hợp vào báo cáo quý.', 'Mọi vướng mắc xin trao đổi với Ban Tổ chức.',
    'Nơi nhận lưu hồ sơ theo quy định hiện hành.'], id * 19 + 7) ||
  CASE WHEN id %% 5000 = 123 THEN ' Xem phụ lục về máy sấy lúa Thạnh Hoá.' ELSE '' END
FROM made;
"""


def make(connection: "Connection[object]", *, rows: int, until: str = "") -> None:
    """Fill an empty migrated database; `connection` acts as its owner and commits itself.

    `until`: what hangs on the documents is laid out up to the statement that begins so.
    """
    names = {"rows": rows, "units": SMALL_UNITS + 1, "small": ROWS_OF_A_SMALL_UNIT, "smalls": SMALL_UNITS}
    connection.execute(_DEFAULTS)
    connection.execute(_PICK)
    for statements in (_PEOPLE, _DOCUMENTS, _TEXTS):
        for one in statements.format(**names).replace("%%", "%").split(";\n"):
            if until and one.strip().startswith(until):
                break
            if one.strip():
                connection.execute(one.encode())
    for table in ("units_unit", "access_officer", "documents_document", "documents_instruction"):
        last = f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"  # noqa: S608
        connection.execute(last.encode())
    connection.execute("UPDATE documents_book b SET next_number = 1 + coalesce((SELECT max(number) FROM"
                       " documents_document d WHERE d.book_id = b.id), 0)")  # fmt: skip
