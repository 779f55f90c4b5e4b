"""Books and their numbers: opened, given in order, reserved, made void. Never skipped, never again."""

from datetime import date, datetime

from django.db import transaction

from hoiso.access.public import Actor, Right, require
from hoiso.audit import public as audit
from hoiso.core.errors import DomainError, NotThere
from hoiso.documents.errors import BookClosed
from hoiso.documents.registers.naming import default_name
from hoiso.documents.tables.book import Book, BookNumber, Series
from hoiso.units.models import Unit


def locked_book(unit_id: int, series: Series, *, on: date, kind: str = "") -> Book:
    """The book that gives numbers on the day, locked: from here one clerk at a time.

    Opened on first use for the calendar year, from the unit's own first day where that falls in
    the year (a body merged in mid-year starts at 01). A book of a term is opened by
    `open_book` and goes before the year's. FOR UPDATE; taken before any other lock.
    """
    book = _standing_book(unit_id, series, kind, on)
    if book is None:
        first_day, last_day = Unit.objects.values_list("valid_from", "valid_to").get(pk=unit_id)
        if last_day is not None and on > last_day:
            raise BookClosed("Đơn vị này đã kết thúc nên không cấp số mới. Làm tiếp ở đơn vị tiếp nhận.")
        new_year = date(on.year, 1, 1)
        opens, closes = max(new_year, first_day), date(on.year, 12, 31)
        name = default_name(series, by_term=False, period_from=opens, period_to=closes, kind=kind)
        Book.objects.get_or_create(
            unit_id=unit_id,
            series=series,
            kind=kind,
            period_from=opens,
            defaults={"name": name, "period_to": closes},
        )
        book = _standing_book(unit_id, series, kind, on)
    if book is None or book.closed_at is not None:
        raise BookClosed("Sổ của ngày này đã khoá. Chọn ngày khác hoặc mở sổ mới trong mục Sổ văn bản.")
    return book


def _standing_book(unit_id: int, series: Series, kind: str, on: date) -> Book | None:
    """The book by its own statement: clerks wait for each other here, and the ORM's compiling is a third."""
    return next(iter(Book.objects.raw(_STANDING, [unit_id, series.value, kind, on])), None)


_STANDING = """
SELECT * FROM documents_book
WHERE unit_id = %s AND series = %s AND kind = %s AND %s BETWEEN period_from AND period_to
ORDER BY by_term DESC, period_from DESC LIMIT 1 FOR UPDATE
"""


def take_number(book: Book, *, by: Actor, at: datetime) -> BookNumber:
    """The next number of a locked book; it stands in the register from this transaction on.

    One statement: other clerks wait while the book is locked.
    """
    values = {"book": book.pk, "state": BookNumber.State.GIVEN.value, "at": at, "by": by.officer_id}
    number = BookNumber.objects.raw(_TAKE, values)[0]
    book.next_number = number.number + 1
    return number


_TAKE = """
WITH counted AS (
  UPDATE documents_book SET next_number = next_number + 1 WHERE id = %(book)s
  RETURNING id, unit_id, next_number - 1 AS number)
INSERT INTO documents_booknumber (book_id, unit_id, number, suffix, state, reason, given_at, given_by)
SELECT id, unit_id, number, '', %(state)s, '', %(at)s::timestamptz, %(by)s::bigint FROM counted
RETURNING *
"""


def take_number_between(book: Book, number: int, *, by: Actor, at: datetime) -> BookNumber:
    """A late entry after `number` of a locked book: 12a, then 12b."""
    if number >= book.next_number:
        raise DomainError(
            f"Sổ mới đến số {book.next_number - 1}, chưa có số {number} để thêm sau.", field="after"
        )
    taken = set(BookNumber.objects.filter(book=book, number=number).values_list("suffix", flat=True))
    suffix = next((letter for letter in "abcdefghiklmnopqrstuvxy" if letter not in taken), None)
    if suffix is None:
        raise DomainError(f"Sau số {number} không còn chữ để thêm. Chọn số khác.", field="after")
    return BookNumber.objects.create(
        book=book, unit_id=book.unit_id, number=number, suffix=suffix, given_at=at, given_by=by.officer_id
    )


@transaction.atomic
def reserve_number(
    *, by: Actor, unit_id: int, series: Series, on: date, reason: str, at: datetime, kind: str = ""
) -> BookNumber:
    """Keep the next number free for a document to come. The reason stands in the register."""
    require(by, Right.KEEP_BOOKS, at=unit_id, anew=True)
    if not reason.strip():
        raise DomainError("Ghi lý do giữ chỗ, ví dụ: quyết định ký ngày mai", field="reason")
    book = locked_book(unit_id, series, on=on, kind=kind)
    number = take_number(book, by=by, at=at)
    number.state, number.reason = BookNumber.State.RESERVED, reason.strip()
    number.save(update_fields=["state", "reason"])
    audit.record(
        "reserve_number", "book", book.pk, at=at, actor_id=by.officer_id, unit_id=unit_id, number=str(number)
    )
    return number


def use_reserved(number_id: int, *, by: Actor, at: datetime) -> BookNumber:
    """Turn a reserved number into a given one, for the document that it was kept for."""
    number = (
        BookNumber.objects.select_for_update().filter(pk=number_id, state=BookNumber.State.RESERVED).first()
    )
    if number is None:
        raise NotThere("Số giữ chỗ này không còn. Chọn số khác hoặc lấy số tiếp theo.")
    number.state, number.given_at, number.given_by = BookNumber.State.GIVEN, at, by.officer_id
    number.save(update_fields=["state", "given_at", "given_by"])
    return number


def void_number(number: BookNumber, *, by: Actor, reason: str, at: datetime) -> None:
    """Strike a number through with its reason. It stays in the register and is not given again."""
    if not reason.strip():
        raise DomainError("Ghi lý do huỷ số", field="reason")
    number.state, number.reason = BookNumber.State.VOID, reason.strip()
    number.voided_at, number.voided_by = at, by.officer_id
    number.save(update_fields=["state", "reason", "voided_at", "voided_by"])


@transaction.atomic
def void_reserved(*, by: Actor, number_id: int, reason: str, at: datetime) -> BookNumber:
    """Strike a reserved number through that no document came for."""
    found = BookNumber.objects.filter(pk=number_id).first()
    if found is None:
        raise NotThere("Không có số này, hoặc đồng chí không được giao xem.")
    require(by, Right.KEEP_BOOKS, at=found.unit_id)
    Book.objects.select_for_update().get(pk=found.book_id)
    number = BookNumber.objects.select_for_update().get(pk=number_id)
    if number.state != BookNumber.State.RESERVED:
        raise DomainError("Số này không còn giữ chỗ. Số đã có văn bản thì huỷ ở trang của văn bản đó.")
    void_number(number, by=by, reason=reason, at=at)
    audit.record(
        "void_number", "book", number.book_id, at=at, actor_id=by.officer_id, unit_id=number.unit_id,
        number=str(number),
    )  # fmt: skip
    return number
