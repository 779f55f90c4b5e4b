"""What the page of copies shows of the document that is copied."""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from hoiso.core.errors import NotThere
from hoiso.documents.outgoing.content import from_json
from hoiso.documents.tables.document import Document
from hoiso.documents.tables.outgoing import DraftVersion


@dataclass(frozen=True, slots=True)
class CopySource:
    """The document that is copied; `text` is what an extract may be taken from, empty where there is none."""

    id: int
    unit_id: int
    kind_name: str
    symbol: str
    subject: str
    text: str


def copy_source(document_id: int) -> CopySource:
    """The document and its newest text. One statement; raises `NotThere` outside the scope."""
    newest = DraftVersion.objects.filter(document=OuterRef("pk")).order_by("-number").values("content")[:1]
    document = Document.objects.annotate(content=Subquery(newest)).filter(pk=document_id).first()
    if document is None:
        raise NotThere("Không có văn bản này, hoặc đồng chí không được giao xem.")
    text = from_json(document.content).body if document.content else ""
    return CopySource(
        document.pk, document.unit_id, document.kind_name, document.symbol, document.subject, text
    )
