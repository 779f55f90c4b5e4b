"""What members owe for a year's months: the list of a place, and one member's months."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from hoiso.core.paging import SIZE, Page
from hoiso.members.models import FeeExemption
from hoiso.members.register.public import Place
from hoiso.members.states import GONE, PRESENT, State

VIEWS = {"thieu": "Còn thiếu", "du": "Đã nộp đủ", "mien": "Được miễn", "thoi": "Đã thôi, còn thiếu"}
ORDERS = {
    "ten": "l.name_key, l.id",
    "ten-nguoc": "l.name_key DESC, l.id DESC",
    "nhieu": "l.unpaid DESC, l.name_key, l.id",
    "it": "l.unpaid, l.name_key, l.id",
}

# A month is owed by who is active on its first day, wherever that was: her branch of today takes it.
_LISTED = """
WITH months AS MATERIALIZED (
  SELECT m.month, m.day, (SELECT r.amount FROM members_feerate r WHERE r.valid_from <= m.day
    ORDER BY r.valid_from DESC, r.id DESC LIMIT 1) AS amount
  FROM (SELECT n AS month, make_date(n / 12, n %% 12 + 1, 1) AS day FROM unnest(%(months)s::int[]) n) m
), who AS MATERIALIZED (
  SELECT m.id, m.full_name, m.name_key, m.birth_year, m.branch_id, m.group_id, m.state, m.honorary
  FROM members_member m WHERE m.merged_into_id IS NULL AND {place}
), owed AS (
  SELECT s.member_id, o.month, o.amount, EXISTS (SELECT FROM members_feeexemption e
      WHERE e.member_id = s.member_id AND e.withdrawn_at IS NULL
        AND e.valid_from <= o.day AND (e.valid_to IS NULL OR e.valid_to >= o.day)) AS spared
  FROM who w JOIN members_memberspan s ON s.member_id = w.id
  JOIN months o ON s.valid_from <= o.day AND (s.valid_to IS NULL OR s.valid_to >= o.day)
  WHERE s."primary" AND s.state = 'active' AND o.amount > 0 AND NOT w.honorary
), paid AS (
  SELECT p.member_id, unnest(p.months) AS month FROM who w
  JOIN members_feemovement p ON p.member_id = w.id
  WHERE p.kind = 'paid' AND p.months && %(months)s::int[]
    AND NOT EXISTS (SELECT FROM members_feemovement u WHERE u.about_id = p.id)
), listed AS (
  SELECT w.id, w.full_name, w.name_key, w.birth_year, w.branch_id, w.group_id, w.state,
    coalesce(sum(o.amount) FILTER (WHERE p.month IS NULL AND NOT o.spared), 0)::bigint AS unpaid,
    coalesce(array_agg(o.month ORDER BY o.month) FILTER (WHERE p.month IS NULL AND NOT o.spared), '{{}}')
      AS months,
    coalesce(array_agg(o.amount ORDER BY o.month) FILTER (WHERE p.month IS NULL AND NOT o.spared), '{{}}')
      AS amounts,
    count(p.month) AS settled, coalesce(bool_or(o.spared), false) OR w.honorary AS spared
  FROM who w LEFT JOIN owed o ON o.member_id = w.id
  LEFT JOIN paid p ON p.member_id = o.member_id AND p.month = o.month
  GROUP BY w.id, w.full_name, w.name_key, w.birth_year, w.branch_id, w.group_id, w.state, w.honorary
)
"""
_VIEW = """CASE WHEN l.unpaid > 0 THEN CASE WHEN l.state = ANY (%(gone)s) THEN 'thoi' ELSE 'thieu' END
  WHEN l.state <> ALL (%(present)s) THEN NULL WHEN l.settled > 0 THEN 'du' WHEN l.spared THEN 'mien' END"""


@dataclass(frozen=True, slots=True)
class DueRow:
    """What one member still owes: month by month, in months as `months` has them."""

    id: int
    full_name: str
    birth_year: int
    branch_id: int
    group_id: int | None
    state: str
    unpaid: int
    months: tuple[int, ...]
    amounts: tuple[int, ...]
    settled: int
    spared: bool

    @property
    def owed(self) -> tuple[tuple[int, int], ...]:
        """Each unpaid month with what it costs."""
        return tuple(zip(self.months, self.amounts, strict=True))

    @property
    def state_name(self) -> str:
        return str(State(self.state).label)


@dataclass(frozen=True, slots=True)
class DueList:
    """One page of the list; how many each view holds, and what all of them owe."""

    page: Page[DueRow]
    counts: dict[str, int]
    unpaid: int


_COLUMNS = (
    "l.id, l.full_name, l.birth_year, l.branch_id, l.group_id, l.state, l.unpaid, l.months, l.amounts,"
    " l.settled, l.spared"
)


def due_page(
    place: Place, *, months: Sequence[int], view: str, branch_id: int | None, order: str, number: int
) -> DueList:
    """A page of who owes (or has paid) for the months. One statement, whatever the size."""
    sql = f"""{_of(place, branch_id)}, viewed AS (SELECT l.*, {_VIEW} AS view FROM listed l)
      SELECT c.counts, c.unpaid, {_COLUMNS} FROM (
        SELECT jsonb_object_agg(coalesce(v.view, ''), v.n) AS counts, sum(v.unpaid)::bigint AS unpaid
        FROM (SELECT view, count(*) AS n, sum(unpaid) AS unpaid FROM viewed GROUP BY view) v) c
      LEFT JOIN LATERAL (SELECT * FROM viewed l WHERE l.view = %(view)s
        ORDER BY {ORDERS[order]} LIMIT %(size)s OFFSET %(skip)s) l ON true
      ORDER BY {ORDERS[order]}"""  # noqa: S608 - our own text
    values = _values(place, months, branch_id) | {
        "view": view, "size": SIZE, "skip": (number - 1) * SIZE,
    }  # fmt: skip
    found = _run(sql, values)
    counts: dict[str, int] = json.loads(found[0][0] or "{}") if found else {}
    rows = tuple(_row(row[2:]) for row in found if row[2] is not None)
    total, before = counts.get(view, 0), (number - 1) * SIZE
    page = Page(
        rows, before + 1 if rows else 0, before + len(rows), total,
        str(number - 1) if number > 1 else "", str(number + 1) if before + len(rows) < total else "",
    )  # fmt: skip
    return DueList(page, {name: counts.get(name, 0) for name in VIEWS}, (found[0][1] or 0) if found else 0)


def all_due(
    place: Place, *, months: Sequence[int], view: str, branch_id: int | None, order: str = "ten"
) -> list[DueRow]:
    """The list whole. One statement."""
    sql = f"""{_of(place, branch_id)} SELECT {_COLUMNS} FROM listed l WHERE {_VIEW} = %(view)s
      ORDER BY {ORDERS[order]}"""  # noqa: S608 - our own text
    return [_row(row) for row in _run(sql, _values(place, months, branch_id) | {"view": view})]


def due_of(member_ids: Sequence[int], *, months: Sequence[int]) -> dict[int, DueRow]:
    """What these members owe. One statement."""
    sql = f"{_LISTED.format(place='m.id = ANY (%(members)s)')} SELECT {_COLUMNS} FROM listed l"  # noqa: S608 - our own text
    found = _run(sql, {"months": list(months), "members": list(member_ids)})
    return {row[0]: _row(row) for row in found}


def due_and_exemptions(member_id: int, *, months: Sequence[int]) -> tuple[DueRow | None, list[FeeExemption]]:
    """What one member owes, and her exemptions that hold, newest first. One statement."""
    sql = f"""{_LISTED.format(place="m.id = ANY (%(members)s)")}
      SELECT (SELECT jsonb_agg(jsonb_build_object('id', e.id, 'reason', e.reason, 'paper', e.paper,
          'valid_from', e.valid_from, 'valid_to', e.valid_to) ORDER BY e.valid_from DESC, e.id DESC)
        FROM members_feeexemption e WHERE e.member_id = l.id AND e.withdrawn_at IS NULL), {_COLUMNS}
      FROM listed l"""  # noqa: S608 - our own text
    found = _run(sql, {"months": list(months), "members": [member_id]})
    if not found:
        return None, []
    return _row(found[0][1:]), [_exemption(one, member_id) for one in json.loads(found[0][0] or "[]")]


def _exemption(found: dict[str, Any], member_id: int) -> FeeExemption:
    until = found["valid_to"]
    return FeeExemption(
        id=found["id"], member_id=member_id, reason=found["reason"], paper=found["paper"],
        valid_from=date.fromisoformat(found["valid_from"]),
        valid_to=date.fromisoformat(until) if until else None,
    )  # fmt: skip


def _of(place: Place, branch_id: int | None) -> str:
    one = place.is_branch or branch_id is not None
    return _LISTED.format(place="m.branch_id = %(place)s" if one else "m.commune_id = %(place)s")


def _values(place: Place, months: Sequence[int], branch_id: int | None) -> dict[str, Any]:
    return {
        "months": list(months), "place": place.unit_id if place.is_branch else branch_id or place.unit_id,
        "gone": [str(state) for state in GONE], "present": [str(state) for state in PRESENT],
    }  # fmt: skip


def _row(row: Sequence[Any]) -> DueRow:
    one, name, born, branch, group, state, unpaid, months, amounts, settled, spared = row
    return DueRow(
        one, name, born, branch, group, state, unpaid, tuple(months), tuple(amounts), settled, spared
    )


def _run(sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
