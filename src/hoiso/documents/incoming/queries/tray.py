"""The incoming tray: what has come and is not in the book, and the documents of the book."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from hoiso.core.paging import Order, Page, SortsLast, page_of, steady_counts, steady_page
from hoiso.documents.incoming.entry import symbol_key
from hoiso.documents.states import OPEN_INCOMING
from hoiso.documents.tables.book import Series
from hoiso.documents.tables.document import Direction, Document, State
from hoiso.documents.tables.outgoing import Delivery

WAITING_SHOWN = 8
EXPORTED = 20_000
DEFAULT_VIEW = "chua-xong"
VIEWS = {
    "chua-xong": "Chưa xong",
    "qua-han": "Quá hạn",
    "cho-but-phe": "Chờ bút phê",
    "da-xong": "Đã xong",
    "tat-ca": "Tất cả",
}
_TO_DO = ("chua-xong", "qua-han", "cho-but-phe")
ORDERS = {
    "moi": Order("moi", ("arrived_on", "id"), descending=True),
    "cu": Order("cu", ("arrived_on", "id")),
    "han": Order("han", ("due_key", "id")),
    "han-xa": Order("han-xa", ("due_key", "id"), descending=True),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TrayFilter:
    """What the officer asks to see; empty fields do not narrow."""

    view: str = DEFAULT_VIEW
    words: str = ""
    book_id: int | None = None
    state: str = ""
    arrived_from: date | None = None
    arrived_to: date | None = None
    issuer: str = ""
    due_to: date | None = None
    urgency: int | None = None

    @property
    def narrows(self) -> bool:
        """Whether anything but the view is asked for."""
        return self != TrayFilter(view=self.view)


@dataclass(frozen=True, slots=True)
class TrayRow:
    """One document in the tray."""

    id: int
    number_written: str
    symbol: str
    subject: str
    issuer: str
    kind_name: str
    state: str
    urgency: int
    issued_on: date | None
    arrived_on: date
    due_on: date | None
    holder_name: str

    @property
    def state_name(self) -> str:
        return str(State(self.state).label)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_INCOMING


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """Something that has come and has no number yet: a delivery, or a draft somebody left."""

    what: str
    id: int
    subject: str
    symbol: str
    source: str
    at: datetime
    urgency: int
    asks: bool  # it names a closed identity code, about which a person must decide


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What stands before the documents of the book: the first of what waits for a number, and how many.

    `newest`: the last delivery among them. `books`: (id, name) of the books of incoming documents,
    newest first, for the filter.
    """

    rows: tuple[WaitingRow, ...]
    total: int
    newest: int
    books: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Tray:
    """One page of documents.

    `counts` by view: of those that ask for work and of the one that is shown, else None.
    """

    counts: Mapping[str, int | None]
    page: Page[TrayRow]


def tray(unit_id: int, *, asked: TrayFilter, order: Order, cursor: str, today: date, reader_id: int) -> Tray:
    """The documents of a unit's tray as one officer reads it, two statements whatever its size."""
    views = dict.fromkeys((*_TO_DO, asked.view))
    if asked.narrows:
        chosen = filtered(unit_id, asked, today=today)
        counts = steady_counts(
            _view, tuple(views), reader=reader_id, beside={"asked": chosen}, unit_id=unit_id, today=today
        )
        rows = _ordered(chosen, order)
        page = page_of(rows, order, cursor=cursor, total=counts["asked"], make=_row)
    else:
        counts = steady_counts(_view, tuple(views), reader=reader_id, unit_id=unit_id, today=today)
        page = steady_page(
            _rows_of_view, (asked.view, order), order,
            cursor=cursor, total=counts[asked.view], make=_row, unit_id=unit_id, today=today,
        )  # fmt: skip
    return Tray(counts={view: counts.get(view) for view in VIEWS}, page=page)


def _view(view: str, *, unit_id: int, today: date) -> QuerySet[Any]:
    return in_view(unit_id, view, today=today)


def _rows_of_view(shape: tuple[str, Order], *, unit_id: int, today: date) -> QuerySet[Any]:
    view, order = shape
    return _ordered(in_view(unit_id, view, today=today), order)


def in_view(unit_id: int, view: str, *, today: date) -> QuerySet[Document]:
    """The documents of one saved view."""
    documents = Document.objects.filter(unit_id=unit_id, direction=Direction.INCOMING)
    if view == "chua-xong":
        return documents.filter(state__in=OPEN_INCOMING)
    if view == "qua-han":
        return documents.filter(due_on__lt=today, finished_on=None, state__in=OPEN_INCOMING)
    if view == "cho-but-phe":
        return documents.filter(state=State.PROPOSED)
    if view == "da-xong":
        return documents.filter(state=State.DONE)
    return documents


