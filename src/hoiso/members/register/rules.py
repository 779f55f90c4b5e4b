"""Who reads and who keeps members, as sentences."""

from collections.abc import Iterable
from dataclasses import dataclass

from hoiso.access.public import HOLDERS, Actor, HeldPost, Right, Role
from hoiso.core.errors import NotAllowed
from hoiso.members.fields import Field
from hoiso.members.models import Member
from hoiso.units.models import Unit

NOT_THERE = "Không có hội viên này, hoặc hội viên không thuộc nơi đồng chí phụ trách."


@dataclass(frozen=True, slots=True)
class Place:
    """Whose register she works in now: a branch that she heads, or the unit whose branches she keeps."""

    unit_id: int
    title: str
    is_branch: bool
    is_province: bool


def place_of(by: Actor, right: Right = Right.READ_MEMBERS) -> Place:
    """Where she works now with the right; by her present post, else by her first one that carries it."""
    posts = ([by.current] if by.current else []) + list(by.posts)
    for post in posts:
        if post and by.holds(right, at=post.unit_id) and post.role in _OF_REGISTER:
            return _place(post)
    raise NotAllowed("Chức vụ hiện tại của đồng chí không giữ danh sách hội viên nào.")


_OF_REGISTER = frozenset({Role.CLERK, Role.LEADER, Role.OFFICE_HEAD, Role.SPECIALIST, Role.BRANCH_HEAD})


def _place(post: HeldPost) -> Place:
    return Place(
        post.unit_id,
        post.unit_title,
        is_branch=post.unit_kind == Unit.Kind.BRANCH,
        is_province=post.unit_kind == Unit.Kind.PROVINCE,
    )


def reads(by: Actor, member: Member) -> bool:
    """Whether she reads the member's page: the office of the unit above her branch, or the branch's head."""
    return _holds(by, Right.READ_MEMBERS, (member.commune_id, member.branch_id, *member.other_units))


def keeps(by: Actor, member: Member) -> bool:
    """Whether she changes what is written of the member."""
    return _holds(by, Right.KEEP_MEMBERS, (member.commune_id, member.branch_id))


def keeps_at(by: Actor, place: Place) -> bool:
    """Whether she enters members at the place."""
    return _holds(by, Right.KEEP_MEMBERS, (place.unit_id,), branch=place.is_branch)


def keeps_unit(by: Actor, *, commune_id: int, branch_id: int) -> bool:
    """Whether she keeps members at the branch or at the unit above it."""
    return _holds(by, Right.KEEP_MEMBERS, (commune_id, branch_id))


def require_keeping(by: Actor, *, commune_id: int, branch_id: int) -> None:
    """Refuse unless she keeps members at the branch or at the unit above it."""
    if not keeps_unit(by, commune_id=commune_id, branch_id=branch_id):
        raise NotAllowed(
            "Đồng chí không giữ danh sách của chi hội này. Hãy nhờ Hội xã, phường hoặc chi hội trưởng."
        )


def require_reading(by: Actor, *, commune_id: int, branch_id: int) -> None:
    """Refuse unless she reads members at the branch or at the unit above it."""
    if not _holds(by, Right.READ_MEMBERS, (commune_id, branch_id)):
        raise NotAllowed(
            "Đồng chí không xem được danh sách của chi hội này. Hãy nhờ Hội xã, phường hoặc chi hội trưởng."
        )


def sees_sensitive(by: Actor, member: Member) -> bool:
    """Whether she may see any sensitive fact of the member; which ones, `MemberField` names by role."""
    return _holds(by, Right.READ_SENSITIVE_MEMBERS, (member.commune_id, member.branch_id))


def seen_fields(by: Actor, member: Member, fields: Iterable[Field]) -> tuple[Field, ...]:
    """The sensitive fields that are asked and that one of her posts there sees."""
    places = (member.commune_id, member.branch_id)
    roles = {post.role for post in by.posts if post.unit_id in places or post.left.intersection(places)}
    return tuple(field for field in fields if field.sensitive and field.asked and field.seen_with(roles))


def _holds(by: Actor, right: Right, places: Iterable[int], *, branch: bool = True) -> bool:
    """By a post in the office of one of the places, or at the head of one: as the wall of Member has it.

    The wall asks a head's post for the branch and an office's for the unit above; a post of the other
    kind at such a unit sees no rows, whatever is answered here. `branch` False: no place is one.
    """
    wanted = frozenset(places)
    return any(
        post.role in HOLDERS[right]
        and (post.unit_id in wanted or bool(post.left & wanted))
        and (post.role != Role.BRANCH_HEAD or (branch and post.unit_kind == Unit.Kind.BRANCH))
        for post in by.posts
    )
