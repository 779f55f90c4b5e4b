"""Books of the demo year and their numbers: given in the order of time, some void, one kept free."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random

from hoiso.core.clock import office_date
from hoiso.demo.days import Year
from hoiso.demo.offices import Office, Offices
from hoiso.demo.plans import Incoming, Outgoing
from hoiso.documents.outgoing.numbers import book_kind
from hoiso.documents.registers.public import default_name
from hoiso.documents.tables.book import Book, BookNumber, Series
from hoiso.documents.tables.document import State

_VOID_EVERY = 400
_VOID_REASON = "Đăng ký trùng, văn bản đã có số đến trước đó."
_RESERVED_REASON = "Giữ chỗ cho quyết định khen thưởng sẽ ký ngày mai."


@dataclass(slots=True)
class Books:
    """The books of all offices, opened as numbers are asked for."""

    first_day: date
    books: dict[tuple[int, str, str, int], Book] = field(default_factory=dict)
    numbers: list[BookNumber] = field(default_factory=list)

    def take(self, unit_id: int, series: Series, kind: str, at: datetime, officer_id: int) -> BookNumber:
        """The next number of the book of that day."""
        book = self._book(unit_id, series, kind, office_date(at))
        number = BookNumber(
            book=book, unit_id=unit_id, number=book.next_number, given_at=at, given_by=officer_id
        )
        book.next_number += 1
        self.numbers.append(number)
        return number

    def _book(self, unit_id: int, series: Series, kind: str, on: date) -> Book:
        key = (unit_id, str(series), kind, on.year)
        if key not in self.books:
            opens, closes = max(date(on.year, 1, 1), self.first_day), date(on.year, 12, 31)
            self.books[key] = Book(
                unit_id=unit_id,
                series=series,
                kind=kind,
                name=default_name(series, by_term=False, period_from=opens, period_to=closes, kind=kind),
                period_from=opens,
                period_to=closes,
            )
        return self.books[key]


def number_everything(offices: Offices, made: Iterable[Outgoing], year: Year) -> Books:
    """Give every document that was made its number, as the clerks did through the year."""
    books = Books(year.days[0])
    numbered = [plan for plan in made if plan.numbered_at is not None]
    for plan in sorted(numbered, key=lambda one: one.numbered_at or one.drafted_at):
        assert plan.numbered_at is not None
        kind = book_kind(plan.kind.code, by_kind=True, party=plan.content.party)
        plan.number = books.take(plan.office.unit.pk, Series.OUTGOING, kind, plan.numbered_at, plan.clerk.id)
    _reserve(books, offices.province, year)
    return books


def number_incoming(books: Books, come: Sequence[Incoming], chance: Random) -> None:
    """The same for what came in. Now and then a registration was a repeat, and its number is void."""
    for plan in sorted(come, key=lambda one: one.registered_at):
        plan.number = books.take(plan.office.unit.pk, Series.INCOMING, "", plan.registered_at, plan.clerk.id)
        if plan.delivery is None and plan.state == State.DONE and chance.random() < 1 / _VOID_EVERY:
            _void(plan)


def _void(plan: Incoming) -> None:
    assert plan.number is not None
    plan.voided, plan.state = _VOID_REASON, State.VOID
    plan.proposed_at = plan.instructed_at = plan.accepted_at = plan.progress_at = None
    plan.lead, plan.helpers, plan.informed = None, (), ()
    plan.number.state, plan.number.reason = BookNumber.State.VOID, plan.voided
    plan.number.voided_at, plan.number.voided_by = plan.finished_at, plan.clerk.id


def _reserve(books: Books, office: Office, year: Year) -> None:
    at = year.now
    kept = books.take(office.unit.pk, Series.OUTGOING, "QĐ", at, office.clerks[0].id)
    kept.state, kept.reason = BookNumber.State.RESERVED, _RESERVED_REASON
