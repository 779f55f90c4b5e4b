"""The floors of the search: bare SQL and tantivy, each with the rights filter and 25 rows by id.

The rights filter is what an officer may see: units by her posts and delegations of the day, and of
restricted documents those that she made or reads by name. No scope is proven to the database,
words are folded only and nothing is ranked: the floors do less than the product, and tell so how far
it is from what the engines can do.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import psycopg
import tantivy

ROWS = 25
_WORD = re.compile(r"[^\W_]+")
_ASKED = 40  # of which 25 are surely hers in these data
_MAKE = """
DROP SCHEMA IF EXISTS floor CASCADE;
CREATE SCHEMA floor;
CREATE TABLE floor.entry AS
SELECT d.id, d.unit_id, d.restricted, d.created_by, d.direction::text, e.day,
  to_tsvector('simple', lower(public.unaccent(concat_ws(
    ' ', d.symbol, d.subject, d.issuer, d.signer, d.kind_name, d.holder_name, e.text)))) AS words
FROM documents_document d JOIN documents_searchentry e ON e.document_id = d.id;
ALTER TABLE floor.entry ADD PRIMARY KEY (id);
CREATE INDEX ON floor.entry USING gin (words);
CREATE INDEX ON floor.entry (unit_id, day DESC, id DESC);
VACUUM ANALYZE floor.entry;
"""
_COLUMNS = """d.id, d.unit_id, d.direction, d.state, d.number, d.suffix, d.symbol, d.subject, d.issuer,
  d.kind_name, d.urgency, d.issued_on, d.arrived_on, d.due_on, d.finished_on, d.holder_name, d.signer"""
_UNITS = """SELECT p.unit_id FROM access_post p
WHERE p.role IN ('clerk', 'leader', 'office_head')
  AND p.valid_from <= current_date AND (p.valid_to IS NULL OR p.valid_to >= current_date)
  AND (p.officer_id = %(officer)s OR p.id IN (SELECT g.post_id FROM access_delegation g
    WHERE g.officer_id = %(officer)s AND current_date BETWEEN g.valid_from AND g.valid_to))"""
_NAMED = """(NOT x.restricted OR x.created_by = %(officer)s OR EXISTS (SELECT FROM documents_reader r
  WHERE r.document_id = x.id AND r.officer_id = %(officer)s AND r.ended_at IS NULL))"""
_WANTED = """x.day BETWEEN %(since)s AND %(until)s
  AND (%(direction)s::text IS NULL OR x.direction = %(direction)s)"""
_FETCH = f"""SELECT {_COLUMNS} FROM documents_document d
WHERE d.id = ANY (%(ids)s) AND {_NAMED.replace("x.", "d.")}
ORDER BY d.arrived_on DESC, d.id DESC LIMIT {ROWS}"""  # noqa: S608
_WALK = f"""SELECT {_COLUMNS} FROM (
  SELECT x.id FROM (
    SELECT * FROM floor.entry x WHERE x.unit_id = %(unit)s AND x.day BETWEEN %(since)s AND %(until)s
    ORDER BY x.day DESC, x.id DESC OFFSET 0) x
  WHERE x.words @@ %(query)s::tsquery AND {_WANTED} AND {_NAMED} LIMIT {ROWS}) x
JOIN documents_document d ON d.id = x.id"""  # noqa: S608
_INDEX = f"""WITH found AS MATERIALIZED (
  SELECT x.id, x.unit_id, x.restricted, x.created_by, x.direction, x.day FROM floor.entry x
  WHERE x.words @@ %(query)s::tsquery)
SELECT {_COLUMNS} FROM (
  SELECT x.id FROM found x WHERE x.unit_id = %(unit)s AND {_NAMED} AND {_WANTED}
  ORDER BY x.day DESC, x.id DESC LIMIT {ROWS}) x
JOIN documents_document d ON d.id = x.id"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Wanted:
    """A search by folded words: a tsquery, the same for tantivy, and the filter."""

    query: str
    words: str
    direction: str | None = None
    since: date = date(1900, 1, 1)
    until: date = date(2100, 1, 1)


