"""Branches and groups of the place whose register it is."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from hoiso.members.register.rules import Place
from hoiso.units.models import Placement, Unit


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch or group to choose; `above` is the branch of a group."""

    id: int
    name: str
    is_group: bool
    above: int


@dataclass(frozen=True, slots=True)
class Branches:
    """What stands at a place on a day."""

    branches: tuple[Branch, ...]
    groups: tuple[Branch, ...]

    def name_of(self, unit_id: int | None) -> str:
        """Its name; empty for one that is not here."""
        return next((one.name for one in (*self.branches, *self.groups) if one.id == unit_id), "")

    def groups_of(self, branch_id: int) -> tuple[Branch, ...]:
        return tuple(group for group in self.groups if group.above == branch_id)


def branches_at(place: Place, *, on: date) -> Branches:
    """The branches under the place (the place itself, if it is one) with their groups. One statement."""
    standing = Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))
    lies = Q(unit_id=place.unit_id) if place.is_branch else Q(parent_id=place.unit_id)
    within = Placement.objects.filter(standing, lies, unit__kind=Unit.Kind.BRANCH).values("unit_id")
    rows = (
        Placement.objects.filter(standing)
        .filter(Q(unit_id__in=within) | Q(parent_id__in=within, unit__kind=Unit.Kind.GROUP))
        .order_by("unit__name", "unit_id")
        .values_list("unit_id", "unit__name", "unit__kind", "parent_id")
    )
    found = [Branch(unit, name, kind == Unit.Kind.GROUP, above) for unit, name, kind, above in rows]
    return Branches(
        tuple(one for one in found if not one.is_group), tuple(one for one in found if one.is_group)
    )


def above_of(unit_id: int, *, on: date) -> int | None:
    """The unit that a branch or group lies under on a day. One statement."""
    standing = Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))
    return Placement.objects.filter(standing, unit_id=unit_id).values_list("parent_id", flat=True).first()
