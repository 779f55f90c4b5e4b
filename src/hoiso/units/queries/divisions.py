"""Parts of divided units that wait for a person to say what went where."""

from dataclasses import dataclass
from datetime import date

from hoiso.core.errors import NotThere
from hoiso.units.models import Succession
from hoiso.units.queries.rows import rows_of
from hoiso.units.queries.tree import TreeRow, branches


@dataclass(frozen=True, slots=True)
class Division:
    """One part: `before` went mainly to `main` and in part to `after`, on a day.

    `below` counts the branches that lie under the main heir now and may have to go to `after`.
    """

    id: int
    before_id: int
    before_name: str
    before_code: str
    after_id: int
    after_name: str
    main_id: int | None
    main_name: str
    on: date
    settled: bool
    note: str
    below: int


def open_divisions(*, settled: bool, today: date) -> tuple[Division, ...]:
    """Parts that wait, or those that are settled, by the old unit's name. One statement."""
    return rows_of(Division, _ALL, {"settled": settled, "id": None, "on": today})


def division(succession_id: int, *, today: date) -> tuple[Division, tuple[TreeRow, ...]]:
    """One part, with the branches under its main heir today. Two statements. Raises `NotThere`."""
    found = rows_of(Division, _ALL, {"settled": None, "id": succession_id, "on": today})
    if not found:
        raise NotThere("Không có phần chia này.")
    one = found[0]
    return one, branches(one.main_id, on=today) if one.main_id else ()


def waiting_divisions() -> int:
    """How many parts wait. One statement."""
    return Succession.objects.filter(settled=False).count()


_ALL = """
SELECT s.id, b.id, b.name, b.official_code, a.id, a.name,
       m.id, coalesce(m.name, ''), s."on", s.settled, s.note,
       (SELECT count(*) FROM units_placement p WHERE p.parent_id = m.id
        AND p.valid_from <= %(on)s AND (p.valid_to IS NULL OR p.valid_to >= %(on)s))
FROM units_succession s
JOIN units_unit b ON b.id = s.before_id
JOIN units_unit a ON a.id = s.after_id
LEFT JOIN units_succession ms ON ms.before_id = s.before_id AND ms."on" = s."on" AND ms.share <> 'part'
LEFT JOIN units_unit m ON m.id = ms.after_id
WHERE s.share = 'part'
  AND (%(settled)s::boolean IS NULL OR s.settled = %(settled)s)
  AND (%(id)s::bigint IS NULL OR s.id = %(id)s)
ORDER BY b.folded, b.official_code, s.id
"""
