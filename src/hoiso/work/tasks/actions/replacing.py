"""Somebody else in one's place: in the part one has in a task, and as lead of a task that comes again."""

from datetime import datetime

from django.db import transaction

from hoiso.access.public import Actor, Right, require
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotThere
from hoiso.work.models import Helper, Repeat, Task
from hoiso.work.people import names_of_people, people_of
from hoiso.work.tasks import course
from hoiso.work.tasks.rules import require_answering, require_open


@transaction.atomic
def replace_helper(
    *, by: Actor, task_id: int, officer_id: int, to_officer_id: int, reason: str, at: datetime
) -> Task:
    """Another officer co-ordinates in her place, with her deadline. By herself, or by who answers for it.

    Nothing changes where she has no part that is open. Raises DomainError where the other is on it already.
    """
    task = course.locked(task_id)
    if officer_id != by.officer_id:
        require_answering(by, task)
    require_open(task)
    part = Helper.objects.filter(task=task, officer_id=officer_id, part=Helper.Part.COORDINATE, done_at=None)
    helper = part.first()
    if helper is None or to_officer_id == officer_id:
        return task
    name = names_of_people(people_of(task.unit_id, on=office_date(at)), [to_officer_id], field="to_officer")[
        to_officer_id
    ]
    others = Helper.objects.filter(task=task, officer_id=to_officer_id)
    if to_officer_id == task.lead_id or others.exclude(part=Helper.Part.WATCHER).exists():
        raise DomainError(f"{name} đã có phần trong việc này.", field="to_officer")
    others.delete()
    before = helper.officer_name
    helper.officer_id, helper.officer_name = to_officer_id, name
    course.name_people(task, [to_officer_id])
    task.save(update_fields=["people"])
    helper.save(update_fields=["officer_id", "officer_name"])
    words = f"Chuyển phần phối hợp của {before} cho {name}: {reason.strip()}"
    course.note(by, task, "hand_on", words, at=at, before=officer_id, to=to_officer_id)
    course.tell_people(
        [to_officer_id], f"Phối hợp việc: {task.title}", task, at=at, by=by, event="task_given"
    )
    told = {officer_id, task.lead_id, task.given_by} - {to_officer_id}
    course.tell_people(told, f"{words}. Việc: {task.title}", task, at=at, by=by, event="progress")
    return task


@transaction.atomic
def hand_on_repeat(*, by: Actor, repeat_id: int, to_officer_id: int, at: datetime) -> Repeat:
    """The next turns go to another lead; what was given stays with who has it. By who instructs there."""
    found = Repeat.objects.select_for_update().filter(pk=repeat_id).first()
    if found is None:
        raise NotThere("Không có việc định kỳ này, hoặc việc của đơn vị khác.")
    require(by, Right.INSTRUCT, at=found.unit_id)
    if found.ended_at is not None or found.lead_id == to_officer_id:
        return found
    known = names_of_people(people_of(found.unit_id, on=office_date(at)), [to_officer_id], field="to_officer")
    before = found.lead_id
    found.lead_id, found.lead_name = to_officer_id, known[to_officer_id]
    found.save(update_fields=["lead_id", "lead_name"])
    audit.record(
        "work_repeat_hand_on", "work_repeat", found.pk, at=at, actor_id=by.officer_id,
        unit_id=found.unit_id, before=before, to=to_officer_id,
    )  # fmt: skip
    return found
