"""The list of outgoing documents: saved views with counts, filters, one page at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, F, Func, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce

from hoiso.access.public import Actor, Post, Right
from hoiso.core.folding import fold
from hoiso.core.paging import Order, Page, capped_counts, page_of
from hoiso.documents.tables.document import Direction, Document, State
from hoiso.documents.tables.outgoing import Delivery, Review

VIEWS = ("dang-soan", "cho-toi-duyet", "can-sua", "cho-so", "da-phat-hanh", "tat-ca")
_STATES: dict[str, tuple[str, ...]] = {
    "dang-soan": (State.DRAFT, State.SUBMITTED),
    "cho-toi-duyet": (State.SUBMITTED,),
    "can-sua": (State.SENT_BACK,),
    "cho-so": (State.APPROVED, State.NUMBERED, State.AWAITING_SIGNATURE),
    "da-phat-hanh": (State.ISSUED, State.REVOKED),
}
ORDERS = {
    "moi": Order("moi", ("id",), descending=True),
    "cu": Order("cu", ("id",)),
    "ngay-moi": Order("ngay-moi", ("issued_on", "id"), descending=True),
    "ngay-cu": Order("ngay-cu", ("issued_on", "id")),
}
_DATED = ("ngay-moi", "ngay-cu")
_TAGS: dict[str, str] = {
    State.DRAFT: "calm", State.SUBMITTED: "new", State.SENT_BACK: "soon", State.APPROVED: "new",
    State.NUMBERED: "new", State.AWAITING_SIGNATURE: "soon", State.ISSUED: "done", State.REVOKED: "late",
    State.VOID: "calm",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFilter:
    """What the list is narrowed to. `words` go over subject and symbol, accents do not count."""

    view: str = "tat-ca"
    words: str = ""
    kind: str = ""
    signer: str = ""
    since: date | None = None
    until: date | None = None
    order: str = "moi"


@dataclass(frozen=True, slots=True)
class ListRow:
    """One document of the list."""

    id: int
    state: str
    symbol: str
    kind_name: str
    subject: str
    issued_on: date | None
    signer: str
    holder_name: str
    changed_at: datetime
    due_on: date | None
    sent: int
    received: int
    recipient_names: str

    @property
    def state_name(self) -> str:
        return str(State(self.state).label)

    @property
    def tag(self) -> str:
        return _TAGS[self.state]


def outgoing_page(by: Actor, chosen: ListFilter, *, cursor: str) -> tuple[Page[ListRow], dict[str, int]]:
    """A page of the list and the counts of the views. Two statements.

    While words are looked for, only the view that is open is counted: folding every subject of
    every view would cost more than the page.
    """
    counted = (chosen.view,) if fold(chosen.words) else VIEWS
    narrowed = {view: _narrowed(_of_view(by, view), chosen) for view in counted}
    counts = capped_counts(narrowed)
    order = ORDERS.get(chosen.order, ORDERS["moi"])
    rows = narrowed[chosen.view]
    if order.name in _DATED:
        rows = rows.filter(issued_on__isnull=False)
    page = page_of(_with_columns(rows), order, cursor=cursor, total=counts[chosen.view], make=_row)
    return page, counts


def outgoing_rows(by: Actor, chosen: ListFilter) -> Iterator[ListRow]:
    """Every row of the list for export and print, in its order. One statement, read in pieces."""
    order = ORDERS.get(chosen.order, ORDERS["moi"])
    keys = [f"-{key}" if order.descending else key for key in order.keys]
    rows = _narrowed(_of_view(by, chosen.view), chosen)
    if order.name in _DATED:
        rows = rows.filter(issued_on__isnull=False)
    for row in _with_columns(rows).order_by(*keys).iterator(chunk_size=2_000):
        yield _row(row)


def _of_view(by: Actor, view: str) -> QuerySet[Document, Document]:
    rows = Document.objects.filter(unit_id__in=by.units_with(Right.DRAFT), direction=Direction.OUTGOING)
    if view in _STATES:
        rows = rows.filter(state__in=_STATES[view])
    if view == "cho-toi-duyet":
        lent = Post.objects.filter(pk__in=[post.id for post in by.posts if post.delegated])
        waiting = Review.objects.filter(
            Q(reviewer_id=by.officer_id) | Q(reviewer_id__in=lent.values("officer_id")),
            document_id=OuterRef("pk"), decision=Review.Decision.WAITING,
        )  # fmt: skip
        rows = rows.filter(Exists(waiting))
    return rows


def _narrowed(rows: QuerySet[Document, Document], chosen: ListFilter) -> QuerySet[Document, Document]:
    if chosen.kind:
        rows = rows.filter(kind=chosen.kind)
    if chosen.since:
        rows = rows.filter(issued_on__gte=chosen.since)
    if chosen.until:
        rows = rows.filter(issued_on__lte=chosen.until)
    if chosen.signer:
        rows = rows.filter(signer__icontains=chosen.signer)
    words = fold(chosen.words)
    if words:
        rows = rows.alias(folded=Func(F("subject"), function="fold_v1", output_field=TextField()))
        rows = rows.filter(Q(symbol_key__startswith=words.replace(" ", "")) | Q(folded__contains=words))
    return rows


def _with_columns(rows: QuerySet[Document, Document]) -> QuerySet[Document, Any]:
    deliveries = Delivery.objects.filter(document_id=OuterRef("pk")).order_by().values("document_id")
    received = deliveries.filter(received_at__isnull=False)
    return rows.annotate(
        sent=_counted(deliveries), received=_counted(received), names=_Names()
    ).values(
        "id", "state", "symbol", "kind_name", "subject", "issued_on", "signer", "holder_name", "changed_at",
        "due_on", "sent", "received", "names",
    )  # fmt: skip


def _counted(rows: QuerySet[Delivery, Any]) -> Coalesce:
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), Value(0))


class _Names(Func):
    """The first printed recipients of a document, in their order."""

    template = (
        "(SELECT coalesce(string_agg(x.name, '; '), '') FROM (SELECT r.name FROM documents_recipient r"
        " WHERE r.document_id = documents_document.id AND r.printed ORDER BY r.position, r.id LIMIT 4) x)"
    )
    output_field = TextField()


def _row(values: dict[str, Any]) -> ListRow:
    return ListRow(*values.values())
