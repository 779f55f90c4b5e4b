"""The books as registers: their lines in order, with void, reserved and late ones, and their gaps."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Count, Q

from hoiso.core.errors import NotThere
from hoiso.core.folding import fold
from hoiso.core.paging import Order, Page, most_counted, page_of
from hoiso.core.symbols import number_text
from hoiso.documents.tables.book import Book, BookNumber, Series

ORDERS = {
    "so": Order("so", ("number", "suffix", "id")),
    "so-giam": Order("so-giam", ("number", "suffix", "id"), descending=True),
}
MISSING_SHOWN = 200


@dataclass(frozen=True, slots=True)
class BookRow:
    """A book in the list of books."""

    id: int
    name: str
    series: str
    series_name: str
    period_from: date
    period_to: date
    next_number: int
    closed: bool
    given: int
    void: int
    reserved: int

    def current(self, on: date) -> bool:
        """Whether it gives numbers on that day."""
        return not self.closed and self.period_from <= on <= self.period_to


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a register, with the columns of Decree 30/2020, Phụ lục IV, and the number's fate."""

    id: int
    number: int
    suffix: str
    state: str
    reason: str
    given_at: datetime
    document_id: int | None
    arrived_on: date | None
    issued_on: date | None
    issuer: str
    symbol: str
    kind_name: str
    subject: str
    signer: str
    copies: int | None
    receiver: str
    recipients: str
    passed_on: datetime | None
    note: str

    @property
    def number_written(self) -> str:
        return number_text(self.number, suffix=self.suffix)

    @property
    def fate(self) -> str:
        """What is said instead of a document: void, reserved, or nothing."""
        if self.state == BookNumber.State.VOID:
            return f"Số đã huỷ: {self.reason}"
        if self.state == BookNumber.State.RESERVED:
            return f"Số giữ chỗ: {self.reason}"
        return "" if self.document_id is not None else "Số đã cấp, đồng chí không được giao xem văn bản"

    @property
    def kind_and_subject(self) -> str:
        """The column of the law; the kind is not said twice where the subject begins with it."""
        if fold(self.subject).startswith(fold(self.kind_name)):
            return self.subject
        return f"{self.kind_name}: {self.subject}"

    @property
    def late(self) -> bool:
        """A late entry between two numbers."""
        return bool(self.suffix)


@dataclass(frozen=True, slots=True)
class Irregular:
    """A number of a book that needs explaining: void, reserved, late, or missing."""

    number_written: str
    what: str
    reason: str
    at: datetime | None
    by_name: str
    id: int | None


def books(unit_id: int) -> tuple[BookRow, ...]:
    """All books of the unit, newest period first; one statement."""
    rows = (
        Book.objects.filter(unit_id=unit_id)
        .annotate(
            given=Count("numbers", filter=Q(numbers__state=BookNumber.State.GIVEN)),
            void=Count("numbers", filter=Q(numbers__state=BookNumber.State.VOID)),
            reserved=Count("numbers", filter=Q(numbers__state=BookNumber.State.RESERVED)),
        )
        .order_by("-period_from", "series", "kind")
    )
    return tuple(
        BookRow(
            row.pk, row.name, row.series, str(Series(row.series).label), row.period_from, row.period_to,
            row.next_number, row.closed_at is not None, row.given, row.void, row.reserved,
        )
        for row in rows
    )  # fmt: skip


def book(book_id: int) -> Book:
    """The book with its unit, in the scope in force; `NotThere` otherwise."""
    found = Book.objects.select_related("unit").filter(pk=book_id).first()
    if found is None:
        raise NotThere("Không có sổ này, hoặc đồng chí không được giao xem.")
    return found


def book_of(unit_id: int, series: str, *, on: date) -> Book | None:
    """The book that holds the day, a term's before the year's; None when none was opened."""
    return (
        Book.objects.select_related("unit")
        .filter(unit_id=unit_id, series=series, period_from__lte=on, period_to__gte=on)
        .order_by("-by_term", "-period_from")
        .first()
    )


def lines(book: Book, *, order: Order, cursor: str) -> Page[Line]:
    """One page of the book; three statements whatever its size. 12, 12a, 12b, 13: letters sort as letters."""
    numbers = BookNumber.objects.filter(book=book)
    total = numbers[: most_counted()].count()
    page = page_of(
        numbers.only("id", "number", "suffix"), order, cursor=cursor, total=total, make=lambda row: row.pk
    )
    by_id = {line.id: line for line in _read(book.pk, list(page.rows))}
    return Page(
        tuple(by_id[pk] for pk in page.rows), page.first, page.last, page.total, page.previous, page.next
    )


