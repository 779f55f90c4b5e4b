"""The list of units: filtered, sorted, a page at a time, and whole for an export."""

from dataclasses import dataclass
from datetime import date

from hoiso.core.folding import fold
from hoiso.units.lists import COLUMNS, write_rows
from hoiso.units.queries.rows import rows_of

PAGE = 25
SORTS = ("name", "code", "kind", "since", "until")


@dataclass(frozen=True, slots=True)
class ListFilter:
    """What a list shows. Empty means no condition; `on` None takes units of all days."""

    text: str = ""
    kind: str = ""
    parent_id: int | None = None
    on: date | None = None
    sort: str = "name"
    downwards: bool = False


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit of the list."""

    id: int
    kind: str
    official_code: str
    name: str
    body_name: str
    valid_from: date
    valid_to: date | None
    start_known: bool
    parent_code: str
    parent_name: str
    address: str
    phone: str
    email: str
    identity_code: str
    total: int


@dataclass(frozen=True, slots=True)
class UnitPage:
    """One page: its lines, where it lies, how many there are in all."""

    lines: tuple[UnitLine, ...]
    number: int
    total: int

    @property
    def first(self) -> int:
        return (self.number - 1) * PAGE + 1 if self.total else 0

    @property
    def last(self) -> int:
        return min(self.number * PAGE, self.total)


def list_units(wanted: ListFilter, *, number: int = 1) -> UnitPage:
    """One page of units; a page beyond the end is empty, with the total 0. One statement."""
    lines = _lines(wanted, limit=PAGE, offset=(max(number, 1) - 1) * PAGE)
    return UnitPage(lines, max(number, 1), lines[0].total if lines else 0)


def export_lines(wanted: ListFilter) -> tuple[UnitLine, ...]:
    """All units of the filter, in its order. One statement."""
    return _lines(wanted, limit=None, offset=0)


def units_as_list(on: date) -> tuple[bytes, int]:
    """The units of a day as a list that can be loaded again, parents first, and how many they are."""
    lines = _lines(ListFilter(on=on, sort="kind"), limit=None, offset=0)
    return write_rows(COLUMNS, [cells_of(line) for line in lines]), len(lines)


def cells_of(line: UnitLine) -> tuple[str, ...]:
    """The cells of `lists.COLUMNS`. Central is every installation's own and is no parent by code."""
    return (
        line.kind,
        line.official_code,
        line.name,
        line.parent_code,
        line.valid_from.isoformat() if line.start_known else "",
        line.valid_to.isoformat() if line.valid_to else "",
        line.body_name,
        line.address,
        line.phone,
        line.email,
        line.identity_code,
    )


def _lines(wanted: ListFilter, *, limit: int | None, offset: int) -> tuple[UnitLine, ...]:
    order = _ORDERS[wanted.sort if wanted.sort in SORTS else "name"]
    direction = "DESC" if wanted.downwards else "ASC"
    sql = f"{_LINES} ORDER BY {order.format(direction)}, u.id LIMIT %(limit)s OFFSET %(offset)s"
    escaped = [
        word.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
        for word in fold(wanted.text).split()
    ]
    given = {
        "words": [f"%{word}%" for word in escaped],
        "code": wanted.text.strip().upper(),
        "kind": wanted.kind,
        "parent": wanted.parent_id,
        "on": wanted.on,
        "limit": limit,
        "offset": offset,
    }
    return rows_of(UnitLine, sql, given)


_KINDS = "central,province,district,commune,branch,group,outside"
_ORDERS = {
    "name": "u.folded {0}",
    "code": "u.official_code {0}, u.folded",
    "kind": f"array_position('{{{{{_KINDS}}}}}', u.kind::text) {{0}}, u.folded",
    "since": "u.valid_from {0}, u.folded",
    "until": "u.valid_to {0} NULLS LAST, u.folded",
}
_LINES = """
SELECT u.id, u.kind, u.official_code, u.name, u.body_name, u.valid_from, u.valid_to, u.start_known,
       coalesce(a.official_code, ''), coalesce(a.name, ''), u.address, u.phone, u.email,
       coalesce((SELECT c.code FROM units_identitycode c WHERE c.unit_id = u.id
                 ORDER BY c.valid_to IS NULL DESC, c."primary" DESC LIMIT 1), ''),
       count(*) OVER ()
FROM units_unit u
LEFT JOIN LATERAL (
  SELECT parent_id FROM units_placement p WHERE p.unit_id = u.id
  AND (%(on)s::date IS NULL OR (p.valid_from <= %(on)s AND (p.valid_to IS NULL OR p.valid_to >= %(on)s)))
  ORDER BY p.valid_from DESC LIMIT 1) place ON true
LEFT JOIN units_unit a ON a.id = place.parent_id
WHERE (cardinality(%(words)s::text[]) = 0 OR u.folded LIKE ALL (%(words)s::text[])
       OR u.official_code = %(code)s)
  AND (%(kind)s = '' OR u.kind = %(kind)s)
  AND (%(parent)s::bigint IS NULL OR place.parent_id = %(parent)s)
  AND (%(on)s::date IS NULL OR (u.valid_from <= %(on)s AND (u.valid_to IS NULL OR u.valid_to >= %(on)s)))
"""
