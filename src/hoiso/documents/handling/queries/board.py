"""Open work of a unit or of one person as a board, and its deadlines by day: on documents and without."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.urls import reverse

from hoiso.documents.handling.phrases import PART

COLUMNS = (("new", "Chưa nhận"), ("working", "Đang làm"), ("late", "Quá hạn"), ("done", "Xong trong 7 ngày"))
A_COLUMN = 30

# `kind` d: on a document, w: without one, m: one of several deadlines of a task without a document.
# Walls of both tables hold: nobody finds here what she does not see elsewhere.
_WORK = """
WITH work AS (
  SELECT 'd' AS kind, a.id, d.subject AS title, d.symbol AS source, a.officer_name AS who,
    a.part::text AS part, a.due_on, a.done_at, a.state IN ('unopened', 'opened') AS waits,
    a.state = 'done' AS done
  FROM documents_assignment a JOIN documents_document d ON d.id = a.document_id
  WHERE a.unit_id = %(unit)s AND a.part <> 'informed' AND ({whose_d})
    AND (a.state IN ('unopened', 'opened', 'accepted') OR (a.state = 'done' AND a.done_at >= %(since)s))
  UNION ALL
  SELECT 'w', w.id, w.title, w.origin, w.lead_name, 'lead', w.due_on, w.done_at,
    w.state IN ('offered', 'given'), w.state = 'done'
  FROM work_task w
  WHERE w.unit_id = %(unit)s AND ({whose_w})
    AND (w.state IN ('offered', 'given', 'accepted') OR (w.state = 'done' AND w.done_at >= %(since)s))
)
"""
_BOARD = """{work}, placed AS (
  SELECT work.*, CASE WHEN done THEN 'done' WHEN due_on < %(today)s THEN 'late' WHEN waits THEN 'new'
    ELSE 'working' END AS place FROM work
), ranked AS (
  SELECT placed.*, count(*) OVER (PARTITION BY place) AS whole,
    row_number() OVER (PARTITION BY place ORDER BY due_on NULLS LAST, kind, id) AS rank FROM placed
)
SELECT place, kind, id, title, source, who, part, due_on, whole FROM ranked WHERE rank <= %(most)s
ORDER BY place, rank
"""
_DUE = """{work}
SELECT kind, id, title, source, who, part, due_on FROM work
WHERE NOT done AND due_on BETWEEN %(first)s AND %(last)s
UNION ALL
SELECT 'm', t.id, m.title, t.title, t.lead_name, 'lead', m.due_on
FROM work_milestone m JOIN work_task t ON t.id = m.task_id
WHERE m.unit_id = %(unit)s AND m.done_at IS NULL AND m.due_on BETWEEN %(first)s AND %(last)s
  AND t.state IN ('offered', 'given', 'accepted') AND ({whose_m})
ORDER BY 7, 1, 2 LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Card:
    """One piece of work on the board or in the calendar."""

    kind: str
    id: int
    title: str
    source: str
    who: str
    part: str
    due_on: date | None

    @property
    def url(self) -> str:
        return reverse("task" if self.kind == "d" else "work_item", args=[self.id])

    @property
    def part_name(self) -> str:
        return PART[self.part]

    @property
    def uid(self) -> str:
        """The same in every answer, so that a calendar program knows what it has."""
        return f"{self.kind}-{self.id}" + (
            f"-{self.due_on:%Y%m%d}" if self.kind == "m" and self.due_on else ""
        )


@dataclass(frozen=True, slots=True)
class Column:
    """One column: at most `A_COLUMN` cards, the nearest deadline first, and how many there are."""

    code: str
    label: str
    cards: tuple[Card, ...]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.cards)


def board(unit_id: int, *, officer_id: int | None, today: date, since: date) -> tuple[Column, ...]:
    """Work of the unit, or of one officer there. One statement, whatever its number."""
    with connection.cursor() as cursor:
        cursor.execute(
            _of(_BOARD, officer_id),
            {"unit": unit_id, "officer": officer_id, "today": today, "since": since, "most": A_COLUMN},
        )
        rows = cursor.fetchall()
    found: list[Column] = []
    for code, label in COLUMNS:
        mine = [row for row in rows if row[0] == code]
        found.append(Column(code, label, tuple(Card(*row[1:8]) for row in mine), mine[0][8] if mine else 0))
    return tuple(found)


def due_between(
    unit_id: int, *, officer_id: int | None, first: date, last: date, most: int = 500
) -> tuple[Card, ...]:
    """Open deadlines of the unit, or of one officer there, by day. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            _of(_DUE, officer_id),
            {
                "unit": unit_id, "officer": officer_id, "since": first, "first": first, "last": last,
                "most": most,
            },
        )  # fmt: skip
        return tuple(Card(*row) for row in cursor.fetchall())


def _of(statement: str, officer_id: int | None) -> str:
    if officer_id is None:
        whose = {"whose_d": "true", "whose_w": "true"}
    else:
        whose = {
            "whose_d": "a.officer_id = %(officer)s",
            "whose_w": "w.lead_id = %(officer)s OR EXISTS (SELECT FROM work_helper h WHERE h.task_id = w.id"
            " AND h.officer_id = %(officer)s AND h.part = 'coordinate' AND h.done_at IS NULL)",
        }
    return statement.format(
        work=_WORK.format(**whose), whose_m="true" if officer_id is None else "t.lead_id = %(officer)s"
    )
