"""The number and date of an outgoing document, given at issue, from the book of its series."""

import calendar
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max

from hoiso.access.public import Actor, Right, require
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotThere
from hoiso.core.folding import fold
from hoiso.core.phrases import vn_date
from hoiso.core.symbols import number_text
from hoiso.documents import timeline
from hoiso.documents.errors import BookClosed, WrongState
from hoiso.documents.layouts.official_document import Layout
from hoiso.documents.locking import locked
from hoiso.documents.outgoing.actions.making import make_soon
from hoiso.documents.outgoing.actions.reviewing import approve_own
from hoiso.documents.outgoing.actions.versions import latest_version
from hoiso.documents.outgoing.content import DraftContent, from_json
from hoiso.documents.outgoing.numbers import NumberWish, book_kind, day_of_congress
from hoiso.documents.registers.public import (
    locked_book,
    open_book,
    take_number,
    take_number_between,
    use_reserved,
    void_number,
)
from hoiso.documents.search import public as search
from hoiso.documents.states import move
from hoiso.documents.tables.book import Book, BookNumber, Series
from hoiso.documents.tables.document import Document, State
from hoiso.documents.tables.outgoing import Review
from hoiso.units.public import primary_code, settings_of

_TERM_YEARS = 5
_WITH_NUMBER = (State.NUMBERED, State.AWAITING_SIGNATURE, State.ISSUED)


@transaction.atomic
def give_number(
    *,
    by: Actor,
    document_id: int,
    version: int,
    on: date,
    at: datetime,
    wish: NumberWish | None = None,
    approving: bool = False,
    places_are_meant: bool = False,
    await_signature: bool = False,
    then_issue: bool = False,
) -> Document:
    """Give an approved document its number and date; its PDF is made once this is committed.

    The book is locked before the document: from here one clerk at a time. `approving` lets a leader
    who keeps the books approve her own draft in the same act; `then_issue` sends it when its file
    stands. Pressing twice gives one number.
    """
    document = _outgoing(document_id)
    require(by, Right.ISSUE, at=document.unit_id)
    if document.state in _WITH_NUMBER:
        return document
    if on > office_date(at):
        raise DomainError("Ngày văn bản phải là hôm nay hoặc trước hôm nay", field="on")
    content = from_json(latest_version(document).content)
    book = _book(by, document, content, on=on, at=at)
    if approving and document.state in (State.DRAFT, State.SENT_BACK):
        approved = approve_own(
            by=by, document_id=document_id, version=version, at=at, places_are_meant=places_are_meant
        )
        version = approved.version
    document = locked(document_id)
    if document.state in _WITH_NUMBER:
        return document
    if document.version != version:
        document = locked(document_id, version=version)  # refuses, in words
    _require_approved(document)
    number = _take(book, wish or NumberWish(), by=by, on=on, at=at)
    _stamp(document, book, number, content, on)
    move(document, State.NUMBERED)
    if await_signature:
        move(document, State.AWAITING_SIGNATURE)
    document.holder_id, document.holder_name, document.held_since = by.officer_id, by.full_name, at
    document.changed_at, document.version = at, document.version + 1
    document.save()
    timeline.note(
        by, document, "number", at=at, text=f"Cấp số {document.symbol}, ngày {vn_date(on)}",
        book=book.pk, number=str(number),
    )  # fmt: skip
    search.index(document.pk)
    make_soon(by, document.pk, at=at, then_issue=then_issue)
    return document


@transaction.atomic
def void_given_number(*, by: Actor, document_id: int, version: int, reason: str, at: datetime) -> Document:
    """Strike the number of a document that was not issued through, with the reason.

    The number stays in the book as void and is not given again; the text can be drafted again from it.
    """
    found = _outgoing(document_id)
    require(by, Right.ISSUE, at=found.unit_id)
    if found.book_id is not None:
        Book.objects.select_for_update().get(pk=found.book_id)
    document = locked(document_id, version=version)
    if document.book_number is None or document.state not in (State.NUMBERED, State.AWAITING_SIGNATURE):
        raise WrongState("Chỉ huỷ được số của văn bản đã cấp số mà chưa phát hành.")
    void_number(document.book_number, by=by, reason=reason, at=at)
    move(document, State.VOID)
    document.finish_note = reason.strip()
    document.holder_id, document.holder_name, document.held_since = None, "", None
    document.changed_at, document.version = at, document.version + 1
    document.save()
    timeline.note(
        by, document, "void_number", at=at, text=f"Huỷ số {document.symbol}: {reason.strip()}",
        book=document.book_id, number=str(document.book_number),
    )  # fmt: skip
    search.index(document.pk)
    return document


