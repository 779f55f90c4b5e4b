"""A register of 200,000 members in ninety-six communes, made in SQL upon the units and people of `data`.

`filled(rows=…)` gives a database with it. Everything is made from the row's number, so that two runs measure
the same rows. Branches grow with the register, up to twice as many, as a province's do.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from typing import LiteralString

import psycopg

from bench import data
from bench.place import clerk_session, migrated
from hoiso.runtime import addresses

DATABASE = "hoiso_bench_members"
COMMUNES, BRANCHES_EACH, GROUPS_EACH = data.SMALL_UNITS, 20, 3
FIRST_BRANCH = 1_001
_SURNAMES = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Phan", "Trương", "Bùi", "Đặng", "Đỗ", "Ngô", "Hồ",
    "Dương", "Đinh", "Lý", "Mai", "Cao", "Lâm", "Tô",
)  # fmt: skip
_MIDDLES = (
    "Thị",
    "Thị Kim",
    "Thị Ngọc",
    "Thị Thanh",
    "Thị Mỹ",
    "Kim",
    "Ngọc",
    "Thị Bích",
    "Thuý",
    "Thị Hồng",
)
_GIVEN = (
    "Hoa", "Lan", "Hương", "Hồng", "Phượng", "Thu", "Hà", "Nga", "Loan", "Hạnh", "Yến", "Mai", "Cúc",
    "Thảo", "Trang", "Linh", "Tuyết", "Nhung", "Vân", "Ánh", "Bé", "Út", "Sáu", "Năm", "Điệp", "Diễm",
    "Duyên", "Đào", "Giang", "Huệ", "Huyền", "Khánh", "Kiều", "Lài", "Lệ", "Liên", "Lý", "Mến", "Mỹ",
    "Ngân", "Nguyệt", "Nhàn", "Nhi", "Nương", "Oanh", "Phương", "Quyên", "Quỳnh", "Sương", "Tâm", "Thắm",
    "Thanh", "Thoa", "Thơm", "Thuỷ", "Thương", "Tiên", "Trâm", "Trinh", "Xuân", "Xuyến", "Ý",
)  # fmt: skip

_PLACES: LiteralString = """
INSERT INTO units_placement (unit_id, parent_id, valid_from)
SELECT i, 1, '2000-01-01' FROM generate_series(2, {communes} + 1) i;
INSERT INTO units_unit (id, kind, name, folded, body_name, valid_from)
SELECT {first} + i, 'branch', 'Chi hội ấp ' || i, 'chi hoi ap ' || i, '', '2000-01-01'
FROM generate_series(0, {branches} - 1) i;
INSERT INTO units_placement (unit_id, parent_id, valid_from)
SELECT {first} + i, 2 + i % {communes}, '2000-01-01' FROM generate_series(0, {branches} - 1) i;
INSERT INTO units_unit (id, kind, name, folded, body_name, valid_from)
SELECT {first} + {branches} + i, 'group', 'Tổ phụ nữ ' || i, 'to phu nu ' || i, '', '2000-01-01'
FROM generate_series(0, {branches} * {groups} - 1) i;
INSERT INTO units_placement (unit_id, parent_id, valid_from)
SELECT {first} + {branches} + i, {first} + i / {groups}, '2000-01-01'
FROM generate_series(0, {branches} * {groups} - 1) i;
INSERT INTO access_post (officer_id, unit_id, role, title, valid_from)
VALUES ({head}, {first}, 'branch_head', '', '2000-01-01');
SELECT setval(pg_get_serial_sequence('units_unit', 'id'), (SELECT max(id) FROM units_unit));
ANALYZE;
"""

# From the row's number: r(i, n) is even between 0 and 1; squared where few values are common.
_MEMBERS: LiteralString = """
CREATE FUNCTION pg_temp.r(i bigint, n bigint) RETURNS float8 LANGUAGE sql IMMUTABLE AS
$$ SELECT (hashint8extended(i, n) & 2147483647) / 2147483648.0::float8 $$;
CREATE TEMPORARY TABLE members_made AS
SELECT i, {first} + i % {branches} AS branch_id, 2 + (i % {branches}) % {communes} AS commune_id,
  {first} + {branches} + (i % {branches}) * {groups} + (i / {branches}) % {groups} AS group_id,
  {first} + (i + {communes} * (1 + i % 7)) % {branches} AS branch_before,
  floor({names} * pg_temp.r(i, 1))::integer AS name,
  date '1946-01-01' + floor(21900 * pg_temp.r(i, 2))::integer AS born,
  pg_temp.r(i, 3) AS fate, pg_temp.r(i, 4) AS dated, pg_temp.r(i, 5) AS faith, pg_temp.r(i, 6) AS people,
  date '2000-01-01' + floor(9600 * pg_temp.r(i, 7))::integer AS since,
  pg_temp.r(i, 8) AS work, pg_temp.r(i, 9) AS named
