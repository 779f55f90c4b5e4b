"""The search index of everything that the demo laid out."""

from django.db import connection

from hoiso.documents.search.words import vector

_READ = """
SELECT d.id, d.unit_id,
       coalesce(d.arrived_on, d.issued_on, (d.created_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date),
       d.symbol, d.subject, d.issuer, concat_ws(' ', d.signer, d.kind_name, d.number, d.holder_name),
       coalesce((SELECT string_agg(e.text, ' ' ORDER BY e.at)
                 FROM documents_event e WHERE e.document_id = d.id), '')
FROM documents_document d ORDER BY d.id
"""
_WRITE = """
INSERT INTO documents_searchentry (document_id, unit_id, day, words, text)
SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::date[], %s::tsvector[], %s::text[])
"""
_BATCH = 2_000


def index_everything() -> None:
    """Make every document findable by its fields, its people and its timeline."""
    with connection.cursor() as cursor:
        cursor.execute(_READ)
        rows = cursor.fetchall()
        for start in range(0, len(rows), _BATCH):
            part = rows[start : start + _BATCH]
            words = [
                vector(unit, zip("AABCD", (symbol, subject, issuer, people, said), strict=True))
                for _, unit, _, symbol, subject, issuer, people, said in part
            ]
            ids, units, days = (list(column) for column in list(zip(*part, strict=True))[:3])
            cursor.execute(_WRITE, [ids, units, days, words, [""] * len(part)])
