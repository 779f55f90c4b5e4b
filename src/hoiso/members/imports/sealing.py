"""Boxes for many members: each as `members.keys` and `members.sensitive` make them."""

from dataclasses import dataclass
from uuid import UUID

from hoiso.members.keys import seal_citizen, seal_old_id
from hoiso.members.sensitive import new_pseudonym, seal_fact


@dataclass(frozen=True, slots=True)
class Sealer:
    """Seals what a row tells; empty for nothing."""

    def citizen(self, digits: str) -> str:
        return seal_citizen(digits) if digits else ""

    def old_id(self, digits: str) -> str:
        return seal_old_id(digits) if digits else ""

    def fact(self, value: str) -> str:
        return seal_fact(value)

    def pseudonym(self) -> tuple[UUID, str]:
        return new_pseudonym()
