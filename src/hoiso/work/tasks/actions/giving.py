"""Giving a task, offering one to a team, splitting one, and what the giver changes later."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db import transaction

from hoiso.access.public import Actor, stand_ins
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError
from hoiso.core.phrases import vn_date
from hoiso.work.models import Helper, Milestone, Task
from hoiso.work.people import names_of_people, people_of
from hoiso.work.tasks import course
from hoiso.work.tasks.rules import not_past, require_answering, require_giving, require_open

_S = Task.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked for. Either `lead`, or `team`: the first of them to accept holds the task.

    `helpers` co-ordinate, each with a deadline of her own or none; `milestones` are further deadlines.
    """

    title: str
    text: str = ""
    lead: int | None = None
    team: Sequence[int] = ()
    helpers: Sequence[tuple[int, date | None]] = ()
    due_on: date | None = None
    milestones: Sequence[tuple[str, date]] = ()
    origin: str = ""
    origin_url: str = ""
    repeat_id: int | None = field(default=None)


@transaction.atomic
def give(
    *,
    by: Actor,
    unit_id: int,
    wanted: Wanted,
    at: datetime,
    parent_id: int | None = None,
    leads_origin: bool = False,
) -> Task:
    """A task for an officer or a team of the unit; with `parent_id` a part of that task.

    `leads_origin`: she answers for the work that this is a part of, elsewhere than in a task; who
    calls has checked it.

    Raises `NotAllowed` for who may not give it, `DomainError` for people who do not work there and
    for days that are over.
    """
    parent = course.locked(parent_id) if parent_id is not None else None
    if parent is not None:
        require_open(parent)
        unit_id = parent.unit_id
    asked = [*([wanted.lead] if wanted.lead else wanted.team), *(one for one, _ in wanted.helpers)]
    if not leads_origin:
        require_giving(by, unit_id, to=set(asked), parent=parent)
    _check(wanted, parent, today=office_date(at))
    known = names_of_people(people_of(unit_id, on=office_date(at)), asked, field="lead")
    wanted, known = _present(by, unit_id, wanted, known, on=office_date(at))
    task = Task(
        unit_id=unit_id, parent=parent, title=wanted.title.strip(), text=wanted.text.strip(),
        origin=wanted.origin, origin_url=wanted.origin_url, given_by=by.officer_id,
        given_by_name=by.full_name, given_at=at, due_on=wanted.due_on, lead_id=wanted.lead,
        lead_name=known[wanted.lead] if wanted.lead else "", state=_S.GIVEN if wanted.lead else _S.OFFERED,
    )  # fmt: skip
    if wanted.lead == by.officer_id:
        task.state, task.accepted_at = _S.ACCEPTED, at
    course.name_people(task, {by.officer_id, *known})
    task.save()
    team = () if wanted.lead else wanted.team
    _name(task, known, team=team, helpers=wanted.helpers)
    Milestone.objects.bulk_create(
        [Milestone(task=task, unit_id=unit_id, title=title, due_on=day) for title, day in wanted.milestones]
    )
    due = f", hạn {vn_date(wanted.due_on)}" if wanted.due_on else ""
    if wanted.lead:
        course.note(by, task, "give", f"Giao {task.lead_name}{due}", at=at, lead=wanted.lead)
        course.tell_people(
            [wanted.lead], f"Giao việc{due}: {task.title}", task, at=at, by=by, event="task_given"
        )
    else:
        names = ", ".join(known[one] for one in team)
        course.note(by, task, "offer", f"Mời nhận việc: {names}{due}", at=at, team=sorted(team))
        words = f"Mời nhận việc, ai nhận trước thì làm{due}: {task.title}"
        course.tell_people(team, words, task, at=at, by=by, event="task_given")
    helpers = [one for one, _ in wanted.helpers]
    course.tell_people(helpers, f"Phối hợp{due}: {task.title}", task, at=at, by=by, event="task_given")
    return task


def _present(
    by: Actor, unit_id: int, wanted: Wanted, known: dict[int, str], *, on: date
) -> tuple[Wanted, dict[int, str]]:
    """The stand-in in the place of a lead who is away, with both names."""
    instead = stand_ins(unit_id, on=on).get(wanted.lead) if wanted.lead not in (None, by.officer_id) else None
    if instead is None or wanted.lead is None or instead.officer_id in {one for one, _ in wanted.helpers}:
        return wanted, known
    others = {one: name for one, name in known.items() if one != wanted.lead}
    return replace(wanted, lead=instead.officer_id), {**others, instead.officer_id: instead.name}


def _check(wanted: Wanted, parent: Task | None, *, today: date) -> None:
    if not wanted.title.strip():
        raise DomainError("Nhập tên việc", field="title")
    if not wanted.lead and not wanted.team:
        raise DomainError("Chọn người chủ trì, hoặc chọn nhóm người được mời nhận", field="lead")
    if not wanted.lead and len(set(wanted.team)) < 2:
        raise DomainError("Chọn ít nhất hai người để mời nhận việc", field="team")
    leading = {wanted.lead} if wanted.lead else set(wanted.team)
    if leading & {one for one, _ in wanted.helpers}:
        raise DomainError("Một người chỉ giữ một phần: chủ trì hoặc phối hợp", field="helpers")
    not_past(wanted.due_on, today=today)
    for _, day in wanted.helpers:
        not_past(day, today=today, field="helpers")
    for _, day in wanted.milestones:
        not_past(day, today=today, field="milestones")
        if wanted.due_on is not None and day > wanted.due_on:
            raise DomainError(f"Mốc {vn_date(day)} sau hạn của cả việc", field="milestones")
    if parent is not None and parent.due_on and wanted.due_on and wanted.due_on > parent.due_on:
        raise DomainError(
            f"Hạn của phần việc không sau hạn của cả việc ({vn_date(parent.due_on)})", field="due_on"
        )


