"""The tree of units on a day, opened along one path, and single branches of it."""

from dataclasses import dataclass
from datetime import date

from hoiso.units.queries.rows import rows_of


@dataclass(frozen=True, slots=True)
class TreeRow:
    """A unit in the tree: under whom it lies, and how many lie under it."""

    id: int
    parent_id: int | None
    kind: str
    name: str
    title: str
    below: int
    on_path: bool


def opened_tree(*, on: date, open_id: int | None) -> tuple[TreeRow, ...]:
    """The roots, the ancestors of one unit, and the children of each of them. One statement.

    Outside organisations have no place in the tree; they are found in the list.
    """
    return rows_of(TreeRow, _OPENED, {"on": on, "open": open_id})


def branches(parent_id: int, *, on: date) -> tuple[TreeRow, ...]:
    """The units directly under one unit on a day. One statement."""
    return rows_of(TreeRow, _CHILDREN, {"on": on, "open": parent_id})


def units_below(unit_id: int, *, on: date) -> frozenset[int]:
    """The unit and every unit below it on a day. One statement."""
    return frozenset(row.id for row in rows_of(_Id, _BELOW, {"on": on, "unit": unit_id}))


def units_above(unit_id: int, *, on: date) -> tuple[int, ...]:
    """The unit and those above it, nearest first. One statement."""
    return tuple(row.id for row in rows_of(_Id, _ABOVE, {"on": on, "open": unit_id}))


@dataclass(frozen=True, slots=True)
class _Id:
    id: int


_UP = """
WITH RECURSIVE up(id, depth) AS (
  SELECT %(open)s::bigint, 0
  UNION ALL
  SELECT p.parent_id, up.depth + 1 FROM units_placement p JOIN up ON p.unit_id = up.id
  WHERE up.depth < 10 AND p.valid_from <= %(on)s AND (p.valid_to IS NULL OR p.valid_to >= %(on)s)
)"""
_COLUMNS = """
u.id, p.parent_id, u.kind, u.name, CASE WHEN u.body_name = '' THEN u.name ELSE u.body_name END,
(SELECT count(*) FROM units_placement c
 WHERE c.parent_id = u.id AND c.valid_from <= %(on)s AND (c.valid_to IS NULL OR c.valid_to >= %(on)s))"""
_STANDING = """
FROM units_unit u LEFT JOIN units_placement p
  ON p.unit_id = u.id AND p.valid_from <= %(on)s AND (p.valid_to IS NULL OR p.valid_to >= %(on)s)
WHERE u.valid_from <= %(on)s AND (u.valid_to IS NULL OR u.valid_to >= %(on)s)"""
_ORDER = """
ORDER BY array_position('{central,province,district,commune,branch,group}', u.kind::text),
         u.official_code, u.folded, u.id"""
_OPENED = f"""{_UP}
SELECT {_COLUMNS}, u.id IN (SELECT id FROM up)
{_STANDING} AND u.kind <> 'outside' AND (p.parent_id IS NULL OR p.parent_id IN (SELECT id FROM up))
{_ORDER}"""  # noqa: S608 - our own text, values are parameters
_CHILDREN = f"SELECT {_COLUMNS}, false {_STANDING} AND p.parent_id = %(open)s {_ORDER}"
_ABOVE = f"{_UP} SELECT id FROM up ORDER BY depth"  # noqa: S608
_BELOW = """
WITH RECURSIVE below(id) AS (
  SELECT %(unit)s::bigint
  UNION
  SELECT p.unit_id FROM units_placement p JOIN below ON p.parent_id = below.id
  WHERE p.valid_from <= %(on)s AND (p.valid_to IS NULL OR p.valid_to >= %(on)s)
) SELECT id FROM below"""
