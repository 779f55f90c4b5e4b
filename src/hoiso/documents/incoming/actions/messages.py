"""Messages find the document that they are or speak of."""

from datetime import datetime

from django.db.models import Q

from hoiso.access.public import Actor
from hoiso.documents.tables.document import Document, DocumentFile, Message


def keep_message_on(document: Document, stored_id: int, *, by: Actor, at: datetime) -> None:
    """The original message becomes a file of the document, and those that waited for it join."""
    message = Message.objects.filter(unit_id=document.unit_id, stored_id=stored_id).first()
    assert message is not None
    message.document = document
    message.save(update_fields=["document"])
    DocumentFile.objects.create(
        document=document, stored_id=stored_id, role=DocumentFile.Role.MESSAGE,
        name=str(message.header.get("file_name", "van-ban.edxml")), position=900,
        added_by=by.officer_id, added_at=at,
    )  # fmt: skip
    attach_waiting(document)


def attach_waiting(document: Document) -> int:
    """Messages that spoke of this document before it was in the book find their place; how many."""
    if not document.exchange_id:
        return 0
    aimed = Q(exchange_id=document.exchange_id) | Q(header__target_document_id=document.exchange_id)
    return Message.objects.filter(aimed, unit_id=document.unit_id, document=None).update(document=document)
