"""To whom work can be given: the people of a unit, those used last before the others, and units below it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import JSONField
from django.db.models.expressions import RawSQL

from hoiso.access.public import Right, post_words
from hoiso.access.rights import HOLDERS
from hoiso.documents.handling.receivers import Known


@dataclass(frozen=True, slots=True)
class Colleague:
    """An officer of the unit as she stands in the tick table."""

    id: int
    full_name: str
    folded: str
    title: str
    roles: frozenset[str]

    def holds(self, right: Right) -> bool:
        """Whether a post of hers at this unit carries the right."""
        return bool(self.roles & HOLDERS[right])


_RECENT = 200

# Who was used last is read from the readers, whose wall asks nothing of the documents: from the
# assignments the same question takes a hundred times as long at 100,000 documents.
_PEOPLE = """
SELECT o.id, o.full_name, o.folded,
       array_agg(p.role::text ORDER BY p.id), array_agg(p.title::text ORDER BY p.id)
FROM access_post p
JOIN access_officer o ON o.id = p.officer_id
LEFT JOIN (
  SELECT officer_id, max(id) AS last
  FROM (SELECT officer_id, id FROM documents_reader
        WHERE unit_id = %(unit)s AND why IN ('lead', 'coordinate') ORDER BY id DESC LIMIT %(recent)s) newest
  GROUP BY officer_id
) recent ON recent.officer_id = o.id
WHERE p.unit_id = ANY ((SELECT hoiso_heirs(%(unit)s, %(on)s))::bigint[]) AND p.role = ANY (%(roles)s)
  AND p.valid_from <= %(on)s AND (p.valid_to IS NULL OR p.valid_to >= %(on)s)
  AND (o.retired_on IS NULL OR o.retired_on > %(on)s)
GROUP BY o.id
ORDER BY max(recent.last) DESC NULLS LAST, o.name_key, o.id
"""


def colleagues(unit_id: int, *, on: date) -> tuple[Colleague, ...]:
    """Everybody of the unit who can be given work that day, last used first. One statement.

    Of a unit that ended, the people of its heirs.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _PEOPLE,
            {"unit": unit_id, "on": on, "recent": _RECENT, "roles": sorted(HOLDERS[Right.WORK_ON_TASKS])},
        )
        rows = cursor.fetchall()
    return tuple(
        Colleague(
            id=officer,
            full_name=name,
            folded=folded,
            title=", ".join(
                dict.fromkeys(post_words(role, title) for role, title in zip(roles, titles, strict=True))
            ),
            roles=frozenset(roles),
        )
        for officer, name, folded, roles, titles in rows
    )


def names(found: tuple[Colleague, ...]) -> dict[int, str]:
    """Their names by id."""
    return {one.id: one.full_name for one in found}


@dataclass(frozen=True, slots=True)
class UnitBelow:
    """A unit below the office whose desk works on this installation."""

    id: int
    name: str
    folded: str


# Today's, as [[id, name, folded], …] by name; `{unit}` is the office's id.
_BELOW = """(
WITH RECURSIVE below(id) AS (
  SELECT {unit}::bigint
  UNION
  SELECT p.unit_id FROM units_placement p JOIN below b ON p.parent_id = b.id
  WHERE p.valid_from <= hoiso_day() AND (p.valid_to IS NULL OR p.valid_to >= hoiso_day())
), here AS MATERIALIZED (SELECT unnest(hoiso_units_here((SELECT array_agg(id) FROM below))) AS id)
SELECT coalesce(jsonb_agg(jsonb_build_array(
  u.id, CASE WHEN u.body_name = '' THEN u.name ELSE u.body_name END, u.folded) ORDER BY u.folded, u.id), '[]')
FROM here JOIN units_unit u ON u.id = here.id
WHERE u.kind <> 'outside' AND u.id <> {unit})"""


def below_of(column: str) -> RawSQL:
    """Units below the one that a column of the statement names, for `units_of_rows`."""
    return RawSQL(_BELOW.format(unit=column), (), output_field=JSONField())  # noqa: S611


def units_of_rows(rows: Sequence[tuple[int, str, str]]) -> tuple[UnitBelow, ...]:
    """What `below_of` brought."""
    return tuple(UnitBelow(*row) for row in rows)


def unit_names(unit_id: int) -> dict[int, str]:
    """Names by id of the units below this one to which work can be given today. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_BELOW.format(unit='%(unit)s')}", {"unit": unit_id})
        rows = cursor.fetchone()[0]
    return {one: name for one, name, _ in json.loads(rows)}


def known_at(unit_id: int, *, on: date, units: bool = True) -> Known:
    """Everybody who can be given work on a document of the unit. Two statements; one without `units`."""
    return Known(names(colleagues(unit_id, on=on)), unit_names(unit_id) if units else {})
