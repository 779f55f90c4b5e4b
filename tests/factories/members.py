"""Branches, groups and members, laid out by the owner as a register that has been kept would be."""

from datetime import date
from itertools import count

from hoiso.core import clock
from hoiso.core.folding import fold, given_name_key
from hoiso.members.keys import card_key, citizen_hash, phone_key, seal_citizen
from hoiso.members.models import CoreSpan, Household, HouseholdPerson, Member, MemberSpan
from hoiso.members.states import State
from hoiso.units.models import Placement, Unit
from tests.factories.people import LONG_AGO, a_unit
from tests.roles import owner

_serial = count(1)


def a_branch(name: str = "", *, under: Unit | None = None, since: date = LONG_AGO) -> Unit:
    """A branch under a commune (one of its own where none is given)."""
    return a_unit(
        name or f"Chi hội ấp {next(_serial)}",
        kind=Unit.Kind.BRANCH,
        under=under or a_unit(),
        valid_from=since,
    )


def a_group(name: str = "", *, under: Unit) -> Unit:
    """A group of a branch."""
    return a_unit(name or f"Tổ phụ nữ số {next(_serial)}", kind=Unit.Kind.GROUP, under=under)


def a_member(
    branch: Unit | None = None,
    *,
    name: str = "",
    born: date | int = 1975,
    group: Unit | None = None,
    state: State = State.ACTIVE,
    since: date = LONG_AGO,
    core: bool = False,
    citizen: str = "",
    **more: object,
) -> Member:
    """A member of a branch since `since`, with the span that says so; `more` are other columns."""
    branch = branch or a_branch()
    name = name or f"Nguyễn Thị Hội {next(_serial)}"
    now = clock.now()
    with owner():
        parent = Placement.objects.filter(unit=branch).order_by("-valid_from").first()
        member = Member.objects.create(
            full_name=name,
            folded=fold(name),
            name_key=given_name_key(name),
            birth_date=born if isinstance(born, date) else None,
            birth_year=born.year if isinstance(born, date) else born,
            phone_key=phone_key(str(more.get("phone", ""))),
            card_key=card_key(str(more.get("card_number", ""))),
            citizen_hash=citizen_hash(citizen),
            citizen_box=seal_citizen(citizen),
            commune=parent.parent if parent else branch,
            branch=branch,
            group=group,
            state=state,
            core=core,
            created_at=now,
            changed_at=now,
            **more,
        )
        member.refresh_from_db(fields=["code", "other_units"])
        MemberSpan.objects.create(member=member, branch=branch, group=group, state=state, valid_from=since)
        if core:
            CoreSpan.objects.create(member=member, valid_from=since)
    return member


def a_household(branch: Unit, *members: Member, head: str = "", women: int | None = None) -> Household:
    """A household of the branch with the members in it."""
    head = head or f"Trần Văn Hộ {next(_serial)}"
    with owner():
        placement = Placement.objects.filter(unit=branch).order_by("-valid_from").get()
        household = Household.objects.create(
            commune=placement.parent,
            branch=branch,
            head_name=head,
            folded=fold(head),
            women=women,
            changed_at=clock.now(),
        )
        HouseholdPerson.objects.bulk_create(
            HouseholdPerson(household=household, member=member) for member in members
        )
    return household
