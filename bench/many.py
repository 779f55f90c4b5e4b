"""A million documents of the same kind as `bench.data`, laid out and indexed in SQL.

Of each document, unless the whole is asked for, only what the search asks about: its row, its readers,
its entry. The vectors are put together from those of its pieces, which the product's own code makes
once each.
"""

from typing import LiteralString

from psycopg import Connection

from bench import data

_EVENTS: LiteralString = "INSERT INTO documents_event"
_SAMPLED = 200_000  # from so many documents on, common words are counted in every tenth
_PIECES: LiteralString = """
CREATE TEMPORARY TABLE written AS
SELECT d.id, e.day, d.symbol, d.subject, d.issuer, d.signer || ' ' || d.holder_name AS people,
  split_part(e.text, ' một số nội dung sau. ', 2) AS rest
FROM documents_document d JOIN documents_searchentry e ON e.document_id = d.id WHERE d.unit_id = 1;
CREATE TEMPORARY TABLE piece (weight text, text text, words tsvector);
"""
_DISTINCT: LiteralString = """
SELECT 'A', symbol FROM written GROUP BY symbol UNION ALL SELECT 'A', subject FROM written GROUP BY subject
UNION ALL SELECT 'B', issuer FROM written GROUP BY issuer
UNION ALL SELECT 'C', people FROM written GROUP BY people
UNION ALL SELECT 'D', rest FROM written GROUP BY rest
"""
_ENTRIES: LiteralString = """
ANALYZE written;
ANALYZE piece;
SET enable_nestloop = off;
DROP INDEX documents_search_words;
DROP INDEX documents_search_newest;
DELETE FROM documents_searchentry WHERE unit_id = 1;
INSERT INTO documents_searchentry (document_id, unit_id, day, words, text)
SELECT w.id, 1, w.day, s.words || t.words || i.words || p.words || r.words, w.rest
FROM written w
JOIN piece s ON s.weight = 'A' AND s.text = w.symbol JOIN piece t ON t.weight = 'A' AND t.text = w.subject
JOIN piece i ON i.weight = 'B' AND i.text = w.issuer JOIN piece p ON p.weight = 'C' AND p.text = w.people
JOIN piece r ON r.weight = 'D' AND r.text = w.rest;
RESET enable_nestloop;
CREATE INDEX documents_search_newest ON documents_searchentry (unit_id, day DESC, document_id DESC);
"""
_WORDS: LiteralString = (
    "CREATE INDEX documents_search_words ON documents_searchentry USING gin (words) WITH (fastupdate = off)"
)
_COUNTS: LiteralString = """
INSERT INTO documents_searchword (unit_id, word, folded, documents)
SELECT 1, word, CASE WHEN mark = ':' THEN word ELSE public.fold_v1(word) END, sum(ndoc)
FROM (
  SELECT substr(word, 2, 1) AS mark, substr(word, 3) AS word, ndoc * {every} AS ndoc
  FROM ts_stat('SELECT words FROM documents_searchentry WHERE unit_id = 1 AND document_id <= {last}
    AND document_id % {every} = 0')
  UNION ALL
  SELECT substr(word, 2, 1), substr(word, 3), ndoc
  FROM ts_stat('SELECT words FROM documents_searchentry WHERE unit_id = 1 AND document_id > {last}')) counted
GROUP BY mark, word
UNION ALL SELECT 1, '', '', {rows};
"""


def make(owner: "Connection[object]", *, rows: int, whole: bool = False) -> None:
    """Fill an empty migrated database, without its index of words; `whole`: with timelines and tasks too."""
    data.make(owner, rows=rows, until="" if whole else _EVENTS)
    from hoiso.documents.search.words import vector

    _run(owner, _PIECES)
    pieces = owner.execute(_DISTINCT).fetchall()
    with owner.cursor().copy("COPY piece FROM STDIN") as copy:
        for piece in pieces:
            assert isinstance(piece, tuple)
            weight, text = piece
            copy.write_row((weight, text, vector(data.UNIT, [(weight, text)])))
    _run(owner, _ENTRIES)


def index_words(address: str) -> None:
    """Make the index of words, on a connection of its own."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as owner:
        owner.execute("SET maintenance_work_mem = '1GB'")
        owner.execute(_WORDS)


def count_words(owner: "Connection[object]", *, rows: int) -> None:
    """How common words are; of more than 200,000 documents from every tenth of what was laid out in SQL.

    Counts choose the way of a search and never what it finds.
    """
    last = rows + data.SMALL_UNITS * data.ROWS_OF_A_SMALL_UNIT
    _run(owner, _COUNTS, every=10 if rows > _SAMPLED else 1, last=last, rows=rows)


def _run(owner: "Connection[object]", statements: LiteralString, **names: int) -> None:
    for one in statements.format(**names).split(";\n"):
        if one.strip():
            owner.execute(one.encode())
