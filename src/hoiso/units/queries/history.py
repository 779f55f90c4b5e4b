"""What became of a unit and where it came from, through any number of steps."""

from dataclasses import dataclass
from datetime import date

from hoiso.core.errors import NotThere
from hoiso.units.queries.rows import rows_of
from hoiso.units.succession import Fate, History, Link, Standing


def history(unit_id: int) -> History:
    """Everything before and after a unit. One statement. Raises `NotThere`."""
    rows = rows_of(_Row, _HISTORY, {"unit": unit_id})
    units = {row.unit_id: row.standing for row in rows}
    if unit_id not in units:
        raise NotThere("Không có đơn vị này.")
    links = {row.link_id: row.link for row in rows if row.link_id}
    return History(units[unit_id], units, tuple(sorted(links.values(), key=lambda link: (link.on, link.id))))


def became(unit_id: int, on: date) -> tuple[Fate, ...]:
    """The units that hold on a day what an ended unit held; empty when it has none."""
    return history(unit_id).became(on)


def came_from(unit_id: int, on: date) -> tuple[Fate, ...]:
    """The units that held on a day what this later unit holds; empty when none is known."""
    return history(unit_id).came_from(on)


@dataclass(frozen=True, slots=True)
class _Row:
    """A unit of the graph, with one of the links that end at it (or none)."""

    unit_id: int
    kind: str
    name: str
    title: str
    official_code: str
    valid_from: date
    valid_to: date | None
    start_known: bool
    link_id: int
    before: int
    after: int
    on: date
    share: str
    settled: bool
    renaming: bool
    note: str

    @property
    def standing(self) -> Standing:
        return Standing(
            self.unit_id,
            self.kind,
            self.name,
            self.title,
            self.official_code,
            self.valid_from,
            self.valid_to,
            self.start_known,
        )

    @property
    def link(self) -> Link:
        return Link(
            self.link_id,
            self.before,
            self.after,
            self.on,
            self.share,
            self.settled,
            self.renaming,
            self.note,
        )


_HISTORY = """
WITH RECURSIVE ahead(id) AS (
  SELECT %(unit)s::bigint
  UNION SELECT s.after_id FROM units_succession s JOIN ahead ON s.before_id = ahead.id
), behind(id) AS (
  SELECT %(unit)s::bigint
  UNION SELECT s.before_id FROM units_succession s JOIN behind ON s.after_id = behind.id
), links AS (
  SELECT * FROM units_succession s
  WHERE s.before_id IN (SELECT id FROM ahead) OR s.after_id IN (SELECT id FROM behind)
)
SELECT u.id, u.kind, u.name, CASE WHEN u.body_name = '' THEN u.name ELSE u.body_name END, u.official_code,
       u.valid_from, u.valid_to, u.start_known,
       l.id, l.before_id, l.after_id, l."on", l.share, l.settled, l.renaming, l.note
FROM units_unit u LEFT JOIN links l ON l.before_id = u.id OR l.after_id = u.id
WHERE u.id = %(unit)s OR l.id IS NOT NULL
"""