def make_tables(owner: "psycopg.Connection[object]") -> None:
    """The floor's own table beside the documents; `owner` commits itself."""
    for statement in _MAKE.split(";\n"):
        if statement.strip():
            owner.execute(statement.encode())


def bare_sql(
    connection: "psycopg.Connection[object]", wanted: Wanted, *, officer: int
) -> list[Callable[[], Sequence[object]]]:
    """Her unit, then two ways of asking: walking the days, and through the index of words."""
    values = {
        "officer": officer, "query": wanted.query, "direction": wanted.direction, "since": wanted.since,
        "until": wanted.until,
    }  # fmt: skip

    def ask(way: str) -> Sequence[object]:
        (unit,) = connection.execute(_UNITS.encode(), {"officer": officer}).fetchone()  # type: ignore[misc]
        return connection.execute(way.encode(), {**values, "unit": unit}).fetchall()

    return [lambda: ask(_WALK), lambda: ask(_INDEX)]


def tantivy_index(connection: "psycopg.Connection[object]", folder: str) -> tantivy.Index:
    """The same words in tantivy, in `folder`."""
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("id", stored=True, indexed=True, fast=True)
    builder.add_integer_field("unit", indexed=True)
    builder.add_text_field("direction", tokenizer_name="raw")
    builder.add_integer_field("day", indexed=True, fast=True)
    builder.add_text_field("words")
    index = tantivy.Index(builder.build(), path=folder)
    writer = index.writer(heap_size=200_000_000, num_threads=2)
    rows = connection.execute(
        "SELECT d.id, d.unit_id, d.direction, e.day, concat_ws(' ', d.symbol, d.subject, d.issuer,"
        " d.signer, d.kind_name, d.holder_name, e.text) FROM documents_document d"
        " JOIN documents_searchentry e ON e.document_id = d.id"
    )
    for number, unit, direction, day, text in rows:  # type: ignore[misc]
        document = tantivy.Document()
        document.add_integer("id", number)
        document.add_integer("unit", unit)
        document.add_text("direction", direction)
        document.add_integer("day", day.toordinal())
        document.add_text("words", folded(text))
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index


def by_tantivy(
    index: tantivy.Index,
    connection: "psycopg.Connection[object]",
    wanted: Wanted,
    *,
    officer: int,
    slips: bool = False,
) -> Callable[[], Sequence[object]]:
    """Her unit; ids from tantivy, newest first and some to spare; those rows by id that she may see.

    `slips`: words one letter away count too, by tantivy's own tolerance.
    """
    parts = [f"+({wanted.words})"]
    if wanted.direction:
        parts.append(f"+direction:{wanted.direction}")
    if wanted.since.year > 1900:
        parts.append(f"+day:[{wanted.since.toordinal()} TO {wanted.until.toordinal()}]")
    searcher = index.searcher()

    def ask() -> Sequence[object]:
        (unit,) = connection.execute(_UNITS.encode(), {"officer": officer}).fetchone()  # type: ignore[misc]
        query = index.parse_query(
            " ".join([*parts, f"+unit:{unit}"]),
            ["words"],
            fuzzy_fields={"words": (False, 1, True)} if slips else {},
        )
        hits = searcher.search(query, _ASKED, count=False, order_by_field="day").hits
        ids = [searcher.doc(address)["id"][0] for _, address in hits]
        return connection.execute(_FETCH.encode(), {"ids": ids, "officer": officer}).fetchall()

    return ask


def wanted_of(typed: str) -> Wanted:
    """Words, or a phrase in quotes, as the two engines read them."""
    words = _WORD.findall(folded(typed))
    if typed.startswith('"'):
        return Wanted(" <-> ".join(words), f'"{" ".join(words)}"')
    return Wanted(" & ".join(words), " ".join(f"+{word}" for word in words))


def folded(text: str) -> str:
    """Lower case without accents."""
    spread = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in spread if not unicodedata.combining(letter))
