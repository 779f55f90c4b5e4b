"""The plans of dossiers of a unit, and one plan with what was opened from it."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from hoiso.core.errors import NotThere
from hoiso.documents.keeping.archive import retention_words
from hoiso.documents.tables.plan import DossierPlan


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan in the list of plans."""

    id: int
    year: int
    made_by_name: str
    approved_on: date | None
    approved_by_name: str
    decision: str
    lines: int
    opened: int


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One line, and the dossier opened from it where this officer sees it. `opened`: there is one."""

    id: int
    position: int
    heading: str
    code: str
    title: str
    keeper_id: int | None
    keeper_name: str
    retention: str
    note: str
    dossier_id: int | None
    closed_on: date | None

    @property
    def retention_words(self) -> str:
        return retention_words(self.retention)


_PLANS = """
SELECT p.id, p.year, p.made_by_name, p.approved_on, p.approved_by_name, p.decision,
  (SELECT count(*) FROM documents_dossierplanline l WHERE l.plan_id = p.id),
  (SELECT count(*) FROM documents_dossierplanline l JOIN documents_dossier d ON d.plan_line_id = l.id
   WHERE l.plan_id = p.id)
FROM documents_dossierplan p WHERE p.unit_id = %s ORDER BY p.year DESC LIMIT 200
"""
_LINES = """
SELECT l.id, l.position, l.heading, l.code, l.title, l.keeper_id, l.keeper_name, l.retention, l.note,
  d.id, d.closed_on
FROM documents_dossierplanline l LEFT JOIN documents_dossier d ON d.plan_line_id = l.id
WHERE l.plan_id = %s ORDER BY l.position, l.id
"""


def plans(unit_id: int) -> tuple[PlanRow, ...]:
    """The plans of the unit, newest year first. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_PLANS, [unit_id])
        return tuple(PlanRow(*row) for row in cursor.fetchall())


def plan(plan_id: int) -> DossierPlan:
    """One plan with its unit; `NotThere` outside the scope. One statement."""
    found = DossierPlan.objects.select_related("unit").filter(pk=plan_id).first()
    if found is None:
        raise NotThere("Không có danh mục hồ sơ này, hoặc đồng chí không được xem.")
    return found


def plan_lines(plan_id: int) -> tuple[PlanLine, ...]:
    """Its lines in order. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_LINES, [plan_id])
        return tuple(PlanLine(*row) for row in cursor.fetchall())
