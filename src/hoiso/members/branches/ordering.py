"""A commune's office has one of its branches pass to another, or some groups become a new branch.

Units are closed to the web's role, so the page leaves an order and the worker carries it out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from hoiso.access import public as access
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotAllowed
from hoiso.members.branches.jobs import carry_out
from hoiso.members.branches.merger import apply_merger
from hoiso.members.branches.passing_on import pass_members
from hoiso.members.models import BranchOrder, Member
from hoiso.members.register.public import above_of, keeps_unit
from hoiso.members.states import PRESENT
from hoiso.units import public as units
from hoiso.units.models import Placement, Unit
from hoiso.units.passing import Passing


class OrderRefused(DomainError):
    """The branch cannot pass on so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is asked: `heir_id` for a merger; `name` and `groups` of the new branch for a split."""

    kind: BranchOrder.Kind
    branch_id: int
    on: date
    paper: str
    heir_id: int | None = None
    name: str = ""
    groups: Sequence[int] = ()


@transaction.atomic
def order(*, by: access.Actor, asked: Order, at: datetime) -> BranchOrder:
    """Leave the order for the worker. Raises `OrderRefused` with the field that is wrong."""
    today = office_date(at)
    commune_id = above_of(asked.branch_id, on=today)
    if commune_id is None:
        raise OrderRefused("Chọn chi hội đang hoạt động", field="branch")
    if not keeps_unit(by, commune_id=commune_id, branch_id=commune_id):
        raise NotAllowed("Hội cấp xã sáp nhập, chia tách chi hội của mình.")
    _check(asked, commune_id, today=today)
    row = BranchOrder.objects.create(
        kind=asked.kind,
        commune_id=commune_id,
        branch_id=asked.branch_id,
        heir_id=asked.heir_id,
        name=asked.name,
        groups=list(asked.groups),
        on=asked.on,
        paper=asked.paper,
        asked_by=by.officer_id,
        asked_at=at,
    )
    audit.record(
        f"member_branch_{asked.kind}", "unit", asked.branch_id, at=at, actor_id=by.officer_id,
        unit_id=commune_id,
    )  # fmt: skip
    carry_out.defer(order_id=row.pk)
    return row


def _check(asked: Order, commune_id: int, *, today: date) -> None:
    if not asked.paper:
        raise OrderRefused("Ghi số quyết định, hoặc biên bản họp ngày nào", field="paper")
    if asked.on > today:
        raise OrderRefused("Ngày phải là hôm nay hoặc trước hôm nay", field="on")
    if asked.kind == BranchOrder.Kind.MERGE:
        if asked.heir_id == asked.branch_id:
            raise OrderRefused("Chọn chi hội khác với chi hội nhập đi", field="heir")
        if asked.heir_id is None or above_of(asked.heir_id, on=today) != commune_id:
            raise OrderRefused("Chọn chi hội nhận trong cùng xã, phường", field="heir")
        return
    if not asked.name:
        raise OrderRefused("Ghi tên chi hội mới", field="name")
    if not asked.groups:
        raise OrderRefused("Đánh dấu ít nhất một tổ về chi hội mới", field="groups")
    if any(above_of(group, on=today) != asked.branch_id for group in asked.groups):
        raise OrderRefused("Chỉ chọn tổ của chi hội này", field="groups")


def waiting_members(branch_id: int, groups: Sequence[int] | None = None) -> int:
    """How many members would go along. One statement."""
    members = Member.objects.filter(branch_id=branch_id, state__in=PRESENT, merged_into=None)
    return (members if groups is None else members.filter(group_id__in=groups)).count()


@transaction.atomic
def execute(order_id: int, *, at: datetime) -> None:
    """Carry an order out, under the system's scope. One that is done already stays as it is."""
    row = (
        BranchOrder.objects.select_for_update(of=("self",)).select_related("branch", "heir").get(pk=order_id)
    )
    if row.state != BranchOrder.State.WAITING:
        return
    before = transaction.savepoint()
    try:
        row.moved = _merge(row, at=at) if row.kind == BranchOrder.Kind.MERGE else _split(row, at=at)
        row.state = BranchOrder.State.DONE
        transaction.savepoint_commit(before)
    except DomainError as error:
        transaction.savepoint_rollback(before)
        row.state, row.problem = BranchOrder.State.FAILED, error.sentence[:300]
    row.done_at = at
    row.save(update_fields=["state", "problem", "moved", "done_at"])


def _merge(row: BranchOrder, *, at: datetime) -> int:
    heir = row.heir
    assert heir is not None
    moving = waiting_members(row.branch_id)
    passings = [Passing(row.branch_id, row.branch.name, heir.pk, heir.name, "whole")]
    units.end_units([row.branch], on=row.on)
    units.pass_on(passings, on=row.on, at=at, actor_id=row.asked_by)
    apply_merger(passings, on=row.on, at=at, actor_id=row.asked_by)
    access.apply_merger(passings, on=row.on, at=at, actor_id=row.asked_by)
    return moving


def _split(row: BranchOrder, *, at: datetime) -> int:
    parent = Placement.objects.filter(unit_id=row.branch_id).order_by("-valid_from").first()
    assert parent is not None
    new = units.add_unit(
        kind=Unit.Kind.BRANCH, name=row.name, valid_from=row.on, parent=parent.parent, at=at,
        actor_id=row.asked_by,
    )  # fmt: skip
    for group in Unit.objects.filter(pk__in=row.groups).order_by("pk"):
        units.move_unit(unit=group, parent=new, on=row.on, at=at, actor_id=row.asked_by)
    row.heir = new
    BranchOrder.objects.filter(pk=row.pk).update(heir=new)
    return pass_members(
        before_id=row.branch_id, after_id=new.pk, on=row.on, at=at, today=office_date(at),
        by_id=row.asked_by, paper=row.paper, groups=row.groups,
    )  # fmt: skip
