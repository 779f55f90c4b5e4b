"""Work that hangs on no document: a few tasks in every state, one that comes again."""

from datetime import datetime, time, timedelta

from hoiso.core.clock import OFFICE_ZONE
from hoiso.demo import accounts
from hoiso.demo.days import Year
from hoiso.demo.offices import Offices, Person
from hoiso.work.models import Helper, Milestone, Repeat, Step, Task, WeekEntry

_TASKS = (
    ("Chuẩn bị hội trường họp Ban Thường vụ", "accepted", 40, 6),
    ("Rà soát danh sách hội viên nòng cốt", "given", 0, 12),
    ("Thu thập ảnh hoạt động quý IV", "accepted", 70, -2),
    ("Kiểm kê tài sản phòng họp", "done", 100, -10),
)


def work(offices: Offices, year: Year, *, at: datetime) -> None:
    """Store them for the provincial office; given by its demo leader to its demo specialist."""
    leader, specialist = offices.demo[accounts.LEADER.key], offices.demo[accounts.SPECIALIST.key]
    clerk, unit = offices.demo[accounts.CLERK.key], offices.province.unit
    given_at = at - timedelta(days=14)
    for title, state, percent, days in _TASKS:
        ended = state == Task.State.DONE
        task = Task.objects.create(
            unit=unit, title=title, given_by=leader.id, given_by_name=leader.name, given_at=given_at,
            lead_id=specialist.id, lead_name=specialist.name, due_on=year.today + timedelta(days=days),
            state=state, percent=percent, people=sorted({leader.id, specialist.id, clerk.id}),
            accepted_at=None if state == Task.State.GIVEN else given_at + timedelta(hours=3),
            done_at=at - timedelta(days=11) if ended else None, result="Đã kiểm kê, đủ" if ended else "",
        )  # fmt: skip
        _said(task, leader, "give", f"Giao {specialist.name}", given_at)
        if percent:
            _said(task, specialist, "report", "Đang làm theo kế hoạch", given_at + timedelta(days=2), percent)
        Helper.objects.create(
            task=task, unit=unit, officer_id=clerk.id, officer_name=clerk.name, part=Helper.Part.COORDINATE
        )
        Milestone.objects.create(
            task=task, unit=unit, title="Báo cáo lần một", due_on=year.today + timedelta(days=days)
        )
    offered = Task.objects.create(
        unit=unit, title="Dẫn chương trình giao lưu", given_by=leader.id, given_by_name=leader.name,
        given_at=given_at, state=Task.State.OFFERED, due_on=year.today + timedelta(days=9),
        people=sorted({leader.id, specialist.id, clerk.id}),
    )  # fmt: skip
    for one in (specialist, clerk):
        Helper.objects.create(
            task=offered, unit=unit, officer_id=one.id, officer_name=one.name, part=Helper.Part.TEAM
        )
    _said(offered, leader, "offer", f"Mời nhận việc: {specialist.name}, {clerk.name}", given_at)
    monday = year.today - timedelta(days=year.today.weekday())
    for days, hour, title, state in (
        (0, 8, "Giao ban đầu tuần", "approved"), (2, 14, "Họp Ban Thường vụ mở rộng", "approved"),
        (4, 8, "Kiểm tra công tác Hội tại cơ sở", "registered"),
    ):  # fmt: skip
        starts_at = datetime.combine(monday + timedelta(days=days), time(hour), tzinfo=OFFICE_ZONE)
        WeekEntry.objects.create(
            unit=unit, starts_at=starts_at, title=title, place="Phòng họp tầng 2", chair_id=leader.id,
            chair_name=leader.name, people=sorted({leader.id, specialist.id}), state=state,
            published_at=given_at if state == WeekEntry.State.APPROVED else None, registered_by=clerk.id,
            registered_by_name=clerk.name, registered_at=given_at,
            decided_by_name=leader.name if state == WeekEntry.State.APPROVED else "",
        )  # fmt: skip
    next_month = (year.today.replace(day=1) + timedelta(days=32)).replace(day=20)
    Repeat.objects.create(
        unit=unit, title="Báo cáo tháng gửi Trung ương Hội", given_by=leader.id, given_by_name=leader.name,
        lead_id=specialist.id, lead_name=specialist.name, every=Repeat.Every.MONTH, day=20, ahead=7,
        next_due=next_month,
    )  # fmt: skip


def _said(task: Task, who: Person, kind: str, text: str, at: datetime, percent: int | None = None) -> None:
    Step.objects.create(
        task=task,
        unit=task.unit,
        kind=kind,
        text=text,
        percent=percent,
        by_id=who.id,
        by_name=who.name,
        at=at,
    )
