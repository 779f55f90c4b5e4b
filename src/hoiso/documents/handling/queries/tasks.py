"""An officer's own tasks, and one task with its course."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Value
from django.db.models.functions import JSONObject

from hoiso.access.public import Actor
from hoiso.core.errors import NotThere
from hoiso.core.paging import Order, Page, SortsLast, capped_counts, page_of
from hoiso.documents.handling.phrases import PART, VIEWS
from hoiso.documents.handling.rules import OPEN_TASK, answers_for, hers, passes_on, works_on
from hoiso.documents.tables.document import Direction, Document, Link, State
from hoiso.documents.tables.handling import (
    Assignment,
    AssignmentPart,
    Extension,
    Part,
    ProgressReport,
    ReportFile,
)
from hoiso.work.models import Task

_S = Assignment.State
_DUE = Order("han", ("due_key", "id"))
_NEWEST = Order("moi", ("id",), descending=True)
INFORMED, DONE = "de-biet", "da-xong"
_ANSWERS = 30
_PART_COLUMNS = {"id": "pk", **{name: name for name in ("title", "lead_name", "state", "percent", "due_on")}}


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One line of the task list."""

    id: int
    document_id: int
    subject: str
    symbol: str
    issuer: str
    part: str
    state: str
    due_on: date | None
    given_at: datetime
    opened_at: datetime | None
    done_at: datetime | None
    by_name: str
    text: str
    urged: int
    to_unit: str

    @property
    def state_name(self) -> str:
        return str(_S(self.state).label)

    @property
    def part_name(self) -> str:
        """Her part; of what was given to her unit, with its name."""
        return f"{self.to_unit} {PART[self.part]}" if self.to_unit else PART[self.part]

    @property
    def is_open(self) -> bool:
        return self.part != Part.INFORMED and self.state in OPEN_TASK

    @property
    def unread(self) -> bool:
        return self.state == _S.UNOPENED


@dataclass(frozen=True, slots=True)
class TaskList:
    """One page of one view, and how many stand in each."""

    page: Page[TaskRow]
    counts: Mapping[str, int]


def my_tasks(by: Actor, *, view: str, words: str, cursor: str) -> TaskList:
    """Her tasks, nearest deadline first; "để biết" and what is done newest first. Two statements."""
    counted = {name: in_view(by, name) for name, _ in VIEWS}
    counted[INFORMED] = counted[INFORMED].filter(state=_S.UNOPENED)
    chosen = in_view(by, view)
    if words:
        chosen = chosen.filter(Q(document__subject__icontains=words) | Q(document__symbol__icontains=words))
    counts = capped_counts({**counted, "asked": chosen})
    newest = view in (INFORMED, DONE)
    rows = chosen.select_related("document", "instruction").annotate(due_key=SortsLast("due_on"))
    page = page_of(rows, _NEWEST if newest else _DUE, cursor=cursor, total=counts["asked"], make=_row)
    return TaskList(page, counts)


