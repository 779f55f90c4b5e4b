"""Lists of tasks without a document."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoiso.access.public import Actor, Right
from hoiso.core.paging import Order, Page, SortsLast, capped_counts, page_of
from hoiso.work.models import Helper, Repeat, Task
from hoiso.work.tasks.rules import OPEN

_S = Task.State
_DUE = Order("han", ("due_key", "id"))
_NEWEST = Order("moi", ("id",), descending=True)
DONE = "da-xong"
VIEWS = (
    ("cua-toi", "Của tôi"), ("cho-nhan", "Chờ nhận"), ("toi-giao", "Tôi giao"), ("theo-doi", "Theo dõi"),
    ("don-vi", "Cả đơn vị"), (DONE, "Đã xong"),
)  # fmt: skip

# What waits for an officer here, for a statement of another part, which is given her as %(me)s.
WAITING = "(SELECT count(*) FROM work_task w WHERE w.lead_id = %(me)s AND w.state IN ('given', 'accepted'))"


@dataclass(frozen=True, slots=True)
class TaskList:
    """One page of one view, and how many stand in each."""

    page: Page[Task]
    counts: Mapping[str, int]


def tasks(by: Actor, *, view: str, words: str, cursor: str) -> TaskList:
    """Tasks of one view, nearest deadline first; done ones newest first. Two statements."""
    counted = {name: in_view(by, name) for name, _ in VIEWS}
    chosen = in_view(by, view)
    if words:
        chosen = chosen.filter(Q(title__icontains=words) | Q(lead_name__icontains=words))
    counts = capped_counts({**counted, "asked": chosen})
    page = page_of(
        chosen.annotate(due_key=SortsLast("due_on")),
        _NEWEST if view == DONE else _DUE,
        cursor=cursor,
        total=counts["asked"],
        make=lambda row: row,
    )
    return TaskList(page, counts)


def in_view(by: Actor, view: str) -> QuerySet[Task]:
    """Tasks of one saved view."""
    named = Task.objects.filter(people__contains=[by.officer_id])
    opened = named.filter(state__in=OPEN)
    if view == "cho-nhan":
        invited = Exists(_part(by, Helper.Part.TEAM))
        return opened.filter(Q(lead_id=by.officer_id, state=_S.GIVEN) | Q(invited, state=_S.OFFERED))
    if view == "toi-giao":
        return opened.filter(given_by=by.officer_id).exclude(lead_id=by.officer_id)
    if view == "theo-doi":
        return opened.filter(Exists(_part(by, Helper.Part.WATCHER)))
    if view == "don-vi":
        units = by.units_with(Right.READ_TRAY)
        return Task.objects.filter(unit_id__in=units or (0,), state__in=OPEN)
    if view == DONE:
        return named.filter(state__in=(_S.DONE, _S.CANCELLED))
    return opened.filter(Q(lead_id=by.officer_id) | Exists(_part(by, Helper.Part.COORDINATE, done_at=None)))


def _part(by: Actor, part: str, **more: object) -> QuerySet[Helper]:
    return Helper.objects.filter(task_id=OuterRef("pk"), officer_id=by.officer_id, part=part, **more)


def repeats(unit_id: int) -> list[Repeat]:
    """Tasks of the unit that come again, the next first. One statement."""
    return list(Repeat.objects.filter(unit_id=unit_id, ended_at=None).order_by("next_due", "id")[:200])


def open_of(unit_id: int, *, officer_id: int | None = None) -> QuerySet[Task]:
    """Open tasks of a unit, or of one officer there, for lists that show them beside others."""
    found = Task.objects.filter(unit_id=unit_id, state__in=OPEN)
    return found if officer_id is None else found.filter(lead_id=officer_id)


def due_between(by: Actor, unit_id: int, first: date, last: date) -> QuerySet[Task]:
    """Open tasks of the unit that she sees, with a deadline within the days."""
    return open_of(unit_id).filter(due_on__range=(first, last)).order_by("due_on", "id")