def all_lines(book_id: int) -> tuple[Line, ...]:
    """Every line of the book in order, for printing and export. One statement."""
    return tuple(_read(book_id, None))


def lines_between(*, unit_id: int, series: str, first: date, last: date) -> tuple[Line, ...]:
    """Lines of all books of the unit's series in the period, by day. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_BETWEEN, {"unit": unit_id, "series": series, "first": first, "last": last})
        names = [column.name for column in cursor.description or ()]
        return tuple(Line(**dict(zip(names, row, strict=True))) for row in cursor.fetchall())


def irregular(book: Book) -> tuple[Irregular, ...]:
    """Void, reserved, late and missing numbers with their reasons; two statements.

    Missing ones cannot come from this system; they are shown so that a mended or restored
    database is honest about itself.
    """
    told = BookNumber.objects.filter(book=book).exclude(state=BookNumber.State.GIVEN, suffix="")
    rows = list(told.order_by("number", "suffix")[:1000])
    with connection.cursor() as cursor:
        cursor.execute(_MISSING, [book.first_number, book.next_number - 1, book.pk, MISSING_SHOWN])
        missing = [number for (number,) in cursor.fetchall()]
    found = [
        (
            (row.number, row.suffix),
            Irregular(
                number_text(row.number, suffix=row.suffix),
                _what(row),
                row.reason, row.voided_at or row.given_at, "", row.pk,
            ),
        )
        for row in rows
    ]  # fmt: skip
    found += [
        ((number, ""), Irregular(number_text(number), "Thiếu", "Không có trong sổ", None, "", None))
        for number in missing
    ]
    return tuple(one for _, one in sorted(found, key=lambda pair: pair[0]))


def _what(row: BookNumber) -> str:
    if row.state == BookNumber.State.GIVEN:
        return "Ghi bổ sung"
    return str(BookNumber.State(row.state).label)


def _read(book_id: int, ids: list[int] | None) -> list[Line]:
    with connection.cursor() as cursor:
        cursor.execute(_LINES, {"book": book_id, "ids": ids})
        names = [column.name for column in cursor.description or ()]
        return [Line(**dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


# The receiver of an incoming document is whom it was first assigned to; the day on which it was passed
# on is that of the first instruction. A number outside the officer's scope keeps its line, without more.
_LINE = """
SELECT n.id, n.number, n.suffix, n.state, n.reason, n.given_at, d.id AS document_id,
       d.arrived_on, d.issued_on,
       coalesce(d.issuer, '') AS issuer, coalesce(d.symbol, '') AS symbol,
       coalesce(d.kind_name, '') AS kind_name, coalesce(d.subject, '') AS subject,
       coalesce(d.signer, '') AS signer, d.copies,
       coalesce((SELECT string_agg(a.officer_name, ', ' ORDER BY a.given_at, a.id)
         FROM documents_assignment a
         WHERE a.document_id = d.id AND a.part = 'lead' AND a.state <> 'withdrawn'), d.holder_name, '')
         AS receiver,
       coalesce((SELECT string_agg(r.name, '; ' ORDER BY r.position, r.id)
         FROM documents_recipient r WHERE r.document_id = d.id), '') AS recipients,
       (SELECT min(i.at) FROM documents_instruction i
         WHERE i.document_id = d.id AND i.withdrawn_at IS NULL) AS passed_on,
       coalesce(d.description, '') AS note
FROM documents_booknumber n
LEFT JOIN documents_document d ON d.book_number_id = n.id
"""
_LINES = f"""{_LINE}
WHERE n.book_id = %(book)s AND (%(ids)s::bigint[] IS NULL OR n.id = ANY (%(ids)s))
ORDER BY n.number, n.suffix, n.id
"""
_DAY = """coalesce(CASE WHEN b.series = 'incoming' THEN d.arrived_on ELSE d.issued_on END,
  (n.given_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)"""
_BETWEEN = f"""{_LINE} JOIN documents_book b ON b.id = n.book_id
WHERE b.unit_id = %(unit)s AND b.series = %(series)s AND b.period_to >= %(first)s - 400
  AND {_DAY} BETWEEN %(first)s AND %(last)s
ORDER BY {_DAY}, n.book_id, n.number, n.suffix, n.id
"""
_MISSING = """
SELECT g.number FROM generate_series(%s::integer, %s::integer) AS g(number)
WHERE NOT EXISTS (SELECT FROM documents_booknumber n
  WHERE n.book_id = %s AND n.number = g.number AND n.suffix = '')
ORDER BY g.number LIMIT %s
"""