def _outgoing(document_id: int) -> Document:
    document = Document.objects.filter(pk=document_id, versions__isnull=False).distinct().first()
    if document is None:
        raise NotThere("Không có văn bản này, hoặc đồng chí không được giao xem.")
    return document


def _require_approved(document: Document) -> None:
    if document.state != State.APPROVED:
        raise WrongState(
            f"Văn bản đang ở bước “{State(document.state).label}”. Chỉ văn bản đã duyệt mới được cấp số."
        )
    approved = Review.objects.filter(document=document, decision=Review.Decision.APPROVED)
    newest = approved.aggregate(newest=Max("version_number"))["newest"]
    if newest != latest_version(document).number:
        raise WrongState("Bản mới nhất chưa được duyệt. Trình duyệt lại rồi mới cấp số.")


def _book(by: Actor, document: Document, content: DraftContent, *, on: date, at: datetime) -> Book:
    """The locked book of the series on the day; a term's book is opened from the day of the congress."""
    unit_id = document.unit_id
    decided = settings_of(unit_id, ("series", "series_period", "congress_day"), on)
    kind = book_kind(document.kind, by_kind=decided["series"] == "kind", party=content.party)
    if content.party or decided["series_period"] == "term":
        congress = day_of_congress(str(decided["congress_day"]))
        if not _term_book_stands(unit_id, kind, on):
            _open_term_book(by, unit_id, kind, congress, on=on, at=at)
    return locked_book(unit_id, Series.OUTGOING, on=on, kind=kind)


def _term_book_stands(unit_id: int, kind: str, on: date) -> bool:
    standing = Book.objects.filter(period_from__lte=on, period_to__gte=on, by_term=True)
    return standing.filter(unit_id=unit_id, series=Series.OUTGOING, kind=kind).exists()


def _open_term_book(
    by: Actor, unit_id: int, kind: str, congress: date | None, *, on: date, at: datetime
) -> None:
    if congress is None or congress > on:
        raise BookClosed(
            "Văn bản này đánh số theo nhiệm kỳ, mà chưa có sổ của nhiệm kỳ."
            " Nhập ngày đại hội gần nhất trong mục Thiết lập rồi cấp số lại."
        )
    last = date(congress.year + _TERM_YEARS, congress.month, min(congress.day, _days(congress)))
    try:
        open_book(
            by=by, unit_id=unit_id, series=Series.OUTGOING, kind=kind, by_term=True, at=at,
            name=f"Văn bản đi nhiệm kỳ {congress.year}–{congress.year + _TERM_YEARS}",
            period_from=congress, period_to=max(last - timedelta(days=1), on),
        )  # fmt: skip
    except DomainError:
        if not _term_book_stands(unit_id, kind, on):  # else another clerk opened it this moment
            raise


def _days(congress: date) -> int:
    return calendar.monthrange(congress.year + _TERM_YEARS, congress.month)[1]


def _take(book: Book, wish: NumberWish, *, by: Actor, on: date, at: datetime) -> BookNumber:
    if wish.reserved_id is not None:
        if not BookNumber.objects.filter(pk=wish.reserved_id, book=book).exists():
            raise DomainError("Số giữ chỗ này không thuộc sổ của loại và ngày đã chọn", field="reserved")
        return use_reserved(wish.reserved_id, by=by, at=at)
    if wish.after is not None:
        return take_number_between(book, wish.after, by=by, at=at)
    newest = (
        Document.objects.filter(book=book)
        .exclude(state=State.VOID)
        .aggregate(newest=Max("issued_on"))["newest"]
    )
    if newest is not None and on < newest:
        raise DomainError(
            f"Số mới nhất của sổ mang ngày {vn_date(newest)}. Ngày văn bản phải từ ngày đó trở đi,"
            " hoặc ghi bổ sung sau một số cũ.",
            field="on",
        )
    return take_number(book, by=by, at=at)


def _stamp(document: Document, book: Book, number: BookNumber, content: DraftContent, on: date) -> None:
    written = number_text(number.number, suffix=number.suffix)
    separator = Layout(content.layout).separator
    document.book, document.book_number = book, number
    document.number, document.suffix = number.number, number.suffix
    document.code_number, document.code_notation = written, content.notation
    document.symbol = f"{written}{separator}{content.notation}"
    key = f"{number.number}{number.suffix}{separator}{content.notation}"
    document.symbol_key = fold(key).replace(" ", "")[:100]
    document.issued_on = on
    document.exchange_id = _identity(document, on)


def _identity(document: Document, on: date) -> str:
    """The code by which the axis and the receivers know it; empty while the unit has no code of its own.

    The unit's code, the day and the symbol, commas between: the axis' DocumentId (Annex VI, III.1.c).
    """
    code = primary_code(document.unit_id, on=on)
    return f"{code},{on:%Y/%m/%d},{document.symbol}" if code else ""
