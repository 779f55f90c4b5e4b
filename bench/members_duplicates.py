"""Members entered twice, of `hoiso bench members`: found in the whole register, beside the joins alone.

Two members in a hundred (one in twenty of those with a day, a phone and a citizen id) are entered a second
time, as lists typed by many hands hold them, in seven ways by turns: the citizen id with another name;
the same name and day in another commune, in capitals; a slip in the name in another branch of the commune;
the year alone in the same branch; the same phone, year and name in another commune; the same phone and year
with a slip; the same name and year in the branch with another day of the month.

The floor joins the register with itself on the five blocking keys and counts, nothing else.
A pair is false when it was not planted: two women of one name and one birthday, by chance. Its share falls
with the share of members that are planted, so the row names how many were.
"""

import os
from collections.abc import Callable
from time import perf_counter
from typing import LiteralString

import psycopg

from bench.contract import Row
from bench.members_filling import FIRST_BRANCH, Register, branches_of

ONE_IN = 20
_WAYS = 7

# A way needs what it compares: rows without a day or a phone are skipped, others take their turn.
_PLANT: LiteralString = """
CREATE TABLE bench_twin AS
SELECT m.id AS first_id, (row_number() OVER (ORDER BY m.id)) % {ways} AS way, m.branch_id, m.commune_id
FROM members_member m
WHERE m.id % {one_in} = 7 AND m.birth_date IS NOT NULL AND m.phone_key <> '' AND m.citizen_hash <> '';
ALTER TABLE bench_twin ADD second_id bigint, ADD to_branch bigint, ADD to_commune bigint;
UPDATE bench_twin SET second_id = nextval(pg_get_serial_sequence('members_member', 'id')),
  to_branch = {first} + (branch_id - {first}
    + CASE WHEN way IN (0, 1, 4, 5) THEN 3 WHEN way = 2 THEN {communes} ELSE 0 END) % {branches};
UPDATE bench_twin SET to_commune = p.parent_id
FROM units_placement p WHERE p.unit_id = to_branch;
INSERT INTO members_member (id, full_name, folded, name_key, birth_date, birth_year, sex, honorary,
  phone, phone_key, citizen_hash, citizen_box, old_id_box, hamlet, address, occupation, schooling, training,
  politics, skills, wishes, joined_on, card_number, card_key, note, commune_id, branch_id, group_id, state,
  core, version, created_at, changed_at)
SELECT t.second_id,
  CASE way WHEN 0 THEN 'Đã đổi tên ' || t.first_id WHEN 1 THEN upper(m.full_name) ELSE m.full_name END,
  CASE WHEN way = 0 THEN 'da doi ten ' || t.first_id
    WHEN way IN (2, 5) THEN overlay(m.folded PLACING '' FROM 1 + length(m.folded) / 2 FOR 1)
    ELSE m.folded END,
  m.name_key, CASE WHEN way IN (3, 4, 5) THEN NULL
    WHEN way = 6 THEN make_date(m.birth_year, 1 + extract(month FROM m.birth_date)::integer % 12, 15)
    ELSE m.birth_date END,
  m.birth_year, m.sex, m.honorary, CASE WHEN way IN (4, 5) THEN m.phone ELSE '' END,
  CASE WHEN way IN (4, 5) THEN m.phone_key ELSE '' END, CASE WHEN way = 0 THEN m.citizen_hash ELSE '' END,
  '', '', '', '', '', '', '', '', '', '', NULL, '', '', '', t.to_commune, t.to_branch, NULL, m.state, false,
  1, '2026-01-01', '2026-01-01'
FROM bench_twin t JOIN members_member m ON m.id = t.first_id;
VACUUM ANALYZE members_member;
"""
_FLOOR: LiteralString = """
SELECT (SELECT count(*) FROM members_member a JOIN members_member b ON a.citizen_hash = b.citizen_hash
    WHERE a.citizen_hash <> '' AND b.citizen_hash <> '' AND a.id < b.id)
  + (SELECT count(*) FROM members_member a JOIN members_member b
    ON a.folded = b.folded AND a.birth_year = b.birth_year AND a.birth_date = b.birth_date WHERE a.id < b.id)
  + (SELECT count(*) FROM members_member a JOIN members_member b
    ON a.branch_id = b.branch_id AND a.birth_year = b.birth_year WHERE a.id < b.id)
  + (SELECT count(*) FROM members_member a JOIN members_member b
    ON a.phone_key = b.phone_key AND a.birth_year = b.birth_year
    WHERE a.phone_key <> '' AND b.phone_key <> '' AND a.id < b.id)
  + (SELECT count(*) FROM members_member a JOIN members_member b
    ON a.commune_id = b.commune_id AND a.birth_date = b.birth_date WHERE a.id < b.id)
"""
_SCORE: LiteralString = """
SELECT (SELECT count(*) FROM bench_twin),
  (SELECT count(*) FROM bench_twin t JOIN members_memberpair p USING (first_id, second_id)),
  (SELECT count(*) FROM members_memberpair),
  (SELECT count(*) FROM members_memberpair WHERE level < 3),
  (SELECT count(*) FROM bench_twin t JOIN members_memberpair p USING (first_id, second_id) WHERE p.level < 3)
"""
_RUNS = 3


