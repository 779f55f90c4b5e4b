"""Procedures of a unit, one of them, one that was started, and what moving its event would move."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from hoiso.access.public import Actor
from hoiso.core.errors import NotThere
from hoiso.units.public import office_calendar
from hoiso.work.models import Procedure, ProcedureRun, ProcedureTask, Task
from hoiso.work.procedures.steps import due_on

_S = Task.State
_DONE = (_S.DONE, _S.CANCELLED)
_MOST = 100


@dataclass(frozen=True, slots=True)
class Move:
    """A task of a run: its deadline and, where it would move, the other one."""

    id: int
    task: Task
    part: bool
    before: date | None
    after: date | None


def procedures(by: Actor) -> list[Procedure]:
    """Of the unit in which she works, by name. One statement."""
    found = Procedure.objects.filter(unit_id=by.unit_id, retired_at=None).order_by("title", "id")
    return list(found[:_MOST])


def runs(by: Actor) -> list[ProcedureRun]:
    """What was started there, the next event first, with how many tasks are done. One statement."""
    found = ProcedureRun.objects.filter(unit_id=by.unit_id).annotate(
        count=Count("tasks"), done=Count("tasks", filter=Q(tasks__task__state__in=_DONE))
    )
    return list(found.order_by("-event_on", "-id")[:_MOST])


def procedure_of(procedure_id: int) -> Procedure:
    """One statement. Raises `NotThere` outside the scope."""
    found = Procedure.objects.filter(pk=procedure_id, retired_at=None).first()
    if found is None:
        raise NotThere("Không có quy trình này.")
    return found


def run_of(run_id: int) -> ProcedureRun:
    """One statement. Raises `NotThere` outside the scope."""
    found = ProcedureRun.objects.filter(pk=run_id).first()
    if found is None:
        raise NotThere("Không có lần thực hiện này.")
    return found


def tasks_of(run: ProcedureRun) -> list[ProcedureTask]:
    """Those of its tasks that she sees, in order. One statement."""
    return list(run.tasks.select_related("task").order_by("place"))


def moves(run: ProcedureRun, event_on: date, *, today: date) -> tuple[Move, ...]:
    """What another day of the event does to each task. Two statements.

    What is done or cancelled stays. A deadline that was changed by hand moves by as many days as the
    event. Nothing is due before today.
    """
    calendar = office_calendar()
    by = event_on - run.event_on
    found = []
    for one in tasks_of(run):
        now = one.task.due_on
        after: date | None = None
        if one.task.state not in _DONE and now is not None:
            if now == one.due_on:
                wanted = due_on(event_on, one.days, calendar)
            else:
                wanted = (
                    now + by if calendar.is_working(now + by) else calendar.add_working_days(now + by, -1)
                )
            wanted = max(wanted, today)
            after = wanted if wanted != now else None
        found.append(Move(one.pk, one.task, one.part, now, after))
    return tuple(found)
