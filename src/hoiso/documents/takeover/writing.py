"""Lines go into the books many at a time: a statement a table, under the wall.

PostgreSQL refuses COPY into a table with a wall, and our roles make no temporary tables. So a column travels
as one text, its values apart by a character that no cleaned cell holds, and is unnested on the server.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db import connection

from hoiso.access.public import Actor, acting_title
from hoiso.core.clock import OFFICE_ZONE
from hoiso.documents.search.public import vector_of
from hoiso.documents.tables.book import Book, Series
from hoiso.documents.tables.document import Direction, Document, State
from hoiso.documents.takeover import phrases
from hoiso.documents.takeover.books import Shelf
from hoiso.documents.takeover.lines import Line

EVENT = "take_over"
_DIRECTIONS = {
    Series.INCOMING: (Direction.INCOMING, State.DONE),
    Series.OUTGOING: (Direction.OUTGOING, State.ISSUED),
    Series.INTERNAL: (Direction.INTERNAL, State.ISSUED),
    Series.COPIES: (Direction.OUTGOING, State.ISSUED),
}
_APART = "\x1f"
_WITHIN = "\x1e"
_IDS = """
SELECT string_agg(nextval(s.ids)::text, E'\\x1f')
FROM (SELECT pg_get_serial_sequence(%s, 'id')::regclass AS ids OFFSET 0) s, generate_series(1, %s)
"""


def _filled(statement: str, **kinds: str) -> str:
    """The statement with `unnest` of the columns as they travel; an empty number or day is null."""
    given = (
        f"trim_array(string_to_array(%({name})s, E'\\x1f'{_null_of(kind)}), 1)::{kind}[]"
        for name, kind in kinds.items()
    )
    return statement.replace("COLUMNS", f"unnest({', '.join(given)}) AS t({', '.join(kinds)})")


def _null_of(kind: str) -> str:
    return "" if kind == "text" else ", ''"


_NUMBERS = _filled(
    """
INSERT INTO documents_booknumber (id, book_id, unit_id, number, suffix, state, reason, given_at, given_by,
  voided_at, voided_by, taken_over_id)
SELECT number_id, book, %(unit)s, number, suffix, CASE WHEN void = '' THEN 'given' ELSE 'void' END, void,
  given, NULL, CASE WHEN void <> '' THEN given END, NULL, %(take_over)s
FROM COLUMNS
""",
    number_id="bigint", book="bigint", number="integer", suffix="text", void="text", given="timestamptz",
)  # fmt: skip
_DOCUMENTS = _filled(
    """
INSERT INTO documents_document (id, unit_id, direction, state, restricted, book_id, book_number_id, number,
  suffix, code_number, code_notation, symbol, symbol_key, kind, kind_name, subject, issuer, issued_on, place,
  signer, signer_position, signing_capacity, urgency, page_amount, copies, language, description, circulation,
  paper_follows, arrived_on, arrived_by, exchange_id, finished_on, finish_note, holder_name, created_by,
  created_at, changed_at, version OTHER_NAMES)
SELECT document_id, %(unit)s, %(direction)s, %(state)s, false, book, number_id, number, suffix, code_number,
  code_notation, symbol, symbol_key, kind, kind_name, subject, issuer, issued, '', signer, '', '', urgency,
  pages, copies, 'Tiếng Việt', note, '', false, arrived, '', '', day, '', holder, %(by)s, %(at)s, %(at)s, 1
  OTHER_VALUES
FROM COLUMNS
""",
    document_id="bigint", number_id="bigint", book="bigint", number="integer", suffix="text",
    code_number="text", code_notation="text", symbol="text", symbol_key="text", kind="text", kind_name="text",
    subject="text", issuer="text", issued="date", arrived="date", signer="text", holder="text",
    copies="integer", pages="integer", urgency="smallint", note="text", day="date",
)  # fmt: skip
_EVENTS = _filled(
    """
INSERT INTO documents_event (document_id, at, actor_id, actor_name, actor_title, kind, text)
SELECT document_id, %(at)s, %(by)s, %(name)s, %(title)s, %(kind)s, line
FROM COLUMNS
""",
    document_id="bigint", line="text",
)  # fmt: skip
_RECIPIENTS = _filled(
    """
