"""Rows of the trail with the names of officers and units."""

from dataclasses import dataclass
from datetime import datetime

from hoiso.access.public import names_of, who
from hoiso.audit.public import TrailPage
from hoiso.units.models import Unit


@dataclass(frozen=True, slots=True)
class NamedRow:
    """One act as it is read: `about` is the thing with its id, or an officer by name."""

    at: datetime
    who: str
    action: str
    about: str
    unit: str


def named_rows(page: TrailPage) -> tuple[NamedRow, ...]:
    """Two statements."""
    people = {row.actor_id for row in page.rows} | {
        row.subject_id for row in page.rows if row.subject_code == "officer"
    }
    names = names_of(one for one in people if one is not None)
    unit_ids = {row.unit_id for row in page.rows if row.unit_id is not None}
    units = {unit.pk: unit.title for unit in Unit.objects.filter(pk__in=unit_ids)}
    rows = []
    for row in page.rows:
        about = f"{row.subject} {row.subject_id or ''}".strip()
        if row.subject_code == "officer" and row.subject_id is not None:
            about = who(row.subject_id, names)
        rows.append(
            NamedRow(row.at, who(row.actor_id, names), row.action, about, units.get(row.unit_id or 0, "–"))
        )
    return tuple(rows)
