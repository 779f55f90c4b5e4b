"""The people of a unit to whom work can be given, those used last before the others."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from hoiso.access.public import Right, post_words
from hoiso.access.rights import HOLDERS


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
WHERE p.unit_id = %(unit)s AND p.role = ANY (%(roles)s)
  AND p.valid_from <= %(on)s AND (p.valid_to IS NULL OR p.valid_to >= %(on)s)
  AND (o.retired_on IS NULL OR o.retired_on > %(on)s)
GROUP BY o.id
ORDER BY max(recent.last) DESC NULLS LAST, o.name_key, o.id
"""


def colleagues(unit_id: int, *, on: date) -> tuple[Colleague, ...]:
    """Everybody of the unit who can be given work that day, last used first. One statement."""
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
