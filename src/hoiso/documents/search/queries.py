"""The search: one statement, in the scope of the officer; nothing else may tell what exists."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.core import signing
from django.db import connection

from hoiso.core.paging import COUNTED, SIZE, Page, most_counted
from hoiso.documents.incoming.entry import symbol_key
from hoiso.documents.search.passages import Piece, marked, passage
from hoiso.documents.search.words import Question, folded_weighted, question, word_forms, words_in
from hoiso.documents.states import OPEN_INCOMING, OPEN_OUTGOING
from hoiso.documents.tables.document import Direction, State
from hoiso.documents.tables.outgoing import Recipient

EXPORTED = 5_000
_SALT = "hoiso.tim"
_DEEPEST = COUNTED // SIZE


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is searched for; empty fields do not narrow. Days are office days, both ends included.

    `day` is the arrival date of an incoming document, else the date of the document. `best`
    orders by how well the words fit instead of by day.
    """

    words: str = ""
    issuer: str = ""
    unit_id: int | None = None
    direction: str = ""
    state: str = ""
    book_id: int | None = None
    kind: str = ""
    urgency: int | None = None
    day_from: date | None = None
    day_to: date | None = None
    due_from: date | None = None
    due_to: date | None = None
    best: bool = False

    @property
    def narrows(self) -> bool:
        """Whether a filter is set beside the words."""
        return replace(self, words="", best=False) != Asked()

    @property
    def is_empty(self) -> bool:
        return not self.words.strip() and not self.narrows


class Hit(NamedTuple):
    """One document found. `exact`: as typed. `file_text` is there when the fields lack the words."""

    exact: bool
    day: date
    id: int
    unit_id: int
    direction: str
    state: str
    number: str
    symbol: str
    subject: str
    issuer: str
    kind_name: str
    urgency: int
    issued_on: date | None
    arrived_on: date | None
    due_on: date | None
    finished_on: date | None
    holder_name: str
    signer: str
    file_text: str
    typed: Question

    @property
    def subject_pieces(self) -> tuple[Piece, ...]:
        """The subject with the words asked for marked."""
        return marked(self.subject, self.typed)

    @property
    def passage(self) -> tuple[Piece, ...]:
        """Where the words stand in the files, when the fields do not have them."""
        return passage(self.file_text, self.typed) if self.file_text else ()

    @property
    def state_name(self) -> str:
        return str(State(self.state).label)

    @property
    def direction_name(self) -> str:
        return str(Direction(self.direction).label)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_INCOMING or self.state in OPEN_OUTGOING


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the hits: documents of that very symbol or number, own notes, what may be chosen."""

    symbols: tuple[tuple[int, str, str, str], ...]
    notes: tuple[tuple[int, str, str, str], ...]
    books: tuple[tuple[int, str], ...]
    saved: tuple[tuple[str, Mapping[str, Any]], ...]


def find(asked: Asked, *, cursor: str = "", size: int = SIZE, counted: bool = True) -> Page[Hit]:
    """One page of documents that the officer in scope may read, in one statement.

    Where few match: words in subject or symbol, then elsewhere, then words that differ in accents or
    go on, the newest of each first. Where many match, the newest with whole words as typed come first.
    `cursor` comes from an earlier page; a damaged one gives the first page. Without `counted` the total
    is what is shown: for who asks `counted_facets` beside it.
    """
    typed = question(asked.words)
    chain = _read(cursor, asked)
    if asked.best and typed.terms:
        rows = _best(asked, typed, beyond=len(chain) * size, most=size + 1, counted=counted)
    else:
        rows = newest(asked, typed, after=chain[-1] if chain else None, most=size + 1, counted=counted)
    return page_of(rows, asked, chain=chain, size=size)


def page_of(
    rows: Sequence[tuple[Any, ...]], asked: Asked, *, chain: Sequence[Sequence[Any]] = (), size: int = SIZE
) -> Page[Hit]:
    """A page of rows as `newest` gives them, one more than fits if there are further ones."""
    typed = question(asked.words)
    more = len(rows) > size
    hits = tuple(_hit(row, typed) for row in rows[:size])
    before = len(chain) * size
    last = before + len(hits)
    counted = rows[0][-1] if rows else None
    following = ""
    if more and len(chain) + 1 < _DEEPEST:
        edge = rows[size - 1]
        following = _written([*chain, [edge[0], edge[1].toordinal(), edge[2]]], asked)
    return Page(
        rows=hits,
        first=before + 1 if hits else 0,
        last=last if hits else 0,
        total=last if counted is None else max(counted, last),
        previous=_written(chain[:-1], asked) if chain else "",
        next=following,
    )


def found_for_export(asked: Asked) -> tuple[Hit, ...]:
    """The same list whole, at most 5,000 documents, in one statement."""
    typed = question(asked.words)
    if asked.best and typed.terms:
        rows = _best(asked, typed, beyond=0, most=EXPORTED)
    else:
        rows = newest(asked, typed, after=None, most=EXPORTED, counted=False, passages=False)
    return tuple(_hit(row, typed) for row in rows)


def found(asked: Asked, *, size: int = SIZE) -> tuple[Hit, ...]:
    """The first page without its count."""
    typed = question(asked.words)
    return tuple(
        _hit(row, typed) for row in newest(asked, typed, after=None, most=size, counted=False, passages=False)
    )


def suggestions(words: str, *, most: int = 6) -> tuple[Hit, ...]:
    """A few documents for what was typed so far, newest first; none for less than two letters."""
    typed = question(words)
    if len(typed.typed) < 2 or not typed.terms:
        return ()
    asked = Asked(words=words)
    rows = newest(asked, typed, after=None, most=most, counted=False, passages=False)
    return tuple(_hit(row, typed) for row in rows)


FILTER = "%(filter)s::hoiso_search_filter"
LOOSE_WORDS = "string_to_array(%(loose_words)s, ' ')"
_COUNT = f"hoiso_search_count(%(loose)s, {LOOSE_WORDS}, %(beginning)s, {FILTER}, %(counted_to)s)"
_SEARCH = f"""hoiso_search(%(strict)s, %(loose)s, %(whole)s, %(in_subject)s, %(in_fields)s, {LOOSE_WORDS},
  %(beginning)s, {FILTER}, %(part)s, %(day)s, %(id)s, %(most)s)"""

# The count is asked only when there is a further page.
_COUNTED = f"""
WITH s AS MATERIALIZED (SELECT * FROM {_SEARCH})
SELECT s.*, CASE WHEN (SELECT count(*) FROM s) = %(most)s THEN (SELECT {_COUNT}) END FROM s
"""  # noqa: S608 - our own words
_UNCOUNTED = f"SELECT s.*, NULL FROM {_SEARCH} s"  # noqa: S608
_BEST = f"""
WITH s AS MATERIALIZED (
  SELECT * FROM hoiso_search_best(%(strict)s, %(loose)s, {LOOSE_WORDS}, %(beginning)s, {FILTER},
    %(beyond)s, %(most)s) WITH ORDINALITY b(part, id, place))