def measure(register: Register, *, tell: Callable[[str], None]) -> list[Row]:
    """The rows of the bench. The planted members are taken out again."""
    os.environ["HOISO_OWNER_DATABASE_URL"] = register.owner
    from hoiso.runtime import django_start

    django_start.set_up("worker")
    with psycopg.connect(register.owner, autocommit=True) as owner:
        _plant(owner, register.rows)
        tell("Tìm hội viên nhập hai lần trong cả sổ")
        floor = min(_seconds(owner, _FLOOR) for _ in range(_RUNS))
        value = min(_ours(owner) for _ in range(_RUNS))
        score = owner.execute(_SCORE).fetchone()
        assert score is not None
        planted, found, told, sure, sure_right = (int(one) for one in score)
        tell(
            f"  đã cài {planted} cặp, tìm ra {found}; báo {told} cặp, nhầm {told - found};"
            f" trong {sure} cặp chắc hoặc rất có thể nhầm {sure - sure_right}"
        )
        _clear(owner)
    return [
        Row(
            what=f"tìm hội viên trùng trong {register.rows} hội viên", value=value, floor=floor, unit="giây",
            target=3,
        ),
        Row(
            what="cặp trùng đã cài được tìm ra", value=100 * found / planted, unit="%", target=98,
            at_least=True,
        ),
        Row(
            what=f"cặp báo nhầm trong mọi cặp được báo (đã cài {planted} cặp)",
            value=100 * (told - found) / told, unit="%", target=1,
        ),
    ]  # fmt: skip


def _plant(owner: "psycopg.Connection[object]", rows: int) -> None:
    names = {
        "ways": _WAYS, "one_in": ONE_IN, "first": FIRST_BRANCH, "branches": branches_of(rows), "communes": 96,
    }  # fmt: skip
    for one in _PLANT.format(**names).split(";\n"):
        if one.strip():
            owner.execute(one.encode())


def _clear(owner: "psycopg.Connection[object]") -> None:
    owner.execute("DELETE FROM members_memberpair")
    owner.execute("DELETE FROM members_member WHERE id IN (SELECT second_id FROM bench_twin)")
    owner.execute("DROP TABLE bench_twin")


def _seconds(owner: "psycopg.Connection[object]", statement: LiteralString) -> float:
    begun = perf_counter()
    owner.execute(statement).fetchone()
    return perf_counter() - begun


def _ours(owner: "psycopg.Connection[object]") -> float:
    """Seconds of one whole search, as the nightly job does it: from nothing to the work list."""
    from hoiso.core import scope
    from hoiso.core.clock import now, office_date
    from hoiso.members.duplicates import public

    owner.execute("DELETE FROM members_memberpair")
    at = now()
    with scope.transaction_as(scope.system_token(office_date(at))):
        begun = perf_counter()
        public.find_everywhere(at=at)
        return perf_counter() - begun
