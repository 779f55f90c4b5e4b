"""One glance: who holds what, since when, what was instructed, by when, what is late."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from hoiso.core.paging import SIZE, Order, Page, SortsLast, capped_counts, page_of
from hoiso.documents.handling.phrases import PART
from hoiso.documents.handling.rules import OPEN_TASK
from hoiso.documents.states import OPEN_INCOMING, OPEN_OUTGOING
from hoiso.documents.tables.document import Direction, Document, State
from hoiso.documents.tables.handling import Assignment, Instruction, Part

EXPORTED = 5_000
GIVEN = "duoc-giao"
VIEWS = {"tat-ca": "Đang mở", "qua-han": "Quá hạn", "co-han": "Có hạn", GIVEN: "Đơn vị khác giao"}
ORDERS = {
    "han": Order("han", ("due_key", "id")),
    "nguoi": Order("nguoi", ("holder_name", "id")),
    "lau": Order("lau", ("since_key", "id")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GlanceFilter:
    """What is asked for: a saved view, words of subject, symbol or holder, one person."""

    view: str = "tat-ca"
    words: str = ""
    officer_id: int | None = None


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One open document in somebody's hands. `task_id` is the lead's task, where there is one."""

    id: int
    subject: str
    symbol: str
    issuer: str
    state: str
    holder_id: int | None
    holder_name: str
    held_since: datetime
    due_on: date | None
    instructed: str
    task_id: int | None
    urged: int
    part: str

    @property
    def state_name(self) -> str:
        return str(State(self.state).label)

    @property
    def part_name(self) -> str:
        """What the person of the page is to do with it; empty where she only holds it."""
        return PART.get(self.part, "")


@dataclass(frozen=True, slots=True)
class PersonCount:
    """How many open tasks an officer has, how many are late, how many she has not opened."""

    officer_id: int
    name: str
    tasks: int
    late: int
    unopened: int


@dataclass(frozen=True, slots=True)
class Glance:
    """One page of open documents with the counts of every view."""

    page: Page[HeldRow]
    counts: Mapping[str, int]


def glance(
    unit_id: int, *, asked: GlanceFilter, order: Order, cursor: str, today: date, size: int = SIZE
) -> Glance:
    """Open documents of a unit, or of one person at it, or what other units gave it. Two statements."""
    counted = {
        view: _chosen(unit_id, GlanceFilter(view=view, officer_id=asked.officer_id), today=today)
        for view in VIEWS
    }
    chosen = _chosen(unit_id, asked, today=today)
    counts = capped_counts({**counted, "asked": chosen})
    rows, make = _told(chosen, asked)
    page = page_of(rows, order, cursor=cursor, total=counts["asked"], make=make)
    return Glance(page, counts)


def all_rows(unit_id: int, *, asked: GlanceFilter, order: Order, today: date) -> Iterator[HeldRow]:
    """The same without pages, for exports; at most `EXPORTED`. One statement."""
    rows, make = _told(_chosen(unit_id, asked, today=today), asked)
    for row in rows.order_by(*order.keys)[:EXPORTED]:
        yield make(row)


def people_counts(unit_id: int, *, today: date) -> tuple[PersonCount, ...]:
    """Everybody with open tasks at the unit, the latest ones first. One statement."""
    tasks = Assignment.objects.filter(unit_id=unit_id, officer_id__isnull=False, state__in=OPEN_TASK).exclude(
        part=Part.INFORMED
    )
    rows = (
        tasks.values("officer_id")
        .annotate(
            name=Max("officer_name"),
            tasks=Count("pk"),
            late=Count("pk", filter=Q(due_on__lt=today)),
            unopened=Count("pk", filter=Q(state=Assignment.State.UNOPENED)),
        )
        .order_by("-late", "-tasks", "officer_id")
    )
    return tuple(
        PersonCount(row["officer_id"] or 0, row["name"], row["tasks"], row["late"], row["unopened"])
        for row in rows
    )