def in_view(by: Actor, view: str) -> QuerySet[Assignment]:
    """Her assignments, and her unit's, of one saved view. "Để biết" is never a task and never late."""
    mine = Assignment.objects.filter(hers(by))
    if view == INFORMED:
        return mine.filter(part=Part.INFORMED, state__in=(_S.UNOPENED, _S.OPENED))
    tasks = mine.exclude(part=Part.INFORMED)
    if view == DONE:
        return tasks.filter(state__in=(_S.DONE, _S.PASSED_ON))
    if view == "qua-han":
        return tasks.filter(state__in=OPEN_TASK, due_on__lt=by.on)
    if view == "cho-nhan":
        return tasks.filter(state__in=(_S.UNOPENED, _S.OPENED))
    return tasks.filter(state__in=OPEN_TASK)


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part that was split off, which is a task of the unit."""

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
    """One task with what was said on the way. `first` is who had it first, where it was passed on.

    `unit_id` is where it is done, `home_id` where the document lies. `hands_on`: she may give it to
    somebody else of the unit where it is done.
    """

    row: TaskRow
    unit_id: int
    home_id: int
    officer_id: int | None
    officer_name: str
    given_by: int
    first: str
    result: str
    reports: tuple[ProgressReport, ...]
    extensions: tuple[Extension, ...]
    parts: tuple[PartLine, ...]
    mine: bool
    decides: bool
    hands_on: bool

    @property
    def percent(self) -> int | None:
        """How far it is: as reported last, else as far as its parts are on the average."""
        said = next((one.percent for one in self.reports if one.percent is not None), None)
        if said is not None or not self.parts:
            return said
        return round(sum(one.percent for one in self.parts) / len(self.parts))

    @property
    def asked(self) -> Extension | None:
        """The extension that waits for an answer."""
        return next((one for one in self.extensions if one.state == Extension.State.ASKED), None)


def task_page(by: Actor, assignment_id: int, *, course: bool = True) -> TaskPage:
    """Three statements; one without its course. Raises `NotThere` outside the scope."""
    task = _task(assignment_id)
    files = ReportFile.objects.filter(report_id=OuterRef("pk")).order_by("pk")
    reports = (
        ProgressReport.objects.filter(assignment_id=task.pk)
        .annotate(
            evidence=ArraySubquery(files.values(json=JSONObject(id="pk", name="name", size="stored__size")))
        )
        .order_by("-at", "-id")
    )
    extensions = Extension.objects.filter(assignment_id=task.pk).order_by("-at", "-id")
    return TaskPage(
        row=_row(task),
        unit_id=task.unit_id,
        home_id=task.document.unit_id,
        officer_id=task.officer_id,
        officer_name=task.officer_name,
        given_by=task.instruction.by_id,
        first=task.parent.officer_name if task.parent else "",
        result=task.result,
        reports=tuple(reports) if course else (),
        extensions=tuple(extensions) if course else (),
        parts=tuple(_part(one) for one in task.split_off),  # type: ignore[attr-defined]
        mine=works_on(by, task),
        decides=answers_for(by, task.document, task.instruction.by_id),
        hands_on=passes_on(by, task.document, task),
    )


@dataclass(frozen=True, slots=True)
class FinishPage:
    """What the form that finishes a task offers: answers of the unit, and helpers who still work."""

    row: TaskRow
    mine: bool
    answers: tuple[tuple[int, str], ...]
    answered_by: int | None
    helpers: tuple[str, ...]


def finish_page(by: Actor, assignment_id: int) -> FinishPage:
    """Three statements. Answers: issued ones linked already, then the unit's newest."""
    task = _task(assignment_id)
    answering = Link.objects.filter(other_id=task.document_id, kind=Link.Kind.ANSWERS)
    outgoing = Document.objects.filter(unit_id=task.unit_id, direction=Direction.OUTGOING, state=State.ISSUED)
    columns = ("pk", "symbol", "subject", "answers")
    linked = outgoing.filter(pk__in=answering.values("document_id")).annotate(answers=Value(1))
    newest = outgoing.order_by("-id").annotate(answers=Value(0))[:_ANSWERS]
    # A union, so that neither half makes PostgreSQL look at every document of the unit.
    rows = sorted(
        linked.values_list(*columns).union(newest.values_list(*columns), all=True),
        key=lambda row: (not row[3], -row[0]),
    )
    left = (
        Assignment.objects.filter(document_id=task.document_id, state__in=OPEN_TASK)
        .exclude(part=Part.INFORMED)
        .exclude(pk=task.pk)
        .values_list("officer_name", "part")
    )
    open_parts = list(left) if task.part == Part.LEAD else []
    leads_left = any(part == Part.LEAD for _, part in open_parts)
    return FinishPage(
        row=_row(task),
        mine=works_on(by, task),
        answers=tuple(
            {pk: f"{symbol or 'Chưa có số'}: {subject}" for pk, symbol, subject, _ in rows}.items()
        ),
        answered_by=next((pk for pk, _, _, answers in rows if answers), None),
        helpers=() if leads_left else tuple(name for name, _ in open_parts),
    )


def _task(assignment_id: int) -> Assignment:
    split_off = Task.objects.filter(
        pk__in=AssignmentPart.objects.filter(assignment_id=OuterRef(OuterRef("pk"))).values("task_id")
    ).order_by("pk")
    task = (
        Assignment.objects.select_related("document", "instruction", "parent")
        .annotate(split_off=ArraySubquery(split_off.values(json=JSONObject(**_PART_COLUMNS))))
        .filter(pk=assignment_id)
        .first()
    )
    if task is None:
        raise NotThere("Không có việc này, hoặc việc không giao cho đồng chí.")
    return task


def _part(told: dict[str, Any]) -> PartLine:
    due_on = told.pop("due_on")
    return PartLine(**told, due_on=date.fromisoformat(due_on) if due_on else None)


def _row(task: Assignment) -> TaskRow:
    return TaskRow(
        id=task.pk,
        document_id=task.document_id,
        subject=task.document.subject,
        symbol=task.document.symbol,
        issuer=task.document.issuer,
        part=task.part,
        state=task.state,
        due_on=task.due_on,
        given_at=task.given_at,
        opened_at=task.opened_at,
        done_at=task.done_at,
        by_name=task.instruction.by_name,
        text=task.instruction.text,
        urged=task.urged,
        to_unit=task.officer_name if task.to_unit_id is not None else "",
    )
