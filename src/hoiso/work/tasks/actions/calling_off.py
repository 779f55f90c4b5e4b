"""Tasks that end because what they came from was called back, and are taken up again.

The caller answers for the right: whoever may cancel the document ends what hangs on it.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from hoiso.access.public import Actor
from hoiso.work.models import Task
from hoiso.work.tasks import course
from hoiso.work.tasks.rules import OPEN


@transaction.atomic
def call_off(*, by: Actor, task_ids: Iterable[int], reason: str, at: datetime) -> dict[int, str]:
    """Cancel what is still open of these tasks and below them; the state each stood in, by id."""
    ended: dict[int, str] = {}
    wanted = list(task_ids)
    while wanted:
        rows = Task.objects.select_for_update(no_key=True).filter(pk__in=wanted, state__in=OPEN)
        for task in rows.order_by("pk"):
            ended[task.pk] = task.state
            _put(by, task, Task.State.CANCELLED, "cancel", f"Huỷ việc: {reason}", at=at, ended_at=at)
        below = Task.objects.filter(parent_id__in=wanted, state__in=OPEN)
        wanted = list(below.values_list("pk", flat=True))
    return ended


@transaction.atomic
def take_up_again(*, by: Actor, states: Mapping[int, str], reason: str, at: datetime) -> None:
    """Put tasks that were called off back into the state in which they stood."""
    rows = Task.objects.select_for_update(no_key=True).filter(pk__in=states, state=Task.State.CANCELLED)
    for task in rows.order_by("pk"):
        _put(by, task, states[task.pk], "reopen", f"Làm tiếp: {reason}", at=at, ended_at=None)


def _put(
    by: Actor, task: Task, state: str, kind: str, text: str, *, at: datetime, ended_at: datetime | None
) -> None:
    task.state, task.done_at = state, ended_at
    task.save(update_fields=["state", "done_at"])
    course.note(by, task, kind, text, at=at)
    told = [task.lead_id, *task.helpers.values_list("officer_id", flat=True)]
    course.tell_people(told, f"{text}: {task.title}", task, at=at, by=by, event="task_given")
