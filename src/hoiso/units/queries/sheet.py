"""A unit's own page."""

import json
from dataclasses import dataclass
from datetime import date

from hoiso.core.errors import NotThere
from hoiso.units.queries.rows import rows_of


@dataclass(frozen=True, slots=True)
class CodeLine:
    """An identity code as a unit's page shows it."""

    code: str
    primary: bool
    valid_from: date
    valid_to: date | None
    successor: str
    demo: bool


@dataclass(frozen=True, slots=True)
class UnitSheet:
    """A unit's facts, with the place it has (or had last) and how many units lie under it."""

    id: int
    kind: str
    name: str
    body_name: str
    official_code: str
    valid_from: date
    valid_to: date | None
    start_known: bool
    address: str
    phone: str
    email: str
    parent_id: int | None
    parent_name: str
    below: int
    codes: tuple[CodeLine, ...]

    @property
    def title(self) -> str:
        """The Union's body there, or the unit's own name."""
        return self.body_name or self.name


def unit_sheet(unit_id: int, *, on: date) -> UnitSheet:
    """The page of one unit. One statement. Raises `NotThere`."""
    found = rows_of(_Row, _SHEET, {"unit": unit_id, "on": on})
    if not found:
        raise NotThere("Không có đơn vị này.")
    return found[0].sheet


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    kind: str
    name: str
    body_name: str
    official_code: str
    valid_from: date
    valid_to: date | None
    start_known: bool
    address: str
    phone: str
    email: str
    parent_id: int | None
    parent_name: str
    below: int
    codes: str

    @property
    def sheet(self) -> UnitSheet:
        read = json.loads(self.codes) if isinstance(self.codes, str) else self.codes
        lines = tuple(
            CodeLine(
                one["code"],
                one["primary"],
                date.fromisoformat(one["valid_from"]),
                date.fromisoformat(one["valid_to"]) if one["valid_to"] else None,
                one["successor"] or "",
                one["demo"],
            )
            for one in read
        )
        return UnitSheet(
            self.id, self.kind, self.name, self.body_name, self.official_code, self.valid_from,
            self.valid_to, self.start_known, self.address, self.phone, self.email, self.parent_id,
            self.parent_name, self.below, lines,
        )  # fmt: skip


_SHEET = """
WITH RECURSIVE same(id) AS (
  SELECT %(unit)s::bigint
  UNION
  SELECT CASE WHEN s.before_id = same.id THEN s.after_id ELSE s.before_id END
  FROM units_succession s JOIN same ON same.id IN (s.before_id, s.after_id) WHERE s.renaming
)
SELECT u.id, u.kind, u.name, u.body_name, u.official_code, u.valid_from, u.valid_to, u.start_known,
       u.address, u.phone, u.email, a.id, coalesce(a.name, ''),
       (SELECT count(*) FROM units_placement c WHERE c.parent_id = u.id
        AND c.valid_from <= coalesce(u.valid_to, %(on)s)
        AND (c.valid_to IS NULL OR c.valid_to >= coalesce(u.valid_to, %(on)s))),
       coalesce((SELECT json_agg(json_build_object(
           'code', c.code, 'primary', c."primary", 'valid_from', c.valid_from, 'valid_to', c.valid_to,
           'successor', n.code, 'demo', c.demo)
         ORDER BY c.valid_to DESC NULLS FIRST, c."primary" DESC, c.code)
         FROM units_identitycode c LEFT JOIN units_identitycode n ON n.id = c.successor_id
         WHERE c.unit_id IN (SELECT id FROM same)), '[]')::text
FROM units_unit u
LEFT JOIN LATERAL (SELECT parent_id FROM units_placement p WHERE p.unit_id = u.id
                   ORDER BY p.valid_from DESC LIMIT 1) place ON true
LEFT JOIN units_unit a ON a.id = place.parent_id
WHERE u.id = %(unit)s
"""
