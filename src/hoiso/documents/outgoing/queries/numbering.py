"""What a clerk sees before she gives a number: the book, its next number, and numbers kept free."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from hoiso.documents.outgoing.numbers import book_kind
from hoiso.units.public import settings_of


@dataclass(frozen=True, slots=True)
class NextNumber:
    """The number that comes next if nobody is faster, and the reserved ones of the book."""

    number: int
    book_name: str
    reserved: tuple[tuple[int, str], ...]


_BOOK = """
SELECT b.next_number, b.name,
  (SELECT coalesce(array_agg(n.id ORDER BY n.number, n.suffix), '{}') FROM documents_booknumber n
   WHERE n.book_id = b.id AND n.state = 'reserved'),
  (SELECT coalesce(array_agg(n.number || n.suffix || ': ' || n.reason ORDER BY n.number, n.suffix), '{}')
   FROM documents_booknumber n WHERE n.book_id = b.id AND n.state = 'reserved')
FROM documents_book b
WHERE b.unit_id = %s AND b.series = 'outgoing' AND b.kind = %s AND b.period_from <= %s AND b.period_to >= %s
ORDER BY b.by_term DESC, b.period_from DESC LIMIT 1
"""


def next_number(unit_id: int, code: str, *, party: bool, on: date) -> NextNumber:
    """Without a lock: for the page only. Two statements."""
    decided = settings_of(unit_id, ("series",), on)
    kind = book_kind(code, by_kind=decided["series"] == "kind", party=party)
    with connection.cursor() as cursor:
        cursor.execute(_BOOK, [unit_id, kind, on, on])
        row = cursor.fetchone()
    if row is None:
        return NextNumber(1, "", ())
    number, name, ids, words = row
    return NextNumber(number, name, tuple((id_, f"Số {text}") for id_, text in zip(ids, words, strict=True)))
