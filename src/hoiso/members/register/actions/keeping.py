"""Entering members and changing what is written of them."""

from datetime import date, datetime

from django.db import transaction

from hoiso.access.public import Actor
from hoiso.core.clock import office_date
from hoiso.core.errors import NotThere
from hoiso.members import spans
from hoiso.members.fields import FIELDS
from hoiso.members.keys import citizen_digits, unseal_citizen, unseal_old_id
from hoiso.members.models import Member, MemberBasis, MemberEvent
from hoiso.members.register.actions.noting import note, record
from hoiso.members.register.entry import Entry
from hoiso.members.register.errors import BranchNotHere, ChangedMeanwhile, LikeMembers
from hoiso.members.register.queries.places import above_of
from hoiso.members.register.queries.sheet import like_members
from hoiso.members.register.rules import NOT_THERE, keeps, require_keeping
from hoiso.members.states import State

_LAW_FROM = 2026  # Law 91/2025/QH15 is in force from 2026-01-01
_NEW = (State.ACTIVE, State.WAITING)


@transaction.atomic
def add_member(
    *,
    by: Actor,
    entry: Entry,
    branch_id: int,
    group_id: int | None,
    state: State,
    signed_form: bool,
    another: bool,
    at: datetime,
) -> Member:
    """Enter a member of a branch, waiting to be recognised or one already.

    `another`: the officer has seen the members who are like her and says that this is another woman.
    `signed_form`: her signed application lies with the branch. Raises `LikeMembers`, `BranchNotHere`.
    """
    today = office_date(at)
    commune_id = above_of(branch_id, on=today)
    if commune_id is None:
        raise BranchNotHere("Chi hội này không còn hoạt động. Chọn chi hội khác.", field="branch")
    require_keeping(by, commune_id=commune_id, branch_id=branch_id)
    if group_id is not None and above_of(group_id, on=today) != branch_id:
        raise BranchNotHere("Tổ này không thuộc chi hội đã chọn. Chọn lại tổ.", field="group")
    if not another:
        _refuse_like_ones(entry)
    if state not in _NEW:
        raise ValueError(f"a member is not entered as {state}")
    given = entry.more.get("joined_on")
    joined = given if isinstance(given, date) else None
    member = Member.objects.create(
        **entry.columns(),
        commune_id=commune_id,
        branch_id=branch_id,
        group_id=group_id,
        state=state,
        created_at=at,
        created_by=by.officer_id,
        changed_at=at,
    )
    member.refresh_from_db(fields=["code", "other_units"])
    begun = joined if state == State.ACTIVE else None
    spans.begin(
        member, branch_id=branch_id, group_id=group_id, state=state,
        on=begun or today, known=begun is not None or state == State.WAITING,
    )  # fmt: skip
    _basis(by, member, signed_form=signed_form, at=at)
    note(
        by,
        member,
        MemberEvent.Kind.APPLIED if state == State.WAITING else MemberEvent.Kind.ENTERED,
        at=at,
    )
    return member


def _refuse_like_ones(entry: Entry) -> None:
    like = like_members(
        full_name=entry.full_name,
        birth_year=entry.birth.year,
        birth_date=entry.birth.day,
        phone=entry.phone or "",
        citizen=citizen_digits(entry.citizen_id or ""),
    )
    if like:
        raise LikeMembers("Đã có hội viên giống người này. Xem ở trên, rồi chọn.", field="another")


def _basis(by: Actor, member: Member, *, signed_form: bool, at: datetime) -> None:
    """The ground on which she is kept; without one she stands among those to be completed."""
    ground = MemberBasis.Ground.APPLICATION if signed_form else MemberBasis.Ground.BEFORE_2026
    if not signed_form and not (member.joined_on and member.joined_on.year < _LAW_FROM):
        return
    MemberBasis.objects.create(
        member=member,
        purpose=MemberBasis.Purpose.MEMBERSHIP,
        ground=ground,
        given_at=at if signed_form else None,
        channel=MemberBasis.Channel.PAPER if signed_form else MemberBasis.Channel.IMPORT,
        noted_by=by.officer_id,
        noted_at=at,
    )


@transaction.atomic
def change_member(*, by: Actor, member_id: int, version: int, entry: Entry, at: datetime) -> Member:
    """Change what is written of her; her history names the fields, never the values.

    Raises `ChangedMeanwhile` where somebody saved after `version` was read.
    """
    member = locked(by, member_id)
    if member.version != version:
        raise ChangedMeanwhile("Người khác vừa sửa hồ sơ này. Mở lại trang để xem bản mới, rồi sửa tiếp.")
    changed = {name: value for name, value in entry.columns().items() if not _same(member, name, value)}
    if not changed:
        return member
    for name, value in changed.items():
        setattr(member, name, value)
    member.version += 1
    member.changed_at = at
    member.save(update_fields=[*changed, "version", "changed_at"])
    note(by, member, MemberEvent.Kind.CORRECTED, at=at, reason=_labels(changed))
    return member


def _same(member: Member, name: str, value: object) -> bool:
    """Whether a column stays as it is. A box is sealed anew each time: what lies in it is compared."""
    now = getattr(member, name)
    if name == "citizen_box":
        return unseal_citizen(now) == unseal_citizen(str(value))
    if name == "old_id_box":
        return unseal_old_id(now) == unseal_old_id(str(value))
    return bool(now == value)


_KEYS = {
    "full_name": "Họ và tên", "birth_year": "Năm sinh", "sex": "Giới tính", "honorary": "Hội viên danh dự",
    "note": "Ghi chú", "residence_unit_id": "Xã, phường đang ở", "citizen_hash": "Số định danh cá nhân",
    "old_id_box": "Số chứng minh nhân dân cũ",
}  # fmt: skip


def _labels(changed: dict[str, object]) -> str:
    labels = [_KEYS.get(name) or (FIELDS[name].label if name in FIELDS else "") for name in changed]
    return ", ".join(dict.fromkeys(label for label in labels if label))[:500]


def locked(by: Actor, member_id: int) -> Member:
    """The member's row, locked, for an officer who keeps her."""
    member = Member.objects.select_for_update().filter(pk=member_id, merged_into=None).first()
    if member is None:
        raise NotThere(NOT_THERE)
    if not keeps(by, member):
        require_keeping(by, commune_id=member.commune_id, branch_id=member.branch_id)
    return member


def note_reading(by: Actor, member: Member, *, at: datetime) -> None:
    """Her page was opened: the trail says who and when, and her unit is shown it."""
    record(by, member, "read", at=at)
