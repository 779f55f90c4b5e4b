"""What people do with a task: take it, report, finish their part, watch it, urge."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.db import transaction
from django.db.models import F

from hoiso.access.public import Actor, Right
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.core.files.inspection import Use
from hoiso.core.files.taking_in import take_in
from hoiso.core.phrases import vn_time
from hoiso.work.models import Evidence, Helper, Milestone, Task
from hoiso.work.tasks import course
from hoiso.work.tasks.errors import AlreadyTaken, PartsOpen
from hoiso.work.tasks.rules import OPEN, answers_for, require_lead, require_open

_S = Task.State


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as the form brings it."""

    stream: BinaryIO
    name: str


@transaction.atomic
def accept(*, by: Actor, task_id: int, at: datetime) -> Task:
    """Take a task on. Of a team the first holds it: the others are refused with her name.

    Accepting twice changes nothing.
    """
    task = course.locked(task_id)
    if task.state in (_S.ACCEPTED, _S.DONE) and task.lead_id == by.officer_id:
        return task
    invited = task.helpers.filter(officer_id=by.officer_id, part=Helper.Part.TEAM).exists()
    if invited and task.lead_id is not None and task.lead_id != by.officer_id:
        when = f" lúc {vn_time(task.accepted_at)}" if task.accepted_at else ""
        raise AlreadyTaken(f"{task.lead_name} đã nhận việc này{when}.")
    require_open(task)
    if task.state == _S.OFFERED:
        if not invited:
            raise NotAllowed("Việc này mời nhóm khác nhận.")
        task.lead_id, task.lead_name = by.officer_id, by.full_name
    else:
        require_lead(by, task)
    task.state, task.accepted_at = _S.ACCEPTED, at
    task.save(update_fields=["lead_id", "lead_name", "state", "accepted_at"])
    course.note(by, task, "accept", "Nhận việc", at=at)
    words = f"{by.full_name} đã nhận việc: {task.title}"
    team = list(task.helpers.filter(part=Helper.Part.TEAM).values_list("officer_id", flat=True))
    course.tell_people([task.given_by, *team], words, task, at=at, by=by, event="progress")
    return task


@transaction.atomic
def report(
    *, by: Actor, task_id: int, text: str, percent: int | None, files: Sequence[Upload], at: datetime
) -> Task:
    """Say how far it is, in words, and for the lead in per cent; files show it.

    By the lead or who helps. A lead who reports has accepted. Pressing twice reports once.
    """
    filed = [take_in(one.stream, one.name, at=at, use=Use.ANNEX) for one in files]
    task = course.locked(task_id)
    leads = task.lead_id == by.officer_id
    if not leads and not _helps(task, by):
        require_lead(by, task)
    require_open(task)
    words = text.strip()
    if not words:
        raise DomainError("Nhập nội dung báo cáo", field="text")
    if percent is not None and not 0 <= percent <= 100:
        raise DomainError("Tiến độ từ 0 đến 100 phần trăm", field="percent")
    last = task.steps.filter(kind="report").order_by("-at", "-id").first()
    if last and (last.by_id, last.text, last.percent) == (by.officer_id, words, percent if leads else None):
        return task
    if leads:
        task.percent = task.percent if percent is None else percent
        task.state, task.accepted_at = _S.ACCEPTED, task.accepted_at or at
        task.save(update_fields=["percent", "state", "accepted_at"])
    step = course.note(by, task, "report", words, at=at, percent=percent if leads else None)
    Evidence.objects.bulk_create(
        [
            Evidence(task=task, step=step, unit_id=task.unit_id, stored=one.stored, name=one.name)
            for one in filed
        ]
    )
    so_far = f" {percent}%" if leads and percent is not None else ""
    told = [task.given_by, task.lead_id, *course.watchers(task)]
    course.tell_people(
        told, f"{by.full_name} báo cáo tiến độ{so_far}: {task.title}", task, at=at, by=by, event="progress"
    )
    return task


@transaction.atomic
def finish(*, by: Actor, task_id: int, result: str, at: datetime) -> Task:
    """The lead says what came of it. Refused while parts of it are open. Twice changes nothing."""
    task = course.locked(task_id)
    require_lead(by, task)
    if task.state == _S.DONE:
        return task
    require_open(task)
    if not result.strip():
        raise DomainError("Nhập kết quả", field="result")
    left = list(task.children.filter(state__in=OPEN).values_list("title", "lead_name"))
    if left:
        named = "; ".join(f"{title} ({who or 'chưa ai nhận'})" for title, who in left)
        raise PartsOpen(f"Còn phần việc chưa xong: {named}", field="result")
    task.state, task.done_at, task.percent, task.result = _S.DONE, at, 100, result.strip()
    task.accepted_at = task.accepted_at or at
    task.save(update_fields=["state", "done_at", "percent", "result", "accepted_at"])
    course.note(by, task, "finish", f"Xong: {task.result}", at=at, percent=100)
    told = [task.given_by, *task.helpers.values_list("officer_id", flat=True)]
    course.tell_people(told, f"{by.full_name} đã xong: {task.title}", task, at=at, by=by, event="progress")
    return task


