"""A task that ends because what it asks for was done elsewhere: its table was handed in."""

from datetime import datetime

from django.db import transaction

from hoiso.access.public import Actor
from hoiso.work.models import Helper, Task
from hoiso.work.tasks import course
from hoiso.work.tasks.rules import OPEN


@transaction.atomic
def settle(*, by: Actor, task_id: int, result: str, at: datetime) -> Task | None:
    """End the task with what came of it, whoever led it; she leads it now if nobody had taken it.

    None where she does not see the task or it has ended already.
    """
    task = Task.objects.select_for_update(no_key=True).filter(pk=task_id, state__in=OPEN).first()
    if task is None:
        return None
    if task.lead_id is None:
        task.lead_id, task.lead_name = by.officer_id, by.full_name
    course.name_people(task, [by.officer_id])
    task.state, task.done_at, task.percent, task.result = Task.State.DONE, at, 100, result
    task.accepted_at = task.accepted_at or at
    task.save(
        update_fields=[
            "state",
            "done_at",
            "percent",
            "result",
            "accepted_at",
            "lead_id",
            "lead_name",
            "people",
        ]
    )
    course.note(by, task, "finish", f"Xong: {result}", at=at, percent=100)
    named = task.helpers.exclude(part=Helper.Part.TEAM).values_list("officer_id", flat=True)
    course.tell_people(
        [task.lead_id, *named], f"{by.full_name} đã xong: {task.title}", task, at=at, by=by, event="progress"
    )
    return task
