"""The period of a print or a report: a day, a month, a year, or from one day to another."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hoiso.core.clock import office_date
from hoiso.core.phrases import vn_date
from hoiso.documents.registers.queries import Line
from hoiso.documents.tables.book import Book, Series


@dataclass(frozen=True, slots=True)
class Period:
    """Both days included."""

    first: date
    last: date

    @property
    def words(self) -> str:
        """ "ngày 20/09/2026", "tháng 9/2026", "năm 2026", "từ … đến …"."""
        first, last = self.first, self.last
        if first == last:
            return f"ngày {vn_date(first)}"
        if (first.day, first.month) == (1, 1) and last == date(first.year, 12, 31):
            return f"năm {first.year}"
        if first.day == 1 and last == month_of(first).last:
            return f"tháng {first.month}/{first.year}"
        return f"từ {vn_date(first)} đến {vn_date(last)}"

    @property
    def query(self) -> str:
        """As it stands in an address."""
        return f"tu={self.first.isoformat()}&den={self.last.isoformat()}"


def month_of(day: date) -> Period:
    """The calendar month of a day."""
    return Period(day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1]))


def year_of(day: date) -> Period:
    """The calendar year of a day."""
    return Period(date(day.year, 1, 1), date(day.year, 12, 31))


def period_from(first: str, last: str) -> Period | None:
    """The period of an address (ISO days); None where it names none."""
    try:
        found = Period(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError:
        return None
    return found if found.first <= found.last else None


def within(book: Book, lines: Iterable[Line], period: Period | None) -> tuple[Line, ...]:
    """Lines of the period: by the day of arrival, or of the document; a void number by that of giving."""
    if period is None:
        return tuple(lines)
    return tuple(line for line in lines if period.first <= _day(book, line) <= period.last)


def _day(book: Book, line: Line) -> date:
    own = line.arrived_on if book.series == Series.INCOMING else line.issued_on
    return own or office_date(line.given_at)