@transaction.atomic
def finish_part(*, by: Actor, task_id: int, at: datetime) -> Task:
    """Who helps says that her part is done. Twice changes nothing."""
    task = course.locked(task_id)
    require_open(task)
    done = Helper.objects.filter(
        task=task, officer_id=by.officer_id, part=Helper.Part.COORDINATE, done_at=None
    ).update(done_at=at)
    if done:
        course.note(by, task, "part_done", "Xong phần phối hợp", at=at)
        words = f"{by.full_name} xong phần phối hợp: {task.title}"
        course.tell_people([task.lead_id, task.given_by], words, task, at=at, by=by, event="progress")
    elif not _helps(task, by):
        raise NotAllowed("Đồng chí không phối hợp trong việc này.")
    return task


@transaction.atomic
def reach(*, by: Actor, milestone_id: int, at: datetime) -> Task:
    """One of several deadlines is met, says the lead. Twice changes nothing."""
    milestone = Milestone.objects.filter(pk=milestone_id).first()
    if milestone is None:
        raise NotThere("Không có mốc này.")
    task = course.locked(milestone.task_id)
    require_lead(by, task)
    require_open(task)
    if Milestone.objects.filter(pk=milestone_id, done_at=None).update(done_at=at):
        course.note(by, task, "milestone", f"Xong mốc: {milestone.title}", at=at)
    return task


@transaction.atomic
def watch(*, by: Actor, task_id: int, on: bool, at: datetime) -> Task:
    """Be told of what happens to a task that she sees, or no more. Who leads or helps is told anyway."""
    task = course.locked(task_id)
    if on:
        Helper.objects.bulk_create(
            [
                Helper(
                    task=task, unit_id=task.unit_id, officer_id=by.officer_id, officer_name=by.full_name,
                    part=Helper.Part.WATCHER,
                )
            ],
            ignore_conflicts=True,
        )  # fmt: skip
        if course.name_people(task, [by.officer_id]):
            task.save(update_fields=["people"])
    else:
        Helper.objects.filter(task=task, officer_id=by.officer_id, part=Helper.Part.WATCHER).delete()
    audit.record(
        "work_watch" if on else "work_unwatch", "work", task.pk,
        at=at, actor_id=by.officer_id, unit_id=task.unit_id,
    )  # fmt: skip
    return task


@transaction.atomic
def let_watch(*, task_ids: Iterable[int], officer_id: int, officer_name: str) -> None:
    """Let somebody see tasks that belong to what she now answers for, and be told of them."""
    for task in map(course.locked, sorted(task_ids)):
        Helper.objects.bulk_create(
            [
                Helper(
                    task=task, unit_id=task.unit_id, officer_id=officer_id, officer_name=officer_name,
                    part=Helper.Part.WATCHER,
                )
            ],
            ignore_conflicts=True,
        )  # fmt: skip
        if course.name_people(task, [officer_id]):
            task.save(update_fields=["people"])


@transaction.atomic
def urge(*, by: Actor, task_id: int, at: datetime) -> bool:
    """Đôn đốc the lead, or the team while nobody has taken it. Once a day; whether it was said now."""
    task = course.locked(task_id)
    if not answers_for(by, task) and not by.holds(Right.PROPOSE_HANDLING, at=task.unit_id):
        raise NotAllowed("Chỉ người giao việc, lãnh đạo hoặc văn thư của đơn vị đôn đốc được.")
    require_open(task)
    if task.urged_on == office_date(at):
        return False
    Task.objects.filter(pk=task.pk).update(urged=F("urged") + 1, urged_on=office_date(at))
    asked = (
        [task.lead_id]
        if task.lead_id
        else list(task.helpers.filter(part=Helper.Part.TEAM).values_list("officer_id", flat=True))
    )
    course.note(by, task, "urge", f"Đôn đốc {task.lead_name or 'nhóm được mời'}", at=at)
    course.tell_people(asked, f"Đôn đốc: {task.title}", task, at=at, by=by, event="urged")
    return True


def _helps(task: Task, by: Actor) -> bool:
    return task.helpers.filter(officer_id=by.officer_id, part=Helper.Part.COORDINATE).exists()
