"""A member's timeline; members to be ticked; transfers that wait; branches to go to."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from hoiso.members.models import Member, MemberEvent, MemberTransfer
from hoiso.members.register.public import Place
from hoiso.members.states import State
from hoiso.units.models import Placement, Unit

_MOST = 200
_LISTS = {
    "cho": (State.WAITING,),
    "dang": (State.ACTIVE, State.AWAY, State.SUSPENDED),
}


@dataclass(frozen=True, slots=True)
class Life:
    """The lines of a history, the latest first; `undo_id`: the one that can still be taken back."""

    events: tuple[MemberEvent, ...]
    undo_id: int | None


def life_of(member: Member) -> Life:
    """Her whole history. One statement."""
    events = tuple(
        MemberEvent.objects.filter(member=member)
        .select_related("branch", "to_branch", "document", "trace")
        .order_by("-on", "-id")
    )
    acts = [one for one in events if one.kind != MemberEvent.Kind.CORRECTED]
    last = max(acts, key=lambda one: one.pk, default=None)
    return Life(events, last.pk if last is not None and hasattr(last, "trace") else None)


@dataclass(frozen=True, slots=True)
class Ticked:
    """A member to be ticked."""

    id: int
    full_name: str
    birth: str
    branch: str
    state_name: str


def to_tick(
    place: Place, which: str, *, branch_id: int | None, chosen: list[int] | None = None
) -> tuple[Ticked, ...]:
    """Members of the place who wait (`cho`) or are there (`dang`), by name, at most 200. One statement."""
    members = Member.objects.filter(merged_into=None, state__in=_LISTS[which])
    if place.is_branch:
        members = members.filter(branch_id=place.unit_id)
    else:
        members = members.filter(commune_id=place.unit_id)
    if branch_id is not None:
        members = members.filter(branch_id=branch_id)
    if chosen is not None:
        members = members.filter(pk__in=chosen)
    found = members.select_related("branch").order_by("name_key", "id")[:_MOST]
    return tuple(
        Ticked(one.pk, one.full_name, one.birth_written, one.branch.name, one.get_state_display())
        for one in found
    )


def branches_under(commune_id: int, *, on: date) -> tuple[tuple[int, str], ...]:
    """Branches that stand under a unit, by name. One statement."""
    standing = Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))
    return tuple(
        Placement.objects.filter(standing, parent_id=commune_id, unit__kind=Unit.Kind.BRANCH)
        .order_by("unit__name", "unit_id")
        .values_list("unit_id", "unit__name")
    )


def communes(*, on: date) -> tuple[tuple[int, str], ...]:
    """Units that stand and have branches, by name. One statement."""
    standing = Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))
    under = Placement.objects.filter(standing, unit__kind=Unit.Kind.BRANCH).values("parent_id")
    return tuple(Unit.objects.filter(pk__in=under).order_by("name", "id").values_list("id", "name"))


def transfers(place: Place, *, view: str) -> tuple[MemberTransfer, ...]:
    """Transfers into the place (`den`), out of it (`di`), or answered ones (`xong`), the latest first."""
    into = Q(to_branch_id=place.unit_id) if place.is_branch else Q(to_commune_id=place.unit_id)
    out = Q(from_branch_id=place.unit_id) if place.is_branch else Q(from_commune_id=place.unit_id)
    asked = Q(state=MemberTransfer.State.ASKED)
    wanted = {"den": into & asked, "di": out & asked, "xong": (into | out) & ~asked}[view]
    found = MemberTransfer.objects.filter(wanted).select_related(
        "from_branch", "from_commune", "to_branch", "to_commune"
    )
    return tuple(found.order_by("-id")[:_MOST])
