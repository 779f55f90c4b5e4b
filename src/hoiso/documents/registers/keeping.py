"""Opening, closing and taking over books."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from hoiso.access.public import Actor, Right, require
from hoiso.audit import public as audit
from hoiso.core.errors import DomainError, NotThere
from hoiso.documents.tables.book import Book, BookNumber, Series


@transaction.atomic
def open_book(
    *,
    by: Actor,
    unit_id: int,
    series: Series,
    name: str,
    period_from: date,
    period_to: date,
    at: datetime,
    kind: str = "",
    by_term: bool = False,
    first_number: int = 1,
) -> Book:
    """Open a book for a term, or for what is left of a year; `first_number` takes over a paper book.

    A book of a term goes before the year's book (mass organisations number by term). Taking over
    at N leaves 1 to N−1 to the book before; they are no gaps.
    """
    require(by, Right.KEEP_BOOKS, at=unit_id, anew=True)
    if period_to < period_from:
        raise DomainError("Ngày hết hạn sổ phải sau ngày mở sổ", field="period_to")
    if first_number < 1:
        raise DomainError("Số bắt đầu phải từ 1", field="first_number")
    same = Book.objects.filter(
        unit_id=unit_id, series=series, kind=kind, by_term=by_term,
        period_from__lte=period_to, period_to__gte=period_from,
    )  # fmt: skip
    if standing := same.first():
        raise DomainError(f"Đã có “{standing.name}” trong thời gian này.", field="period_from")
    try:
        with transaction.atomic():
            book = Book.objects.create(
                unit_id=unit_id,
                series=series,
                kind=kind,
                name=name,
                by_term=by_term,
                period_from=period_from,
                period_to=period_to,
                next_number=first_number,
                first_number=first_number,
            )
    except IntegrityError as error:
        raise DomainError("Đã có sổ cùng loại mở từ ngày này.", field="period_from") from error
    audit.record(
        "open_book", "book", book.pk, at=at, actor_id=by.officer_id, unit_id=unit_id, first=first_number
    )
    return book


@transaction.atomic
def close_book(*, by: Actor, book_id: int, at: datetime) -> Book:
    """Close a book: no more numbers. Reserved numbers must be used or made void first."""
    book = _locked(book_id)
    require(by, Right.KEEP_BOOKS, at=book.unit_id)
    if book.closed_at is not None:
        raise DomainError("Sổ này đã khoá.")
    reserved = BookNumber.objects.filter(book=book, state=BookNumber.State.RESERVED).count()
    if reserved:
        raise DomainError(f"Sổ còn {reserved} số đang giữ chỗ. Dùng hoặc huỷ các số đó rồi mới khoá sổ.")
    book.closed_at = at
    book.save(update_fields=["closed_at"])
    audit.record(
        "close_book", "book", book.pk, at=at, actor_id=by.officer_id, unit_id=book.unit_id,
        last=book.next_number - 1,
    )  # fmt: skip
    return book


@transaction.atomic
def take_over_book(*, by: Actor, book_id: int, next_number: int, at: datetime) -> Book:
    """Go on from a paper book: the next number is N. Only while the book has given none."""
    book = _locked(book_id)
    require(by, Right.KEEP_BOOKS, at=book.unit_id)
    if next_number < 1:
        raise DomainError("Số tiếp theo phải từ 1", field="next_number")
    if BookNumber.objects.filter(book=book).exists():
        raise DomainError(
            f"Sổ đã cấp số trên hệ thống, số tiếp theo là {book.next_number}; không đổi được nữa.",
            field="next_number",
        )
    book.next_number = book.first_number = next_number
    book.save(update_fields=["next_number", "first_number"])
    audit.record(
        "take_over_book",
        "book",
        book.pk,
        at=at,
        actor_id=by.officer_id,
        unit_id=book.unit_id,
        next=next_number,
    )
    return book


def _locked(book_id: int) -> Book:
    book = Book.objects.select_for_update().filter(pk=book_id).first()
    if book is None:
        raise NotThere("Không có sổ này, hoặc đồng chí không được giao xem.")
    return book
