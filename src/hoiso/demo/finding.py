"""The search index of everything that the demo laid out, in one statement."""

from django.db import connection

_FILL = """
INSERT INTO documents_searchentry (document_id, unit_id, text, exact, folded)
SELECT w.id, w.unit_id, w.words,
       to_tsvector('simple', lower(w.words)), to_tsvector('simple', fold_v1(w.words))
FROM (
  SELECT d.id, d.unit_id, concat_ws(' ', d.symbol, d.number, d.subject, d.issuer, d.signer, d.kind_name,
         d.holder_name, d.finish_note,
         (SELECT string_agg(e.text, ' ') FROM documents_event e WHERE e.document_id = d.id)) AS words
  FROM documents_document d
) w
ON CONFLICT (document_id) DO NOTHING
"""


def index_everything() -> None:
    """Make every document findable by its fields, its people and its timeline."""
    with connection.cursor() as cursor:
        cursor.execute(_FILL)
