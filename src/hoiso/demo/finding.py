"""The search index of everything that the demo laid out."""

from collections.abc import Iterable

from django.db import connection

from hoiso.demo.plans import Incoming, Outgoing
from hoiso.documents.search import public as search
from hoiso.documents.tables.document import Document

_TEXTS = """
INSERT INTO documents_searchentry (document_id, unit_id, day, words, text)
SELECT d.id, d.unit_id, d.created_at::date, ''::tsvector, t.text
FROM unnest(%s::bigint[], %s::text[]) AS t(id, text) JOIN documents_document d ON d.id = t.id
"""


def index_everything(made: Iterable[Outgoing], come: Iterable[Incoming]) -> None:
    """Make every document findable by its fields, its people, its timeline and the text of its file."""
    texts = {
        plan.document.pk: plan.content.body for plan in made if plan.document is not None and plan.file
    } | {plan.document.pk: _text(plan) for plan in come if plan.document is not None and _text(plan)}
    with connection.cursor() as cursor:
        cursor.execute(_TEXTS, [list(texts), list(texts.values())])
    ids = list(Document.objects.order_by("pk").values_list("pk", flat=True))
    search.index_documents(ids)
    for unit_id in Document.objects.order_by().values_list("unit_id", flat=True).distinct():
        search.count_words(unit_id)


def _text(plan: Incoming) -> str:
    """What the file says, its own or the one that the sender made."""
    if plan.delivery is not None:
        return plan.delivery.sent.content.body if plan.delivery.sent.file else ""
    return plan.letter.body if plan.file else ""
