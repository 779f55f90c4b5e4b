"""What a merger of units does to members: branches and their members follow, nobody's past changes."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from hoiso.core.clock import office_date
from hoiso.core.phrases import vn_date
from hoiso.members.branches.passing_on import follow, pass_members
from hoiso.members.models import Member
from hoiso.members.states import PRESENT
from hoiso.units.models import Succession, Unit
from hoiso.units.passing import PartPlan, Passing, PlanLine


def plan_merger(passings: Sequence[Passing], *, on: date) -> tuple[PartPlan, ...]:
    """How many members go along with each ended unit, and which wait for a choice. Two statements."""
    titles = {one.before_id: one.before_title for one in passings}
    heirs = {one.before_id: one for one in passings if one.moves}
    parts = {one.before_id for one in passings if one.share == Succession.Share.PART}
    present = Member.objects.filter(merged_into=None, state__in=PRESENT)
    count = Counter(present.filter(commune_id__in=titles).values_list("commune_id", flat=True))
    count.update(present.filter(branch_id__in=titles).values_list("branch_id", flat=True))
    lines = tuple(
        PlanLine(
            unit_id, number, _sentence(titles[unit_id], number, heirs.get(unit_id), unit_id in parts, on)
        )
        for unit_id, number in sorted(count.items())
    )
    return (PartPlan("Hội viên", lines),)


def _sentence(title: str, number: int, heir: Passing | None, divided: bool, on: date) -> str:
    if heir is None:
        return f"{title}: {number} hội viên, chưa có đơn vị nhận."
    words = f"{title}: {number} hội viên theo chi hội về {heir.after_title} từ {vn_date(on)}"
    if divided:
        return f"{words}; chi hội nào về đơn vị khác thì chờ người quản trị chọn từng chi hội."
    return f"{words}; số liệu trước ngày đó giữ nguyên."


@transaction.atomic
def apply_merger(passings: Sequence[Passing], *, on: date, at: datetime, actor_id: int | None = None) -> None:
    """Members of an ended branch are in its heir from the day; those of a commune follow their branches.

    A part of a divided unit moves nobody: a person chooses branch by branch, and the members follow then
    (`follow`, which the clock calls too). A second call changes nothing.
    """
    today = office_date(at)
    ended = {one.before_id: one.after_id for one in passings if one.moves}
    branches = Unit.objects.filter(pk__in=ended, kind=Unit.Kind.BRANCH).values_list("pk", flat=True)
    for branch_id in sorted(branches):
        heir = ended[branch_id]
        if heir is not None:
            pass_members(before_id=branch_id, after_id=heir, on=on, at=at, today=today, by_id=actor_id)
    follow(today=today)
