"""What stands near a document: what answers it, what cites its symbol, what is about the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import QuerySet

from hoiso.core.errors import NotThere
from hoiso.core.symbols import parse_symbol
from hoiso.documents.search.queries import Asked, found
from hoiso.documents.tables.document import Document, Link

_MOST = 12
# The function tells ids alone; the rows are read under the policies.
_SIMILAR = """
SELECT d.id, d.symbol, d.subject, d.issuer, coalesce(d.arrived_on, d.issued_on)
FROM hoiso_search_similar(%s, %s) s JOIN documents_document d ON d.id = s.id
ORDER BY s.likeness DESC, 5 DESC NULLS LAST, d.id DESC
"""


@dataclass(frozen=True, slots=True)
class Near:
    """A document that stands near another."""

    id: int
    symbol: str
    subject: str
    issuer: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Around:
    """A document and what stands near it, each list without the others' rows."""

    of: Near
    answers: tuple[Near, ...]
    citing: tuple[Near, ...]
    similar: tuple[Near, ...]


def around(document_id: int) -> Around:
    """What stands near a document, in the scope in force. Four statements.

    Raises `NotThere` when it does not exist or is outside the scope.
    """
    one = _near(Document.objects.filter(pk=document_id))
    if not one:
        raise NotThere("Không có văn bản này, hoặc đồng chí không được giao xem.")
    answering = Link.objects.filter(other_id=document_id, kind=Link.Kind.ANSWERS).values("document_id")
    answers = _near(Document.objects.filter(pk__in=answering).order_by("-pk")[:_MOST])
    shown = {document_id, *(near.id for near in answers)}
    citing = tuple(near for near in _citing(one[0]) if near.id not in shown)
    shown |= {near.id for near in citing}
    with connection.cursor() as cursor:
        cursor.execute(_SIMILAR, [document_id, 2 * _MOST])
        similar = tuple(Near(*row) for row in cursor.fetchall() if row[0] not in shown)
    return Around(one[0], answers, citing, similar[:_MOST])


def _citing(document: Near) -> Sequence[Near]:
    """Documents in which its whole symbol stands; a number alone or a notation alone tells nothing."""
    symbol = parse_symbol(document.symbol)
    if symbol.number is None or not symbol.groups:
        return ()
    hits = found(Asked(words=f'"{document.symbol}"'), size=_MOST)
    return [Near(hit.id, hit.symbol, hit.subject, hit.issuer, hit.day) for hit in hits]


def _near(documents: "QuerySet[Document]") -> tuple[Near, ...]:
    rows = documents.values_list("pk", "symbol", "subject", "issuer", "arrived_on", "issued_on")
    return tuple(
        Near(pk, symbol, subject, issuer, arrived or issued)
        for pk, symbol, subject, issuer, arrived, issued in rows
    )