def _chosen(unit_id: int, asked: GlanceFilter, *, today: date) -> QuerySet[Any]:
    """Open documents of the unit; in the view `GIVEN` tasks that other units gave to this one."""
    if asked.view == GIVEN:
        return _given(unit_id, asked)
    rows = Document.objects.filter(
        unit_id=unit_id,
        direction__in=(
            Direction.INCOMING,
            Direction.OUTGOING,
        ),  # for the index, which has it before the state
        state__in=OPEN_INCOMING + OPEN_OUTGOING,
    )
    if asked.view == "qua-han":
        rows = rows.filter(due_on__lt=today, finished_on=None)
    elif asked.view == "co-han":
        rows = rows.filter(due_on__isnull=False, finished_on=None)
    if asked.officer_id is not None:
        rows = rows.filter(Q(holder_id=asked.officer_id) | Exists(_open_tasks_of(asked.officer_id)))
    if asked.words:
        rows = rows.filter(
            Q(subject__icontains=asked.words)
            | Q(symbol__icontains=asked.words)
            | Q(holder_name__icontains=asked.words)
        )
    return rows


def _given(unit_id: int, asked: GlanceFilter) -> QuerySet[Assignment]:
    tasks = (
        Assignment.objects.filter(unit_id=unit_id, state__in=OPEN_TASK)
        .exclude(document__unit_id=unit_id)
        .exclude(part=Part.INFORMED)
    )
    if asked.officer_id is not None:
        tasks = tasks.filter(officer_id=asked.officer_id)
    if asked.words:
        tasks = tasks.filter(
            Q(document__subject__icontains=asked.words)
            | Q(document__symbol__icontains=asked.words)
            | Q(officer_name__icontains=asked.words)
        )
    return tasks


def _told(rows: QuerySet[Any], asked: GlanceFilter) -> tuple[QuerySet[Any], Callable[[Any], HeldRow]]:
    """The rows with the last instruction, the lead's task, and the part of the person asked for."""
    if asked.view == GIVEN:
        tasks = rows.select_related("document", "instruction")
        ordered = tasks.annotate(
            due_key=SortsLast("due_on"), since_key=F("given_at"), holder_name=F("officer_name")
        )
        return ordered, _of_task
    said = Instruction.objects.filter(document_id=OuterRef("pk"), withdrawn_at=None).order_by("-at", "-id")
    leads = Assignment.objects.filter(
        document_id=OuterRef("pk"), part=Part.LEAD, state__in=OPEN_TASK
    ).order_by("-id")
    mine = _open_tasks_of(asked.officer_id or 0).order_by("-id")
    told = rows.annotate(
        due_key=SortsLast("due_on"),
        since_key=Coalesce("held_since", "created_at"),
        instructed=Subquery(said.values("text")[:1]),
        task_id=Subquery(leads.values("pk")[:1]),
        urged=Subquery(leads.values("urged")[:1]),
        part=Subquery(mine.values("part")[:1]),
    )
    return told, _row


def _open_tasks_of(officer_id: int) -> QuerySet[Assignment]:
    return Assignment.objects.filter(
        document_id=OuterRef("pk"), officer_id=officer_id, state__in=OPEN_TASK
    ).exclude(part=Part.INFORMED)


def _row(row: Any) -> HeldRow:
    return HeldRow(
        id=row.pk,
        subject=row.subject,
        symbol=row.symbol,
        issuer=row.issuer,
        state=row.state,
        holder_id=row.holder_id,
        holder_name=row.holder_name,
        held_since=row.since_key,
        due_on=row.due_on,
        instructed=row.instructed or "",
        task_id=row.task_id,
        urged=row.urged or 0,
        part=row.part or "",
    )


def _of_task(task: Assignment) -> HeldRow:
    """What another unit gave to this one: held here, by the person or by the unit, since it was given."""
    document = task.document
    return HeldRow(
        id=document.pk,
        subject=document.subject,
        symbol=document.symbol,
        issuer=document.issuer,
        state=document.state,
        holder_id=task.officer_id,
        holder_name=task.officer_name,
        held_since=task.given_at,
        due_on=task.due_on,
        instructed=task.instruction.text,
        task_id=task.pk,
        urged=task.urged,
        part=task.part,
    )
