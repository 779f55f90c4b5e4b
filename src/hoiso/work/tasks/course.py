"""What every act on a task does: lock it, note it, tell people. Called inside the acts' transactions."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from hoiso.access.public import Actor
from hoiso.audit import public as audit
from hoiso.core.errors import NotThere
from hoiso.notices.public import tell
from hoiso.work.models import Helper, Step, Task


def locked(task_id: int) -> Task:
    """The task under a row lock. Raises `NotThere` outside the scope."""
    task = Task.objects.select_for_update(no_key=True).filter(pk=task_id).first()
    if task is None:
        raise NotThere("Không có việc này, hoặc việc không giao cho đồng chí.")
    return task


def note(
    by: Actor, task: Task, kind: str, text: str, *, at: datetime, percent: int | None = None, **ids: object
) -> Step:
    """One line in the task's history and one in the trail."""
    step = Step.objects.create(
        task=task, unit_id=task.unit_id, kind=kind, text=text, percent=percent,
        by_id=by.officer_id, by_name=by.full_name, at=at,
    )  # fmt: skip
    audit.record(f"work_{kind}", "work", task.pk, at=at, actor_id=by.officer_id, unit_id=task.unit_id, **ids)
    return step


def name_people(task: Task, officers: Iterable[int]) -> bool:
    """Let these officers see the task, unsaved; whether anybody is new."""
    before = set(task.people)
    task.people = sorted(before | set(officers))
    return set(task.people) != before


def tell_people(
    officers: Iterable[int | None], text: str, task: Task, *, at: datetime, by: Actor, event: str
) -> None:
    """A notice that leads to the task, for whoever is named on it: a giver at another unit is not."""
    told = [one for one in officers if one in task.people]
    tell(told, text, address=reverse("work_item", args=[task.pk]), at=at, by=by, event=event)


def watchers(task: Task) -> list[int]:
    """Who wants to be told of what happens."""
    return list(task.helpers.filter(part=Helper.Part.WATCHER).values_list("officer_id", flat=True))
