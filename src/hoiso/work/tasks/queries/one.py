"""One task with everything that hangs on it."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from hoiso.access.public import Actor, Right
from hoiso.core.errors import NotThere
from hoiso.work.models import Evidence, Helper, Task
from hoiso.work.tasks.rules import OPEN, answers_for, gives

_PARTS = """
SELECT json_build_object(
 'helpers', (SELECT coalesce(json_agg(h ORDER BY h.id), '[]') FROM work_helper h WHERE h.task_id = %(id)s),
 'milestones', (SELECT coalesce(json_agg(m ORDER BY m.due_on, m.id), '[]')
   FROM work_milestone m WHERE m.task_id = %(id)s),
 'evidence', (SELECT coalesce(json_agg(json_build_object('id', e.id, 'step', e.step_id, 'name', e.name,
   'size', s.size) ORDER BY e.id), '[]')
   FROM work_evidence e JOIN core_storedfile s ON s.id = e.stored_id WHERE e.task_id = %(id)s),
 'steps', (SELECT coalesce(json_agg(p ORDER BY p.id DESC), '[]') FROM (
   SELECT id, kind, text, percent, by_name, at FROM work_step WHERE task_id = %(id)s
   ORDER BY id DESC LIMIT 200) p),
 'children', (SELECT coalesce(json_agg(c ORDER BY c.id), '[]') FROM (
   SELECT id, title, lead_name, state, percent, due_on FROM work_task WHERE parent_id = %(id)s
   ORDER BY id LIMIT 100) c)
)
"""


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file that shows what was reported."""

    id: int
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class StepLine:
    """One line of the history."""

    kind: str
    text: str
    percent: int | None
    by_name: str
    at: datetime
    files: tuple[FileLine, ...]


@dataclass(frozen=True, slots=True)
class HelperLine:
    """Somebody named beside the lead."""

    officer_id: int
    name: str
    part: str
    due_on: date | None
    done: bool


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """One of several deadlines."""

    id: int
    title: str
    due_on: date
    done: bool


@dataclass(frozen=True, slots=True)
class ChildLine:
    """A part that was split off."""

    id: int
    title: str
    lead_name: str
    state: str
    percent: int
    due_on: date | None

    @property
    def state_name(self) -> str:
        return str(Task.State(self.state).label)


@dataclass(frozen=True, slots=True)
class TaskPage:
    """One task, and what this officer may do with it now."""

    task: Task
    helpers: tuple[HelperLine, ...]
    milestones: tuple[MilestoneLine, ...]
    steps: tuple[StepLine, ...]
    children: tuple[ChildLine, ...]
    is_open: bool
    leads: bool
    invited: bool
    helping: bool
    watching: bool
    decides: bool
    urges: bool
    splits: bool

    @property
    def team(self) -> tuple[HelperLine, ...]:
        return tuple(one for one in self.helpers if one.part == Helper.Part.TEAM)

    @property
    def coordinating(self) -> tuple[HelperLine, ...]:
        return tuple(one for one in self.helpers if one.part == Helper.Part.COORDINATE)

    @property
    def watching_names(self) -> str:
        return ", ".join(one.name for one in self.helpers if one.part == Helper.Part.WATCHER)

    @property
    def parts_percent(self) -> int | None:
        """Mean of the parts that were split off; None without any."""
        counted = [one.percent for one in self.children if one.state != Task.State.CANCELLED]
        return round(sum(counted) / len(counted)) if counted else None


def task_of(task_id: int) -> Task:
    """The task alone, with its parent. One statement. Raises `NotThere` outside the scope."""
    task = Task.objects.select_related("parent").filter(pk=task_id).first()
    if task is None:
        raise NotThere("Không có việc này, hoặc việc không giao cho đồng chí.")
    return task


def task_page(by: Actor, task_id: int) -> TaskPage:
    """Two statements."""
    task = task_of(task_id)
    with connection.cursor() as cursor:
        cursor.execute(_PARTS, {"id": task.pk})
        found: dict[str, list[dict[str, Any]]] = _loaded(cursor.fetchone()[0])
    helpers = tuple(
        HelperLine(
            row["officer_id"],
            row["officer_name"],
            row["part"],
            _day(row["due_on"]),
            row["done_at"] is not None,
        )
        for row in found["helpers"]
    )
    mine = {one.part: one for one in helpers if one.officer_id == by.officer_id}
    part = Helper.Part
    leads = task.lead_id == by.officer_id
    decides = answers_for(by, task)
    return TaskPage(
        task=task,
        helpers=helpers,
        milestones=tuple(
            MilestoneLine(
                row["id"], row["title"], date.fromisoformat(row["due_on"]), row["done_at"] is not None
            )
            for row in found["milestones"]
        ),
        steps=tuple(_step(row, found["evidence"]) for row in found["steps"]),
        children=tuple(
            ChildLine(
                row["id"], row["title"], row["lead_name"], row["state"], row["percent"], _day(row["due_on"])
            )
            for row in found["children"]
        ),
        is_open=task.state in OPEN,
        leads=leads,
        invited=part.TEAM in mine and task.state == Task.State.OFFERED,
        helping=part.COORDINATE in mine and not mine[part.COORDINATE].done,
        watching=part.WATCHER in mine,
        decides=decides,
        urges=not leads and (decides or by.holds(Right.PROPOSE_HANDLING, at=task.unit_id)),
        splits=leads or gives(by, task.unit_id),
    )


def evidence(evidence_id: int) -> Evidence:
    """A file of a task that she sees. One statement."""
    found = Evidence.objects.select_related("stored").filter(pk=evidence_id).first()
    if found is None:
        raise NotThere("Không có tệp này.")
    return found


def _step(row: dict[str, Any], files: list[dict[str, Any]]) -> StepLine:
    return StepLine(
        row["kind"],
        row["text"],
        row["percent"],
        row["by_name"],
        datetime.fromisoformat(row["at"]),
        tuple(FileLine(one["id"], one["name"], one["size"]) for one in files if one["step"] == row["id"]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _loaded(value: Any) -> dict[str, list[dict[str, Any]]]:
    loaded: dict[str, list[dict[str, Any]]] = json.loads(value) if isinstance(value, str) else value
    return loaded
