"""The usual chains of reviewers of a unit."""

from collections.abc import Mapping
from dataclasses import dataclass

from hoiso.documents.tables.outgoing import ReviewChain


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain under its name; `kind` is the kind of document for which it stands ready."""

    id: int
    name: str
    officers: tuple[int, ...]
    in_order: bool
    kind: str

    def people(self, names: Mapping[int, str]) -> tuple[str, ...]:
        """Names in their order; who does not work at the unit any more is left out."""
        return tuple(names[one] for one in self.officers if one in names)


def chains(unit_id: int) -> tuple[Chain, ...]:
    """By name. One statement."""
    rows = ReviewChain.objects.filter(unit_id=unit_id).order_by("name")
    return tuple(Chain(one.pk, one.name, tuple(one.officers), one.in_order, one.kind) for one in rows)
