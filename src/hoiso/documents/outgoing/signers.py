"""Who of a unit may approve and sign, and by what right (Decree 30, Điều 13)."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from hoiso.access.public import Right, Role
from hoiso.access.rights import HOLDERS
from hoiso.core.folding import fold
from hoiso.documents.layouts.official_document import Capacity

_PEOPLE = """
SELECT o.id, o.full_name, (array_agg(p.role ORDER BY p.role <> 'leader', p.id))[1],
       (array_agg(p.title ORDER BY p.role <> 'leader', p.id))[1]
FROM access_post p JOIN access_officer o ON o.id = p.officer_id
WHERE p.unit_id = %(unit)s AND p.role = ANY (%(roles)s)
  AND p.valid_from <= %(on)s AND (p.valid_to IS NULL OR p.valid_to >= %(on)s)
  AND (o.retired_on IS NULL OR o.retired_on > %(on)s)
GROUP BY o.id ORDER BY min(p.id)
"""
_POSITIONS: dict[str, str] = {Role.LEADER: "Chủ tịch", Role.OFFICE_HEAD: "Chánh Văn phòng"}


@dataclass(frozen=True, slots=True)
class Signer:
    """An officer who may approve and sign at the unit, with her position as it is printed."""

    id: int
    name: str
    role: str
    position: str

    @property
    def capacity(self) -> Capacity:
        """The usual right: TM. for the head, TM. and KT. for a deputy, TL. for the office head."""
        if self.role == Role.OFFICE_HEAD:
            return Capacity.BY_ORDER
        return Capacity.COLLECTIVE_FOR_HEAD if "pho" in fold(self.position).split() else Capacity.COLLECTIVE

    @property
    def label(self) -> str:
        """Name and position, for a choice."""
        return f"{self.name}, {self.position}"


def signers(unit_id: int, *, on: date) -> tuple[Signer, ...]:
    """Who holds the right to approve at the unit on the day, leaders as first posted. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE, {"unit": unit_id, "on": on, "roles": sorted(HOLDERS[Right.APPROVE])})
        rows = cursor.fetchall()
    return tuple(Signer(id_, name, role, title or _POSITIONS[role]) for id_, name, role, title in rows)