FROM generate_series(1, {rows}::bigint) i;
ALTER TABLE members_made ADD changed date, ADD state text;
UPDATE members_made SET changed = since + 1 + floor((date '2026-11-20' - since - 1) * pg_temp.r(i, 10))::integer,
  state = CASE WHEN fate < 0.86 THEN 'active' WHEN fate < 0.89 THEN 'away' WHEN fate < 0.90 THEN 'waiting'
    WHEN fate < 0.94 THEN 'left' WHEN fate < 0.97 THEN 'dead' WHEN fate < 0.98 THEN 'moved' ELSE 'active' END;
ANALYZE members_made;
INSERT INTO members_member (id, full_name, folded, name_key, birth_date, birth_year, sex, honorary, phone,
  phone_key, citizen_hash, citizen_box, old_id_box, hamlet, address, occupation, schooling, training, politics,
  skills, wishes, joined_on, card_number, card_key, note, commune_id, branch_id, group_id, state, core, version,
  created_at, changed_at)
SELECT m.i, n.full_name, n.folded, n.name_key, CASE WHEN dated < 0.7 THEN born END,
  extract(year FROM born), 'female', false, CASE WHEN named < 0.8 THEN '09' || lpad(phone::text, 8, '0') ELSE '' END,
  CASE WHEN named < 0.8 THEN '09' || lpad(phone::text, 8, '0') ELSE '' END,
  CASE WHEN dated < 0.5 THEN md5('n' || m.i) || md5('d' || m.i) ELSE '' END, '', '',
  'Ấp ' || m.i % 12, '',
  (ARRAY['Làm ruộng', 'Buôn bán nhỏ', 'Công nhân', 'Nội trợ', 'Thợ may', 'Giáo viên', 'Chăn nuôi', ''])
    [1 + floor(8 * work * work)],
  (ARRAY['primary', 'lower', 'upper', ''])[1 + m.i % 4], '', '', '', '', since,
  CASE WHEN named > 0.4 THEN 'TN-' || m.i || '/HV' ELSE '' END,
  CASE WHEN named > 0.4 THEN 'tn' || m.i || 'hv' ELSE '' END, '',
  commune_id, branch_id, group_id, state, state = 'active' AND named < 0.15, 1, '2026-01-01', '2026-01-01'
FROM members_made m JOIN bench_name n ON n.id = m.name,
  LATERAL (SELECT m.i * 7368787 % 99999989 AS phone) p;
INSERT INTO members_memberspan (member_id, branch_id, group_id, state, "primary", valid_from, valid_to,
  start_known)
SELECT i, CASE WHEN fate >= 0.98 THEN branch_before ELSE branch_id END,
  CASE WHEN fate < 0.98 THEN group_id END,
  CASE WHEN state = 'waiting' THEN state ELSE 'active' END, true, since,
  CASE WHEN (state <> 'active' AND state <> 'waiting') OR fate >= 0.98 THEN changed - 1 END, true
FROM members_made;
INSERT INTO members_memberspan (member_id, branch_id, group_id, state, "primary", valid_from, start_known)
SELECT i, branch_id, group_id, state, true, changed, true
FROM members_made WHERE (state <> 'active' AND state <> 'waiting') OR fate >= 0.98;
INSERT INTO members_memberevent (member_id, kind, "on", branch_id, paper, reason, at)
SELECT i, 'admitted', since, branch_id, '', '', since FROM members_made WHERE state <> 'waiting';
INSERT INTO members_memberevent (member_id, kind, "on", branch_id, to_branch_id, paper, reason, at)
SELECT i, CASE state WHEN 'active' THEN 'transferred' WHEN 'away' THEN 'went_away' WHEN 'dead' THEN 'died'
    WHEN 'moved' THEN 'moved_out' ELSE 'left' END, changed,
  CASE WHEN fate >= 0.98 THEN branch_before ELSE branch_id END, CASE WHEN fate >= 0.98 THEN branch_id END,
  '', '', changed
