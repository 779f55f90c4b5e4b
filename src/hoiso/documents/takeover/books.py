"""In which book a line stands, and what stands under its number there already."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import connection

from hoiso.core.folding import fold
from hoiso.core.phrases import vn_date
from hoiso.documents.registers.naming import default_name
from hoiso.documents.tables.book import Book, BookNumber, Series
from hoiso.documents.takeover import phrases
from hoiso.documents.takeover.lines import Fault, Line, shown

_STANDING = """
SELECT n.book_id, n.number, n.suffix, n.state, d.id, d.symbol_key, d.subject
FROM documents_booknumber n LEFT JOIN documents_document d ON d.book_number_id = n.id
WHERE n.book_id = ANY (%s) AND n.number BETWEEN %s AND %s
"""
_STANDING_HERE_AND_THERE = _STANDING.replace("BETWEEN %s AND %s", "= ANY (%s)")
_CLOSE = 4  # numbers of a sheet that leaves out three of four still lie close together
_GIVING = """
SELECT b.id, EXISTS (SELECT FROM documents_booknumber n WHERE n.book_id = b.id AND n.taken_over_id IS NULL)
FROM documents_book b WHERE b.id = ANY (%s)
"""


@dataclass(slots=True)
class Shelf:
    """A book that stands (`id`), or one that is opened when its first line comes.

    `giving`: it has given numbers on the system, so that no greater one can come from paper.
    """

    kind: str
    period_from: date
    period_to: date
    by_term: bool
    name: str
    id: int | None = None
    next_number: int = 1
    closed: bool = False
    giving: bool = False


@dataclass(slots=True)
class Shelves:
    """The books of a unit's series, with those that its lines will need."""

    unit_id: int
    series: str
    all: list[Shelf]
    _placed: dict[tuple[str, date], Shelf] = field(default_factory=dict)

    def of(self, line: Line) -> Shelf:
        """The book of the line's day; a term's goes before the year's."""
        key = (line.book_kind, line.day)
        found = self._placed.get(key)
        if found is None:
            found = self._placed[key] = self._standing(*key) or self._new(*key)
        return found

    def _standing(self, kind: str, day: date) -> Shelf | None:
        fitting = [one for one in self.all if one.kind == kind and one.period_from <= day <= one.period_to]
        return max(fitting, key=lambda one: (one.by_term, one.period_from), default=None)

    def _new(self, kind: str, day: date) -> Shelf:
        """The book of the calendar year, or of what no other book of the kind holds of it."""
        first, last = date(day.year, 1, 1), date(day.year, 12, 31)
        for one in self.all:
            if one.kind == kind and one.period_to < day:
                first = max(first, one.period_to + timedelta(days=1))
            elif one.kind == kind and one.period_from > day:
                last = min(last, one.period_from - timedelta(days=1))
        name = default_name(Series(self.series), by_term=False, period_from=first, period_to=last, kind=kind)
        if last < date(day.year, 12, 31):
            name = f"{name}, đến {vn_date(last)}"
        made = Shelf(kind, first, last, by_term=False, name=name)
        self.all.append(made)
        return made


def shelves(unit_id: int, series: str) -> Shelves:
    """The books of the series as they stand; two statements."""
    books = list(Book.objects.filter(unit_id=unit_id, series=series))
    with connection.cursor() as cursor:
        cursor.execute(_GIVING, [[book.pk for book in books]])
        giving = dict(cursor.fetchall())
    return Shelves(
        unit_id,
        series,
        [
            Shelf(
                book.kind, book.period_from, book.period_to, book.by_term, book.name, book.pk,
                book.next_number, book.closed_at is not None, giving.get(book.pk, False),
            )
            for book in books
        ],
    )  # fmt: skip


@dataclass(slots=True)
class Judged:
    """What becomes of some lines: those to write, how many stand in the books already, and the faulty."""

    new: list[tuple[Shelf, Line]]
    again: int
    faults: list[Fault]


Seen = dict[tuple[int, int, str], tuple[int, str, str]]


def judge(found: Sequence[Line | Fault], books: Shelves, seen: Seen, raw: "Raw") -> Judged:
    """Tell new lines from those that are there, and from numbers that somebody else has. One statement.

    `seen` remembers the numbers of the sheet across calls. The same line twice gives nothing new.
    """
    lines = [one for one in found if isinstance(one, Line)]
    faults = [one for one in found if isinstance(one, Fault)]
    standing = _standing(books, lines)
    judged = Judged([], 0, faults)
    for line in lines:
        shelf = books.of(line)
        sentence = _refused(line, shelf, standing, seen)
        if sentence is None:
            judged.new.append((shelf, line))
        elif sentence:
            faults.append(Fault(line.row, sentence, raw(line.row)))
        else:
            judged.again += 1
    faults.sort(key=lambda one: one.row)
    return judged


class Raw:
    """The cells of a row as they stand in the sheet."""

    def __init__(self, rows: Sequence[Sequence[object]]) -> None:
        self._rows = rows

    def __call__(self, row: int) -> list[str]:
        return [shown(cell) for cell in self._rows[row - 1]]


_Standing = dict[tuple[int, int, str], tuple[str, int | None, str, str]]


def _standing(books: Shelves, lines: Iterable[Line]) -> _Standing:
    numbers = {(shelf.id, line.number) for line in lines if (shelf := books.of(line)).id is not None}
    if not numbers:
        return {}
    ids, wanted = sorted({book for book, _ in numbers}), sorted({number for _, number in numbers})
    with connection.cursor() as cursor:
        if wanted[-1] - wanted[0] < _CLOSE * len(wanted):
            cursor.execute(_STANDING, [ids, wanted[0], wanted[-1]])
        else:
            cursor.execute(_STANDING_HERE_AND_THERE, [ids, wanted])
        return {
            (book, number, suffix): (state, document, key or "", subject or "")
            for book, number, suffix, state, document, key, subject in cursor.fetchall()
        }


def _refused(line: Line, shelf: Shelf, standing: _Standing, seen: Seen) -> str | None:
    """None: it is new. Empty: it is there already. Else why not."""
    key = (shelf.id or -id(shelf), line.number, line.suffix)
    before = seen.get(key)
    if before is not None:
        same = _same(line, before[1], before[2])
        return "" if same else phrases.twice(line.number_written, before[0])
    seen[key] = (line.row, line.symbol_key, line.subject)
    there = standing.get((shelf.id, line.number, line.suffix)) if shelf.id is not None else None
    if there is not None:
        return _compared(line, shelf, there)
    if shelf.closed:
        return phrases.closed(shelf.name)
    if shelf.giving and line.number >= shelf.next_number:
        return phrases.not_yet(line.number_written, shelf.name, shelf.next_number - 1)
    return None


def _compared(line: Line, shelf: Shelf, there: tuple[str, int | None, str, str]) -> str:
    state, document, key, subject = there
    if state == BookNumber.State.VOID and line.void:
        return ""
    if document is None:
        return phrases.used(line.number_written, shelf.name)
    if _same(line, key, subject):
        return ""
    return phrases.taken_by_other(line.number_written, shelf.name, subject)


def _same(line: Line, key: str, subject: str) -> bool:
    return (bool(key) and key == line.symbol_key) or fold(line.subject) == fold(subject)
