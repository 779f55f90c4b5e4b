"""Lists of requests: what her unit has to fill, and what it asks of others."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from hoiso.access.public import Actor, Right
from hoiso.core.paging import Order, Page, capped_counts, page_of
from hoiso.units.public import branches
from hoiso.work.figures.rules import HANDED_IN, SILENT
from hoiso.work.models import FigureRequest, FigureSheet

_R = FigureRequest.State
TO_FILL, FILLED, OURS, ENDED = "can-nop", "da-nop", "minh-hoi", "da-xong"
VIEWS = ((TO_FILL, "Cần nộp"), (FILLED, "Đã nộp"), (OURS, "Đơn vị mình hỏi"), (ENDED, "Đã chốt hoặc huỷ"))
_DUE = Order("han", ("due_on", "id"))
_NEWEST = Order("moi", ("id",), descending=True)


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a table to fill (`sheet_id`), or a request with how many have handed in of how many."""

    id: int
    sheet_id: int | None
    title: str
    other: str
    due_on: date
    state: str
    state_name: str
    handed_in: int
    asked: int


@dataclass(frozen=True, slots=True)
class FigureList:
    """One page of one view, and how many stand in each."""

    page: Page[Line]
    counts: Mapping[str, int]


def figure_list(by: Actor, *, view: str, words: str, cursor: str) -> FigureList:
    """Nearest deadline first; what is over newest first. Two statements."""
    requests = {OURS: _requests(by, (_R.DRAFT, _R.ASKED)), ENDED: _requests(by, (_R.FROZEN, _R.CANCELLED))}
    sheets = {TO_FILL: _sheets(by, SILENT), FILLED: _sheets(by, HANDED_IN)}
    if view in requests:
        chosen = requests[view]
        if words:
            chosen = chosen.filter(title__icontains=words)
        counts = capped_counts({**requests, **sheets, "asked": chosen})
        counted = chosen.annotate(
            handed_in=Count("sheets", filter=Q(sheets__state__in=HANDED_IN)), count=Count("sheets")
        )
        order = _DUE if view == OURS else _NEWEST
        page = page_of(counted, order, cursor=cursor, total=counts["asked"], make=_request_line)
        return FigureList(page, counts)
    found = sheets[view]
    if words:
        found = found.filter(Q(request__title__icontains=words) | Q(request__unit_name__icontains=words))
    counts = capped_counts({**requests, **sheets, "asked": found})
    rows = found.select_related("request")
    if view == TO_FILL:
        page = _by_deadline(rows, cursor, counts["asked"])
    else:
        page = page_of(rows, _NEWEST, cursor=cursor, total=counts["asked"], make=_sheet_line)
    return FigureList(page, counts)


def units_to_ask(unit_id: int, *, on: date) -> tuple[tuple[int, str], ...]:
    """Units directly below, as they can be asked. One statement."""
    return tuple((one.id, one.title) for one in branches(unit_id, on=on))


def _by_deadline(rows: QuerySet[FigureSheet], cursor: str, total: int) -> Page[Line]:
    return page_of(
        rows.annotate(due_on=F("request__due_on")), _DUE, cursor=cursor, total=total, make=_sheet_line
    )


def _requests(by: Actor, states: tuple[str, ...]) -> QuerySet[FigureRequest]:
    units = by.units_with(Right.DRAFT)
    return FigureRequest.objects.filter(unit_id__in=units or (0,), state__in=states)


def _sheets(by: Actor, states: tuple[str, ...]) -> QuerySet[FigureSheet]:
    units = by.units_with(Right.WORK_ON_TASKS)
    found = FigureSheet.objects.filter(unit_id__in=units or (0,), state__in=states)
    return found.filter(request__state=_R.ASKED) if states == SILENT else found


def _request_line(row: FigureRequest) -> Line:
    done, count = row.handed_in, row.count  # type: ignore[attr-defined]
    return Line(
        row.pk, None, row.title, row.made_by_name, row.due_on, row.state, row.get_state_display(), done, count
    )


def _sheet_line(row: FigureSheet) -> Line:
    asked = row.request
    return Line(
        asked.pk, row.pk, asked.title, asked.unit_name, asked.due_on, row.state, row.get_state_display(), 0, 0
    )