FROM members_made WHERE (state <> 'active' AND state <> 'waiting') OR fate >= 0.98;
INSERT INTO members_corespan (member_id, valid_from, paper)
SELECT i, greatest(since, '2020-01-15'), '' FROM members_made WHERE state = 'active' AND named < 0.15;
INSERT INTO members_countedfact (pseudonym, commune_id, branch_id, counted, ethnic_group, religion, party,
  poverty, valid_from)
SELECT md5('p' || i)::uuid, commune_id, branch_id, state = 'active',
  CASE WHEN people < 0.94 THEN 'Kinh' WHEN people < 0.97 THEN 'Khmer' WHEN people < 0.99 THEN 'Chăm' ELSE 'Hoa' END,
  CASE WHEN faith < 0.55 THEN 'Không' WHEN faith < 0.8 THEN 'Cao Đài' WHEN faith < 0.92 THEN 'Phật giáo'
    ELSE 'Công giáo' END,
  people > 0.5 AND people < 0.56,
  CASE WHEN faith * people < 0.02 THEN 'poor' WHEN faith * people < 0.06 THEN 'near_poor' ELSE '' END, since
FROM members_made;
SELECT setval(pg_get_serial_sequence('members_member', 'id'), (SELECT max(id) FROM members_member));
"""  # noqa: E501


@dataclass(frozen=True, slots=True)
class Register:
    """A filled database: addresses by role, sessions of a clerk of the province's office, a specialist's
    of the commune `commune` (unit 2), and of the head of its branch `branch`."""

    web: str
    worker: str
    owner: str
    rows: int
    province_session: str
    commune_session: str
    branch_session: str
    commune: int = 2
    branch: int = FIRST_BRANCH


@contextmanager
def filled(*, rows: int, tell: Callable[[str], None], database: str = DATABASE) -> Iterator[Register]:
    """Made anew, and dropped after. Which role Django acts as is the caller's: `django_start.set_up`."""
    with migrated(tell, database) as (web, owner):
        tell(f"Dựng {rows} hội viên")
        with psycopg.connect(owner, autocommit=True) as connection:
            data.make(connection, rows=1, until="INSERT INTO documents_event")
            make(connection, rows=rows)
            sessions = [clerk_session(connection, one) for one in (data.CLERK, 41, _head())]
            connection.execute("VACUUM ANALYZE")
        worker = addresses.embedded_server().address("worker", database=database)
        yield Register(web, worker, owner, rows, *sessions)


def branches_of(rows: int) -> int:
    """How many branches a register of so many members has: up to twice as many as for 200,000."""
    return COMMUNES * BRANCHES_EACH * (2 if rows > 500_000 else 1)


def make(owner: "psycopg.Connection[object]", *, rows: int) -> None:
    """Branches, groups, members, spans, events, core and counted facts; people and communes are there.

    Counted facts lie under pseudonyms that no member's row leads to: nothing is sealed here.
    """
    _names(owner)
    names = {
        "rows": rows, "communes": COMMUNES, "branches": branches_of(rows), "groups": GROUPS_EACH,
        "first": FIRST_BRANCH, "head": _head(), "names": len(_SURNAMES) * len(_MIDDLES) * len(_GIVEN),
    }  # fmt: skip
    for statements in (_PLACES, _MEMBERS):
        for one in statements.format(**names).split(";\n"):
            if one.strip():
                owner.execute(one.encode())


def _head() -> int:
    """The officer of `data` who heads the first branch; she has no other post."""
    return COMMUNES + 1 + 40


def _names(owner: "psycopg.Connection[object]") -> None:
    """Every name once, with its keys by the product's own folding."""
    from hoiso.core.folding import fold, given_name_key

    owner.execute(
        "CREATE TEMPORARY TABLE bench_name (id integer, full_name text, folded text, name_key text)"
    )
    with owner.cursor().copy("COPY bench_name FROM STDIN") as copy:
        for place, words in enumerate(product(_SURNAMES, _MIDDLES, _GIVEN)):
            name = " ".join(words)
            copy.write_row((place, name, fold(name), given_name_key(name)))