INSERT INTO documents_recipient (document_id, unit_id, name, line, printed, addressee, paper_copies, position)
SELECT document_id, NULL, left(btrim(one.name), 300), 'paper', true, false, 0, one.place - 1
FROM COLUMNS, unnest(string_to_array(recipients, E'\\x1e')) WITH ORDINALITY AS one(name, place)
WHERE btrim(one.name) <> ''
""",
    document_id="bigint", recipients="text",
)  # fmt: skip
_ISSUERS = _filled(
    """
INSERT INTO documents_knownissuer (unit_id, name, folded, last_on)
SELECT DISTINCT ON (left(fold_v1(issuer), 300)) %(unit)s, issuer, left(fold_v1(issuer), 300), day
FROM COLUMNS
ORDER BY left(fold_v1(issuer), 300), day DESC
ON CONFLICT (unit_id, folded) DO NOTHING
""",
    issuer="text", day="date",
)  # fmt: skip
_WORDS = _filled(
    """
INSERT INTO documents_searchentry (document_id, unit_id, day, words, text)
SELECT document_id, %(unit)s, day, words, ''
FROM COLUMNS
ON CONFLICT (document_id) DO NOTHING
""",
    document_id="bigint", day="date", words="tsvector",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """Lines that stand in their books as documents, whose words are still to be written."""

    unit_id: int
    incoming: bool
    documents: Sequence[str]
    lines: Sequence[Line]


def _others() -> dict[str, Any]:
    """Columns of a document that no register tells, with their defaults: a new one is filled by itself."""
    named = _DOCUMENTS.partition("(")[2].partition(" OTHER_NAMES")[0]
    known = {name.strip() for name in named.split(",")}
    fields = (one for one in Document._meta.concrete_fields if one.column not in known)
    return {str(one.column): one.get_default() for one in fields if not one.null and not one.primary_key}


def _documents_statement(others: dict[str, Any]) -> str:
    names = "".join(f", {name}" for name in others)
    values = "".join(f", %(other_{name})s" for name in others)
    return _DOCUMENTS.replace(" OTHER_NAMES", names).replace("OTHER_VALUES", values)


def open_shelves(wanted: Iterable[Shelf], *, unit_id: int, series: str) -> list[Book]:
    """Open the books that do not stand yet; those that were opened."""
    opened: list[Book] = []
    for shelf in wanted:
        if shelf.id is None:
            book, made = Book.objects.get_or_create(
                unit_id=unit_id, series=series, kind=shelf.kind, period_from=shelf.period_from,
                defaults={"name": shelf.name, "period_to": shelf.period_to, "by_term": shelf.by_term},
            )  # fmt: skip
            shelf.id = book.pk
            if made:
                opened.append(book)
    return opened


def locked_books(wanted: Sequence[Shelf]) -> None:
    """FOR UPDATE, by id: from here one clerk at a time; what each has given is read anew."""
    ids = sorted({shelf.id for shelf in wanted if shelf.id is not None})
    rows = {book.pk: book for book in Book.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    for shelf in wanted:
        if shelf.id is not None:
            shelf.next_number = rows[shelf.id].next_number
            shelf.closed = rows[shelf.id].closed_at is not None


def write_lines(
    lines: Sequence[tuple[Shelf, Line]],
    *,
    by: Actor,
    unit_id: int,
    series: str,
    take_over_id: int,
    at: datetime,
) -> Written:
    """Numbers, documents, their timeline, recipients and issuers. The books are locked."""
    direction, state = _DIRECTIONS[Series(series)]
    incoming = series == Series.INCOMING
    values: dict[str, Any] = {
        "unit": unit_id, "take_over": take_over_id, "direction": direction.value, "state": state.value,
        "by": by.officer_id or None, "at": at, "name": by.full_name, "title": acting_title(by), "kind": EVENT,
    }  # fmt: skip
    with connection.cursor() as cursor:

        def ids(table: str, count: int) -> list[str]:
            cursor.execute(_IDS, [table, count])
            return str(cursor.fetchone()[0]).split(_APART)

        numbers = ids("documents_booknumber", len(lines))
        cursor.execute(_NUMBERS, {**values, **_of_numbers(lines, numbers)})
        kept = [
            (shelf, line, number)
            for (shelf, line), number in zip(lines, numbers, strict=True)
            if not line.void
        ]
        if not kept:
            return Written(unit_id, incoming, (), ())
        documents = ids("documents_document", len(kept))
        others = _others()
        cursor.execute(
            _documents_statement(others),
            {
                **values,
                **{f"other_{name}": value for name, value in others.items()},
                **_of_documents(kept, documents, incoming=incoming),
            },
        )
        rows = [line for _, line, _ in kept]
        cursor.execute(
            _EVENTS,
            {
                **values,
                "document_id": _joined(documents),
                "line": _joined(phrases.taken(line.row) for line in rows),
            },
        )
        if incoming:
            newest: dict[str, date] = {}
            for line in rows:
                if line.issuer:
                    newest[line.issuer] = max(line.day, newest.get(line.issuer, line.day))
            if newest:
                cursor.execute(
                    _ISSUERS, {**values, "issuer": _joined(newest), "day": _joined(newest.values())}
                )
        else:
            cursor.execute(
                _RECIPIENTS,
                {
                    **values,
                    "document_id": _joined(documents),
                    "recipients": _joined(_split(line.receiver) for line in rows),
                },
            )
    return Written(unit_id, incoming, documents, rows)


def write_words(written: Written, by: Actor) -> None:
    """What the search finds of the lines; one statement. What has words by now keeps them: they are newer."""
    if not written.documents:
        return
    words = (_words(line, by, written.unit_id, incoming=written.incoming) for line in written.lines)
    with connection.cursor() as cursor:
        cursor.execute(
            _WORDS,
            {
                "unit": written.unit_id,
                "document_id": _joined(written.documents),
                "day": _joined(line.day for line in written.lines),
                "words": _joined(words),
            },
        )


def _of_numbers(lines: Sequence[tuple[Shelf, Line]], numbers: Sequence[str]) -> dict[str, str]:
    return {
        "number_id": _joined(numbers),
        "book": _joined(shelf.id for shelf, _ in lines),
        "number": _joined(line.number for _, line in lines),
        "suffix": _joined(line.suffix for _, line in lines),
        "void": _joined(line.void for _, line in lines),
        "given": _joined(_midnight(line.day) for _, line in lines),
    }


def _of_documents(
    kept: Sequence[tuple[Shelf, Line, str]], documents: Sequence[str], *, incoming: bool
) -> dict[str, str]:
    rows = [line for _, line, _ in kept]
    days = _joined(line.day for line in rows)
    return {
        "document_id": _joined(documents),
        "number_id": _joined(number for _, _, number in kept),
        "book": _joined(shelf.id for shelf, _, _ in kept),
        "number": _joined(line.number for line in rows),
        "suffix": _joined(line.suffix for line in rows),
        "code_number": _joined(line.code_number for line in rows),
        "code_notation": _joined(line.code_notation for line in rows),
        "symbol": _joined(line.symbol for line in rows),
        "symbol_key": _joined(line.symbol_key for line in rows),
        "kind": _joined(line.kind for line in rows),
        "kind_name": _joined(line.kind_name for line in rows),
        "subject": _joined(line.subject for line in rows),
        "issuer": _joined(line.issuer for line in rows),
        "issued": _joined(line.issued_on for line in rows),
        "arrived": days if incoming else _joined(None for _ in rows),
        "signer": _joined(line.signer for line in rows),
        "holder": _joined(line.receiver[:150] if incoming else "" for line in rows),
        "copies": _joined(line.copies for line in rows),
        "pages": _joined(line.pages for line in rows),
        "urgency": _joined(line.urgency for line in rows),
        "note": _joined(line.note for line in rows),
        "day": days,
    }


def _joined(values: Iterable[object]) -> str:
    """The values of a column, each with its end: one empty value is not the same as none."""
    return _APART.join([*["" if value is None else str(value) for value in values], ""])


@lru_cache(maxsize=10_000)
def _midnight(day: date) -> str:
    return datetime(day.year, day.month, day.day, tzinfo=OFFICE_ZONE).isoformat()


def _split(receiver: str) -> str:
    return receiver.replace("\n", ";").replace(";", _WITHIN)


def _words(line: Line, by: Actor, unit_id: int, *, incoming: bool) -> str:
    return vector_of(
        unit_id,
        symbol=line.symbol,
        subject=line.subject,
        issuer=line.issuer,
        rest=f"{line.kind_name} {line.number}{line.suffix} {line.note}",
        people=f"{line.signer} {line.receiver[:150] if incoming else line.receiver}",
        said=f"{by.full_name} {phrases.taken(line.row)}",
    )