def filtered(unit_id: int, asked: TrayFilter, *, today: date) -> QuerySet[Document]:
    """The view narrowed by the filter."""
    documents = in_view(unit_id, asked.view, today=today)
    conditions: dict[str, Any] = {
        "book_id": asked.book_id,
        "state": asked.state or None,
        "arrived_on__gte": asked.arrived_from,
        "arrived_on__lte": asked.arrived_to,
        "issuer__icontains": asked.issuer or None,
        "due_on__lte": asked.due_to,
        "urgency": asked.urgency,
    }
    documents = documents.filter(**{name: value for name, value in conditions.items() if value is not None})
    if asked.words:
        documents = documents.filter(_by_symbol(asked.words))
    return documents


def rows_for_export(unit_id: int, asked: TrayFilter, *, today: date) -> Iterator[TrayRow]:
    """The same list whole, newest first, at most 20,000 rows."""
    order = ORDERS["moi"]
    chosen = _ordered(filtered(unit_id, asked, today=today), order).order_by("-arrived_on", "-id")
    return (_row(row) for row in chosen[:EXPORTED])


def news(unit_id: int, *, after: int) -> int:
    """How many deliveries came after the one last shown. One statement, by the index of the tray."""
    return Delivery.objects.filter(to_unit_id=unit_id, state=Delivery.State.ARRIVED, pk__gt=after).count()


def arrivals(unit_id: int) -> Arrivals:
    """What waits for a number: deliveries, the newest on top, then unfinished drafts. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_ARRIVALS, {"unit": unit_id, "shown": WAITING_SHOWN, "series": Series.INCOMING.value})
        found = cursor.fetchall()
    waiting = [row for row in found if row[0] != "book"]
    return Arrivals(
        rows=tuple(WaitingRow(*row[:-1]) for row in waiting),
        total=sum({row[0]: row[-1] for row in waiting}.values()),
        newest=max((row[1] for row in waiting if row[0] == "delivery"), default=0),
        books=tuple((row[1], row[2]) for row in found if row[0] == "book"),
    )


def _by_symbol(words: str) -> Q:
    """By the arrival number, or the beginning of the symbol; without accents and capitals."""
    key = symbol_key(words)
    found = Q(symbol_key__gte=key, symbol_key__lt=f"{key}\U0010fffd") if key else Q(pk__in=[])
    bare = words.strip()
    if bare.isascii() and bare.isdigit() and len(bare) <= 9:
        found |= Q(number=int(bare))
    return found


def _ordered(documents: QuerySet[Document], order: Order) -> QuerySet[Any]:
    if "due_key" in order.keys:
        documents = documents.annotate(due_key=SortsLast("due_on"))
    columns = (
        "id", "number", "suffix", "symbol", "subject", "issuer", "kind_name", "state", "urgency",
        "issued_on", "arrived_on", "due_on", "holder_name",
    )  # fmt: skip
    chosen: QuerySet[Any] = documents.values(*columns, *(("due_key",) if "due_key" in order.keys else ()))
    return chosen


def _row(row: Mapping[str, Any]) -> TrayRow:
    return TrayRow(
        id=row["id"],
        number_written=f"{row['number'] or ''}{row['suffix']}",
        symbol=row["symbol"],
        subject=row["subject"],
        issuer=row["issuer"],
        kind_name=row["kind_name"],
        state=row["state"],
        urgency=row["urgency"],
        issued_on=row["issued_on"],
        arrived_on=row["arrived_on"],
        due_on=row["due_on"],
        holder_name=row["holder_name"],
    )


# A delivery for which a draft is open stands once, as the draft.
_ARRIVALS = """
(SELECT 'delivery', d.id, coalesce(d.header->>'subject', ''), coalesce(d.header->>'symbol', ''),
        coalesce(d.header->>'issuer', ''), d.sent_at, coalesce((d.header->>'urgency')::int, 0), false,
        count(*) OVER ()
 FROM documents_delivery d
 WHERE d.to_unit_id = %(unit)s AND d.state IN ('arrived', 'opened')
   AND NOT EXISTS (SELECT FROM documents_incomingdraft i
     WHERE i.delivery_id = d.id AND i.document_id IS NULL AND i.dropped_at IS NULL)
 ORDER BY d.id DESC LIMIT %(shown)s)
UNION ALL
(SELECT 'draft', i.id,
        coalesce(nullif(i.typed->>'subject', ''), i.header->>'subject', ''),
        coalesce(nullif(i.typed->>'symbol', ''), i.header->>'symbol', ''),
        i.officer_name, i.changed_at, 0,
        EXISTS (SELECT FROM documents_closedcode c WHERE c.draft_id = i.id AND c.state = 'waiting'),
        count(*) OVER ()
 FROM documents_incomingdraft i
 WHERE i.unit_id = %(unit)s AND i.document_id IS NULL AND i.dropped_at IS NULL
 ORDER BY i.id DESC LIMIT %(shown)s)
UNION ALL
(SELECT 'book', b.id, b.name, '', '', NULL, 0, false, 0
 FROM documents_book b WHERE b.unit_id = %(unit)s AND b.series = %(series)s
 ORDER BY b.period_from DESC, b.id DESC LIMIT 40)
"""
