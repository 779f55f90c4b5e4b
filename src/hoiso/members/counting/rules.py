"""Where she may count, and whether she may see the people behind the numbers."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from hoiso.access.public import Actor, Right
from hoiso.core.errors import NotAllowed
from hoiso.members.models import MemberReport
from hoiso.members.register.public import Place, place_of
from hoiso.units.models import Placement, Unit

ELSEWHERE = "Đồng chí chỉ xem được số liệu của đơn vị mình phụ trách và các chi hội trong đơn vị."


@dataclass(frozen=True, slots=True)
class Counted:
    """The unit whose numbers are shown. `sees_people`: she keeps the list there.

    `above_id`: the unit above that she may look at too, None where she may not.
    """

    unit_id: int
    title: str
    kind: str
    sees_people: bool
    enters_women: bool
    above_id: int | None

    @property
    def is_branch(self) -> bool:
        return self.kind == Unit.Kind.BRANCH

    @property
    def is_province(self) -> bool:
        return self.kind == Unit.Kind.PROVINCE


def counted_place(by: Actor, unit_id: int | None, *, on: date) -> Counted:
    """The unit asked for, or hers. One statement where it is not hers; NotAllowed where it is not to see."""
    own = place_of(by, Right.COUNT_MEMBERS)
    if unit_id is None or unit_id == own.unit_id:
        return Counted(
            own.unit_id,
            own.title,
            _kind(own),
            not own.is_province,
            enters_women=not own.is_branch,
            above_id=None,
        )
    standing = Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))
    found = (
        Placement.objects.filter(
            standing, unit_id=unit_id, unit__kind__in=(Unit.Kind.COMMUNE, Unit.Kind.BRANCH)
        )
        .select_related("unit")
        .first()
    )
    if found is None or not (own.is_province or (not own.is_branch and found.parent_id == own.unit_id)):
        raise NotAllowed(ELSEWHERE)
    return Counted(
        unit_id, found.unit.title, found.unit.kind, sees_people=not own.is_province,
        enters_women=own.is_province and found.unit.kind == Unit.Kind.COMMUNE, above_id=found.parent_id,
    )  # fmt: skip


def _kind(own: Place) -> str:
    if own.is_branch:
        return str(Unit.Kind.BRANCH)
    return str(Unit.Kind.PROVINCE if own.is_province else Unit.Kind.COMMUNE)


def above_of_own(place: Counted, *, on: date) -> int | None:
    """The unit to which the place's report goes; None at the province. One statement."""
    if place.is_province:
        return None
    standing = Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))
    return (
        Placement.objects.filter(standing, unit_id=place.unit_id).values_list("parent_id", flat=True).first()
    )


def reads_report(by: Actor, report: MemberReport) -> bool:
    """Whether she is of the unit that draws the report or of the one above it."""
    return keeps_report(by, report) or by.holds(Right.COUNT_MEMBERS, at=report.above_id or report.unit_id)


def keeps_report(by: Actor, report: MemberReport) -> bool:
    """Whether she draws and corrects it: the unit itself, or for a branch the commune's office too."""
    if by.holds(Right.COUNT_MEMBERS, at=report.unit_id):
        return True
    return report.unit.kind == Unit.Kind.BRANCH and by.holds(Right.COUNT_MEMBERS, at=report.above_id or 0)


def signs(by: Actor, report: MemberReport) -> bool:
    """Whether she signs it: the head of the branch, or a leader of the unit."""
    if report.unit.kind == Unit.Kind.BRANCH:
        return by.holds(Right.COUNT_MEMBERS, at=report.unit_id)
    return by.holds(Right.APPROVE_MEMBERS_EXPORT, at=report.unit_id)


def closes(by: Actor, report: MemberReport) -> bool:
    """Whether she takes it for the unit above."""
    return report.above_id is not None and by.holds(Right.COUNT_MEMBERS, at=report.above_id)
