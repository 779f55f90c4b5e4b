"""Chờ bút phê: what lies before a leader."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from hoiso.access.public import Actor, Right, names_of
from hoiso.core.paging import Order, Page, SortsLast, capped_counts, page_of
from hoiso.core.phrases import vn_date
from hoiso.documents.handling.receivers import Known, Receivers
from hoiso.documents.tables.document import Direction, Document, State
from hoiso.documents.tables.handling import Extension, HandlingProposal

MINE, OTHERS, UNPROPOSED, EXTENSIONS = "toi", "khac", "chua-trinh", "gia-han"
VIEWS = {
    MINE: "Trình tôi",
    OTHERS: "Trình đồng chí khác",
    UNPROPOSED: "Chưa trình",
    EXTENSIONS: "Xin gia hạn",
}
_OLDEST = Order("cho", ("id",))
_DUE = Order("han", ("due_key", "id"))


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A document that waits for a bút phê, or a task whose extension is asked for (`extension_id`).

    Without `proposal_id` nobody has proposed anything.
    """

    proposal_id: int | None
    document_id: int
    subject: str
    symbol: str
    issuer: str
    by_name: str
    at: datetime
    wording: str
    receivers: Receivers
    people: str
    due_on: date | None
    units: Mapping[int, str]
    extension_id: int | None = None
    task_id: int | None = None


@dataclass(frozen=True, slots=True)
class WaitingList:
    """One page of one view, and how many wait in each."""

    page: Page[WaitingRow]
    counts: Mapping[str, int]


def waiting_list(by: Actor, *, view: str, cursor: str) -> WaitingList:
    """What waits for her, for other leaders of her units, or was not proposed yet. Three statements."""
    counts = capped_counts({name: _chosen(by, name) for name in VIEWS})
    page = _page(by, view, cursor, counts[view])
    named = names_of(officer for row in page.rows for officer in row.receivers.officers)
    rows = tuple(row if row.extension_id else _with_names(row, named) for row in page.rows)
    return WaitingList(Page(rows, page.first, page.last, page.total, page.previous, page.next), counts)


def _chosen(by: Actor, view: str) -> QuerySet[Any]:
    units = by.units_with(Right.INSTRUCT)
    if view == UNPROPOSED:
        return Document.objects.filter(
            unit_id__in=units, direction=Direction.INCOMING, state=State.REGISTERED
        )
    if view == EXTENSIONS:
        return Extension.objects.filter(state=Extension.State.ASKED, document__unit_id__in=units)
    waiting = HandlingProposal.objects.filter(
        state=HandlingProposal.State.WAITING, document__unit_id__in=units
    )
    if view == MINE:
        return waiting.filter(to_officer_id=by.officer_id)
    return waiting.exclude(to_officer_id=by.officer_id)


def _page(by: Actor, view: str, cursor: str, total: int) -> Page[WaitingRow]:
    rows = _chosen(by, view)
    if view == UNPROPOSED:
        documents = rows.annotate(due_key=SortsLast("due_on"))
        return page_of(documents, _DUE, cursor=cursor, total=total, make=_of_document)
    if view == EXTENSIONS:
        asked = rows.select_related("document", "assignment")
        return page_of(asked, _OLDEST, cursor=cursor, total=total, make=_of_extension)
    proposals = rows.select_related("document")
    return page_of(proposals, _OLDEST, cursor=cursor, total=total, make=_of_proposal)


def _of_proposal(row: HandlingProposal) -> WaitingRow:
    return WaitingRow(
        proposal_id=row.pk,
        document_id=row.document_id,
        subject=row.document.subject,
        symbol=row.document.symbol,
        issuer=row.document.issuer,
        by_name=row.by_name,
        at=row.at,
        wording=row.wording,
        receivers=Receivers.of_rows(row.receivers),
        people="",
        due_on=row.due_on,
        units={int(one["unit"]): one["name"] for one in row.receivers if "unit" in one},
    )


def _of_document(row: Document) -> WaitingRow:
    return WaitingRow(
        proposal_id=None,
        document_id=row.pk,
        subject=row.subject,
        symbol=row.symbol,
        issuer=row.issuer,
        by_name=row.holder_name,
        at=row.created_at,
        wording="",
        receivers=Receivers(),
        people="",
        due_on=row.due_on,
        units={},
    )


def _of_extension(row: Extension) -> WaitingRow:
    task = row.assignment
    return WaitingRow(
        proposal_id=None,
        document_id=row.document_id,
        subject=row.document.subject,
        symbol=row.document.symbol,
        issuer=row.document.issuer,
        by_name=task.officer_name,
        at=row.at,
        wording=row.reason,
        receivers=Receivers(),
        people=f"Xin đến {vn_date(row.due_on)}",
        due_on=task.due_on,
        units={},
        extension_id=row.pk,
        task_id=task.pk,
    )


def _with_names(row: WaitingRow, named: Mapping[int, str]) -> WaitingRow:
    known = Known(
        {officer: named.get(officer, "cán bộ đã chuyển") for officer in row.receivers.officers}, row.units
    )
    return WaitingRow(
        row.proposal_id, row.document_id, row.subject, row.symbol, row.issuer, row.by_name, row.at,
        row.wording, row.receivers, row.receivers.words(known), row.due_on, row.units,
    )  # fmt: skip