SELECT s.part, e.day, d.id, d.unit_id, d.direction, d.state, coalesce(d.number::text, '') || d.suffix,
  d.symbol, d.subject, d.issuer, d.kind_name, d.urgency, d.issued_on, d.arrived_on, d.due_on, d.finished_on,
  d.holder_name, d.signer,
  CASE WHEN e.words @@ replace(%(in_fields)s, '~', d.unit_id::text)::tsquery THEN ''
    ELSE left(e.text, 60000) END,
  CASE WHEN %(counted)s AND (SELECT count(*) FROM s) = %(most)s THEN (SELECT {_COUNT}) END
FROM s JOIN documents_document d ON d.id = s.id JOIN documents_searchentry e ON e.document_id = d.id
ORDER BY s.place
"""  # noqa: S608


def newest(
    asked: Asked,
    typed: Question,
    *,
    after: Sequence[Any] | None,
    most: int,
    counted: bool = True,
    passages: bool = True,
) -> list[tuple[Any, ...]]:
    """Rows as the function of the database gives them, each with the count at its end."""
    part, day, last_id = after or (1, None, 2**63 - 1)
    values = values_of(asked, typed) | {
        "part": part,
        "day": "infinity" if day is None else date.fromordinal(day),
        "id": last_id,
        "most": most,
    }
    if not passages:
        values["in_fields"] = ""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED if counted else _UNCOUNTED, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def _best(
    asked: Asked, typed: Question, *, beyond: int, most: int, counted: bool = False
) -> list[tuple[Any, ...]]:
    asks = {"beyond": beyond, "most": most, "counted": counted}
    with connection.cursor() as cursor:
        cursor.execute(_BEST, values_of(asked, typed) | asks)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def values_of(asked: Asked, typed: Question) -> dict[str, Any]:
    """What the functions of the database are asked with."""
    return {**_words(typed, asked.issuer), "filter": _filter(asked), "counted_to": most_counted()}


@lru_cache(maxsize=256)
def _filter(asked: Asked) -> str:
    """The filters as a literal of hoiso_search_filter: one value for the statement instead of ten."""
    values = (
        asked.unit_id, asked.direction, asked.state, asked.book_id, asked.kind, asked.urgency,
        asked.day_from or "-infinity", asked.day_to or "infinity", asked.due_from, asked.due_to,
    )  # fmt: skip
    return f"({','.join(_part(value) for value in values)})"


def _part(value: object) -> str:
    if value in (None, ""):
        return ""
    escaped = str(value).replace("\\", r"\\").replace('"', r"\"")
    return f'"{escaped}"'


@lru_cache(maxsize=256)
def _words(typed: Question, issuer: str) -> Mapping[str, str]:
    """The words in the forms that the database asks for. Kept: each page asks for the same again."""
    of_issuer = [word_forms(word)[0] for word in words_in(issuer)]
    must = folded_weighted(issuer, "B")
    return {
        "strict": _both(typed.strict, must),
        "loose": _both(typed.loose, must),
        "whole": _both(typed.whole, must),
        "in_subject": _both(typed.in_subject, must),
        "in_fields": typed.in_fields,
        "loose_words": " ".join(dict.fromkeys([*typed.loose_words, *of_issuer])),
        "beginning": typed.beginning,
    }


def _both(query: str, other: str) -> str:
    return f"{query} & {other}" if query and other else query or other


def _hit(row: tuple[Any, ...], typed: Question) -> Hit:
    return Hit._make((row[0] < 3, *row[1:-1], typed))


def _written(chain: Sequence[Sequence[Any]], asked: Asked) -> str:
    """The way back to here: the edge of every page before, signed; it fits this search alone."""
    return signing.dumps([_name(asked), *chain], salt=_SALT, compress=True) if chain else "1"


def _read(cursor: str, asked: Asked) -> list[Sequence[Any]]:
    if not cursor:
        return []
    try:
        name, *chain = signing.loads(cursor, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return []
    return chain if name == _name(asked) else []


def _name(asked: Asked) -> str:
    return "best" if asked.best else "new"


def beside(asked: Asked, *, officer_id: int, units: Sequence[int]) -> Beside:
    """What stands beside the hits, in one statement under the row policies of its tables.

    Documents whose symbol or number was typed; own notes with the words; books and saved searches.
    """
    key = symbol_key(asked.words)
    values: dict[str, Any] = {
        "officer": officer_id,
        "units": list(units),
        "key": key if any(letter.isdigit() for letter in key) else "",
        "number": int(key) if key.isascii() and key.isdigit() and len(key) <= 9 else None,
        "words": [f"%{word_forms(word)[0]}%" for word in words_in(asked.words)] or None,
    }
    with connection.cursor() as cursor:
        cursor.execute(_BESIDE, values)
        symbols, notes, books, saved = (json.loads(part) for part in cursor.fetchone())
    return Beside(
        symbols=tuple(tuple(row) for row in symbols),
        notes=tuple(tuple(row) for row in notes),
        books=tuple((row[0], row[1]) for row in books),
        saved=tuple((row[0], row[1]) for row in saved),
    )


_BESIDE = """
SELECT
 (SELECT coalesce(jsonb_agg(jsonb_build_array(x.id, x.symbol, x.subject, x.issuer)), '[]') FROM (
   SELECT d.id, d.symbol, d.subject, d.issuer FROM documents_document d
   WHERE %(key)s <> '' AND d.unit_id = ANY (%(units)s) AND (d.symbol_key = %(key)s OR (
     %(number)s::integer IS NOT NULL AND d.symbol_key >= %(key)s || '-' AND d.symbol_key < %(key)s || '0'))
   ORDER BY coalesce(d.arrived_on, d.issued_on) DESC NULLS LAST, d.id DESC LIMIT 6) x),
 (SELECT coalesce(jsonb_agg(jsonb_build_array(x.id, x.symbol, x.subject, x.text)), '[]') FROM (
   SELECT d.id, d.symbol, d.subject, n.text
   FROM documents_note n JOIN documents_document d ON d.id = n.document_id
   WHERE n.officer_id = %(officer)s AND fold_v1(n.text) LIKE ALL (%(words)s::text[])
   ORDER BY n.changed_at DESC LIMIT 6) x),
 (SELECT coalesce(jsonb_agg(jsonb_build_array(x.id, x.name)), '[]') FROM (
   SELECT b.id, b.name FROM documents_book b WHERE b.unit_id = ANY (%(units)s)
   ORDER BY b.period_from DESC, b.id LIMIT 60) x),
 (SELECT coalesce(jsonb_agg(jsonb_build_array(x.name, x.query)), '[]') FROM (
   SELECT s.name, s.query FROM documents_savedsearch s WHERE s.officer_id = %(officer)s
   ORDER BY s.name LIMIT 12) x)
"""


def recipients_of(document_ids: Sequence[int]) -> dict[int, str]:
    """Names of the recipients of each document, in their order. One statement."""
    found: dict[int, list[str]] = {}
    rows = Recipient.objects.filter(document_id__in=document_ids, printed=True).order_by("position", "id")
    for document_id, name in rows.values_list("document_id", "name"):
        found.setdefault(document_id, []).append(name)
    return {document_id: "; ".join(names) for document_id, names in found.items()}