def _name(
    task: Task, known: dict[int, str], *, team: Sequence[int], helpers: Sequence[tuple[int, date | None]]
) -> None:
    part = Helper.Part
    rows = [(one, part.TEAM, None) for one in team] + [(one, part.COORDINATE, day) for one, day in helpers]
    Helper.objects.bulk_create(
        [
            Helper(
                task=task, unit_id=task.unit_id, officer_id=one, officer_name=known[one], part=kind,
                due_on=day,
            )
            for one, kind, day in rows
        ]
    )  # fmt: skip


@transaction.atomic
def reschedule(*, by: Actor, task_id: int, due_on: date | None, reason: str, at: datetime) -> Task:
    """Another deadline, by who gave it or a leader, with the reason."""
    task = course.locked(task_id)
    require_answering(by, task)
    require_open(task)
    not_past(due_on, today=office_date(at))
    if not reason.strip():
        raise DomainError("Nhập lý do đổi hạn", field="reason")
    if due_on == task.due_on:
        return task
    before = vn_date(task.due_on) if task.due_on else "chưa đặt"
    task.due_on = due_on
    task.save(update_fields=["due_on"])
    after = vn_date(due_on) if due_on else "không đặt hạn"
    course.note(by, task, "reschedule", f"Đổi hạn từ {before} sang {after}: {reason.strip()}", at=at)
    told = [task.lead_id, *course.watchers(task)]
    course.tell_people(told, f"Đổi hạn, {after}: {task.title}", task, at=at, by=by, event="task_given")
    return task


@transaction.atomic
def hand_on(*, by: Actor, task_id: int, to_officer_id: int, reason: str, at: datetime) -> Task:
    """Another lead: by the lead herself, who gave it, or a leader. Who led before stays in the history."""
    task = course.locked(task_id)
    if task.lead_id != by.officer_id:
        require_answering(by, task)
    require_open(task)
    if not reason.strip():
        raise DomainError("Nhập lý do chuyển việc", field="reason")
    if to_officer_id == task.lead_id:
        return task
    known = names_of_people(people_of(task.unit_id, on=office_date(at)), [to_officer_id], field="to_officer")
    before = task.lead_id
    Helper.objects.filter(task=task, officer_id=to_officer_id).delete()
    task.lead_id, task.lead_name = to_officer_id, known[to_officer_id]
    task.state, task.accepted_at = _S.GIVEN, None
    course.name_people(task, [to_officer_id])
    task.save(update_fields=["lead_id", "lead_name", "state", "accepted_at", "people"])
    words = f"Chuyển cho {task.lead_name}: {reason.strip()}"
    course.note(by, task, "hand_on", words, at=at, before=before, to=to_officer_id)
    course.tell_people(
        [to_officer_id], f"Chuyển việc đến: {task.title}", task, at=at, by=by, event="task_given"
    )
    told = {before, task.given_by} - {to_officer_id}
    course.tell_people(told, f"{words}. Việc: {task.title}", task, at=at, by=by, event="progress")
    return task


@transaction.atomic
def cancel(*, by: Actor, task_id: int, reason: str, at: datetime) -> Task:
    """Take a task back, with what was split off it and is still open. Twice changes nothing."""
    task = course.locked(task_id)
    require_answering(by, task)
    if task.state == _S.CANCELLED:
        return task
    require_open(task)
    if not reason.strip():
        raise DomainError("Nhập lý do huỷ việc", field="reason")
    _cancel(by, task, reason.strip(), at=at)
    return task


def _cancel(by: Actor, task: Task, reason: str, *, at: datetime) -> None:
    task.state, task.done_at = _S.CANCELLED, at
    task.save(update_fields=["state", "done_at"])
    course.note(by, task, "cancel", f"Huỷ việc: {reason}", at=at)
    told = [task.lead_id, *task.helpers.values_list("officer_id", flat=True)]
    course.tell_people(told, f"Huỷ việc: {task.title}", task, at=at, by=by, event="task_given")
    parts = task.children.select_for_update(no_key=True).exclude(state__in=(_S.DONE, _S.CANCELLED))
    for part in parts.order_by("pk"):
        _cancel(by, part, reason, at=at)


@transaction.atomic
def reopen(*, by: Actor, task_id: int, reason: str, at: datetime) -> Task:
    """Ask for more of what was reported as done."""
    task = course.locked(task_id)
    require_answering(by, task)
    if task.state == _S.ACCEPTED:
        return task
    if task.state != _S.DONE:
        raise DomainError("Chỉ mở lại được việc đã xong.")
    if not reason.strip():
        raise DomainError("Ghi điều cần làm tiếp", field="reason")
    task.state, task.done_at, task.percent = _S.ACCEPTED, None, min(task.percent, 90)
    task.save(update_fields=["state", "done_at", "percent"])
    course.note(by, task, "reopen", f"Yêu cầu làm tiếp: {reason.strip()}", at=at)
    course.tell_people(
        [task.lead_id], f"Yêu cầu làm tiếp: {task.title}", task, at=at, by=by, event="task_given"
    )
    return task
